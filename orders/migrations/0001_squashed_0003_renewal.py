"""The tables as the migrations up to this one leave them, made at once: one by one they take a minute and a half.

A database that has those migrations is as if it had this one.
"""

import core.history
import core.models
import django.db.models.deletion
import pgtrigger.compiler
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('orders', '0001_initial'), ('orders', '0002_recorded_on'), ('orders', '0003_renewal')]

    initial = True

    dependencies = [
        ('offenders', '0001_squashed_0018_told_in_a_contact'),
        ('people', '0001_squashed_0004_area_grants'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        migrations.CreateModel(
            name='Order',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='orders', to='offenders.case')),
                ('kind', models.CharField(choices=[('shpo', 'Sexual harm prevention order (SHPO)'), ('sro', 'Sexual risk order (SRO)'), ('notification', 'Notification order'), ('voo', 'Violent offender order (VOO)'), ('restraining', 'Restraining order'), ('stalking', 'Stalking protection order'), ('domestic_abuse', 'Domestic abuse or violence protection order'), ('sopo', 'Sexual offences prevention order (SOPO, before 2015)'), ('fto', 'Foreign travel order (before 2015)'), ('rsho', 'Risk of sexual harm order (before 2015)'), ('other', 'Another order')], max_length=20)),
                ('is_interim', models.BooleanField(default=False)),
                ('court', models.CharField(blank=True, default='', max_length=120)),
                ('court_ref', models.CharField(blank=True, default='', max_length=60)),
                ('route', models.CharField(choices=[('conviction', 'On conviction or finding'), ('application', 'On application'), ('notice', 'Police notice (foreign conviction)')], max_length=20)),
                ('made_on', models.DateField()),
                ('served_on', models.DateField(blank=True, null=True)),
                ('served_by', models.CharField(blank=True, default='', max_length=120)),
                ('has_copy', models.BooleanField(default=False, help_text='A verified copy is held')),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('ended_because', models.CharField(blank=True, choices=[('discharged', 'Discharged by the court'), ('replaced', 'Varied, renewed or replaced'), ('error', 'Recorded here in error')], default='', max_length=20)),
                ('ended_note', models.CharField(blank=True, default='', max_length=500)),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='orders_recorded', to=settings.AUTH_USER_MODEL)),
                ('recorded_on', models.DateField(db_default=core.models.LondonToday(), help_text='Since when it is on record here')),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'ordering': ['-starts_on', '-id'],
                'indexes': [models.Index(models.F('case'), models.F('starts_on'), name='orders_order_case')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['shpo', 'sro', 'notification', 'voo', 'restraining', 'stalking', 'domestic_abuse', 'sopo', 'fto', 'rsho', 'other'])), name='orders_order_kind_known'), models.CheckConstraint(condition=models.Q(('route__in', ['conviction', 'application', 'notice'])), name='orders_order_route_known'), models.CheckConstraint(condition=models.Q(('ended_because__in', ['', 'discharged', 'replaced', 'error'])), name='orders_order_ending_known'), models.CheckConstraint(condition=models.Q(models.Q(('ended_because', 'error'), ('ends_on', models.F('starts_on'))), models.Q(('ended_because', ''), ('ends_on__isnull', True)), models.Q(models.Q(('ended_because', 'error'), _negated=True), ('ends_on__gt', models.F('starts_on'))), _connector='OR'), name='orders_order_ended_says_why'), models.CheckConstraint(condition=models.Q(('starts_on__gte', models.F('made_on'))), name='orders_order_starts_when_made'), models.CheckConstraint(condition=models.Q(('recorded_on__gte', models.F('made_on'))), name='orders_order_recorded_when_made'), models.CheckConstraint(condition=models.Q(('served_on__isnull', True), ('served_on__gte', models.F('made_on')), _connector='OR'), name='orders_order_served_when_made')],
            },
        ),
        migrations.CreateModel(
            name='Condition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('order', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='conditions', to='orders.order')),
                ('kind', models.CharField(choices=[('prohibition', 'Prohibition'), ('requirement', 'Requirement')], max_length=20)),
                ('category', models.CharField(choices=[('children', 'Contact with children'), ('devices', 'Internet and devices'), ('place', 'Place'), ('employment', 'Employment'), ('travel', 'Travel'), ('named_person', 'A named person'), ('treatment', 'Treatment'), ('polygraph', 'Polygraph'), ('other', 'Something else')], max_length=20)),
                ('words', models.TextField(help_text='As the order has it')),
                ('monitoring', models.CharField(blank=True, default='', help_text='How, by whom and how often it is checked', max_length=300)),
                ('recorded_on', models.DateField(db_default=core.models.LondonToday(), help_text='Since when it is on record here')),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('ended_because', models.CharField(blank=True, choices=[('discharged', 'Discharged by the court'), ('replaced', 'Varied, renewed or replaced'), ('error', 'Recorded here in error')], default='', max_length=20)),
                ('ended_note', models.CharField(blank=True, default='', max_length=500)),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'ordering': ['starts_on', 'id'],
                'indexes': [models.Index(models.F('order'), models.F('starts_on'), name='orders_condition_order')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['prohibition', 'requirement'])), name='orders_condition_kind_known'), models.CheckConstraint(condition=models.Q(('category__in', ['children', 'devices', 'place', 'employment', 'travel', 'named_person', 'treatment', 'polygraph', 'other'])), name='orders_condition_category_known'), models.CheckConstraint(condition=models.Q(('ended_because__in', ['', 'discharged', 'replaced', 'error'])), name='orders_condition_ending_known'), models.CheckConstraint(condition=models.Q(models.Q(('ended_because', 'error'), ('ends_on', models.F('starts_on'))), models.Q(('ended_because', ''), ('ends_on__isnull', True)), models.Q(models.Q(('ended_because', 'error'), _negated=True), ('ends_on__gt', models.F('starts_on'))), _connector='OR'), name='orders_condition_ended_says_why'), models.CheckConstraint(condition=models.Q(('words', ''), _negated=True), name='orders_condition_has_words')],
            },
        ),
        migrations.CreateModel(
            name='Renewal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='renewals', to='orders.order')),
                ('condition', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='renewals', to='orders.condition')),
                ('ends_on', models.DateField()),
                ('decision', models.CharField(choices=[('apply', 'Apply to the court to renew it'), ('let_end', 'Let it end')], max_length=20)),
                ('apply_by', models.DateField(blank=True, null=True)),
                ('reason', models.TextField()),
                ('decided_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='renewals_decided', to=settings.AUTH_USER_MODEL)),
                ('decided_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('decision__in', ['apply', 'let_end'])), name='orders_renewal_decision_known'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='orders_renewal_says_why'), models.CheckConstraint(condition=models.Q(models.Q(('apply_by__isnull', True), ('decision', 'let_end')), models.Q(('apply_by__isnull', False), ('apply_by__lt', models.F('ends_on')), ('decision', 'apply')), _connector='OR'), name='orders_renewal_applies_before_the_end')],
            },
        ),
        migrations.CreateModel(
            name='ConditionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='orders.condition')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('order', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='orders.order')),
                ('kind', models.CharField(choices=[('prohibition', 'Prohibition'), ('requirement', 'Requirement')], max_length=20)),
                ('category', models.CharField(choices=[('children', 'Contact with children'), ('devices', 'Internet and devices'), ('place', 'Place'), ('employment', 'Employment'), ('travel', 'Travel'), ('named_person', 'A named person'), ('treatment', 'Treatment'), ('polygraph', 'Polygraph'), ('other', 'Something else')], max_length=20)),
                ('words', models.TextField(help_text='As the order has it')),
                ('monitoring', models.CharField(blank=True, default='', help_text='How, by whom and how often it is checked', max_length=300)),
                ('recorded_on', models.DateField(db_default=core.models.LondonToday(), help_text='Since when it is on record here')),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('ended_because', models.CharField(blank=True, choices=[('discharged', 'Discharged by the court'), ('replaced', 'Varied, renewed or replaced'), ('error', 'Recorded here in error')], default='', max_length=20)),
                ('ended_note', models.CharField(blank=True, default='', max_length=500)),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='OrderEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='orders.order')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('case', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='offenders.case')),
                ('kind', models.CharField(choices=[('shpo', 'Sexual harm prevention order (SHPO)'), ('sro', 'Sexual risk order (SRO)'), ('notification', 'Notification order'), ('voo', 'Violent offender order (VOO)'), ('restraining', 'Restraining order'), ('stalking', 'Stalking protection order'), ('domestic_abuse', 'Domestic abuse or violence protection order'), ('sopo', 'Sexual offences prevention order (SOPO, before 2015)'), ('fto', 'Foreign travel order (before 2015)'), ('rsho', 'Risk of sexual harm order (before 2015)'), ('other', 'Another order')], max_length=20)),
                ('is_interim', models.BooleanField(default=False)),
                ('court', models.CharField(blank=True, default='', max_length=120)),
                ('court_ref', models.CharField(blank=True, default='', max_length=60)),
                ('route', models.CharField(choices=[('conviction', 'On conviction or finding'), ('application', 'On application'), ('notice', 'Police notice (foreign conviction)')], max_length=20)),
                ('made_on', models.DateField()),
                ('served_on', models.DateField(blank=True, null=True)),
                ('served_by', models.CharField(blank=True, default='', max_length=120)),
                ('has_copy', models.BooleanField(default=False, help_text='A verified copy is held')),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('ended_because', models.CharField(blank=True, choices=[('discharged', 'Discharged by the court'), ('replaced', 'Varied, renewed or replaced'), ('error', 'Recorded here in error')], default='', max_length=20)),
                ('ended_note', models.CharField(blank=True, default='', max_length=500)),
                ('recorded_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('recorded_on', models.DateField(db_default=core.models.LondonToday(), help_text='Since when it is on record here')),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'abstract': False,
            },
        ),
        core.history.AddTrigger(
            model_name='order',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "orders_orderevent" ("case_id", "court", "court_ref", "ended_because", "ended_note", "ends_on", "has_copy", "id", "is_interim", "kind", "made_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "recorded_on", "route", "served_by", "served_on", "starts_on", "uuid", "version") SELECT new_values."case_id", new_values."court", new_values."court_ref", new_values."ended_because", new_values."ended_note", new_values."ends_on", new_values."has_copy", new_values."id", new_values."is_interim", new_values."kind", new_values."made_on", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."recorded_by_id", new_values."recorded_on", new_values."route", new_values."served_by", new_values."served_on", new_values."starts_on", new_values."uuid", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='744b4f893bc78a27153a20ed7a9e9cafa0cf87c0', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_eb763', referencing='REFERENCING NEW TABLE AS new_values ', table='orders_order', when='AFTER')),
        ),
        core.history.AddTrigger(
            model_name='order',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "orders_orderevent" ("case_id", "court", "court_ref", "ended_because", "ended_note", "ends_on", "has_copy", "id", "is_interim", "kind", "made_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "recorded_on", "route", "served_by", "served_on", "starts_on", "uuid", "version") SELECT new_values."case_id", new_values."court", new_values."court_ref", new_values."ended_because", new_values."ended_note", new_values."ends_on", new_values."has_copy", new_values."id", new_values."is_interim", new_values."kind", new_values."made_on", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."recorded_by_id", new_values."recorded_on", new_values."route", new_values."served_by", new_values."served_on", new_values."starts_on", new_values."uuid", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='505ab7cb33c65de521e2ba0ca91a188229786515', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_d4b84', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='orders_order', when='AFTER')),
        ),
        core.history.AddTrigger(
            model_name='order',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "orders_orderevent" ("case_id", "court", "court_ref", "ended_because", "ended_note", "ends_on", "has_copy", "id", "is_interim", "kind", "made_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "recorded_on", "route", "served_by", "served_on", "starts_on", "uuid", "version") SELECT old_values."case_id", old_values."court", old_values."court_ref", old_values."ended_because", old_values."ended_note", old_values."ends_on", old_values."has_copy", old_values."id", old_values."is_interim", old_values."kind", old_values."made_on", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."recorded_by_id", old_values."recorded_on", old_values."route", old_values."served_by", old_values."served_on", old_values."starts_on", old_values."uuid", old_values."version" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='cef4abaa49acfdec9c28e30e4518279b640dde7d', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_709b4', referencing='REFERENCING OLD TABLE AS old_values ', table='orders_order', when='AFTER')),
        ),
        core.history.AddTrigger(
            model_name='condition',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "orders_conditionevent" ("category", "ended_because", "ended_note", "ends_on", "id", "kind", "monitoring", "order_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_on", "starts_on", "uuid", "version", "words") SELECT new_values."category", new_values."ended_because", new_values."ended_note", new_values."ends_on", new_values."id", new_values."kind", new_values."monitoring", new_values."order_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."recorded_on", new_values."starts_on", new_values."uuid", new_values."version", new_values."words" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='16a4f9d47ee55857a56ac3d8e48273591bb81e79', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_35230', referencing='REFERENCING NEW TABLE AS new_values ', table='orders_condition', when='AFTER')),
        ),
        core.history.AddTrigger(
            model_name='condition',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "orders_conditionevent" ("category", "ended_because", "ended_note", "ends_on", "id", "kind", "monitoring", "order_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_on", "starts_on", "uuid", "version", "words") SELECT new_values."category", new_values."ended_because", new_values."ended_note", new_values."ends_on", new_values."id", new_values."kind", new_values."monitoring", new_values."order_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."recorded_on", new_values."starts_on", new_values."uuid", new_values."version", new_values."words" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='6a6dbfc826fd7f74962dfcda33261461446c7243', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_24eb9', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='orders_condition', when='AFTER')),
        ),
        core.history.AddTrigger(
            model_name='condition',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "orders_conditionevent" ("category", "ended_because", "ended_note", "ends_on", "id", "kind", "monitoring", "order_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_on", "starts_on", "uuid", "version", "words") SELECT old_values."category", old_values."ended_because", old_values."ended_note", old_values."ends_on", old_values."id", old_values."kind", old_values."monitoring", old_values."order_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."recorded_on", old_values."starts_on", old_values."uuid", old_values."version", old_values."words" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='92f02ef58a612b7af40d2f0c33b5d6f2b25b6d8a', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_32ab9', referencing='REFERENCING OLD TABLE AS old_values ', table='orders_condition', when='AFTER')),
        ),
        core.history.AddTrigger(
            model_name='renewal',
            trigger=pgtrigger.compiler.Trigger(name='orders_renewal_append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='0dd481a27d4437092c3b7f3e19707e149ece92b9', operation='UPDATE OR DELETE', pgid='pgtrigger_orders_renewal_append_only_2ae3d', table='orders_renewal', when='BEFORE')),
        ),
        core.history.AddTrigger(
            model_name='renewal',
            trigger=pgtrigger.compiler.Trigger(name='orders_renewal_no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='6660723537450320e07ec920d41de6d68e301c0d', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_orders_renewal_no_truncate_03f79', table='orders_renewal', when='BEFORE')),
        ),
        core.history.AddTrigger(
            model_name='conditionevent',
            trigger=pgtrigger.compiler.Trigger(name='orders_condition_history_no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='d520e87e397587205aa9df1cebdc53194b75761f', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_orders_condition_history_no_truncate_7d7b6', table='orders_conditionevent', when='BEFORE')),
        ),
        core.history.AddTrigger(
            model_name='conditionevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='298fc12bc73615f4bd6682c177352bb9c99cb44f', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_85dc2', table='orders_conditionevent', when='BEFORE')),
        ),
        core.history.AddTrigger(
            model_name='orderevent',
            trigger=pgtrigger.compiler.Trigger(name='orders_order_history_no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='7ba002d62331657436c645a6a39bdd1176721e59', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_orders_order_history_no_truncate_27961', table='orders_orderevent', when='BEFORE')),
        ),
        core.history.AddTrigger(
            model_name='orderevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='7d910be96f697ed8c0d24b8d8a9b6e268d3d09ae', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_39cdb', table='orders_orderevent', when='BEFORE')),
        ),
    ]
