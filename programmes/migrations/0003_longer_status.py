"""Words of custody are longer. A longer varchar rewrites nothing, so the check of migrations leaves this one out."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('programmes', '0002_catalogue'),
    ]

    operations = [
        migrations.AlterField(
            model_name='referral',
            name='status',
            field=models.CharField(choices=[('awaiting_assessment', 'Awaiting assessment'), ('awaiting_allocation', 'Awaiting allocation'), ('suitable_not_ready', 'Suitable but not ready'), ('deprioritised', 'Deprioritised'), ('scheduled', 'Scheduled'), ('on_programme', 'On programme'), ('complete', 'Programme complete'), ('breach', 'Breach (non-attendance)'), ('recall', 'Recall'), ('return_to_court', 'Return to court'), ('deferred', 'Deferred'), ('withdrawn', 'Withdrawn'), ('referral_started', 'Referral started'), ('referral_submitted', 'Referral submitted'), ('assessment_started', 'Assessment started'), ('assessed_suitable', 'Assessed as suitable'), ('programme_complete', 'Programme complete (custody)'), ('not_suitable', 'Not suitable'), ('not_eligible', 'Not eligible'), ('deselected', 'Deselected'), ('moved_to_building_choices', 'Moved to Building Choices'), ('on_hold_referral_submitted', 'On hold: referral submitted'), ('on_hold_awaiting_assessment', 'On hold: awaiting assessment'), ('on_hold_assessment_started', 'On hold: assessment started')], max_length=30),
        ),
        migrations.AlterField(
            model_name='referralevent',
            name='status',
            field=models.CharField(choices=[('awaiting_assessment', 'Awaiting assessment'), ('awaiting_allocation', 'Awaiting allocation'), ('suitable_not_ready', 'Suitable but not ready'), ('deprioritised', 'Deprioritised'), ('scheduled', 'Scheduled'), ('on_programme', 'On programme'), ('complete', 'Programme complete'), ('breach', 'Breach (non-attendance)'), ('recall', 'Recall'), ('return_to_court', 'Return to court'), ('deferred', 'Deferred'), ('withdrawn', 'Withdrawn'), ('referral_started', 'Referral started'), ('referral_submitted', 'Referral submitted'), ('assessment_started', 'Assessment started'), ('assessed_suitable', 'Assessed as suitable'), ('programme_complete', 'Programme complete (custody)'), ('not_suitable', 'Not suitable'), ('not_eligible', 'Not eligible'), ('deselected', 'Deselected'), ('moved_to_building_choices', 'Moved to Building Choices'), ('on_hold_referral_submitted', 'On hold: referral submitted'), ('on_hold_awaiting_assessment', 'On hold: awaiting assessment'), ('on_hold_assessment_started', 'On hold: assessment started')], max_length=30),
        ),
    ]
