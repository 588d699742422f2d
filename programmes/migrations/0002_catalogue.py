import core.models
import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.functions
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from datetime import date

from django.db import migrations, models

# What a new database starts with; all of it is marked "check" on the page of reference data.
FIRST, SUITE, NOW, NEXT = date(2000, 1, 1), date(2016, 4, 1), date(2024, 4, 1), date(2026, 4, 1)
# name, cohort, intensity, weeks, learning disability, valid from, valid to, replaced by
PROGRAMMES = [
    ("Building Choices: high", "all", "high", 25, False, NOW, None, None),
    ("Building Choices: moderate", "all", "moderate", 13, False, NOW, None, None),
    ("Building Choices Plus", "all", "", 25, True, NOW, None, None),
    ("Healthy Sex Programme", "sexual_offence", "", 13, False, SUITE, None, None),
    ("Horizon", "sexual_offence", "moderate", 13, False, SUITE, NEXT, "Building Choices: moderate"),
    ("iHorizon", "sexual_offence", "moderate", 13, False, SUITE, NEXT, "Building Choices: moderate"),
    ("Kaizen", "sexual_offence", "high", 25, False, SUITE, NEXT, "Building Choices: high"),
    ("Becoming New Me Plus", "sexual_offence", "high", 25, True, SUITE, NEXT, "Building Choices Plus"),
    ("New Me Strengths", "sexual_offence", "moderate", 13, True, SUITE, NEXT, "Building Choices Plus"),
    ("Living as New Me", "sexual_offence", "", 13, True, SUITE, NEXT, "Building Choices Plus"),
    ("C-SOGP", "sexual_offence", "", 13, False, FIRST, SUITE, "Horizon"),
    ("TV-SOGP", "sexual_offence", "", 13, False, FIRST, SUITE, "Horizon"),
    ("N-SOGP", "sexual_offence", "", 13, False, FIRST, SUITE, "Horizon"),
    ("i-SOTP", "sexual_offence", "", 13, False, FIRST, SUITE, "iHorizon"),
    ("Internet sex offender programme", "sexual_offence", "", 13, False, FIRST, SUITE, "iHorizon"),
    ("Core SOTP", "sexual_offence", "", 13, False, FIRST, SUITE, "Kaizen"),
    ("Extended SOTP", "sexual_offence", "", 13, False, FIRST, SUITE, "Kaizen"),
    ("Adapted SOTP", "sexual_offence", "", 13, True, FIRST, SUITE, "Becoming New Me Plus"),
    ("Better Lives Booster", "sexual_offence", "", 13, False, FIRST, SUITE, "Healthy Sex Programme"),
    ("Healthy Sexual Functioning", "sexual_offence", "", 13, False, FIRST, SUITE, "Healthy Sex Programme"),
]
# PRG-57: individual work, for those who are on no programme.
TOOLKITS = [
    ("Maps for Change", "sexual_offence"),
    ("New Me MOT", "sexual_offence"),
    *(
        (name, "all")
        for name in (
            "Choices and Changes",
            "Constructive Conversations",
            "Creating Positive Connections",
            "First Steps to Change",
            "Moving On",
            "Pathways to Change",
            "Responsibly Aware",
            "Skills for Relationships",
            "Stepping Stones",
        )
    ),
]
# PRG-40: 21 sessions in a group and 5 one to one; how they fall on the modules is to be checked.
MODERATE = [
    ("Pre-Group", "one_to_one", 1),
    ("Getting Started", "group", 3),
    ("Managing Myself", "group", 6),
    ("Managing Myself: one to one", "one_to_one", 1),
    ("Managing Life's Problems", "group", 5),
    ("Managing Life's Problems: one to one", "one_to_one", 1),
    ("Managing People Around Me", "group", 5),
    ("Managing People Around Me: one to one", "one_to_one", 1),
    ("Bringing It All Together", "group", 2),
    ("Bringing It All Together: one to one", "one_to_one", 1),
]
# PRG-17: two to three sessions a week over 17 to 25 weeks; no template is published, so this is to be checked.
HIGH = [(name, kind, sessions * 2 if kind == "group" else sessions) for name, kind, sessions in MODERATE]
MINUTES = {"group": 150, "one_to_one": 60}


def seed(apps, schema_editor):
    Programme = apps.get_model("programmes", "Programme")
    Terms = apps.get_model("programmes", "Terms")
    Module = apps.get_model("programmes", "Module")
    toolkits = [(name, cohort, "", 13, False, FIRST, None, None) for name, cohort in TOOLKITS]
    made = {}
    for rows, is_toolkit in ((PROGRAMMES, False), (toolkits, True)):
        for name, cohort, intensity, weeks, is_ldc, starts_on, ends_on, replaced_by in rows:
            made[name] = Programme.objects.create(
                name=name, is_toolkit=is_toolkit, replaced_by=made.get(replaced_by)
            )
            Terms.objects.create(
                programme=made[name],
                cohort=cohort,
                intensity=intensity,
                weeks=weeks,
                is_ldc=is_ldc,
                group_size=12,
                starts_on=starts_on,
                ends_on=ends_on,
                confidence="check",
            )
            template = HIGH if weeks > 13 else MODERATE
            Module.objects.bulk_create(
                Module(
                    programme=made[name],
                    position=position,
                    name=module,
                    kind=kind,
                    sessions=sessions,
                    minutes=MINUTES[kind],
                )
                for position, (module, kind, sessions) in enumerate(template)
                if not is_toolkit
            )


class Migration(migrations.Migration):

    dependencies = [
        ('offenders', '0018_told_in_a_contact'),
        ('people', '0004_area_grants'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('programmes', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Module',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('name', models.CharField(max_length=60)),
                ('kind', models.CharField(choices=[('group', 'Group session'), ('one_to_one', 'One to one')], max_length=12)),
                ('sessions', models.PositiveSmallIntegerField()),
                ('minutes', models.PositiveSmallIntegerField()),
            ],
            options={
                'ordering': ['position'],
            },
        ),
        migrations.CreateModel(
            name='ModuleEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('position', models.PositiveSmallIntegerField()),
                ('name', models.CharField(max_length=60)),
                ('kind', models.CharField(choices=[('group', 'Group session'), ('one_to_one', 'One to one')], max_length=12)),
                ('sessions', models.PositiveSmallIntegerField()),
                ('minutes', models.PositiveSmallIntegerField()),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Programme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(db_default=django.contrib.postgres.functions.RandomUUID(), default=uuid.uuid4, editable=False, unique=True)),
                ('name', models.CharField(max_length=60, unique=True)),
                ('is_toolkit', models.BooleanField(default=False)),
                ('version', models.PositiveIntegerField(db_default=1, default=1)),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='ProgrammeEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('uuid', models.UUIDField(db_default=django.contrib.postgres.functions.RandomUUID(), default=uuid.uuid4, editable=False)),
                ('name', models.CharField(max_length=60)),
                ('is_toolkit', models.BooleanField(default=False)),
                ('version', models.PositiveIntegerField(db_default=1, default=1)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Terms',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('cohort', models.CharField(choices=[('sexual_offence', 'Sexual offences'), ('general_offence', 'General offending'), ('all', 'All offences')], max_length=20)),
                ('intensity', models.CharField(blank=True, choices=[('high', 'High'), ('moderate', 'Moderate'), ('', 'None of its own')], default='', max_length=10)),
                ('weeks', models.PositiveSmallIntegerField(help_text='From the first group session to the last')),
                ('is_ldc', models.BooleanField(default=False, help_text='The variant for learning disability')),
                ('group_size', models.PositiveSmallIntegerField(default=12, help_text='PRG-17')),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('confidence', models.CharField(default='check', max_length=40)),
            ],
            options={
                'ordering': ['starts_on'],
            },
        ),
        migrations.CreateModel(
            name='TermsEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('cohort', models.CharField(choices=[('sexual_offence', 'Sexual offences'), ('general_offence', 'General offending'), ('all', 'All offences')], max_length=20)),
                ('intensity', models.CharField(blank=True, choices=[('high', 'High'), ('moderate', 'Moderate'), ('', 'None of its own')], default='', max_length=10)),
                ('weeks', models.PositiveSmallIntegerField(help_text='From the first group session to the last')),
                ('is_ldc', models.BooleanField(default=False, help_text='The variant for learning disability')),
                ('group_size', models.PositiveSmallIntegerField(default=12, help_text='PRG-17')),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('confidence', models.CharField(default='check', max_length=40)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='moduleevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='moduleevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='programmes.module'),
        ),
        migrations.AddField(
            model_name='programme',
            name='replaced_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaces', to='programmes.programme'),
        ),
        migrations.AddField(
            model_name='moduleevent',
            name='programme',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programmes.programme'),
        ),
        migrations.AddField(
            model_name='module',
            name='programme',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='modules', to='programmes.programme'),
        ),
        migrations.AddField(
            model_name='programmeevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='programmeevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='programmes.programme'),
        ),
        migrations.AddField(
            model_name='programmeevent',
            name='replaced_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programmes.programme'),
        ),
        migrations.AddField(
            model_name='terms',
            name='programme',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='terms', to='programmes.programme'),
        ),
        migrations.AddField(
            model_name='termsevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='termsevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='programmes.terms'),
        ),
        migrations.AddField(
            model_name='termsevent',
            name='programme',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programmes.programme'),
        ),
        migrations.AddConstraint(
            model_name='programme',
            constraint=models.CheckConstraint(condition=models.Q(('replaced_by__isnull', True), models.Q(('replaced_by', models.F('id')), _negated=True), _connector='OR'), name='programmes_programme_replaced_by_another'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='programme',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "programmes_programmeevent" ("id", "is_toolkit", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "replaced_by_id", "uuid", "version") SELECT new_values."id", new_values."is_toolkit", new_values."name", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."replaced_by_id", new_values."uuid", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='f6c86c822e3ab1fcc3dd90eda5c1fef6a0521648', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_56ab2', referencing='REFERENCING NEW TABLE AS new_values ', table='programmes_programme', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='programme',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "programmes_programmeevent" ("id", "is_toolkit", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "replaced_by_id", "uuid", "version") SELECT new_values."id", new_values."is_toolkit", new_values."name", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."replaced_by_id", new_values."uuid", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='9ea553b9a3ab84cac14c416aabc4e6bf3063d0d3', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_af864', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='programmes_programme', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='programme',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "programmes_programmeevent" ("id", "is_toolkit", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "replaced_by_id", "uuid", "version") SELECT old_values."id", old_values."is_toolkit", old_values."name", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."replaced_by_id", old_values."uuid", old_values."version" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='ecdb038c43d3592bb0ee729b04392f6c0d3288e5', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_f6c03', referencing='REFERENCING OLD TABLE AS old_values ', table='programmes_programme', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='moduleevent',
            trigger=pgtrigger.compiler.Trigger(name='programmes_module_history_no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='0dc1c84fcc29936042efbeb0c53adf2c7d150f61', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_programmes_module_history_no_truncate_e492a', table='programmes_moduleevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='moduleevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='88a1edafb85ac3a837528c6452d6f5679de9f501', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_e3d4b', table='programmes_moduleevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='module',
            constraint=models.UniqueConstraint(models.F('programme'), models.F('position'), name='programmes_module_position'),
        ),
        migrations.AddConstraint(
            model_name='module',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['group', 'one_to_one'])), name='programmes_module_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='module',
            constraint=models.CheckConstraint(condition=models.Q(('sessions__gte', 1)), name='programmes_module_has_sessions'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='module',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "programmes_moduleevent" ("id", "kind", "minutes", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "programme_id", "sessions") SELECT new_values."id", new_values."kind", new_values."minutes", new_values."name", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."position", new_values."programme_id", new_values."sessions" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='71e0d06f590be7531233b385a2e14fae003bcf08', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_57049', referencing='REFERENCING NEW TABLE AS new_values ', table='programmes_module', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='module',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "programmes_moduleevent" ("id", "kind", "minutes", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "programme_id", "sessions") SELECT new_values."id", new_values."kind", new_values."minutes", new_values."name", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."position", new_values."programme_id", new_values."sessions" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='cdbf8fcf8cc386f63039cc7fb42bc1c44fdb20bb', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_8e4e5', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='programmes_module', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='module',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "programmes_moduleevent" ("id", "kind", "minutes", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "programme_id", "sessions") SELECT old_values."id", old_values."kind", old_values."minutes", old_values."name", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."position", old_values."programme_id", old_values."sessions" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='849bed777d24644c261628ccd3e83fe3db9ce370', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_7e7a8', referencing='REFERENCING OLD TABLE AS old_values ', table='programmes_module', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='programmeevent',
            trigger=pgtrigger.compiler.Trigger(name='programmes_programme_history_no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='4de261008216b5b2a5a1b6c9f4d61d3fcdb1fa38', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_programmes_programme_history_no_truncate_e9d64', table='programmes_programmeevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='programmeevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='5fe1ee674ae180722b68fb3695b029aa2ce00d96', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_df196', table='programmes_programmeevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='terms',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('programme', '='), (core.models.DateSpan('starts_on', 'ends_on'), '&&')], name='programmes_terms_one_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='terms',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gt', models.F('starts_on')), _connector='OR'), name='programmes_terms_ends_after_start'),
        ),
        migrations.AddConstraint(
            model_name='terms',
            constraint=models.CheckConstraint(condition=models.Q(('cohort__in', ['sexual_offence', 'general_offence', 'all'])), name='programmes_terms_cohort_known'),
        ),
        migrations.AddConstraint(
            model_name='terms',
            constraint=models.CheckConstraint(condition=models.Q(('intensity__in', ['high', 'moderate', ''])), name='programmes_terms_intensity_known'),
        ),
        migrations.AddConstraint(
            model_name='terms',
            constraint=models.CheckConstraint(condition=models.Q(('weeks__gte', 1), ('weeks__lte', 104)), name='programmes_terms_weeks_sane'),
        ),
        migrations.AddConstraint(
            model_name='terms',
            constraint=models.CheckConstraint(condition=models.Q(('group_size__gte', 1), ('group_size__lte', 30)), name='programmes_terms_group_size_sane'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='terms',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "programmes_termsevent" ("cohort", "confidence", "ends_on", "group_size", "id", "intensity", "is_ldc", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "starts_on", "weeks") SELECT new_values."cohort", new_values."confidence", new_values."ends_on", new_values."group_size", new_values."id", new_values."intensity", new_values."is_ldc", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."programme_id", new_values."starts_on", new_values."weeks" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='18204eb5fa272080b97e798f2825e71e5260acdd', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_b8f30', referencing='REFERENCING NEW TABLE AS new_values ', table='programmes_terms', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='terms',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "programmes_termsevent" ("cohort", "confidence", "ends_on", "group_size", "id", "intensity", "is_ldc", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "starts_on", "weeks") SELECT new_values."cohort", new_values."confidence", new_values."ends_on", new_values."group_size", new_values."id", new_values."intensity", new_values."is_ldc", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."programme_id", new_values."starts_on", new_values."weeks" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='d6e3d54c51b4d9c0741274170fe50f460fc4cd02', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_a8d70', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='programmes_terms', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='terms',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "programmes_termsevent" ("cohort", "confidence", "ends_on", "group_size", "id", "intensity", "is_ldc", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "starts_on", "weeks") SELECT old_values."cohort", old_values."confidence", old_values."ends_on", old_values."group_size", old_values."id", old_values."intensity", old_values."is_ldc", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."programme_id", old_values."starts_on", old_values."weeks" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='d8de08c8967a1453dbfd73fa0d4e58a847afd000', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_4d3d9', referencing='REFERENCING OLD TABLE AS old_values ', table='programmes_terms', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='termsevent',
            trigger=pgtrigger.compiler.Trigger(name='programmes_terms_history_no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='eb37a687129884238f41427e383fabac1b5ff5bd', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_programmes_terms_history_no_truncate_1b6a1', table='programmes_termsevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='termsevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='3841d81d86f43f2ecc727fa04c299bbc9d547642', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_67473', table='programmes_termsevent', when='BEFORE')),
        ),
        migrations.RunPython(seed, migrations.RunPython.noop),
    ]
