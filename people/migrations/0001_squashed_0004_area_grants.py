"""The tables as the migrations up to this one leave them, made at once: one by one they take a minute and a half.

A database that has those migrations is as if it had this one.
"""

import core.history
import core.models
import django.contrib.postgres.constraints
import django.contrib.postgres.functions
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.text
import pgtrigger.compiler
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('people', '0001_initial'), ('people', '0002_created_on'), ('people', '0003_grants_have_dates'), ('people', '0004_area_grants')]

    initial = True

    dependencies = [
        ('core', '0001_squashed_0011_programmes'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('email', models.EmailField(max_length=254)),
                ('email_key', models.CharField(db_default='', editable=False, help_text='The address as it is compared', max_length=800)),
                ('name', models.CharField(max_length=120)),
                ('is_active', models.BooleanField(default=True)),
                ('must_change_password', models.BooleanField(db_default=False, default=False, help_text='Signs in with a password that somebody else knows')),
                ('created_at', models.DateTimeField()),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'ordering': ['name', 'email'],
                'constraints': [models.UniqueConstraint(fields=('email_key',), name='people_user_email'), models.CheckConstraint(condition=models.Q(models.Q(('email__regex', '^[ -~]*$'), _negated=True), ('email_key', django.db.models.functions.text.Lower('email')), _connector='OR'), name='people_user_email_key_is_of_email')],
            },
        ),
        migrations.CreateModel(
            name='Region',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, unique=True)),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='AreaGrant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(db_default=django.contrib.postgres.functions.RandomUUID(), default=uuid.uuid4, editable=False, unique=True)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(db_default=1, default=1)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='area_grants', to=settings.AUTH_USER_MODEL)),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='area_grants', to='people.region')),
            ],
            options={
                'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('user', '='), ('region', '='), (core.models.DateSpan('starts_on', 'ends_on'), '&&')], name='people_areagrant_once'), models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='people_areagrant_ends_not_before_start')],
            },
        ),
        migrations.CreateModel(
            name='DeliveryUnit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120)),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='delivery_units', to='people.region')),
            ],
            options={
                'ordering': ['name'],
                'constraints': [models.UniqueConstraint(models.F('region'), models.F('name'), name='people_deliveryunit_name_in_region')],
            },
        ),
        migrations.CreateModel(
            name='Team',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('code', models.CharField(max_length=20, unique=True)),
                ('name', models.CharField(max_length=120)),
                ('agency', models.CharField(choices=[('probation', 'Probation'), ('police', 'Police')], max_length=10)),
                ('delivery_unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='teams', to='people.deliveryunit')),
                ('created_on', models.DateField(db_default=core.models.LondonToday(), editable=False, help_text='First stored in this service')),
            ],
            options={
                'ordering': ['name'],
                'constraints': [models.CheckConstraint(condition=models.Q(('agency__in', ['probation', 'police'])), name='people_team_agency_known')],
            },
        ),
        migrations.CreateModel(
            name='Officer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('user', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='officer', to=settings.AUTH_USER_MODEL)),
                ('code', models.CharField(max_length=20, unique=True)),
                ('forenames', models.CharField(max_length=80)),
                ('surname', models.CharField(max_length=80)),
                ('email', models.EmailField(blank=True, default='', max_length=254)),
                ('agency', models.CharField(choices=[('probation', 'Probation'), ('police', 'Police')], max_length=10)),
                ('grade', models.CharField(choices=[('PO', 'Probation officer'), ('PQiP', 'Trainee probation officer'), ('PSO', 'Probation services officer'), ('SPO', 'Senior probation officer'), ('PC', 'Police constable'), ('DC', 'Detective constable'), ('PS', 'Police sergeant'), ('DS', 'Detective sergeant'), ('DI', 'Detective inspector')], max_length=10)),
                ('contracted_hours', models.DecimalField(decimal_places=1, max_digits=4)),
                ('team', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='officers', to='people.team')),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'ordering': ['surname', 'forenames', 'code'],
                'constraints': [models.CheckConstraint(condition=models.Q(('agency__in', ['probation', 'police'])), name='people_officer_agency_known'), models.CheckConstraint(condition=models.Q(('grade__in', ['PO', 'PQiP', 'PSO', 'SPO', 'PC', 'DC', 'PS', 'DS', 'DI'])), name='people_officer_grade_known'), models.CheckConstraint(condition=models.Q(('contracted_hours__gt', 0), ('contracted_hours__lte', 60)), name='people_officer_hours_in_week')],
            },
        ),
        migrations.CreateModel(
            name='Cover',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(db_default=django.contrib.postgres.functions.RandomUUID(), default=uuid.uuid4, editable=False, unique=True)),
                ('starts_on', models.DateField()),
                ('version', models.PositiveIntegerField(db_default=1, default=1)),
                ('absent', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='covered_by', to='people.officer')),
                ('covering', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='covers', to='people.officer')),
                ('reason', models.CharField(max_length=200)),
                ('ends_on', models.DateField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('absent', models.F('covering')), _negated=True), name='people_cover_of_another'), models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on')), ('ends_on__lte', django.db.models.expressions.CombinedExpression(models.F('starts_on'), '+', models.Value(92)))), name='people_cover_time_boxed'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('absent', '='), ('covering', '='), (core.models.DateSpan('starts_on', 'ends_on'), '&&')], name='people_cover_once')],
            },
        ),
        migrations.CreateModel(
            name='Headship',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(db_default=django.contrib.postgres.functions.RandomUUID(), default=uuid.uuid4, editable=False, unique=True)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(db_default=1, default=1)),
                ('officer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='headships', to='people.officer')),
                ('delivery_unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='headships', to='people.deliveryunit')),
            ],
            options={
                'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('delivery_unit', '='), (core.models.DateSpan('starts_on', 'ends_on'), '&&')], name='people_headship_one_head'), models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='people_headship_ends_not_before_start')],
            },
        ),
        migrations.CreateModel(
            name='RoleGrant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(db_default=django.contrib.postgres.functions.RandomUUID(), default=uuid.uuid4, editable=False, unique=True)),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(db_default=1, default=1)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='role_grants', to=settings.AUTH_USER_MODEL)),
                ('role', models.CharField(max_length=20)),
                ('starts_on', models.DateField(db_default=core.models.LondonToday())),
            ],
            options={
                'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('user', '='), ('role', '='), (core.models.DateSpan('starts_on', 'ends_on'), '&&')], name='people_rolegrant_once'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('user', '='), (models.Case(models.When(role='administrator', then=models.Value('administrator')), models.When(role='auditor', then=models.Value('auditor')), default=models.Value('')), '<>'), (core.models.DateSpan('starts_on', 'ends_on'), '&&')], name='people_rolegrant_apart'), models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='people_rolegrant_ends_not_before_start'), models.CheckConstraint(condition=models.Q(('role__regex', '^[a-z_]+$')), name='people_rolegrant_role_is_a_code')],
            },
        ),
        migrations.CreateModel(
            name='Submission',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='submissions', to=settings.AUTH_USER_MODEL)),
                ('key', models.UUIDField()),
                ('content', models.BinaryField(help_text='Digest of what was sent with it', max_length=32)),
                ('saved_at', models.DateTimeField()),
                ('answer', models.CharField(blank=True, default='', help_text='Where it led', max_length=300)),
            ],
            options={
                'indexes': [models.Index(models.F('saved_at'), name='people_submission_age')],
                'constraints': [models.UniqueConstraint(models.F('user'), models.F('key'), name='people_submission_once')],
            },
        ),
        migrations.CreateModel(
            name='Supervision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(db_default=django.contrib.postgres.functions.RandomUUID(), default=uuid.uuid4, editable=False, unique=True)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(db_default=1, default=1)),
                ('officer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='supervisions', to='people.officer')),
                ('team', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='supervisions', to='people.team')),
            ],
            options={
                'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('officer', '='), ('team', '='), (core.models.DateSpan('starts_on', 'ends_on'), '&&')], name='people_supervision_once'), models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='people_supervision_ends_not_before_start')],
            },
        ),
        migrations.CreateModel(
            name='Training',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('officer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='trainings', to='people.officer')),
                ('kind', models.CharField(choices=[('mosovo', 'Management of sexual or violent offenders'), ('arms', 'Active Risk Management System'), ('oasys', 'OASys assessor'), ('specialist', 'Specialist (as the extract states it)')], max_length=20)),
                ('trained_on', models.DateField()),
                ('expires_on', models.DateField(blank=True, null=True)),
            ],
            options={
                'ordering': ['-trained_on'],
                'constraints': [models.UniqueConstraint(models.F('officer'), models.F('kind'), models.F('trained_on'), name='people_training_once'), models.CheckConstraint(condition=models.Q(('kind__in', ['mosovo', 'arms', 'oasys', 'specialist'])), name='people_training_kind_known'), models.CheckConstraint(condition=models.Q(('expires_on__isnull', True), ('expires_on__gt', models.F('trained_on')), _connector='OR'), name='people_training_expires_later')],
            },
        ),
        migrations.CreateModel(
            name='AreaGrantEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='people.areagrant')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('uuid', models.UUIDField(db_default=django.contrib.postgres.functions.RandomUUID(), default=uuid.uuid4, editable=False)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(db_default=1, default=1)),
                ('user', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('region', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='people.region')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='CoverEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='people.cover')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('uuid', models.UUIDField(db_default=django.contrib.postgres.functions.RandomUUID(), default=uuid.uuid4, editable=False)),
                ('starts_on', models.DateField()),
                ('version', models.PositiveIntegerField(db_default=1, default=1)),
                ('absent', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='people.officer')),
                ('covering', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='people.officer')),
                ('reason', models.CharField(max_length=200)),
                ('ends_on', models.DateField()),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='DeliveryUnitEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='people.deliveryunit')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('name', models.CharField(max_length=120)),
                ('region', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='people.region')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='HeadshipEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='people.headship')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('uuid', models.UUIDField(db_default=django.contrib.postgres.functions.RandomUUID(), default=uuid.uuid4, editable=False)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(db_default=1, default=1)),
                ('officer', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='people.officer')),
                ('delivery_unit', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='people.deliveryunit')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='OfficerEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='people.officer')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('user', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('code', models.CharField(max_length=20)),
                ('forenames', models.CharField(max_length=80)),
                ('surname', models.CharField(max_length=80)),
                ('email', models.EmailField(blank=True, default='', max_length=254)),
                ('agency', models.CharField(choices=[('probation', 'Probation'), ('police', 'Police')], max_length=10)),
                ('grade', models.CharField(choices=[('PO', 'Probation officer'), ('PQiP', 'Trainee probation officer'), ('PSO', 'Probation services officer'), ('SPO', 'Senior probation officer'), ('PC', 'Police constable'), ('DC', 'Detective constable'), ('PS', 'Police sergeant'), ('DS', 'Detective sergeant'), ('DI', 'Detective inspector')], max_length=10)),
                ('contracted_hours', models.DecimalField(decimal_places=1, max_digits=4)),
                ('team', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='people.team')),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='RegionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='people.region')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('name', models.CharField(max_length=120)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='RoleGrantEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='people.rolegrant')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('uuid', models.UUIDField(db_default=django.contrib.postgres.functions.RandomUUID(), default=uuid.uuid4, editable=False)),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(db_default=1, default=1)),
                ('user', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('role', models.CharField(max_length=20)),
                ('starts_on', models.DateField(db_default=core.models.LondonToday())),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SupervisionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='people.supervision')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('uuid', models.UUIDField(db_default=django.contrib.postgres.functions.RandomUUID(), default=uuid.uuid4, editable=False)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(db_default=1, default=1)),
                ('officer', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='people.officer')),
                ('team', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='people.team')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='TeamEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='people.team')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('code', models.CharField(max_length=20)),
                ('name', models.CharField(max_length=120)),
                ('agency', models.CharField(choices=[('probation', 'Probation'), ('police', 'Police')], max_length=10)),
                ('delivery_unit', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='people.deliveryunit')),
                ('created_on', models.DateField(db_default=core.models.LondonToday(), editable=False, help_text='First stored in this service')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='TrainingEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='people.training')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('officer', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='people.officer')),
                ('kind', models.CharField(choices=[('mosovo', 'Management of sexual or violent offenders'), ('arms', 'Active Risk Management System'), ('oasys', 'OASys assessor'), ('specialist', 'Specialist (as the extract states it)')], max_length=20)),
                ('trained_on', models.DateField()),
                ('expires_on', models.DateField(blank=True, null=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='UserEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to=settings.AUTH_USER_MODEL)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('email', models.EmailField(max_length=254)),
                ('name', models.CharField(max_length=120)),
                ('is_active', models.BooleanField(default=True)),
                ('must_change_password', models.BooleanField(db_default=False, default=False, help_text='Signs in with a password that somebody else knows')),
                ('created_at', models.DateTimeField()),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'abstract': False,
            },
        ),
        core.history.AddTrigger(
            model_name='user',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "people_userevent" ("created_at", "email", "id", "is_active", "must_change_password", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "uuid", "version") SELECT new_values."created_at", new_values."email", new_values."id", new_values."is_active", new_values."must_change_password", new_values."name", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."uuid", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='986afbd0ff5b823f04b50d6e3d855bf00e730e76', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_7e9ab', referencing='REFERENCING NEW TABLE AS new_values ', table='people_user', when='AFTER')),
        ),
        core.history.AddTrigger(
            model_name='user',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "people_userevent" ("created_at", "email", "id", "is_active", "must_change_password", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "uuid", "version") SELECT new_values."created_at", new_values."email", new_values."id", new_values."is_active", new_values."must_change_password", new_values."name", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."uuid", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."created_at" IS DISTINCT FROM (new_values."created_at") OR old_values."email" IS DISTINCT FROM (new_values."email") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."is_active" IS DISTINCT FROM (new_values."is_active") OR old_values."must_change_password" IS DISTINCT FROM (new_values."must_change_password") OR old_values."name" IS DISTINCT FROM (new_values."name") OR old_values."uuid" IS DISTINCT FROM (new_values."uuid") OR old_values."version" IS DISTINCT FROM (new_values."version")) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='15fb319d40dbcd482e59374608818f76106b851d', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_86e64', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='people_user', when='AFTER')),
        ),
        core.history.AddTrigger(
            model_name='user',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "people_userevent" ("created_at", "email", "id", "is_active", "must_change_password", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "uuid", "version") SELECT old_values."created_at", old_values."email", old_values."id", old_values."is_active", old_values."must_change_password", old_values."name", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."uuid", old_values."version" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='8828a62859061cbabcb59a2fa4e23613a15e720b', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_bec80', referencing='REFERENCING OLD TABLE AS old_values ', table='people_user', when='AFTER')),
        ),
        core.history.AddTrigger(
            model_name='region',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "people_regionevent" ("id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."id", new_values."name", _pgh_attached_context.value, NOW(), \'insert\', new_values."id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='481f54e731945470499906b53d006a5212ebb32d', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_a267c', referencing='REFERENCING NEW TABLE AS new_values ', table='people_region', when='AFTER')),
        ),
        core.history.AddTrigger(
            model_name='region',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "people_regionevent" ("id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."id", new_values."name", _pgh_attached_context.value, NOW(), \'update\', new_values."id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='5e173ce326d6ccd6da06e02ce189f163ab9f4bda', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_88fd4', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='people_region', when='AFTER')),
        ),
        core.history.AddTrigger(
            model_name='region',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "people_regionevent" ("id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT old_values."id", old_values."name", _pgh_attached_context.value, NOW(), \'delete\', old_values."id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='4880b7d0b73320defd7d2616c3aa095746927aa3', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_f671c', referencing='REFERENCING OLD TABLE AS old_values ', table='people_region', when='AFTER')),
        ),
        core.history.AddTrigger(
            model_name='areagrant',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "people_areagrantevent" ("ends_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "starts_on", "user_id", "uuid", "version") SELECT new_values."ends_on", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."region_id", new_values."starts_on", new_values."user_id", new_values."uuid", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='e9108fc6625f161f51a409b685b05a7a81e06d04', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_f2777', referencing='REFERENCING NEW TABLE AS new_values ', table='people_areagrant', when='AFTER')),
        ),
        core.history.AddTrigger(
            model_name='areagrant',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "people_areagrantevent" ("ends_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "starts_on", "user_id", "uuid", "version") SELECT new_values."ends_on", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."region_id", new_values."starts_on", new_values."user_id", new_values."uuid", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='c867c9c40dc7655bea8f58e3ba54e55c53fa9b4e', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_b63f7', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='people_areagrant', when='AFTER')),
        ),
        core.history.AddTrigger(
            model_name='areagrant',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "people_areagrantevent" ("ends_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "starts_on", "user_id", "uuid", "version") SELECT old_values."ends_on", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."region_id", old_values."starts_on", old_values."user_id", old_values."uuid", old_values."version" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='4be04f34c8c774a49b0cf737b5fe656d695839c2', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_ea20b', referencing='REFERENCING OLD TABLE AS old_values ', table='people_areagrant', when='AFTER')),
        ),
        core.history.AddTrigger(
            model_name='deliveryunit',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "people_deliveryunitevent" ("id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id") SELECT new_values."id", new_values."name", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."region_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='78af5205c7877d5ec582fc03aac3aff77419d56b', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_a032d', referencing='REFERENCING NEW TABLE AS new_values ', table='people_deliveryunit', when='AFTER')),
        ),
        core.history.AddTrigger(
            model_name='deliveryunit',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "people_deliveryunitevent" ("id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id") SELECT new_values."id", new_values."name", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."region_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='8437e14fe38fa47265894a9aadae16674ee80e86', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_ac6f8', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='people_deliveryunit', when='AFTER')),
        ),
        core.history.AddTrigger(
            model_name='deliveryunit',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "people_deliveryunitevent" ("id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id") SELECT old_values."id", old_values."name", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."region_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='23c382d243685ebcebfdbe564a4825c682fdbdf3', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_06914', referencing='REFERENCING OLD TABLE AS old_values ', table='people_deliveryunit', when='AFTER')),
        ),
        core.history.AddTrigger(
            model_name='team',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "people_teamevent" ("agency", "code", "created_on", "delivery_unit_id", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "uuid") SELECT new_values."agency", new_values."code", new_values."created_on", new_values."delivery_unit_id", new_values."id", new_values."name", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."uuid" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='6285fed82fed64a8dd93a207f3a18184c353063c', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_344e5', referencing='REFERENCING NEW TABLE AS new_values ', table='people_team', when='AFTER')),
        ),
        core.history.AddTrigger(
            model_name='team',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "people_teamevent" ("agency", "code", "created_on", "delivery_unit_id", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "uuid") SELECT new_values."agency", new_values."code", new_values."created_on", new_values."delivery_unit_id", new_values."id", new_values."name", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."uuid" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='339993ed2ea228a7e40428ecfc5b543d6f25f878', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_cda79', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='people_team', when='AFTER')),
        ),
        core.history.AddTrigger(
            model_name='team',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "people_teamevent" ("agency", "code", "created_on", "delivery_unit_id", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "uuid") SELECT old_values."agency", old_values."code", old_values."created_on", old_values."delivery_unit_id", old_values."id", old_values."name", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."uuid" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='4a5fd4a6a10ab9535a0d01e14685b9aaaeb20d8d', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_d418f', referencing='REFERENCING OLD TABLE AS old_values ', table='people_team', when='AFTER')),
        ),
        core.history.AddTrigger(
            model_name='officer',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "people_officerevent" ("agency", "code", "contracted_hours", "email", "forenames", "grade", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "surname", "team_id", "user_id", "uuid", "version") SELECT new_values."agency", new_values."code", new_values."contracted_hours", new_values."email", new_values."forenames", new_values."grade", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."surname", new_values."team_id", new_values."user_id", new_values."uuid", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='a404155ff68a4650a4e80dd396d128e0319a8d2b', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_681c2', referencing='REFERENCING NEW TABLE AS new_values ', table='people_officer', when='AFTER')),
        ),
        core.history.AddTrigger(
            model_name='officer',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "people_officerevent" ("agency", "code", "contracted_hours", "email", "forenames", "grade", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "surname", "team_id", "user_id", "uuid", "version") SELECT new_values."agency", new_values."code", new_values."contracted_hours", new_values."email", new_values."forenames", new_values."grade", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."surname", new_values."team_id", new_values."user_id", new_values."uuid", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='8146f910ed1fefbf8ac11b43177bcf3249ee8be0', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_33dda', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='people_officer', when='AFTER')),
        ),
        core.history.AddTrigger(
            model_name='officer',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "people_officerevent" ("agency", "code", "contracted_hours", "email", "forenames", "grade", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "surname", "team_id", "user_id", "uuid", "version") SELECT old_values."agency", old_values."code", old_values."contracted_hours", old_values."email", old_values."forenames", old_values."grade", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."surname", old_values."team_id", old_values."user_id", old_values."uuid", old_values."version" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='fe8c536341aae53638d84c8ddc9aae13906c5a4c', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_6ffe8', referencing='REFERENCING OLD TABLE AS old_values ', table='people_officer', when='AFTER')),
        ),
        core.history.AddTrigger(
            model_name='cover',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "people_coverevent" ("absent_id", "covering_id", "ends_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "starts_on", "uuid", "version") SELECT new_values."absent_id", new_values."covering_id", new_values."ends_on", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reason", new_values."starts_on", new_values."uuid", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='437de906172aa7466b749fcbc93d06d9ff756943', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_f56f8', referencing='REFERENCING NEW TABLE AS new_values ', table='people_cover', when='AFTER')),
        ),
        core.history.AddTrigger(
            model_name='cover',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "people_coverevent" ("absent_id", "covering_id", "ends_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "starts_on", "uuid", "version") SELECT new_values."absent_id", new_values."covering_id", new_values."ends_on", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reason", new_values."starts_on", new_values."uuid", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='e99cf263a3b834960c9fab4cd189bad13129fe2d', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_bc0bd', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='people_cover', when='AFTER')),
        ),
        core.history.AddTrigger(
            model_name='cover',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "people_coverevent" ("absent_id", "covering_id", "ends_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "starts_on", "uuid", "version") SELECT old_values."absent_id", old_values."covering_id", old_values."ends_on", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."reason", old_values."starts_on", old_values."uuid", old_values."version" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='0d08fff289d785cc1de332fc417a3f525d36cc27', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_62cc2', referencing='REFERENCING OLD TABLE AS old_values ', table='people_cover', when='AFTER')),
        ),
        core.history.AddTrigger(
            model_name='headship',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "people_headshipevent" ("delivery_unit_id", "ends_on", "id", "officer_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on", "uuid", "version") SELECT new_values."delivery_unit_id", new_values."ends_on", new_values."id", new_values."officer_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."starts_on", new_values."uuid", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='5ab914f2947afcd0f011ff4f98c761a9a17efab5', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_47d97', referencing='REFERENCING NEW TABLE AS new_values ', table='people_headship', when='AFTER')),
        ),
        core.history.AddTrigger(
            model_name='headship',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "people_headshipevent" ("delivery_unit_id", "ends_on", "id", "officer_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on", "uuid", "version") SELECT new_values."delivery_unit_id", new_values."ends_on", new_values."id", new_values."officer_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."starts_on", new_values."uuid", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='02e732c2e41185010905ee21df428f77f22ac828', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_78349', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='people_headship', when='AFTER')),
        ),
        core.history.AddTrigger(
            model_name='headship',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "people_headshipevent" ("delivery_unit_id", "ends_on", "id", "officer_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on", "uuid", "version") SELECT old_values."delivery_unit_id", old_values."ends_on", old_values."id", old_values."officer_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."starts_on", old_values."uuid", old_values."version" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='7fb6a6d4d63c8ba20f50e01dad1c147dc54c71d4', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_05e5b', referencing='REFERENCING OLD TABLE AS old_values ', table='people_headship', when='AFTER')),
        ),
        core.history.AddTrigger(
            model_name='rolegrant',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "people_rolegrantevent" ("ends_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "starts_on", "user_id", "uuid", "version") SELECT new_values."ends_on", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."role", new_values."starts_on", new_values."user_id", new_values."uuid", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='8aefd3f6b911e7fc278038ff8c0a666ed8749dce', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_8ee7b', referencing='REFERENCING NEW TABLE AS new_values ', table='people_rolegrant', when='AFTER')),
        ),
        core.history.AddTrigger(
            model_name='rolegrant',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "people_rolegrantevent" ("ends_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "starts_on", "user_id", "uuid", "version") SELECT new_values."ends_on", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."role", new_values."starts_on", new_values."user_id", new_values."uuid", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='c4ef043112fad180633b924ab749556b91200505', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_caacd', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='people_rolegrant', when='AFTER')),
        ),
        core.history.AddTrigger(
            model_name='rolegrant',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "people_rolegrantevent" ("ends_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "starts_on", "user_id", "uuid", "version") SELECT old_values."ends_on", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."role", old_values."starts_on", old_values."user_id", old_values."uuid", old_values."version" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='bb16dfd38dc6c3fa302fe6a3582d0c3bf9f94ef9', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_bd118', referencing='REFERENCING OLD TABLE AS old_values ', table='people_rolegrant', when='AFTER')),
        ),
        core.history.AddTrigger(
            model_name='supervision',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "people_supervisionevent" ("ends_on", "id", "officer_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on", "team_id", "uuid", "version") SELECT new_values."ends_on", new_values."id", new_values."officer_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."starts_on", new_values."team_id", new_values."uuid", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='992e01d6a7d8abcb579818127a95a1b12e87a662', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_eb24b', referencing='REFERENCING NEW TABLE AS new_values ', table='people_supervision', when='AFTER')),
        ),
        core.history.AddTrigger(
            model_name='supervision',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "people_supervisionevent" ("ends_on", "id", "officer_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on", "team_id", "uuid", "version") SELECT new_values."ends_on", new_values."id", new_values."officer_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."starts_on", new_values."team_id", new_values."uuid", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='cd60c0a151595eefb3d57915ab9a6439e92fd947', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_3adbb', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='people_supervision', when='AFTER')),
        ),
        core.history.AddTrigger(
            model_name='supervision',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "people_supervisionevent" ("ends_on", "id", "officer_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on", "team_id", "uuid", "version") SELECT old_values."ends_on", old_values."id", old_values."officer_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."starts_on", old_values."team_id", old_values."uuid", old_values."version" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='3d37fe49f88a534ee01d89444e87e57d0394d179', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_fbd93', referencing='REFERENCING OLD TABLE AS old_values ', table='people_supervision', when='AFTER')),
        ),
        core.history.AddTrigger(
            model_name='training',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "people_trainingevent" ("expires_on", "id", "kind", "officer_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "trained_on") SELECT new_values."expires_on", new_values."id", new_values."kind", new_values."officer_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."trained_on" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='23b4145112e7132c54911fda1330d0ad5efc59b5', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_b8ca8', referencing='REFERENCING NEW TABLE AS new_values ', table='people_training', when='AFTER')),
        ),
        core.history.AddTrigger(
            model_name='training',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "people_trainingevent" ("expires_on", "id", "kind", "officer_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "trained_on") SELECT new_values."expires_on", new_values."id", new_values."kind", new_values."officer_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."trained_on" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='aa4303401d0eccfcbb4da26e523d43eaad03c120', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_479fa', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='people_training', when='AFTER')),
        ),
        core.history.AddTrigger(
            model_name='training',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "people_trainingevent" ("expires_on", "id", "kind", "officer_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "trained_on") SELECT old_values."expires_on", old_values."id", old_values."kind", old_values."officer_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."trained_on" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='c95f5c8f44ba0d18d5a6f10c230d1095fc6dfa1a', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_205bf', referencing='REFERENCING OLD TABLE AS old_values ', table='people_training', when='AFTER')),
        ),
        core.history.AddTrigger(
            model_name='areagrantevent',
            trigger=pgtrigger.compiler.Trigger(name='people_areagrant_history_no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='622fd2640bd27deae8478adc552b0728fe4aabb5', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_people_areagrant_history_no_truncate_50c65', table='people_areagrantevent', when='BEFORE')),
        ),
        core.history.AddTrigger(
            model_name='areagrantevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ad217b3efe19131dfab0c79e8e18bac5c5660c8f', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_32550', table='people_areagrantevent', when='BEFORE')),
        ),
        core.history.AddTrigger(
            model_name='coverevent',
            trigger=pgtrigger.compiler.Trigger(name='people_cover_history_no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='5c3f3c025858f42a8539b4d005464f2045ba194d', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_people_cover_history_no_truncate_bb2b2', table='people_coverevent', when='BEFORE')),
        ),
        core.history.AddTrigger(
            model_name='coverevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b48da54303bb1f1bb1ef85f04f1ee23ec5e83fdc', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_5d796', table='people_coverevent', when='BEFORE')),
        ),
        core.history.AddTrigger(
            model_name='deliveryunitevent',
            trigger=pgtrigger.compiler.Trigger(name='people_deliveryunit_history_no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='1c1dcb19bca0c4d9396b5249f76908322484abc0', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_people_deliveryunit_history_no_truncate_eddb5', table='people_deliveryunitevent', when='BEFORE')),
        ),
        core.history.AddTrigger(
            model_name='deliveryunitevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='86e3c5e1d6ca5654f8260be63f3a6fb0f056f682', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_8126e', table='people_deliveryunitevent', when='BEFORE')),
        ),
        core.history.AddTrigger(
            model_name='headshipevent',
            trigger=pgtrigger.compiler.Trigger(name='people_headship_history_no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='3d2e79178d1a59461f2e3726a98e7849f1a4db53', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_people_headship_history_no_truncate_db73f', table='people_headshipevent', when='BEFORE')),
        ),
        core.history.AddTrigger(
            model_name='headshipevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='079bbcd11d4300fef41f7c597140578b51839e6b', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_dfd20', table='people_headshipevent', when='BEFORE')),
        ),
        core.history.AddTrigger(
            model_name='officerevent',
            trigger=pgtrigger.compiler.Trigger(name='people_officer_history_no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='28da5af21d897ed40037c577e7f27f8e13d5517b', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_people_officer_history_no_truncate_2cc81', table='people_officerevent', when='BEFORE')),
        ),
        core.history.AddTrigger(
            model_name='officerevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='6b79e28ef2b44c43553dccf2bc6c4f8ab64095d4', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_73f77', table='people_officerevent', when='BEFORE')),
        ),
        core.history.AddTrigger(
            model_name='regionevent',
            trigger=pgtrigger.compiler.Trigger(name='people_region_history_no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='f21bacb6fc8dfe52dc5a899250c125ae144559b1', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_people_region_history_no_truncate_a7aba', table='people_regionevent', when='BEFORE')),
        ),
        core.history.AddTrigger(
            model_name='regionevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='cb192dc1a1d8fd054e39474333e01ad72bb87631', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_4a01a', table='people_regionevent', when='BEFORE')),
        ),
        core.history.AddTrigger(
            model_name='rolegrantevent',
            trigger=pgtrigger.compiler.Trigger(name='people_rolegrant_history_no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='8a144b8a206d2d9e13d34421bf9a2fde2b42c522', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_people_rolegrant_history_no_truncate_ea713', table='people_rolegrantevent', when='BEFORE')),
        ),
        core.history.AddTrigger(
            model_name='rolegrantevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='fe3de2a14225bb8bbe8915a9314a6fb07ce4c4de', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_82a72', table='people_rolegrantevent', when='BEFORE')),
        ),
        core.history.AddTrigger(
            model_name='supervisionevent',
            trigger=pgtrigger.compiler.Trigger(name='people_supervision_history_no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='e670a0ee89ed502afc9bd124e86fee2c6c83b181', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_people_supervision_history_no_truncate_45b9e', table='people_supervisionevent', when='BEFORE')),
        ),
        core.history.AddTrigger(
            model_name='supervisionevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='2731d7f9cc1d0655547a773413be0c110fa1c33f', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_c1c4f', table='people_supervisionevent', when='BEFORE')),
        ),
        core.history.AddTrigger(
            model_name='teamevent',
            trigger=pgtrigger.compiler.Trigger(name='people_team_history_no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='57cd51d3a917eb94542fcec9682554b8443c887b', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_people_team_history_no_truncate_ad885', table='people_teamevent', when='BEFORE')),
        ),
        core.history.AddTrigger(
            model_name='teamevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='d584f7dd51a72bf3b8072c699c448b47fcea1905', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_446db', table='people_teamevent', when='BEFORE')),
        ),
        core.history.AddTrigger(
            model_name='trainingevent',
            trigger=pgtrigger.compiler.Trigger(name='people_training_history_no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='deab1996979aece3f8afb1c9c423ae6097450ec9', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_people_training_history_no_truncate_20897', table='people_trainingevent', when='BEFORE')),
        ),
        core.history.AddTrigger(
            model_name='trainingevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='95a79d15903dc2a3ae0cc76554b8a8084599afd7', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_80da6', table='people_trainingevent', when='BEFORE')),
        ),
        core.history.AddTrigger(
            model_name='userevent',
            trigger=pgtrigger.compiler.Trigger(name='people_user_history_no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='acedfbbf173280c4e1efc6bbb75f35d92ccd5103', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_people_user_history_no_truncate_e0777', table='people_userevent', when='BEFORE')),
        ),
        core.history.AddTrigger(
            model_name='userevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='58c9797304ded816d5f5d9c12355ee086d62bf08', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_f5bab', table='people_userevent', when='BEFORE')),
        ),
    ]
