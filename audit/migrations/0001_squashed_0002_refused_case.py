"""The tables as the migrations up to this one leave them, made at once: one by one they take a minute and a half.

A database that has those migrations is as if it had this one.
"""

import core.history
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.fields.json
import pgtrigger.compiler
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('audit', '0001_initial'), ('audit', '0002_refused_case')]

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Seal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveBigIntegerField(unique=True)),
                ('sealed_at', models.DateTimeField()),
                ('below_transaction', models.BigIntegerField(help_text='Rows written by transactions below this xid are sealed by now')),
                ('from_transaction', models.BigIntegerField()),
                ('rows', models.PositiveIntegerField()),
                ('root', models.BinaryField(max_length=32)),
                ('previous', models.BinaryField(max_length=32)),
                ('signature', models.BinaryField(max_length=64)),
                ('key_id', models.CharField(max_length=16)),
            ],
            options={
                'ordering': ['number'],
            },
        ),
        migrations.CreateModel(
            name='Event',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('request_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('at', models.DateTimeField()),
                ('transaction_id', models.BigIntegerField(help_text='xid8 of the writing transaction: seals take rows that no running one can still add')),
                ('user_id', models.BigIntegerField(blank=True, null=True)),
                ('user_label', models.CharField(blank=True, default='', max_length=254)),
                ('roles', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), default=list, size=None)),
                ('session', models.CharField(blank=True, default='', help_text='Hash of its key', max_length=64)),
                ('address', models.GenericIPAddressField(blank=True, null=True)),
                ('method', models.CharField(max_length=8)),
                ('view', models.CharField(blank=True, default='', help_text='Name of the URL', max_length=100)),
                ('path', models.CharField(max_length=300)),
                ('object_uuid', models.UUIDField(blank=True, help_text='What the URL named', null=True)),
                ('asked', models.JSONField(default=dict, help_text='Search, filters and page, as sent')),
                ('case_ids', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None)),
                ('grounds', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), default=list, size=None)),
                ('reason', models.CharField(blank=True, default='', max_length=500)),
                ('status', models.PositiveSmallIntegerField()),
                ('outcome', models.CharField(choices=[('shown', 'Shown'), ('changed', 'Changed'), ('refused', 'Refused'), ('not_found', 'Not found'), ('invalid', 'Not accepted'), ('failed', 'Failed'), ('signed_in', 'Signed in'), ('signed_out', 'Signed out'), ('sign_in_failed', 'Sign-in failed')], max_length=20)),
            ],
            options={
                'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['case_ids'], name='audit_event_cases'), models.Index(models.F('user_id'), models.OrderBy(models.F('at'), descending=True), name='audit_event_user'), models.Index(models.OrderBy(models.F('at'), descending=True), name='audit_event_at'), models.Index(models.F('object_uuid'), models.F('at'), name='audit_event_object'), models.Index(django.db.models.fields.json.KeyTransform('refused_case', 'asked'), condition=models.Q(('asked__has_key', 'refused_case')), name='audit_event_refused_case')],
                'constraints': [models.CheckConstraint(condition=models.Q(('case_ids__len', models.F('grounds__len'))), name='audit_event_ground_for_each_case'), models.CheckConstraint(condition=models.Q(('outcome__in', ['shown', 'changed', 'refused', 'not_found', 'invalid', 'failed', 'signed_in', 'signed_out', 'sign_in_failed'])), name='audit_event_outcome_known')],
            },
        ),
        core.history.AddTrigger(
            model_name='seal',
            trigger=pgtrigger.compiler.Trigger(name='audit_seal_append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='f48ef8149b0afb7545e56516e53df93ed1d0303e', operation='UPDATE OR DELETE', pgid='pgtrigger_audit_seal_append_only_ba1fa', table='audit_seal', when='BEFORE')),
        ),
        core.history.AddTrigger(
            model_name='seal',
            trigger=pgtrigger.compiler.Trigger(name='audit_seal_no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='c0593d4a1335210ea3aea69be1e0edc8a79aefcb', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_audit_seal_no_truncate_c4529', table='audit_seal', when='BEFORE')),
        ),
        core.history.AddTrigger(
            model_name='event',
            trigger=pgtrigger.compiler.Trigger(name='audit_event_append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='721dccf189d483b24ba104fcc24777d5f5db1cd6', operation='UPDATE OR DELETE', pgid='pgtrigger_audit_event_append_only_f64b1', table='audit_event', when='BEFORE')),
        ),
        core.history.AddTrigger(
            model_name='event',
            trigger=pgtrigger.compiler.Trigger(name='audit_event_no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='da0d567e0d7e93df74a29a520b759d89db6f6fa6', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_audit_event_no_truncate_cef18', table='audit_event', when='BEFORE')),
        ),
    ]
