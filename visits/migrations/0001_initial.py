import core.models
import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import core.history
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('offenders', '0001_initial'),
        ('people', '0001_initial'),
        ('people', '__first__'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        migrations.CreateModel(
            name='Interval',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('months', models.PositiveSmallIntegerField()),
                ('reason', models.CharField(max_length=500)),
                ('risk_level', models.CharField(choices=[('very_high', 'Very high'), ('high', 'High'), ('medium', 'Medium'), ('low', 'Low')], help_text='The police risk level that it was set for', max_length=10)),
                ('approved_on', models.DateField(blank=True, null=True)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('approved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='intervals_approved', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='visit_intervals', to='offenders.case')),
                ('set_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='intervals_set', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('months__gte', 1), ('months__lte', 24)), name='visits_interval_months_in_reach'), models.CheckConstraint(condition=models.Q(models.Q(('approved_by__isnull', True), ('approved_on__isnull', True)), models.Q(models.Q(('approved_by', models.F('set_by')), _negated=True), ('approved_by__isnull', False), ('approved_on__isnull', False)), _connector='OR'), name='visits_interval_approved_by_another'), models.CheckConstraint(condition=models.Q(('risk_level__in', ['very_high', 'high', 'medium', 'low'])), name='visits_interval_level_known'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('case', '='), (core.models.DateSpan('starts_on', 'ends_on'), '&&')], name='visits_interval_one_in_force'), models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gt', models.F('starts_on')), _connector='OR'), name='visits_interval_ends_after_start')],
            },
        ),
        migrations.CreateModel(
            name='Visit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('purposes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('compliance', 'Compliance with the law and orders'), ('residence', 'Confirm who lives here'), ('risk', 'Check for change in risk'), ('risk_assessment_search', 'Enter and search to assess risk'), ('household', 'Household and children'), ('devices', 'Devices and internet use'), ('intelligence', 'Gather information'), ('offences', 'Detect offences'), ('welfare', 'Duty of care')], max_length=30), size=None)),
                ('premises', models.CharField(blank=True, default='', help_text='Where, as written', max_length=300)),
                ('single_crewed_because', models.CharField(blank=True, default='', max_length=500)),
                ('is_announced', models.BooleanField(default=False)),
                ('announced_because', models.CharField(blank=True, default='', max_length=500)),
                ('outcome', models.CharField(blank=True, choices=[('seen_inside', 'Seen inside'), ('seen_at_door', 'Seen at the door'), ('seen_elsewhere', 'Seen elsewhere'), ('not_in', 'No answer'), ('entry_refused', 'Entry refused'), ('moved_away', 'Moved away'), ('abandoned_safety', 'Left for safety')], default='', max_length=20)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('purpose_results', models.JSONField(blank=True, default=dict)),
                ('people_present', models.TextField(blank=True, default='')),
                ('children', models.CharField(blank=True, choices=[('no', 'No children, no signs of any'), ('present', 'Children present'), ('signs', 'Signs of children'), ('not_known', 'Could not tell')], default='', max_length=10)),
                ('children_detail', models.TextField(blank=True, default='')),
                ('rooms_viewed', models.TextField(blank=True, default='')),
                ('devices', models.TextField(blank=True, default='')),
                ('presentation', models.TextField(blank=True, default='')),
                ('changes', models.TextField(blank=True, default='')),
                ('concerns', models.TextField(blank=True, default='')),
                ('actions', models.TextField(blank=True, default='')),
                ('intelligence_ref', models.CharField(blank=True, default='', max_length=60)),
                ('visor_updated_on', models.DateField(blank=True, null=True)),
                ('entry_sought_by', models.CharField(blank=True, default='', max_length=200)),
                ('refusal_words', models.TextField(blank=True, default='')),
                ('seen_where', models.CharField(blank=True, default='', max_length=200)),
                ('address', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='visits', to='offenders.address')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='visits', to='offenders.case')),
                ('contact', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='visit', to='offenders.contact')),
                ('second_officer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='visits_as_second', to='people.officer')),
            ],
            options={
                'indexes': [models.Index(models.F('case'), models.F('outcome'), name='visits_visit_case_outcome')],
                'constraints': [models.CheckConstraint(condition=models.Q(('purposes__len__gte', 1)), name='visits_visit_has_purpose'), models.CheckConstraint(condition=models.Q(('purposes__contained_by', ['compliance', 'residence', 'risk', 'risk_assessment_search', 'household', 'devices', 'intelligence', 'offences', 'welfare'])), name='visits_visit_purposes_known'), models.CheckConstraint(condition=models.Q(('outcome__in', ['', 'seen_inside', 'seen_at_door', 'seen_elsewhere', 'not_in', 'entry_refused', 'moved_away', 'abandoned_safety'])), name='visits_visit_outcome_known'), models.CheckConstraint(condition=models.Q(('children__in', ['', 'no', 'present', 'signs', 'not_known'])), name='visits_visit_children_known')],
            },
        ),
        migrations.CreateModel(
            name='IntervalEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('months', models.PositiveSmallIntegerField()),
                ('reason', models.CharField(max_length=500)),
                ('risk_level', models.CharField(choices=[('very_high', 'Very high'), ('high', 'High'), ('medium', 'Medium'), ('low', 'Low')], help_text='The police risk level that it was set for', max_length=10)),
                ('approved_on', models.DateField(blank=True, null=True)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('approved_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='offenders.case')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='visits.interval')),
                ('set_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        core.history.AddTrigger(
            model_name='interval',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "visits_intervalevent" ("approved_by_id", "approved_on", "case_id", "ends_on", "id", "months", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "risk_level", "set_by_id", "starts_on", "uuid", "version") SELECT new_values."approved_by_id", new_values."approved_on", new_values."case_id", new_values."ends_on", new_values."id", new_values."months", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reason", new_values."risk_level", new_values."set_by_id", new_values."starts_on", new_values."uuid", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='318e6d31edf7ed3c0a0b37bf40be6f25d0f67ae3', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_47877', referencing='REFERENCING NEW TABLE AS new_values ', table='visits_interval', when='AFTER')),
        ),
        core.history.AddTrigger(
            model_name='interval',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "visits_intervalevent" ("approved_by_id", "approved_on", "case_id", "ends_on", "id", "months", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "risk_level", "set_by_id", "starts_on", "uuid", "version") SELECT new_values."approved_by_id", new_values."approved_on", new_values."case_id", new_values."ends_on", new_values."id", new_values."months", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reason", new_values."risk_level", new_values."set_by_id", new_values."starts_on", new_values."uuid", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='56eb6082a00b6706ff867bbac88f1f7943d27265', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_d09c5', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='visits_interval', when='AFTER')),
        ),
        core.history.AddTrigger(
            model_name='interval',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "visits_intervalevent" ("approved_by_id", "approved_on", "case_id", "ends_on", "id", "months", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "risk_level", "set_by_id", "starts_on", "uuid", "version") SELECT old_values."approved_by_id", old_values."approved_on", old_values."case_id", old_values."ends_on", old_values."id", old_values."months", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."reason", old_values."risk_level", old_values."set_by_id", old_values."starts_on", old_values."uuid", old_values."version" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='616a1a43f4547883d002c9a189a7525f236fd3c4', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_9b702', referencing='REFERENCING OLD TABLE AS old_values ', table='visits_interval', when='AFTER')),
        ),
        core.history.AddTrigger(
            model_name='intervalevent',
            trigger=pgtrigger.compiler.Trigger(name='visits_interval_history_no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='82dd521efaf977000e528dc1b776d5b6e66d300c', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_visits_interval_history_no_truncate_1cdad', table='visits_intervalevent', when='BEFORE')),
        ),
        core.history.AddTrigger(
            model_name='intervalevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='d730c5ad296b888fbf50c7cf0845eb6e7d8c29a1', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_1581e', table='visits_intervalevent', when='BEFORE')),
        ),
        core.history.AddTrigger(
            model_name='visit',
            trigger=pgtrigger.compiler.Trigger(name='visits_visit_append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='3c3aed1c9cfbdc093c3dc16672fe7d24a4f614fc', operation='UPDATE OR DELETE', pgid='pgtrigger_visits_visit_append_only_15357', table='visits_visit', when='BEFORE')),
        ),
        core.history.AddTrigger(
            model_name='visit',
            trigger=pgtrigger.compiler.Trigger(name='visits_visit_no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='086497aff285be68a37fd742bb7de2f065b7ce12', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_visits_visit_no_truncate_b9826', table='visits_visit', when='BEFORE')),
        ),
    ]
