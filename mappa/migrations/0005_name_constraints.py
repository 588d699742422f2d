"""Constraints of reviews and exits are named after their tables, so that an error in a log says where."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('mappa', '0004_areas'),
        ('offenders', '0026_answered_by_whoever_writes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='mappaexit',
            name='mappa_exit_reason_known',
        ),
        migrations.RemoveConstraint(
            model_name='mappaexit',
            name='mappa_exit_says_all',
        ),
        migrations.RemoveConstraint(
            model_name='mappaexit',
            name='mappa_exit_told_somebody',
        ),
        migrations.RemoveConstraint(
            model_name='mappaexit',
            name='mappa_exit_meeting_is_whole',
        ),
        migrations.RemoveConstraint(
            model_name='mappareview',
            name='mappa_review_outcome_known',
        ),
        migrations.RemoveConstraint(
            model_name='mappareview',
            name='mappa_review_considered_something',
        ),
        migrations.RemoveConstraint(
            model_name='mappareview',
            name='mappa_review_says_what_was_found',
        ),
        migrations.RemoveConstraint(
            model_name='mappareview',
            name='mappa_review_meeting_is_whole',
        ),
        migrations.RemoveConstraint(
            model_name='mappareview',
            name='mappa_review_taken_back_says_why',
        ),
        migrations.AddConstraint(
            model_name='mappaexit',
            constraint=models.CheckConstraint(condition=models.Q(('reason__in', ['notification_ended', 'supervision_ended', 'meeting_decided', 'not_eligible', 'moved', 'died'])), name='mappa_mappaexit_reason_known'),
        ),
        migrations.AddConstraint(
            model_name='mappaexit',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('words', ''), _negated=True), models.Q(('decided_by', ''), _negated=True)), name='mappa_mappaexit_says_all'),
        ),
        migrations.AddConstraint(
            model_name='mappaexit',
            constraint=models.CheckConstraint(condition=models.Q(('told__contained_by', ['adults', 'children', 'coordinator', 'education', 'health', 'housing', 'immigration', 'jobcentre', 'monitoring', 'police', 'prison', 'probation', 'youth_justice']), models.Q(('told', []), _negated=True)), name='mappa_mappaexit_told_somebody'),
        ),
        migrations.AddConstraint(
            model_name='mappaexit',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('meeting_chair', ''), ('meeting_on__isnull', True), ('meeting_ref', '')), models.Q(models.Q(('meeting_chair', ''), _negated=True), models.Q(('meeting_ref', ''), _negated=True), ('meeting_on__isnull', False)), _connector='OR'), name='mappa_mappaexit_meeting_is_whole'),
        ),
        migrations.AddConstraint(
            model_name='mappareview',
            constraint=models.CheckConstraint(condition=models.Q(('outcome__in', ['no_change', 'plan_changed', 'level_change', 'category_change'])), name='mappa_mappareview_outcome_known'),
        ),
        migrations.AddConstraint(
            model_name='mappareview',
            constraint=models.CheckConstraint(condition=models.Q(('considered__contained_by', ['agencies', 'disclosure', 'home', 'intelligence', 'level', 'people', 'plan', 'restrictions', 'risk', 'since']), models.Q(('considered', []), _negated=True)), name='mappa_mappareview_considered_something'),
        ),
        migrations.AddConstraint(
            model_name='mappareview',
            constraint=models.CheckConstraint(condition=models.Q(('findings', ''), _negated=True), name='mappa_mappareview_says_what_was_found'),
        ),
        migrations.AddConstraint(
            model_name='mappareview',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('meeting_chair', ''), ('meeting_on__isnull', True), ('meeting_ref', '')), models.Q(models.Q(('meeting_chair', ''), _negated=True), models.Q(('meeting_ref', ''), _negated=True), ('meeting_on__isnull', False)), _connector='OR'), name='mappa_mappareview_meeting_is_whole'),
        ),
        migrations.AddConstraint(
            model_name='mappareview',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('taken_back_at__isnull', True), ('taken_back_because', ''), ('taken_back_by__isnull', True)), models.Q(models.Q(('taken_back_because', ''), _negated=True), ('taken_back_at__isnull', False), ('taken_back_by__isnull', False)), _connector='OR'), name='mappa_mappareview_taken_back_says_why'),
        ),
    ]
