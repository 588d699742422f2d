"""The tables as the migrations up to this one leave them, made at once: one by one they take a minute and a half.

A database that has those migrations is as if it had this one.
"""

import core.history
import core.models
import django.contrib.postgres.constraints
import django.db.models.deletion
import pgtrigger.compiler
from django.contrib.postgres.operations import BtreeGistExtension, UnaccentExtension
from django.db import migrations, models
from importlib import import_module


class Migration(migrations.Migration):

    replaces = [('core', '0001_initial'), ('core', '0002_standards'), ('core', '0003_review_days'), ('core', '0004_order_expiry_alerts'), ('core', '0005_answer_days'), ('core', '0006_probation_clocks'), ('core', '0007_enforcement'), ('core', '0008_enquiry_days'), ('core', '0009_probation_reset'), ('core', '0010_accept_critical'), ('core', '0011_programmes')]

    initial = True

    dependencies = [
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        BtreeGistExtension(),
        UnaccentExtension(),
        migrations.CreateModel(
            name='JobRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80)),
                ('on', models.DateField(help_text='The London date it worked for')),
                ('started_at', models.DateTimeField()),
                ('finished_at', models.DateTimeField(blank=True, null=True)),
                ('succeeded', models.BooleanField(default=None, null=True)),
                ('figures', models.JSONField(default=dict, help_text='Counts: raised, changed, cured, drift')),
                ('error', models.TextField(blank=True, default='')),
            ],
            options={
                'indexes': [models.Index(models.F('name'), models.OrderBy(models.F('finished_at'), descending=True), name='core_jobrun_latest')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('finished_at__isnull', True), ('succeeded__isnull', True)), models.Q(('finished_at__isnull', False), ('succeeded__isnull', False)), _connector='OR'), name='core_jobrun_finished')],
            },
        ),
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('task', models.CharField(max_length=100)),
                ('arguments', models.JSONField(default=dict)),
                ('created_at', models.DateTimeField()),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'indexes': [models.Index(models.F('id'), condition=models.Q(('sent_at__isnull', True)), name='core_message_waiting')],
            },
        ),
        migrations.CreateModel(
            name='Standard',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=80)),
                ('value', models.PositiveIntegerField()),
                ('unit', models.CharField(max_length=40)),
                ('rule', models.CharField(help_text='Rule id in docs/rules', max_length=40)),
                ('confidence', models.CharField(blank=True, default='', max_length=120)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'ordering': ['key', 'starts_on'],
                'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('key', '='), (core.models.DateSpan('starts_on', 'ends_on'), '&&')], name='core_standard_one_in_force'), models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gt', models.F('starts_on')), _connector='OR'), name='core_standard_ends_after_start')],
            },
        ),
        migrations.CreateModel(
            name='StandardEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='core.standard')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('key', models.CharField(max_length=80)),
                ('value', models.PositiveIntegerField()),
                ('unit', models.CharField(max_length=40)),
                ('rule', models.CharField(help_text='Rule id in docs/rules', max_length=40)),
                ('confidence', models.CharField(blank=True, default='', max_length=120)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'abstract': False,
            },
        ),
        core.history.AddTrigger(
            model_name='standard',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "core_standardevent" ("confidence", "ends_on", "id", "key", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rule", "starts_on", "unit", "value", "version") SELECT new_values."confidence", new_values."ends_on", new_values."id", new_values."key", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."rule", new_values."starts_on", new_values."unit", new_values."value", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='6dac4a640eafc1f580d599e4d1d41fa93324d58e', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_27a2f', referencing='REFERENCING NEW TABLE AS new_values ', table='core_standard', when='AFTER')),
        ),
        core.history.AddTrigger(
            model_name='standard',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "core_standardevent" ("confidence", "ends_on", "id", "key", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rule", "starts_on", "unit", "value", "version") SELECT new_values."confidence", new_values."ends_on", new_values."id", new_values."key", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."rule", new_values."starts_on", new_values."unit", new_values."value", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='cdc0eccc7424af951fb6f06d311053893576479e', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_a0652', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='core_standard', when='AFTER')),
        ),
        core.history.AddTrigger(
            model_name='standard',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "core_standardevent" ("confidence", "ends_on", "id", "key", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rule", "starts_on", "unit", "value", "version") SELECT old_values."confidence", old_values."ends_on", old_values."id", old_values."key", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."rule", old_values."starts_on", old_values."unit", old_values."value", old_values."version" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='e06514f7af9dfa748e801ec916af504354e05b74', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_1bcd9', referencing='REFERENCING OLD TABLE AS old_values ', table='core_standard', when='AFTER')),
        ),
        core.history.AddTrigger(
            model_name='standardevent',
            trigger=pgtrigger.compiler.Trigger(name='core_standard_history_no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='dfb4bc0fa47f834bf500f7f64e4d1f7e6a52c5ff', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_core_standard_history_no_truncate_270e5', table='core_standardevent', when='BEFORE')),
        ),
        core.history.AddTrigger(
            model_name='standardevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b62704d19f972d16f00e501cf64ab6096dd8a9da', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_661c0', table='core_standardevent', when='BEFORE')),
        ),
        migrations.RunPython(import_module('core.migrations.0002_standards').add, migrations.RunPython.noop),
        migrations.RunPython(import_module('core.migrations.0003_review_days').add, migrations.RunPython.noop),
        migrations.RunPython(import_module('core.migrations.0004_order_expiry_alerts').add, migrations.RunPython.noop),
        migrations.RunPython(import_module('core.migrations.0005_answer_days').add, migrations.RunPython.noop),
        migrations.RunPython(import_module('core.migrations.0006_probation_clocks').add, migrations.RunPython.noop),
        migrations.RunPython(import_module('core.migrations.0007_enforcement').add, migrations.RunPython.noop),
        migrations.RunPython(import_module('core.migrations.0008_enquiry_days').add, migrations.RunPython.noop),
        migrations.RunPython(import_module('core.migrations.0009_probation_reset').add, migrations.RunPython.noop),
        migrations.RunPython(import_module('core.migrations.0010_accept_critical').add, migrations.RunPython.noop),
        migrations.RunPython(import_module('core.migrations.0011_programmes').add, migrations.RunPython.noop),
    ]
