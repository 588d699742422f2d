import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import core.history
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('offenders', '0001_initial'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        migrations.CreateModel(
            name='Referral',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('programme', models.CharField(max_length=60)),
                ('referred_on', models.DateField()),
                ('status', models.CharField(choices=[('awaiting_assessment', 'Awaiting assessment'), ('awaiting_allocation', 'Awaiting allocation'), ('suitable_not_ready', 'Suitable but not ready'), ('deprioritised', 'Deprioritised'), ('scheduled', 'Scheduled'), ('on_programme', 'On programme'), ('complete', 'Programme complete'), ('breach', 'Breach (non-attendance)'), ('recall', 'Recall'), ('return_to_court', 'Return to court'), ('deferred', 'Deferred'), ('withdrawn', 'Withdrawn')], max_length=24)),
                ('started_on', models.DateField(blank=True, null=True)),
                ('pre_programme_done', models.BooleanField(default=False)),
                ('barriers', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('work_pattern', 'Work pattern'), ('distance', 'Distance or travel time'), ('cost', 'Cost'), ('caring', 'Caring'), ('learning_disability', 'Learning disability or difficulty'), ('language', 'Language'), ('health', 'Physical or mental health'), ('denial', 'Denial'), ('no_order', 'No order or condition'), ('no_provision', 'No local provision'), ('non_association', 'Group non-association'), ('risk_from_others', 'Risk from others'), ('sentence_too_short', 'Sentence too short'), ('staff_shortage', 'Staff shortage')], max_length=24), blank=True, default=list, size=None)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='referrals', to='offenders.case')),
            ],
            options={
                'ordering': ['-referred_on'],
                'constraints': [models.UniqueConstraint(models.F('case'), models.F('programme'), models.F('referred_on'), name='programmes_referral_once'), models.CheckConstraint(condition=models.Q(('status__in', ['awaiting_assessment', 'awaiting_allocation', 'suitable_not_ready', 'deprioritised', 'scheduled', 'on_programme', 'complete', 'breach', 'recall', 'return_to_court', 'deferred', 'withdrawn'])), name='programmes_referral_status_known'), models.CheckConstraint(condition=models.Q(('started_on__isnull', True), ('started_on__gte', models.F('referred_on')), _connector='OR'), name='programmes_referral_starts_after_referral'), models.CheckConstraint(condition=models.Q(('barriers__contained_by', ['work_pattern', 'distance', 'cost', 'caring', 'learning_disability', 'language', 'health', 'denial', 'no_order', 'no_provision', 'non_association', 'risk_from_others', 'sentence_too_short', 'staff_shortage'])), name='programmes_referral_barriers_known')],
            },
        ),
        migrations.CreateModel(
            name='ReferralEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('programme', models.CharField(max_length=60)),
                ('referred_on', models.DateField()),
                ('status', models.CharField(choices=[('awaiting_assessment', 'Awaiting assessment'), ('awaiting_allocation', 'Awaiting allocation'), ('suitable_not_ready', 'Suitable but not ready'), ('deprioritised', 'Deprioritised'), ('scheduled', 'Scheduled'), ('on_programme', 'On programme'), ('complete', 'Programme complete'), ('breach', 'Breach (non-attendance)'), ('recall', 'Recall'), ('return_to_court', 'Return to court'), ('deferred', 'Deferred'), ('withdrawn', 'Withdrawn')], max_length=24)),
                ('started_on', models.DateField(blank=True, null=True)),
                ('pre_programme_done', models.BooleanField(default=False)),
                ('barriers', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('work_pattern', 'Work pattern'), ('distance', 'Distance or travel time'), ('cost', 'Cost'), ('caring', 'Caring'), ('learning_disability', 'Learning disability or difficulty'), ('language', 'Language'), ('health', 'Physical or mental health'), ('denial', 'Denial'), ('no_order', 'No order or condition'), ('no_provision', 'No local provision'), ('non_association', 'Group non-association'), ('risk_from_others', 'Risk from others'), ('sentence_too_short', 'Sentence too short'), ('staff_shortage', 'Staff shortage')], max_length=24), blank=True, default=list, size=None)),
                ('case', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='offenders.case')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='programmes.referral')),
            ],
            options={
                'abstract': False,
            },
        ),
        core.history.AddTrigger(
            model_name='referral',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "programmes_referralevent" ("barriers", "case_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pre_programme_done", "programme", "referred_on", "started_on", "status", "uuid") SELECT new_values."barriers", new_values."case_id", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."pre_programme_done", new_values."programme", new_values."referred_on", new_values."started_on", new_values."status", new_values."uuid" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='cef065815f773e955539524502b29fd50c279a57', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_e4118', referencing='REFERENCING NEW TABLE AS new_values ', table='programmes_referral', when='AFTER')),
        ),
        core.history.AddTrigger(
            model_name='referral',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "programmes_referralevent" ("barriers", "case_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pre_programme_done", "programme", "referred_on", "started_on", "status", "uuid") SELECT new_values."barriers", new_values."case_id", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."pre_programme_done", new_values."programme", new_values."referred_on", new_values."started_on", new_values."status", new_values."uuid" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='c5beee2518df094079608719513056a0fc707368', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_62810', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='programmes_referral', when='AFTER')),
        ),
        core.history.AddTrigger(
            model_name='referral',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "programmes_referralevent" ("barriers", "case_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pre_programme_done", "programme", "referred_on", "started_on", "status", "uuid") SELECT old_values."barriers", old_values."case_id", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."pre_programme_done", old_values."programme", old_values."referred_on", old_values."started_on", old_values."status", old_values."uuid" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='f6d7f1bf1ad5993a80751802b192df38391093b3', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_9ef1e', referencing='REFERENCING OLD TABLE AS old_values ', table='programmes_referral', when='AFTER')),
        ),
        core.history.AddTrigger(
            model_name='referralevent',
            trigger=pgtrigger.compiler.Trigger(name='programmes_referral_history_no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='7a55cfe17cc2c87172c8b822c756e77e791c79db', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_programmes_referral_history_no_truncate_d3a7e', table='programmes_referralevent', when='BEFORE')),
        ),
        core.history.AddTrigger(
            model_name='referralevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='d31d2c21884277df329769b84dafd6daec3e564a', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_0492f', table='programmes_referralevent', when='BEFORE')),
        ),
    ]
