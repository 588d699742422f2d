# Areas of MAPPA, posts in them, requests to other units.

import core.models
import django.contrib.postgres.constraints
import django.contrib.postgres.functions
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('mappa', '0003_levels'),
        ('offenders', '0022_recorded_here'),
        ('people', '0009_training_and_support'),
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='AreaEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('name', models.CharField(max_length=120)),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='AreaTeam',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ],
        ),
        migrations.CreateModel(
            name='AreaTeamEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Posting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(db_default=django.contrib.postgres.functions.RandomUUID(), default=uuid.uuid4, editable=False, unique=True)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(db_default=1, default=1)),
                ('post', models.CharField(choices=[('mappa_coordinator', 'MAPPA coordinator'), ('mappa_chair', 'MAPPA chair')], max_length=20)),
            ],
        ),
        migrations.CreateModel(
            name='PostingEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('uuid', models.UUIDField(db_default=django.contrib.postgres.functions.RandomUUID(), default=uuid.uuid4, editable=False)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(db_default=1, default=1)),
                ('post', models.CharField(choices=[('mappa_coordinator', 'MAPPA coordinator'), ('mappa_chair', 'MAPPA chair')], max_length=20)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Request',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('kind', models.CharField(choices=[('surveillance', 'Surveillance'), ('disruption', 'Disruption visits or patrols'), ('digital', 'Examination of devices'), ('monitoring', 'Electronic monitoring or tagging'), ('polygraph', 'Polygraph examination'), ('other', 'Something else')], max_length=20)),
                ('asked_on', models.DateField()),
                ('asked_days', models.PositiveSmallIntegerField(help_text='For how many days')),
                ('asked_of', models.CharField(help_text='The unit or the service, no person', max_length=120)),
                ('reference', models.CharField(blank=True, default='', help_text='Of the authority, where there is one', max_length=60)),
                ('recorded_at', models.DateTimeField()),
                ('decision', models.CharField(blank=True, choices=[('granted', 'Granted'), ('refused', 'Refused'), ('withdrawn', 'Withdrawn by whoever asked')], default='', max_length=10)),
                ('decided_on', models.DateField(blank=True, null=True)),
                ('granted_days', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('result', models.CharField(blank=True, choices=[('done', 'Carried out'), ('not_done', 'Not carried out')], default='', max_length=10)),
                ('done_days', models.PositiveSmallIntegerField(blank=True, help_text='On how many days it was carried out', null=True)),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'ordering': ['-asked_on', '-id'],
            },
        ),
        migrations.CreateModel(
            name='RequestEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('kind', models.CharField(choices=[('surveillance', 'Surveillance'), ('disruption', 'Disruption visits or patrols'), ('digital', 'Examination of devices'), ('monitoring', 'Electronic monitoring or tagging'), ('polygraph', 'Polygraph examination'), ('other', 'Something else')], max_length=20)),
                ('asked_on', models.DateField()),
                ('asked_days', models.PositiveSmallIntegerField(help_text='For how many days')),
                ('asked_of', models.CharField(help_text='The unit or the service, no person', max_length=120)),
                ('reference', models.CharField(blank=True, default='', help_text='Of the authority, where there is one', max_length=60)),
                ('recorded_at', models.DateTimeField()),
                ('decision', models.CharField(blank=True, choices=[('granted', 'Granted'), ('refused', 'Refused'), ('withdrawn', 'Withdrawn by whoever asked')], default='', max_length=10)),
                ('decided_on', models.DateField(blank=True, null=True)),
                ('granted_days', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('result', models.CharField(blank=True, choices=[('done', 'Carried out'), ('not_done', 'Not carried out')], default='', max_length=10)),
                ('done_days', models.PositiveSmallIntegerField(blank=True, help_text='On how many days it was carried out', null=True)),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Area',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('name', models.CharField(max_length=120, unique=True)),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'ordering': ['name'],
                'constraints': [models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='mappa_area_has_a_name')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='area',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mappa_areaevent" ("id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "uuid", "version") SELECT new_values."id", new_values."name", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."uuid", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='dff8b52efe74b329565d4af791a1f973f588094b', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_ad39f', referencing='REFERENCING NEW TABLE AS new_values ', table='mappa_area', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='area',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mappa_areaevent" ("id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "uuid", "version") SELECT new_values."id", new_values."name", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."uuid", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='fb2996b35ae704b7472f7738670f125f6615042a', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_875df', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='mappa_area', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='area',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mappa_areaevent" ("id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "uuid", "version") SELECT old_values."id", old_values."name", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."uuid", old_values."version" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='9b074e1630ca34057193723764d3986b8f3b76e7', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_69de2', referencing='REFERENCING OLD TABLE AS old_values ', table='mappa_area', when='AFTER')),
        ),
        migrations.AddField(
            model_name='areaevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='areaevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='mappa.area'),
        ),
        migrations.AddField(
            model_name='areateam',
            name='area',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='teams', to='mappa.area'),
        ),
        migrations.AddField(
            model_name='areateam',
            name='team',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='of_mappa', to='people.team'),
        ),
        migrations.AddField(
            model_name='areateamevent',
            name='area',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='mappa.area'),
        ),
        migrations.AddField(
            model_name='areateamevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='areateamevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='mappa.areateam'),
        ),
        migrations.AddField(
            model_name='areateamevent',
            name='team',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='people.team'),
        ),
        migrations.AddField(
            model_name='posting',
            name='area',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='postings', to='mappa.area'),
        ),
        migrations.AddField(
            model_name='posting',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mappa_postings', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='postingevent',
            name='area',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='mappa.area'),
        ),
        migrations.AddField(
            model_name='postingevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='postingevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='mappa.posting'),
        ),
        migrations.AddField(
            model_name='postingevent',
            name='user',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='request',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mappa_requests', to='offenders.case'),
        ),
        migrations.AddField(
            model_name='request',
            name='recorded_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mappa_requests', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='requestevent',
            name='case',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='offenders.case'),
        ),
        migrations.AddField(
            model_name='requestevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='requestevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='mappa.request'),
        ),
        migrations.AddField(
            model_name='requestevent',
            name='recorded_by',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='areaevent',
            trigger=pgtrigger.compiler.Trigger(name='mappa_area_history_no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='7693368991082188448f241bb98ec1a0478f2041', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_mappa_area_history_no_truncate_badf2', table='mappa_areaevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='areaevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='02defa705f6fa03732f078e7edde7a520cabd065', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_6520b', table='mappa_areaevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='areateam',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mappa_areateamevent" ("area_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "team_id") SELECT new_values."area_id", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."team_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='2dfe1d4dd9ef27b6265ab182de24c2d0cbb1c1fa', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_403f0', referencing='REFERENCING NEW TABLE AS new_values ', table='mappa_areateam', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='areateam',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mappa_areateamevent" ("area_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "team_id") SELECT new_values."area_id", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."team_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='ab399c533f772b6de2324a8b850fd14a13952427', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_dd0ca', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='mappa_areateam', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='areateam',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mappa_areateamevent" ("area_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "team_id") SELECT old_values."area_id", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."team_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='1f802546decdd97b20e7bdbe68086ac979dfea52', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_bd1da', referencing='REFERENCING OLD TABLE AS old_values ', table='mappa_areateam', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='areateamevent',
            trigger=pgtrigger.compiler.Trigger(name='mappa_areateam_history_no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='ca85245ad8322ddd1d0b98e48cf219b01fab5f84', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_mappa_areateam_history_no_truncate_1945f', table='mappa_areateamevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='areateamevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='6c661dfe559475543ede5ac026761ecd7bca472d', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_af741', table='mappa_areateamevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='posting',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('user', '='), ('area', '='), ('post', '='), (core.models.DateSpan('starts_on', 'ends_on'), '&&')], name='mappa_posting_once'),
        ),
        migrations.AddConstraint(
            model_name='posting',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='mappa_posting_ends_not_before_start'),
        ),
        migrations.AddConstraint(
            model_name='posting',
            constraint=models.CheckConstraint(condition=models.Q(('post__in', ['mappa_coordinator', 'mappa_chair'])), name='mappa_posting_post_known'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='posting',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mappa_postingevent" ("area_id", "ends_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "post", "starts_on", "user_id", "uuid", "version") SELECT new_values."area_id", new_values."ends_on", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."post", new_values."starts_on", new_values."user_id", new_values."uuid", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='b4794cceab20e53372153791dc9840f98cf286e7', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_c076f', referencing='REFERENCING NEW TABLE AS new_values ', table='mappa_posting', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='posting',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mappa_postingevent" ("area_id", "ends_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "post", "starts_on", "user_id", "uuid", "version") SELECT new_values."area_id", new_values."ends_on", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."post", new_values."starts_on", new_values."user_id", new_values."uuid", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='a82d3078b85ce9d28dc4666d348760ba7f04edce', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_1eff9', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='mappa_posting', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='posting',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mappa_postingevent" ("area_id", "ends_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "post", "starts_on", "user_id", "uuid", "version") SELECT old_values."area_id", old_values."ends_on", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."post", old_values."starts_on", old_values."user_id", old_values."uuid", old_values."version" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='6281d91e5afd4533cfaa1b6f6434244705770a3b', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_c7b1e', referencing='REFERENCING OLD TABLE AS old_values ', table='mappa_posting', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='postingevent',
            trigger=pgtrigger.compiler.Trigger(name='mappa_posting_history_no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='249113b7645f0dbdaeecd7836354d7f11dc22532', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_mappa_posting_history_no_truncate_58e1e', table='mappa_postingevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='postingevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='9a7d2cfe75ee38b8e10c62af4b8c8b0b695a4bf3', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_80f6e', table='mappa_postingevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='request',
            index=models.Index(models.F('case'), models.F('asked_on'), name='mappa_request_case'),
        ),
        migrations.AddConstraint(
            model_name='request',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['surveillance', 'disruption', 'digital', 'monitoring', 'polygraph', 'other'])), name='mappa_request_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='request',
            constraint=models.CheckConstraint(condition=models.Q(('asked_days__gte', 1), models.Q(('asked_of', ''), _negated=True)), name='mappa_request_asks_for_days'),
        ),
        migrations.AddConstraint(
            model_name='request',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_on__isnull', True), ('decision', ''), ('granted_days__isnull', True)), models.Q(('decided_on__gte', models.F('asked_on')), ('decision', 'granted'), ('granted_days__gte', 1)), models.Q(('decided_on__gte', models.F('asked_on')), ('decision__in', ['refused', 'withdrawn']), ('granted_days__isnull', True)), _connector='OR'), name='mappa_request_decided_or_waits'),
        ),
        migrations.AddConstraint(
            model_name='request',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('done_days__isnull', True), ('result', '')), models.Q(('decision', 'granted'), ('done_days__isnull', True), ('result', 'not_done')), models.Q(('decision', 'granted'), ('done_days__gte', 1), ('result', 'done')), _connector='OR'), name='mappa_request_result_of_what_was_granted'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='request',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mappa_requestevent" ("asked_days", "asked_of", "asked_on", "case_id", "decided_on", "decision", "done_days", "granted_days", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "reference", "result", "uuid", "version") SELECT new_values."asked_days", new_values."asked_of", new_values."asked_on", new_values."case_id", new_values."decided_on", new_values."decision", new_values."done_days", new_values."granted_days", new_values."id", new_values."kind", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."recorded_at", new_values."recorded_by_id", new_values."reference", new_values."result", new_values."uuid", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='d6d3f604b29be758be295d6fdd58b11cdcd031db', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_1c75e', referencing='REFERENCING NEW TABLE AS new_values ', table='mappa_request', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='request',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mappa_requestevent" ("asked_days", "asked_of", "asked_on", "case_id", "decided_on", "decision", "done_days", "granted_days", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "reference", "result", "uuid", "version") SELECT new_values."asked_days", new_values."asked_of", new_values."asked_on", new_values."case_id", new_values."decided_on", new_values."decision", new_values."done_days", new_values."granted_days", new_values."id", new_values."kind", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."recorded_at", new_values."recorded_by_id", new_values."reference", new_values."result", new_values."uuid", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='51ede9c04bbab817f6914bf80603cb2b4830b88d', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_d9dcf', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='mappa_request', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='request',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mappa_requestevent" ("asked_days", "asked_of", "asked_on", "case_id", "decided_on", "decision", "done_days", "granted_days", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "reference", "result", "uuid", "version") SELECT old_values."asked_days", old_values."asked_of", old_values."asked_on", old_values."case_id", old_values."decided_on", old_values."decision", old_values."done_days", old_values."granted_days", old_values."id", old_values."kind", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."recorded_at", old_values."recorded_by_id", old_values."reference", old_values."result", old_values."uuid", old_values."version" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='f13a90f2079e290b1cababf8fbb6360552e2fde5', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_b0def', referencing='REFERENCING OLD TABLE AS old_values ', table='mappa_request', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='requestevent',
            trigger=pgtrigger.compiler.Trigger(name='mappa_request_history_no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='5f0f8c4c9240718857efaccea3b095a42836f143', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_mappa_request_history_no_truncate_8bb92', table='mappa_requestevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='requestevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='15a0337aaa1162eb618fff4316ebbfc61635dff2', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_77bd0', table='mappa_requestevent', when='BEFORE')),
        ),
    ]
