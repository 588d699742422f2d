import core.models
import django.contrib.postgres.constraints
import django.db.models.deletion
import pgtrigger.compiler
import core.history
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('offenders', '0001_initial'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        migrations.CreateModel(
            name='Management',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('category', models.PositiveSmallIntegerField(choices=[(1, 'Category 1: registered sexual offender'), (2, 'Category 2: violent or other sexual offender'), (3, 'Category 3: other dangerous offender'), (4, 'Category 4: terrorist or terrorist risk')])),
                ('level', models.PositiveSmallIntegerField(choices=[(1, 'Level 1'), (2, 'Level 2'), (3, 'Level 3')])),
                ('lead_agency', models.CharField(choices=[('probation', 'Probation'), ('police', 'Police'), ('youth_justice', 'Youth justice'), ('mental_health', 'Mental health')], max_length=20)),
                ('starts_on', models.DateField(help_text='The day the level was set')),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('last_review_on', models.DateField(blank=True, help_text='It may have been of the level before this one', null=True)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mappa', to='offenders.case')),
            ],
            options={
                'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('case', '='), (core.models.DateSpan('starts_on', 'ends_on'), '&&')], name='mappa_management_one_in_force'), models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gt', models.F('starts_on')), _connector='OR'), name='mappa_management_ends_after_start'), models.CheckConstraint(condition=models.Q(('category__in', [1, 2, 3, 4])), name='mappa_management_category_known'), models.CheckConstraint(condition=models.Q(('level__in', [1, 2, 3])), name='mappa_management_level_known'), models.CheckConstraint(condition=models.Q(('category', 3), ('level', 1), _negated=True), name='mappa_management_category_3_above_level_1'), models.CheckConstraint(condition=models.Q(('lead_agency__in', ['probation', 'police', 'youth_justice', 'mental_health'])), name='mappa_management_lead_known')],
            },
        ),
        migrations.CreateModel(
            name='ManagementEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('category', models.PositiveSmallIntegerField(choices=[(1, 'Category 1: registered sexual offender'), (2, 'Category 2: violent or other sexual offender'), (3, 'Category 3: other dangerous offender'), (4, 'Category 4: terrorist or terrorist risk')])),
                ('level', models.PositiveSmallIntegerField(choices=[(1, 'Level 1'), (2, 'Level 2'), (3, 'Level 3')])),
                ('lead_agency', models.CharField(choices=[('probation', 'Probation'), ('police', 'Police'), ('youth_justice', 'Youth justice'), ('mental_health', 'Mental health')], max_length=20)),
                ('starts_on', models.DateField(help_text='The day the level was set')),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('last_review_on', models.DateField(blank=True, help_text='It may have been of the level before this one', null=True)),
                ('case', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='offenders.case')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='mappa.management')),
            ],
            options={
                'abstract': False,
            },
        ),
        core.history.AddTrigger(
            model_name='management',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mappa_managementevent" ("case_id", "category", "ends_on", "id", "last_review_on", "lead_agency", "level", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on") SELECT new_values."case_id", new_values."category", new_values."ends_on", new_values."id", new_values."last_review_on", new_values."lead_agency", new_values."level", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."starts_on" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='3eaeaa7671d1ef72a3187ea6798a3b210176e80a', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_18d00', referencing='REFERENCING NEW TABLE AS new_values ', table='mappa_management', when='AFTER')),
        ),
        core.history.AddTrigger(
            model_name='management',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mappa_managementevent" ("case_id", "category", "ends_on", "id", "last_review_on", "lead_agency", "level", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on") SELECT new_values."case_id", new_values."category", new_values."ends_on", new_values."id", new_values."last_review_on", new_values."lead_agency", new_values."level", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."starts_on" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='4c1b068d7e3e94a2c17eb14d39a23baaf04c90aa', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_b446e', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='mappa_management', when='AFTER')),
        ),
        core.history.AddTrigger(
            model_name='management',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mappa_managementevent" ("case_id", "category", "ends_on", "id", "last_review_on", "lead_agency", "level", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on") SELECT old_values."case_id", old_values."category", old_values."ends_on", old_values."id", old_values."last_review_on", old_values."lead_agency", old_values."level", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."starts_on" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='81128704c0a8cfbf112537277b72045c42e443ec', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_d1d66', referencing='REFERENCING OLD TABLE AS old_values ', table='mappa_management', when='AFTER')),
        ),
        core.history.AddTrigger(
            model_name='managementevent',
            trigger=pgtrigger.compiler.Trigger(name='mappa_management_history_no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='700517638b8141e80c9d629734a1ba8b0b9cfc4c', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_mappa_management_history_no_truncate_c3ca9', table='mappa_managementevent', when='BEFORE')),
        ),
        core.history.AddTrigger(
            model_name='managementevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='39f43c192b9f0c650d7c0ea4d2de346c851aecd2', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_854ae', table='mappa_managementevent', when='BEFORE')),
        ),
    ]
