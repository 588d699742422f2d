import core.models
import django.contrib.postgres.constraints
import django.db.models.deletion
import offenders.models.access_list
import pgtrigger.compiler
import core.history
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0001_initial'),
        ('people', '__first__'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        migrations.CreateModel(
            name='Case',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('crn', models.CharField(max_length=7, unique=True)),
                ('pnc', models.CharField(blank=True, default='', max_length=20)),
                ('visor_ref', models.CharField(blank=True, default='', max_length=20)),
                ('prison_number', models.CharField(blank=True, default='', max_length=20)),
                ('surname', models.CharField(max_length=80)),
                ('forenames', models.CharField(max_length=80)),
                ('date_of_birth', models.DateField(blank=True, null=True)),
                ('died_on', models.DateField(blank=True, null=True)),
                ('sex', models.CharField(blank=True, choices=[('M', 'Male'), ('F', 'Female')], default='', max_length=1)),
                ('status', models.CharField(choices=[('active', 'Active'), ('terminated', 'Terminated')], default='active', max_length=12)),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'ordering': ['surname', 'forenames', 'id'],
                'indexes': [models.Index(models.F('surname'), models.F('forenames'), models.F('id'), name='offenders_case_name_order'), models.Index(models.F('pnc'), name='offenders_case_pnc')],
                'constraints': [models.CheckConstraint(condition=models.Q(('crn__regex', '^[A-Z][0-9]{6}$')), name='offenders_case_crn_form'), models.CheckConstraint(condition=models.Q(('status__in', ['active', 'terminated'])), name='offenders_case_status_known'), models.CheckConstraint(condition=models.Q(('sex__in', ['', 'M', 'F'])), name='offenders_case_sex_known'), models.CheckConstraint(condition=models.Q(('died_on__isnull', True), ('date_of_birth__isnull', True), ('died_on__gte', models.F('date_of_birth')), _connector='OR'), name='offenders_case_died_after_birth')],
            },
        ),
        migrations.CreateModel(
            name='Address',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('line_1', models.CharField(blank=True, default='', max_length=120)),
                ('town', models.CharField(blank=True, default='', max_length=80)),
                ('postcode', models.CharField(blank=True, default='', max_length=10)),
                ('kind', models.CharField(choices=[('householder', 'Householder'), ('rental_private', 'Private rental'), ('rental_social', 'Social rental'), ('approved_premises', 'Approved premises'), ('supported', 'Supported housing'), ('friends_family_settled', 'Friends or family, settled'), ('friends_family_transient', 'Friends or family, transient'), ('transient', 'Transient or short term'), ('budget_hotel', 'Budget hotel'), ('hotel', 'Hotel'), ('bed_and_breakfast', 'Bed and breakfast'), ('hostel', 'Hostel'), ('shelter', 'Shelter or emergency hostel'), ('rough_sleeping', 'Rough sleeping'), ('squat', 'Squat'), ('healthcare', 'Long-term healthcare'), ('cas2', 'CAS2 (formerly BASS)'), ('cas3', 'CAS3'), ('home_office', 'Home Office accommodation'), ('no_fixed_abode', 'No fixed abode')], max_length=30)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='addresses', to='offenders.case')),
            ],
            options={
                'ordering': ['-starts_on'],
                'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('case', '='), (core.models.DateSpan('starts_on', 'ends_on'), '&&')], name='offenders_address_one_home'), models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gt', models.F('starts_on')), _connector='OR'), name='offenders_address_ends_after_start'), models.CheckConstraint(condition=models.Q(('kind__in', ['householder', 'rental_private', 'rental_social', 'approved_premises', 'supported', 'friends_family_settled', 'friends_family_transient', 'transient', 'budget_hotel', 'hotel', 'bed_and_breakfast', 'hostel', 'shelter', 'rough_sleeping', 'squat', 'healthcare', 'cas2', 'cas3', 'home_office', 'no_fixed_abode'])), name='offenders_address_kind_known')],
            },
        ),
        migrations.CreateModel(
            name='Alias',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('surname', models.CharField(max_length=80)),
                ('forenames', models.CharField(blank=True, default='', max_length=80)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='aliases', to='offenders.case')),
            ],
            options={
                'constraints': [models.UniqueConstraint(models.F('case'), models.F('surname'), models.F('forenames'), name='offenders_alias_once')],
            },
        ),
        migrations.CreateModel(
            name='Allocation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('agency', models.CharField(choices=[('probation', 'Probation'), ('police', 'Police')], help_text="The officer's at the time", max_length=10)),
                ('role', models.CharField(choices=[('lead', 'Officer'), ('co_worker', 'Co-worker')], default='lead', max_length=10)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('officer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='allocations', to='people.officer')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='allocations', to='offenders.case')),
            ],
            options={
                'indexes': [models.Index(models.F('officer'), models.F('ends_on'), models.F('case'), name='offenders_allocation_caseload'), models.Index(models.F('case'), models.F('agency'), models.F('starts_on'), name='offenders_allocation_case')],
                'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('role', 'lead')), expressions=[('case', '='), ('agency', '='), (core.models.DateSpan('starts_on', 'ends_on'), '&&')], name='offenders_allocation_one_per_agency'), models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gt', models.F('starts_on')), _connector='OR'), name='offenders_allocation_ends_after_start'), models.CheckConstraint(condition=models.Q(('agency__in', ['probation', 'police'])), name='offenders_allocation_agency_known'), models.CheckConstraint(condition=models.Q(('role__in', ['lead', 'co_worker'])), name='offenders_allocation_role_known')],
            },
        ),
        migrations.CreateModel(
            name='ContactOutcome',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=20, unique=True)),
                ('name', models.CharField(max_length=120)),
                ('attended', models.BooleanField(null=True)),
                ('complied', models.BooleanField(null=True)),
                ('needs_action', models.BooleanField(default=False)),
                ('is_enforceable', models.BooleanField(default=False)),
                ('is_sent_home', models.BooleanField(default=False)),
                ('for_home_visits', models.BooleanField(default=False, help_text='VOC-19: police home visits only')),
                ('order', models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                'ordering': ['order', 'name'],
            },
        ),
        migrations.CreateModel(
            name='ContactType',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=12, unique=True)),
                ('name', models.CharField(max_length=120)),
                ('group', models.CharField(help_text='VOC-10: how the log is filtered', max_length=60)),
                ('is_appointment', models.BooleanField(default=False)),
                ('is_national_standard', models.BooleanField(default=False)),
                ('is_system_generated', models.BooleanField(default=False)),
                ('is_home_visit', models.BooleanField(default=False)),
                ('outcome_rule', models.CharField(choices=[('Y', 'Needs an outcome'), ('N', 'Has no outcome'), ('B', 'May have an outcome')], max_length=1)),
                ('can_send_home', models.BooleanField(default=True, help_text='VOC-1: not by telephone or at home')),
                ('quick_order', models.PositiveSmallIntegerField(blank=True, help_text='Place among the first choices when logging', null=True)),
                ('is_selectable', models.BooleanField(default=True)),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'ordering': ['name'],
                'constraints': [models.CheckConstraint(condition=models.Q(('outcome_rule__in', ['Y', 'N', 'B'])), name='offenders_contacttype_outcome_rule_known')],
            },
        ),
        migrations.CreateModel(
            name='Deadline',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('kind', models.CharField(max_length=40)),
                ('subject', models.CharField(blank=True, default='', help_text='Which of several: an enrolment, or the UUID of a record', max_length=120)),
                ('missing', models.CharField(blank=True, default='', help_text='The fact without which the kind cannot answer (JOB-6); empty when it answers', max_length=60)),
                ('due_on', models.DateField()),
                ('severity', models.CharField(choices=[('critical', 'Critical'), ('high', 'High'), ('standard', 'Standard')], max_length=10)),
                ('rule', models.CharField(max_length=20)),
                ('because', models.CharField(max_length=2000)),
                ('inputs', models.JSONField(default=list, help_text='The facts it was worked out from (JOB-2)')),
                ('value', models.CharField(blank=True, default='', help_text='What was measured, if anything', max_length=120)),
                ('cause', models.CharField(blank=True, default='', help_text='Key of what makes several at once; empty where it stands for itself', max_length=120)),
                ('told_on', models.DateField(help_text='The first day on which it is shown ahead of its day')),
                ('case', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='offenders.case')),
                ('officer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='people.officer')),
            ],
            options={
                'ordering': ['due_on', 'id'],
                'indexes': [models.Index(models.F('due_on'), models.F('case'), name='offenders_deadline_due'), models.Index(models.F('kind'), models.F('due_on'), name='offenders_deadline_kind_due'), models.Index(models.F('told_on'), models.F('case'), name='offenders_deadline_told')],
                'constraints': [models.UniqueConstraint(fields=('case', 'officer', 'kind', 'subject', 'missing'), name='offenders_deadline_once', nulls_distinct=False), models.CheckConstraint(condition=models.Q(models.Q(('case__isnull', False), ('officer__isnull', True)), models.Q(('case__isnull', True), ('officer__isnull', False)), _connector='OR'), name='offenders_deadline_of_case_or_officer'), models.CheckConstraint(condition=models.Q(('severity__in', ['critical', 'high', 'standard'])), name='offenders_deadline_severity_known'), models.CheckConstraint(condition=models.Q(('told_on__lte', models.F('due_on'))), name='offenders_deadline_told_in_time')],
            },
        ),
        migrations.CreateModel(
            name='Draft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('form', models.CharField(max_length=40)),
                ('data', models.JSONField(default=dict)),
                ('saved_at', models.DateTimeField()),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='drafts', to='offenders.case')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='drafts', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(models.F('user'), models.F('case'), models.F('form'), name='offenders_draft_one')],
            },
        ),
        migrations.CreateModel(
            name='EnforcementAction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=12, unique=True)),
                ('name', models.CharField(max_length=120)),
                ('is_outstanding', models.BooleanField(default=False)),
                ('response_days', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('order', models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                'ordering': ['order', 'name'],
            },
        ),
        migrations.CreateModel(
            name='Contact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('version', models.PositiveSmallIntegerField(default=1)),
                ('version_kind', models.CharField(blank=True, choices=[('outcome', 'Outcome recorded'), ('correction', 'Corrected')], default='', max_length=10)),
                ('version_reason', models.CharField(blank=True, default='', max_length=500)),
                ('happened_at', models.DateTimeField(help_text='When it happened, or is arranged for')),
                ('recorded_at', models.DateTimeField()),
                ('agency', models.CharField(choices=[('probation', 'Probation'), ('police', 'Police')], max_length=10)),
                ('source', models.CharField(choices=[('service', 'Recorded here'), ('extract', 'Caseload extract')], default='service', max_length=10)),
                ('location', models.CharField(blank=True, default='', max_length=120)),
                ('respond_by', models.DateField(blank=True, help_text='VOC-17', null=True)),
                ('notes', models.TextField(blank=True, default='')),
                ('information_kind', models.CharField(blank=True, choices=[('fact', 'Fact: seen or verified'), ('self_report', 'What the person said'), ('third_party', 'What somebody else said'), ('opinion', 'Professional opinion')], default='', max_length=12)),
                ('is_sensitive', models.BooleanField(default=False)),
                ('is_visor', models.BooleanField(default=False, help_text='MAP-81: a ViSOR information contact')),
                ('amends', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='amended_by', to='offenders.contact')),
                ('author', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='contacts_recorded', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contacts', to='offenders.case')),
                ('officer', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='contacts', to='people.officer')),
                ('outcome', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='contacts', to='offenders.contactoutcome')),
                ('type', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contacts', to='offenders.contacttype')),
                ('enforcement_action', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='contacts', to='offenders.enforcementaction')),
            ],
            options={
                'indexes': [models.Index(models.F('case'), models.OrderBy(models.F('happened_at'), descending=True), name='offenders_contact_timeline'), models.Index(models.F('officer'), models.OrderBy(models.F('happened_at'), descending=True), name='offenders_contact_officer'), models.Index(models.F('officer'), models.F('happened_at'), condition=models.Q(('outcome__isnull', True)), name='offenders_contact_no_outcome')],
                'constraints': [models.UniqueConstraint(models.F('uuid'), models.F('version'), name='offenders_contact_version'), models.CheckConstraint(condition=models.Q(models.Q(('amends__isnull', True), ('version', 1), ('version_kind', '')), models.Q(('amends__isnull', False), ('version__gt', 1), ('version_kind', 'outcome')), models.Q(models.Q(('version_reason', ''), _negated=True), ('amends__isnull', False), ('version__gt', 1), ('version_kind', 'correction')), _connector='OR'), name='offenders_contact_version_says_why'), models.CheckConstraint(condition=models.Q(('outcome__isnull', True), ('recorded_at__gte', models.F('happened_at')), _connector='OR'), name='offenders_contact_outcome_after_event'), models.CheckConstraint(condition=models.Q(('agency__in', ['probation', 'police'])), name='offenders_contact_agency_known'), models.CheckConstraint(condition=models.Q(('source__in', ['service', 'extract'])), name='offenders_contact_source_known'), models.CheckConstraint(condition=models.Q(('information_kind__in', ['', 'fact', 'self_report', 'third_party', 'opinion'])), name='offenders_contact_information_known')],
            },
        ),
        migrations.CreateModel(
            name='Exclusion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField(blank=True, null=True)),
                ('reason', models.CharField(max_length=500)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='offenders.case')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
                'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('case', '='), ('user', '='), (offenders.models.access_list.InstantSpan('starts_at', 'ends_at'), '&&')], name='offenders_exclusion_once'), models.CheckConstraint(condition=models.Q(('ends_at__isnull', True), ('ends_at__gt', models.F('starts_at')), _connector='OR'), name='offenders_exclusion_ends_after_start')],
            },
        ),
        migrations.CreateModel(
            name='Flag',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('kind', models.CharField(max_length=40)),
                ('subject', models.CharField(blank=True, default='', help_text='Which of several: an enrolment, or the UUID of a record', max_length=120)),
                ('missing', models.CharField(blank=True, default='', help_text='The fact without which the kind cannot answer (JOB-6); empty when it answers', max_length=60)),
                ('due_on', models.DateField()),
                ('severity', models.CharField(choices=[('critical', 'Critical'), ('high', 'High'), ('standard', 'Standard')], max_length=10)),
                ('rule', models.CharField(max_length=20)),
                ('because', models.CharField(max_length=2000)),
                ('inputs', models.JSONField(default=list, help_text='The facts it was worked out from (JOB-2)')),
                ('value', models.CharField(blank=True, default='', help_text='What was measured, if anything', max_length=120)),
                ('cause', models.CharField(blank=True, default='', help_text='Key of what makes several at once; empty where it stands for itself', max_length=120)),
                ('raised_at', models.DateTimeField()),
                ('accepted_at', models.DateTimeField(blank=True, null=True)),
                ('accepted_reason', models.CharField(blank=True, default='', max_length=500)),
                ('accepted_until', models.DateField(blank=True, help_text='The last day of the acceptance', null=True)),
                ('cured_at', models.DateTimeField(blank=True, null=True)),
                ('cured_by', models.CharField(blank=True, default='', help_text='The fact that cured it, as model:uuid', max_length=120)),
                ('version', models.PositiveIntegerField(default=1)),
                ('accepted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='flags_accepted', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='offenders.case')),
                ('officer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='people.officer')),
            ],
            options={
                'indexes': [models.Index(models.F('case'), models.OrderBy(models.F('raised_at'), descending=True), name='offenders_flag_case'), models.Index(models.F('kind'), models.F('case'), condition=models.Q(('cured_at__isnull', True)), name='offenders_flag_open')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('cured_at__isnull', True)), fields=('case', 'officer', 'kind', 'subject', 'missing'), name='offenders_flag_one_open', nulls_distinct=False), models.CheckConstraint(condition=models.Q(models.Q(('case__isnull', False), ('officer__isnull', True)), models.Q(('case__isnull', True), ('officer__isnull', False)), _connector='OR'), name='offenders_flag_of_case_or_officer'), models.CheckConstraint(condition=models.Q(models.Q(('accepted_at__isnull', True), ('accepted_by__isnull', True), ('accepted_reason', ''), ('accepted_until__isnull', True)), models.Q(models.Q(('accepted_reason', ''), _negated=True), ('accepted_at__isnull', False), ('accepted_by__isnull', False), ('accepted_until__isnull', False)), _connector='OR'), name='offenders_flag_accepted_with_reason'), models.CheckConstraint(condition=models.Q(models.Q(('cured_at__isnull', True), ('cured_by', '')), models.Q(models.Q(('cured_by', ''), _negated=True), ('cured_at__isnull', False)), _connector='OR'), name='offenders_flag_cured_by_something'), models.CheckConstraint(condition=models.Q(('severity__in', ['critical', 'high', 'standard'])), name='offenders_flag_severity_known')],
            },
        ),
        migrations.CreateModel(
            name='Pause',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('custody', 'In custody'), ('hospital', 'Detained in hospital'), ('transferred', 'Transferred out'), ('unlawfully_at_large', 'Unlawfully at large')], max_length=20)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pauses', to='offenders.case')),
            ],
            options={
                'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('case', '='), ('kind', '='), (core.models.DateSpan('starts_on', 'ends_on'), '&&')], name='offenders_pause_once'), models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gt', models.F('starts_on')), _connector='OR'), name='offenders_pause_ends_after_start'), models.CheckConstraint(condition=models.Q(('kind__in', ['custody', 'hospital', 'transferred', 'unlawfully_at_large'])), name='offenders_pause_kind_known')],
            },
        ),
        migrations.CreateModel(
            name='RegisterType',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=12, unique=True)),
                ('name', models.CharField(max_length=120)),
                ('review_months', models.PositiveSmallIntegerField()),
                ('alerts_on_opening', models.BooleanField(default=False, help_text='VOC-20')),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='Registration',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='registrations', to='offenders.case')),
                ('register', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='registrations', to='offenders.registertype')),
            ],
            options={
                'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('case', '='), ('register', '='), (core.models.DateSpan('starts_on', 'ends_on'), '&&')], name='offenders_registration_once'), models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gt', models.F('starts_on')), _connector='OR'), name='offenders_registration_ends_after_start')],
            },
        ),
        migrations.CreateModel(
            name='Restriction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField(blank=True, null=True)),
                ('reason', models.CharField(max_length=500)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='offenders.case')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
                'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('case', '='), ('user', '='), (offenders.models.access_list.InstantSpan('starts_at', 'ends_at'), '&&')], name='offenders_restriction_once'), models.CheckConstraint(condition=models.Q(('ends_at__isnull', True), ('ends_at__gt', models.F('starts_at')), _connector='OR'), name='offenders_restriction_ends_after_start')],
            },
        ),
        migrations.CreateModel(
            name='RiskAssessment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('tool', models.CharField(choices=[('rosh', 'Risk of serious harm (RoSH)'), ('police', 'Police risk level')], max_length=10)),
                ('level', models.CharField(choices=[('very_high', 'Very high'), ('high', 'High'), ('medium', 'Medium'), ('low', 'Low')], max_length=10)),
                ('assessed_on', models.DateField()),
                ('rationale', models.TextField(blank=True, default='')),
                ('assessor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='risk_assessments', to='people.officer')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='risk_assessments', to='offenders.case')),
            ],
            options={
                'indexes': [models.Index(models.F('case'), models.F('tool'), models.OrderBy(models.F('assessed_on'), descending=True), name='offenders_riskassessment_new')],
                'constraints': [models.UniqueConstraint(models.F('case'), models.F('tool'), models.F('assessed_on'), name='offenders_riskassessment_one_a_day'), models.CheckConstraint(condition=models.Q(('tool__in', ['rosh', 'police'])), name='offenders_riskassessment_tool_known'), models.CheckConstraint(condition=models.Q(('level__in', ['very_high', 'high', 'medium', 'low'])), name='offenders_riskassessment_level_known')],
            },
        ),
        migrations.CreateModel(
            name='Sentence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('community', 'Community order'), ('suspended', 'Suspended sentence order'), ('licence', 'Licence'), ('custody', 'Custody')], max_length=10)),
                ('offence', models.CharField(max_length=120)),
                ('sentenced_on', models.DateField()),
                ('term_months', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('programme_requirement', models.BooleanField(default=False)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sentences', to='offenders.case')),
            ],
            options={
                'ordering': ['-starts_on'],
                'constraints': [models.UniqueConstraint(models.F('case'), models.F('kind'), models.F('offence'), models.F('sentenced_on'), name='offenders_sentence_once'), models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gt', models.F('starts_on')), _connector='OR'), name='offenders_sentence_ends_after_start'), models.CheckConstraint(condition=models.Q(('kind__in', ['community', 'suspended', 'licence', 'custody'])), name='offenders_sentence_kind_known'), models.CheckConstraint(condition=models.Q(('starts_on__gte', models.F('sentenced_on'))), name='offenders_sentence_starts_when_passed')],
            },
        ),
        migrations.CreateModel(
            name='AllocationEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('agency', models.CharField(choices=[('probation', 'Probation'), ('police', 'Police')], help_text="The officer's at the time", max_length=10)),
                ('role', models.CharField(choices=[('lead', 'Officer'), ('co_worker', 'Co-worker')], default='lead', max_length=10)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('officer', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='people.officer')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='offenders.allocation')),
                ('case', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='offenders.case')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='CaseEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('crn', models.CharField(max_length=7)),
                ('pnc', models.CharField(blank=True, default='', max_length=20)),
                ('visor_ref', models.CharField(blank=True, default='', max_length=20)),
                ('prison_number', models.CharField(blank=True, default='', max_length=20)),
                ('surname', models.CharField(max_length=80)),
                ('forenames', models.CharField(max_length=80)),
                ('date_of_birth', models.DateField(blank=True, null=True)),
                ('died_on', models.DateField(blank=True, null=True)),
                ('sex', models.CharField(blank=True, choices=[('M', 'Male'), ('F', 'Female')], default='', max_length=1)),
                ('status', models.CharField(choices=[('active', 'Active'), ('terminated', 'Terminated')], default='active', max_length=12)),
                ('version', models.PositiveIntegerField(default=1)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='offenders.case')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ContactOutcomeEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('code', models.CharField(max_length=20)),
                ('name', models.CharField(max_length=120)),
                ('attended', models.BooleanField(null=True)),
                ('complied', models.BooleanField(null=True)),
                ('needs_action', models.BooleanField(default=False)),
                ('is_enforceable', models.BooleanField(default=False)),
                ('is_sent_home', models.BooleanField(default=False)),
                ('for_home_visits', models.BooleanField(default=False, help_text='VOC-19: police home visits only')),
                ('order', models.PositiveSmallIntegerField(default=0)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='offenders.contactoutcome')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ContactTypeEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('code', models.CharField(max_length=12)),
                ('name', models.CharField(max_length=120)),
                ('group', models.CharField(help_text='VOC-10: how the log is filtered', max_length=60)),
                ('is_appointment', models.BooleanField(default=False)),
                ('is_national_standard', models.BooleanField(default=False)),
                ('is_system_generated', models.BooleanField(default=False)),
                ('is_home_visit', models.BooleanField(default=False)),
                ('outcome_rule', models.CharField(choices=[('Y', 'Needs an outcome'), ('N', 'Has no outcome'), ('B', 'May have an outcome')], max_length=1)),
                ('can_send_home', models.BooleanField(default=True, help_text='VOC-1: not by telephone or at home')),
                ('quick_order', models.PositiveSmallIntegerField(blank=True, help_text='Place among the first choices when logging', null=True)),
                ('is_selectable', models.BooleanField(default=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='offenders.contacttype')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='EnforcementActionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('code', models.CharField(max_length=12)),
                ('name', models.CharField(max_length=120)),
                ('is_outstanding', models.BooleanField(default=False)),
                ('response_days', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('order', models.PositiveSmallIntegerField(default=0)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='offenders.enforcementaction')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ExclusionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('starts_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField(blank=True, null=True)),
                ('reason', models.CharField(max_length=500)),
                ('case', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='offenders.case')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='offenders.exclusion')),
                ('user', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='FlagEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('kind', models.CharField(max_length=40)),
                ('subject', models.CharField(blank=True, default='', help_text='Which of several: an enrolment, or the UUID of a record', max_length=120)),
                ('missing', models.CharField(blank=True, default='', help_text='The fact without which the kind cannot answer (JOB-6); empty when it answers', max_length=60)),
                ('due_on', models.DateField()),
                ('severity', models.CharField(choices=[('critical', 'Critical'), ('high', 'High'), ('standard', 'Standard')], max_length=10)),
                ('rule', models.CharField(max_length=20)),
                ('because', models.CharField(max_length=2000)),
                ('inputs', models.JSONField(default=list, help_text='The facts it was worked out from (JOB-2)')),
                ('value', models.CharField(blank=True, default='', help_text='What was measured, if anything', max_length=120)),
                ('cause', models.CharField(blank=True, default='', help_text='Key of what makes several at once; empty where it stands for itself', max_length=120)),
                ('raised_at', models.DateTimeField()),
                ('accepted_at', models.DateTimeField(blank=True, null=True)),
                ('accepted_reason', models.CharField(blank=True, default='', max_length=500)),
                ('accepted_until', models.DateField(blank=True, help_text='The last day of the acceptance', null=True)),
                ('cured_at', models.DateTimeField(blank=True, null=True)),
                ('cured_by', models.CharField(blank=True, default='', help_text='The fact that cured it, as model:uuid', max_length=120)),
                ('version', models.PositiveIntegerField(default=1)),
                ('accepted_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='offenders.case')),
                ('officer', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='people.officer')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='offenders.flag')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PauseEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('kind', models.CharField(choices=[('custody', 'In custody'), ('hospital', 'Detained in hospital'), ('transferred', 'Transferred out'), ('unlawfully_at_large', 'Unlawfully at large')], max_length=20)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('case', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='offenders.case')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='offenders.pause')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='RegisterTypeEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('code', models.CharField(max_length=12)),
                ('name', models.CharField(max_length=120)),
                ('review_months', models.PositiveSmallIntegerField()),
                ('alerts_on_opening', models.BooleanField(default=False, help_text='VOC-20')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='offenders.registertype')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='RegistrationEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('case', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='offenders.case')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='offenders.registration')),
                ('register', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='offenders.registertype')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='RestrictionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('starts_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField(blank=True, null=True)),
                ('reason', models.CharField(max_length=500)),
                ('case', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='offenders.case')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='offenders.restriction')),
                ('user', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='RiskAssessmentEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('tool', models.CharField(choices=[('rosh', 'Risk of serious harm (RoSH)'), ('police', 'Police risk level')], max_length=10)),
                ('level', models.CharField(choices=[('very_high', 'Very high'), ('high', 'High'), ('medium', 'Medium'), ('low', 'Low')], max_length=10)),
                ('assessed_on', models.DateField()),
                ('rationale', models.TextField(blank=True, default='')),
                ('assessor', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='people.officer')),
                ('case', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='offenders.case')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='offenders.riskassessment')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SentenceEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('kind', models.CharField(choices=[('community', 'Community order'), ('suspended', 'Suspended sentence order'), ('licence', 'Licence'), ('custody', 'Custody')], max_length=10)),
                ('offence', models.CharField(max_length=120)),
                ('sentenced_on', models.DateField()),
                ('term_months', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('programme_requirement', models.BooleanField(default=False)),
                ('case', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='offenders.case')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='offenders.sentence')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='AddressEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('line_1', models.CharField(blank=True, default='', max_length=120)),
                ('town', models.CharField(blank=True, default='', max_length=80)),
                ('postcode', models.CharField(blank=True, default='', max_length=10)),
                ('kind', models.CharField(choices=[('householder', 'Householder'), ('rental_private', 'Private rental'), ('rental_social', 'Social rental'), ('approved_premises', 'Approved premises'), ('supported', 'Supported housing'), ('friends_family_settled', 'Friends or family, settled'), ('friends_family_transient', 'Friends or family, transient'), ('transient', 'Transient or short term'), ('budget_hotel', 'Budget hotel'), ('hotel', 'Hotel'), ('bed_and_breakfast', 'Bed and breakfast'), ('hostel', 'Hostel'), ('shelter', 'Shelter or emergency hostel'), ('rough_sleeping', 'Rough sleeping'), ('squat', 'Squat'), ('healthcare', 'Long-term healthcare'), ('cas2', 'CAS2 (formerly BASS)'), ('cas3', 'CAS3'), ('home_office', 'Home Office accommodation'), ('no_fixed_abode', 'No fixed abode')], max_length=30)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='offenders.address')),
                ('case', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='offenders.case')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='AliasEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('surname', models.CharField(max_length=80)),
                ('forenames', models.CharField(blank=True, default='', max_length=80)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='offenders.alias')),
                ('case', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='offenders.case')),
            ],
            options={
                'abstract': False,
            },
        ),
        core.history.AddTrigger(
            model_name='case',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "offenders_caseevent" ("crn", "date_of_birth", "died_on", "forenames", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pnc", "prison_number", "sex", "status", "surname", "uuid", "version", "visor_ref") SELECT new_values."crn", new_values."date_of_birth", new_values."died_on", new_values."forenames", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."pnc", new_values."prison_number", new_values."sex", new_values."status", new_values."surname", new_values."uuid", new_values."version", new_values."visor_ref" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='4a21c3f44b937d2b7fd97e69f8da725ba897ed1a', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_2c70b', referencing='REFERENCING NEW TABLE AS new_values ', table='offenders_case', when='AFTER')),
        ),
        core.history.AddTrigger(
            model_name='case',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "offenders_caseevent" ("crn", "date_of_birth", "died_on", "forenames", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pnc", "prison_number", "sex", "status", "surname", "uuid", "version", "visor_ref") SELECT new_values."crn", new_values."date_of_birth", new_values."died_on", new_values."forenames", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."pnc", new_values."prison_number", new_values."sex", new_values."status", new_values."surname", new_values."uuid", new_values."version", new_values."visor_ref" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='81f44a0886679174e9c2a20abb26f51b9c3ee050', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_06dc7', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='offenders_case', when='AFTER')),
        ),
        core.history.AddTrigger(
            model_name='case',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "offenders_caseevent" ("crn", "date_of_birth", "died_on", "forenames", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pnc", "prison_number", "sex", "status", "surname", "uuid", "version", "visor_ref") SELECT old_values."crn", old_values."date_of_birth", old_values."died_on", old_values."forenames", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."pnc", old_values."prison_number", old_values."sex", old_values."status", old_values."surname", old_values."uuid", old_values."version", old_values."visor_ref" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='d0d93c42b4dd7f4f5b80ffc7439508c704ea438a', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_abd72', referencing='REFERENCING OLD TABLE AS old_values ', table='offenders_case', when='AFTER')),
        ),
        core.history.AddTrigger(
            model_name='contactoutcome',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "offenders_contactoutcomeevent" ("attended", "code", "complied", "for_home_visits", "id", "is_enforceable", "is_sent_home", "name", "needs_action", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."attended", new_values."code", new_values."complied", new_values."for_home_visits", new_values."id", new_values."is_enforceable", new_values."is_sent_home", new_values."name", new_values."needs_action", new_values."order", _pgh_attached_context.value, NOW(), \'insert\', new_values."id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='71210d35ed8b91b4138a9536de59f23a33f0331c', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_aa6b0', referencing='REFERENCING NEW TABLE AS new_values ', table='offenders_contactoutcome', when='AFTER')),
        ),
        core.history.AddTrigger(
            model_name='contactoutcome',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "offenders_contactoutcomeevent" ("attended", "code", "complied", "for_home_visits", "id", "is_enforceable", "is_sent_home", "name", "needs_action", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."attended", new_values."code", new_values."complied", new_values."for_home_visits", new_values."id", new_values."is_enforceable", new_values."is_sent_home", new_values."name", new_values."needs_action", new_values."order", _pgh_attached_context.value, NOW(), \'update\', new_values."id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='4e3b9d050f54965400ddad15c5f2d97b7595322a', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_a2b1f', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='offenders_contactoutcome', when='AFTER')),
        ),
        core.history.AddTrigger(
            model_name='contactoutcome',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "offenders_contactoutcomeevent" ("attended", "code", "complied", "for_home_visits", "id", "is_enforceable", "is_sent_home", "name", "needs_action", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT old_values."attended", old_values."code", old_values."complied", old_values."for_home_visits", old_values."id", old_values."is_enforceable", old_values."is_sent_home", old_values."name", old_values."needs_action", old_values."order", _pgh_attached_context.value, NOW(), \'delete\', old_values."id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='18c76bb1b3f79feb5d04ffa835c440f18234d1fa', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_d8b72', referencing='REFERENCING OLD TABLE AS old_values ', table='offenders_contactoutcome', when='AFTER')),
        ),
        core.history.AddTrigger(
            model_name='contacttype',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "offenders_contacttypeevent" ("can_send_home", "code", "group", "id", "is_appointment", "is_home_visit", "is_national_standard", "is_selectable", "is_system_generated", "name", "outcome_rule", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quick_order", "version") SELECT new_values."can_send_home", new_values."code", new_values."group", new_values."id", new_values."is_appointment", new_values."is_home_visit", new_values."is_national_standard", new_values."is_selectable", new_values."is_system_generated", new_values."name", new_values."outcome_rule", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."quick_order", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='85e919f4a1e16887a831ab72fd24a82fa8e2cac8', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_42faa', referencing='REFERENCING NEW TABLE AS new_values ', table='offenders_contacttype', when='AFTER')),
        ),
        core.history.AddTrigger(
            model_name='contacttype',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "offenders_contacttypeevent" ("can_send_home", "code", "group", "id", "is_appointment", "is_home_visit", "is_national_standard", "is_selectable", "is_system_generated", "name", "outcome_rule", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quick_order", "version") SELECT new_values."can_send_home", new_values."code", new_values."group", new_values."id", new_values."is_appointment", new_values."is_home_visit", new_values."is_national_standard", new_values."is_selectable", new_values."is_system_generated", new_values."name", new_values."outcome_rule", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."quick_order", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='c84d0e0df9a1b1dac7fd4a940ac2cbb231ff7b2d', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_21061', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='offenders_contacttype', when='AFTER')),
        ),
        core.history.AddTrigger(
            model_name='contacttype',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "offenders_contacttypeevent" ("can_send_home", "code", "group", "id", "is_appointment", "is_home_visit", "is_national_standard", "is_selectable", "is_system_generated", "name", "outcome_rule", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quick_order", "version") SELECT old_values."can_send_home", old_values."code", old_values."group", old_values."id", old_values."is_appointment", old_values."is_home_visit", old_values."is_national_standard", old_values."is_selectable", old_values."is_system_generated", old_values."name", old_values."outcome_rule", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."quick_order", old_values."version" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='97925346c54f1eea43193861aa7fcacecfd69117', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_7acc6', referencing='REFERENCING OLD TABLE AS old_values ', table='offenders_contacttype', when='AFTER')),
        ),
        core.history.AddTrigger(
            model_name='enforcementaction',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "offenders_enforcementactionevent" ("code", "id", "is_outstanding", "name", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "response_days") SELECT new_values."code", new_values."id", new_values."is_outstanding", new_values."name", new_values."order", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."response_days" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='5d5d86b15775fbb160fb1e335d9ff139e4f11fb9', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_785b9', referencing='REFERENCING NEW TABLE AS new_values ', table='offenders_enforcementaction', when='AFTER')),
        ),
        core.history.AddTrigger(
            model_name='enforcementaction',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "offenders_enforcementactionevent" ("code", "id", "is_outstanding", "name", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "response_days") SELECT new_values."code", new_values."id", new_values."is_outstanding", new_values."name", new_values."order", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."response_days" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='93004a1714bcf2b1491688764fa2f93a1c1907c9', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_65772', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='offenders_enforcementaction', when='AFTER')),
        ),
        core.history.AddTrigger(
            model_name='enforcementaction',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "offenders_enforcementactionevent" ("code", "id", "is_outstanding", "name", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "response_days") SELECT old_values."code", old_values."id", old_values."is_outstanding", old_values."name", old_values."order", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."response_days" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='a9996510d002a0bd8b877095c00220584bf76499', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_df821', referencing='REFERENCING OLD TABLE AS old_values ', table='offenders_enforcementaction', when='AFTER')),
        ),
        core.history.AddTrigger(
            model_name='registertype',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "offenders_registertypeevent" ("alerts_on_opening", "code", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "review_months") SELECT new_values."alerts_on_opening", new_values."code", new_values."id", new_values."name", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."review_months" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='7ee39643d964a70205c605428e1ea562a38d3da9', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_5baf7', referencing='REFERENCING NEW TABLE AS new_values ', table='offenders_registertype', when='AFTER')),
        ),
        core.history.AddTrigger(
            model_name='registertype',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "offenders_registertypeevent" ("alerts_on_opening", "code", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "review_months") SELECT new_values."alerts_on_opening", new_values."code", new_values."id", new_values."name", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."review_months" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='eae1f8abb37d59bbd3d46eda6e6415d762a9d20c', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_c4424', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='offenders_registertype', when='AFTER')),
        ),
        core.history.AddTrigger(
            model_name='registertype',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "offenders_registertypeevent" ("alerts_on_opening", "code", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "review_months") SELECT old_values."alerts_on_opening", old_values."code", old_values."id", old_values."name", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."review_months" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='08057bea7b11c43248ec131b93a9dd8a680e6a05', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_78111', referencing='REFERENCING OLD TABLE AS old_values ', table='offenders_registertype', when='AFTER')),
        ),
        core.history.AddTrigger(
            model_name='allocationevent',
            trigger=pgtrigger.compiler.Trigger(name='offenders_allocation_history_no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='3603ff43b97805d675ef34750e66842153f139e7', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_offenders_allocation_history_no_truncate_8ba44', table='offenders_allocationevent', when='BEFORE')),
        ),
        core.history.AddTrigger(
            model_name='allocationevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='718916248af79cb518d598918462b7d1ae68e6b7', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_53950', table='offenders_allocationevent', when='BEFORE')),
        ),
        core.history.AddTrigger(
            model_name='allocation',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "offenders_allocationevent" ("agency", "case_id", "ends_on", "id", "officer_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "starts_on") SELECT new_values."agency", new_values."case_id", new_values."ends_on", new_values."id", new_values."officer_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."role", new_values."starts_on" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='805a8023e09e79c8ad1f7c0bdd1fdc182ef377f3', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_2a260', referencing='REFERENCING NEW TABLE AS new_values ', table='offenders_allocation', when='AFTER')),
        ),
        core.history.AddTrigger(
            model_name='allocation',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "offenders_allocationevent" ("agency", "case_id", "ends_on", "id", "officer_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "starts_on") SELECT new_values."agency", new_values."case_id", new_values."ends_on", new_values."id", new_values."officer_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."role", new_values."starts_on" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='fb889cf04037c01cecb8230af1dbcc86ab31636e', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_d79e7', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='offenders_allocation', when='AFTER')),
        ),
        core.history.AddTrigger(
            model_name='allocation',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "offenders_allocationevent" ("agency", "case_id", "ends_on", "id", "officer_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "starts_on") SELECT old_values."agency", old_values."case_id", old_values."ends_on", old_values."id", old_values."officer_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."role", old_values."starts_on" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='d76fd869f8dd4ef78008a56b55449b7b6cb20566', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_e28e6', referencing='REFERENCING OLD TABLE AS old_values ', table='offenders_allocation', when='AFTER')),
        ),
        core.history.AddTrigger(
            model_name='aliasevent',
            trigger=pgtrigger.compiler.Trigger(name='offenders_alias_history_no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='32be114ef409c8212277b575df83a89d7300c892', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_offenders_alias_history_no_truncate_4747f', table='offenders_aliasevent', when='BEFORE')),
        ),
        core.history.AddTrigger(
            model_name='aliasevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='d071981d5cd541d8595d4271be23ea33863bbacd', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_a2e56', table='offenders_aliasevent', when='BEFORE')),
        ),
        core.history.AddTrigger(
            model_name='alias',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "offenders_aliasevent" ("case_id", "forenames", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "surname") SELECT new_values."case_id", new_values."forenames", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."surname" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='666c0b40da67771a79bf7f80c231598cb783cd85', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_8a307', referencing='REFERENCING NEW TABLE AS new_values ', table='offenders_alias', when='AFTER')),
        ),
        core.history.AddTrigger(
            model_name='alias',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "offenders_aliasevent" ("case_id", "forenames", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "surname") SELECT new_values."case_id", new_values."forenames", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."surname" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='45951d7930e79467d16c86c0d3c5a8b9459107d2', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_3b1f6', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='offenders_alias', when='AFTER')),
        ),
        core.history.AddTrigger(
            model_name='alias',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "offenders_aliasevent" ("case_id", "forenames", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "surname") SELECT old_values."case_id", old_values."forenames", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."surname" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='a1fc5082e16d926638569aa2b78bb3108c488f21', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_82400', referencing='REFERENCING OLD TABLE AS old_values ', table='offenders_alias', when='AFTER')),
        ),
        core.history.AddTrigger(
            model_name='addressevent',
            trigger=pgtrigger.compiler.Trigger(name='offenders_address_history_no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='59c2fc1da47c0da1504996da906fdafda64e0c32', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_offenders_address_history_no_truncate_cb5b6', table='offenders_addressevent', when='BEFORE')),
        ),
        core.history.AddTrigger(
            model_name='addressevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='163c7a89f06bc206abf747b16b9dc5aef00badfc', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_92db3', table='offenders_addressevent', when='BEFORE')),
        ),
        core.history.AddTrigger(
            model_name='address',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "offenders_addressevent" ("case_id", "ends_on", "id", "kind", "line_1", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "postcode", "starts_on", "town", "uuid") SELECT new_values."case_id", new_values."ends_on", new_values."id", new_values."kind", new_values."line_1", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."postcode", new_values."starts_on", new_values."town", new_values."uuid" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='649dbee85c1623f37abbe441b1525f8b4ce1a174', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_9a6b4', referencing='REFERENCING NEW TABLE AS new_values ', table='offenders_address', when='AFTER')),
        ),
        core.history.AddTrigger(
            model_name='address',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "offenders_addressevent" ("case_id", "ends_on", "id", "kind", "line_1", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "postcode", "starts_on", "town", "uuid") SELECT new_values."case_id", new_values."ends_on", new_values."id", new_values."kind", new_values."line_1", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."postcode", new_values."starts_on", new_values."town", new_values."uuid" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='b2944322761fd42428fc3f55ebc70bd32768aa1f', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_1409b', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='offenders_address', when='AFTER')),
        ),
        core.history.AddTrigger(
            model_name='address',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "offenders_addressevent" ("case_id", "ends_on", "id", "kind", "line_1", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "postcode", "starts_on", "town", "uuid") SELECT old_values."case_id", old_values."ends_on", old_values."id", old_values."kind", old_values."line_1", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."postcode", old_values."starts_on", old_values."town", old_values."uuid" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='5eb820f67531de8a4f58754b22695d98577a3270', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_71e0a', referencing='REFERENCING OLD TABLE AS old_values ', table='offenders_address', when='AFTER')),
        ),
        core.history.AddTrigger(
            model_name='caseevent',
            trigger=pgtrigger.compiler.Trigger(name='offenders_case_history_no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='a36ff8e83f5e4c607490d7e3443c7f2b749833c7', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_offenders_case_history_no_truncate_6e742', table='offenders_caseevent', when='BEFORE')),
        ),
        core.history.AddTrigger(
            model_name='caseevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='6a526620bfca12d14b5af36b2321751a58d775d0', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_934d5', table='offenders_caseevent', when='BEFORE')),
        ),
        core.history.AddTrigger(
            model_name='contactoutcomeevent',
            trigger=pgtrigger.compiler.Trigger(name='offenders_contactoutcome_history_no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='cad53cd140cf2a9c80137616b37aaf357795c72b', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_offenders_contactoutcome_history_no_truncate_02d7f', table='offenders_contactoutcomeevent', when='BEFORE')),
        ),
        core.history.AddTrigger(
            model_name='contactoutcomeevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='df08bdd3b163730e76d9a8c9871bdfeea075a82f', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_a135c', table='offenders_contactoutcomeevent', when='BEFORE')),
        ),
        core.history.AddTrigger(
            model_name='contacttypeevent',
            trigger=pgtrigger.compiler.Trigger(name='offenders_contacttype_history_no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='eb38dec43248f5deb3839a59d418cca0b619024e', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_offenders_contacttype_history_no_truncate_2be6d', table='offenders_contacttypeevent', when='BEFORE')),
        ),
        core.history.AddTrigger(
            model_name='contacttypeevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='3d0be5aa4a22d9b08445695cce0db2c56f94ccd2', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_33ff1', table='offenders_contacttypeevent', when='BEFORE')),
        ),
        core.history.AddTrigger(
            model_name='contact',
            trigger=pgtrigger.compiler.Trigger(name='offenders_contact_append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b68a38dab439c3745c40740238b9ef4d18de3bda', operation='UPDATE OR DELETE', pgid='pgtrigger_offenders_contact_append_only_3286e', table='offenders_contact', when='BEFORE')),
        ),
        core.history.AddTrigger(
            model_name='contact',
            trigger=pgtrigger.compiler.Trigger(name='offenders_contact_no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='95d6f326d7c42534fcd77d7dced566adfe13ad80', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_offenders_contact_no_truncate_f78b6', table='offenders_contact', when='BEFORE')),
        ),
        core.history.AddTrigger(
            model_name='enforcementactionevent',
            trigger=pgtrigger.compiler.Trigger(name='offenders_enforcementaction_history_no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='ef78a4b05205b0adcda817ad6b553a104158e255', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_offenders_enforcementaction_history_no_truncate_3f228', table='offenders_enforcementactionevent', when='BEFORE')),
        ),
        core.history.AddTrigger(
            model_name='enforcementactionevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='e9de0bc7aa3a032013114864fcc6620f6c24cf9d', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_c3c68', table='offenders_enforcementactionevent', when='BEFORE')),
        ),
        core.history.AddTrigger(
            model_name='exclusion',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "offenders_exclusionevent" ("case_id", "ends_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "starts_at", "user_id") SELECT new_values."case_id", new_values."ends_at", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reason", new_values."starts_at", new_values."user_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='28bb1525747b90e13a4503e22537ad756da707f1', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_5e477', referencing='REFERENCING NEW TABLE AS new_values ', table='offenders_exclusion', when='AFTER')),
        ),
        core.history.AddTrigger(
            model_name='exclusion',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "offenders_exclusionevent" ("case_id", "ends_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "starts_at", "user_id") SELECT new_values."case_id", new_values."ends_at", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reason", new_values."starts_at", new_values."user_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='97f5d84860c4a17ba5ce90becc7ce74d38de62ef', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_3d5bc', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='offenders_exclusion', when='AFTER')),
        ),
        core.history.AddTrigger(
            model_name='exclusion',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "offenders_exclusionevent" ("case_id", "ends_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "starts_at", "user_id") SELECT old_values."case_id", old_values."ends_at", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."reason", old_values."starts_at", old_values."user_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='dcd79356ab548639354ba56a7779ad6ba8936672', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_0eed1', referencing='REFERENCING OLD TABLE AS old_values ', table='offenders_exclusion', when='AFTER')),
        ),
        core.history.AddTrigger(
            model_name='exclusionevent',
            trigger=pgtrigger.compiler.Trigger(name='offenders_exclusion_history_no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='f211c79052c5b8f8c87a11de72cbd385a88fee37', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_offenders_exclusion_history_no_truncate_3f69a', table='offenders_exclusionevent', when='BEFORE')),
        ),
        core.history.AddTrigger(
            model_name='exclusionevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='98da139ddb01ced1a68704e04b1489b125727851', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_52c64', table='offenders_exclusionevent', when='BEFORE')),
        ),
        core.history.AddTrigger(
            model_name='flag',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "offenders_flagevent" ("accepted_at", "accepted_by_id", "accepted_reason", "accepted_until", "because", "case_id", "cause", "cured_at", "cured_by", "due_on", "id", "inputs", "kind", "missing", "officer_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "raised_at", "rule", "severity", "subject", "uuid", "value", "version") SELECT new_values."accepted_at", new_values."accepted_by_id", new_values."accepted_reason", new_values."accepted_until", new_values."because", new_values."case_id", new_values."cause", new_values."cured_at", new_values."cured_by", new_values."due_on", new_values."id", new_values."inputs", new_values."kind", new_values."missing", new_values."officer_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."raised_at", new_values."rule", new_values."severity", new_values."subject", new_values."uuid", new_values."value", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='216e5a5ce0460a9632db552eca8dd87a1dfeca01', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_fcbe3', referencing='REFERENCING NEW TABLE AS new_values ', table='offenders_flag', when='AFTER')),
        ),
        core.history.AddTrigger(
            model_name='flag',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "offenders_flagevent" ("accepted_at", "accepted_by_id", "accepted_reason", "accepted_until", "because", "case_id", "cause", "cured_at", "cured_by", "due_on", "id", "inputs", "kind", "missing", "officer_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "raised_at", "rule", "severity", "subject", "uuid", "value", "version") SELECT new_values."accepted_at", new_values."accepted_by_id", new_values."accepted_reason", new_values."accepted_until", new_values."because", new_values."case_id", new_values."cause", new_values."cured_at", new_values."cured_by", new_values."due_on", new_values."id", new_values."inputs", new_values."kind", new_values."missing", new_values."officer_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."raised_at", new_values."rule", new_values."severity", new_values."subject", new_values."uuid", new_values."value", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='6813c5aca93e42a748fe7b33bd04d1004640a04f', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_0c322', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='offenders_flag', when='AFTER')),
        ),
        core.history.AddTrigger(
            model_name='flag',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "offenders_flagevent" ("accepted_at", "accepted_by_id", "accepted_reason", "accepted_until", "because", "case_id", "cause", "cured_at", "cured_by", "due_on", "id", "inputs", "kind", "missing", "officer_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "raised_at", "rule", "severity", "subject", "uuid", "value", "version") SELECT old_values."accepted_at", old_values."accepted_by_id", old_values."accepted_reason", old_values."accepted_until", old_values."because", old_values."case_id", old_values."cause", old_values."cured_at", old_values."cured_by", old_values."due_on", old_values."id", old_values."inputs", old_values."kind", old_values."missing", old_values."officer_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."raised_at", old_values."rule", old_values."severity", old_values."subject", old_values."uuid", old_values."value", old_values."version" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='b0e3c75cc6c1bfb882c08bd2106a40044ad80883', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_11d4e', referencing='REFERENCING OLD TABLE AS old_values ', table='offenders_flag', when='AFTER')),
        ),
        core.history.AddTrigger(
            model_name='flagevent',
            trigger=pgtrigger.compiler.Trigger(name='offenders_flag_history_no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='c3ba3816187dc38878936e2406b85ebf92654b6b', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_offenders_flag_history_no_truncate_6ca68', table='offenders_flagevent', when='BEFORE')),
        ),
        core.history.AddTrigger(
            model_name='flagevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='fbac8ee87a5377bd8636877d1d4534a0ccbdbc69', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_07b83', table='offenders_flagevent', when='BEFORE')),
        ),
        core.history.AddTrigger(
            model_name='pause',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "offenders_pauseevent" ("case_id", "ends_on", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on") SELECT new_values."case_id", new_values."ends_on", new_values."id", new_values."kind", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."starts_on" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='2e54ff9563c93ed690d8e58bfc354d4050b22347', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_be5a4', referencing='REFERENCING NEW TABLE AS new_values ', table='offenders_pause', when='AFTER')),
        ),
        core.history.AddTrigger(
            model_name='pause',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "offenders_pauseevent" ("case_id", "ends_on", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on") SELECT new_values."case_id", new_values."ends_on", new_values."id", new_values."kind", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."starts_on" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='73a34e4ea7624fdd9fc0a45105b7debdff2eb922', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_4ec2b', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='offenders_pause', when='AFTER')),
        ),
        core.history.AddTrigger(
            model_name='pause',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "offenders_pauseevent" ("case_id", "ends_on", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on") SELECT old_values."case_id", old_values."ends_on", old_values."id", old_values."kind", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."starts_on" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='b5fe56a82054ffbea3de6cb11aa15290bb6394dd', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_093c1', referencing='REFERENCING OLD TABLE AS old_values ', table='offenders_pause', when='AFTER')),
        ),
        core.history.AddTrigger(
            model_name='pauseevent',
            trigger=pgtrigger.compiler.Trigger(name='offenders_pause_history_no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='bdffd072db77440e35ff0190f48fd0d16bb2b099', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_offenders_pause_history_no_truncate_9fcee', table='offenders_pauseevent', when='BEFORE')),
        ),
        core.history.AddTrigger(
            model_name='pauseevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='a81cfa1dbfae795c0f8d4797d8b7edb982866630', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_652cd', table='offenders_pauseevent', when='BEFORE')),
        ),
        core.history.AddTrigger(
            model_name='registertypeevent',
            trigger=pgtrigger.compiler.Trigger(name='offenders_registertype_history_no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='c80a1aa290c78e2fe4931f1f050c72a1943bd7fe', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_offenders_registertype_history_no_truncate_5442a', table='offenders_registertypeevent', when='BEFORE')),
        ),
        core.history.AddTrigger(
            model_name='registertypeevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='e1516c50d442e54dacdc62b9bf67470cfbf571b0', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_b80ae', table='offenders_registertypeevent', when='BEFORE')),
        ),
        core.history.AddTrigger(
            model_name='registration',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "offenders_registrationevent" ("case_id", "ends_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "register_id", "starts_on") SELECT new_values."case_id", new_values."ends_on", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."register_id", new_values."starts_on" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='0d3644a4c64aa93ef186a2afbed41a0a88c698b4', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_5ed81', referencing='REFERENCING NEW TABLE AS new_values ', table='offenders_registration', when='AFTER')),
        ),
        core.history.AddTrigger(
            model_name='registration',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "offenders_registrationevent" ("case_id", "ends_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "register_id", "starts_on") SELECT new_values."case_id", new_values."ends_on", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."register_id", new_values."starts_on" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='3a80ce720416a81c86e05408a56b0ecb8e63409e', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_c1791', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='offenders_registration', when='AFTER')),
        ),
        core.history.AddTrigger(
            model_name='registration',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "offenders_registrationevent" ("case_id", "ends_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "register_id", "starts_on") SELECT old_values."case_id", old_values."ends_on", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."register_id", old_values."starts_on" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='4c2cd8a410f2f466273757ad322f73ec05dda286', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_197f5', referencing='REFERENCING OLD TABLE AS old_values ', table='offenders_registration', when='AFTER')),
        ),
        core.history.AddTrigger(
            model_name='registrationevent',
            trigger=pgtrigger.compiler.Trigger(name='offenders_registration_history_no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='27e1122c0f35a596e8a78b57a63250f656418cbe', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_offenders_registration_history_no_truncate_da644', table='offenders_registrationevent', when='BEFORE')),
        ),
        core.history.AddTrigger(
            model_name='registrationevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='5e2bafc0f398c87d71c1e3139d320a99c1031256', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_1f0df', table='offenders_registrationevent', when='BEFORE')),
        ),
        core.history.AddTrigger(
            model_name='restriction',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "offenders_restrictionevent" ("case_id", "ends_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "starts_at", "user_id") SELECT new_values."case_id", new_values."ends_at", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reason", new_values."starts_at", new_values."user_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='fb880a03750dc8ba2cffe7b78422fe55e2a49681', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_72abe', referencing='REFERENCING NEW TABLE AS new_values ', table='offenders_restriction', when='AFTER')),
        ),
        core.history.AddTrigger(
            model_name='restriction',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "offenders_restrictionevent" ("case_id", "ends_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "starts_at", "user_id") SELECT new_values."case_id", new_values."ends_at", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reason", new_values."starts_at", new_values."user_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='6ff05281b71befaa2f958bc690c04b2db4109804', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_17b90', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='offenders_restriction', when='AFTER')),
        ),
        core.history.AddTrigger(
            model_name='restriction',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "offenders_restrictionevent" ("case_id", "ends_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "starts_at", "user_id") SELECT old_values."case_id", old_values."ends_at", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."reason", old_values."starts_at", old_values."user_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='bb88e20e7a1f87999f5fdb36ae7637ffc8a46db0', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_df89a', referencing='REFERENCING OLD TABLE AS old_values ', table='offenders_restriction', when='AFTER')),
        ),
        core.history.AddTrigger(
            model_name='restrictionevent',
            trigger=pgtrigger.compiler.Trigger(name='offenders_restriction_history_no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='8ed8f97551f4da48be02fc2b9ee8e0f76870c7c2', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_offenders_restriction_history_no_truncate_516c3', table='offenders_restrictionevent', when='BEFORE')),
        ),
        core.history.AddTrigger(
            model_name='restrictionevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='52e0078b8fc5d52d7cd8a95467a8261d45dd47c0', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_1ac9a', table='offenders_restrictionevent', when='BEFORE')),
        ),
        core.history.AddTrigger(
            model_name='riskassessment',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "offenders_riskassessmentevent" ("assessed_on", "assessor_id", "case_id", "id", "level", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rationale", "tool", "uuid") SELECT new_values."assessed_on", new_values."assessor_id", new_values."case_id", new_values."id", new_values."level", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."rationale", new_values."tool", new_values."uuid" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='9178b01c39ec22c600f6b104fc545ec40c2f18c8', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_6099a', referencing='REFERENCING NEW TABLE AS new_values ', table='offenders_riskassessment', when='AFTER')),
        ),
        core.history.AddTrigger(
            model_name='riskassessment',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "offenders_riskassessmentevent" ("assessed_on", "assessor_id", "case_id", "id", "level", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rationale", "tool", "uuid") SELECT new_values."assessed_on", new_values."assessor_id", new_values."case_id", new_values."id", new_values."level", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."rationale", new_values."tool", new_values."uuid" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='a22ac35fa0bf99cc7c57d3424ad545c2603ce147', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_1cd77', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='offenders_riskassessment', when='AFTER')),
        ),
        core.history.AddTrigger(
            model_name='riskassessment',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "offenders_riskassessmentevent" ("assessed_on", "assessor_id", "case_id", "id", "level", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rationale", "tool", "uuid") SELECT old_values."assessed_on", old_values."assessor_id", old_values."case_id", old_values."id", old_values."level", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."rationale", old_values."tool", old_values."uuid" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='2e0578104d255d322772d59543fe93e46932c643', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_4149d', referencing='REFERENCING OLD TABLE AS old_values ', table='offenders_riskassessment', when='AFTER')),
        ),
        core.history.AddTrigger(
            model_name='riskassessmentevent',
            trigger=pgtrigger.compiler.Trigger(name='offenders_riskassessment_history_no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='ab8bd86b2c0cabeb217db9d716499acc0f0714a2', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_offenders_riskassessment_history_no_truncate_d9415', table='offenders_riskassessmentevent', when='BEFORE')),
        ),
        core.history.AddTrigger(
            model_name='riskassessmentevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='495fcce0bb2fd763793f0b53bfae1670d77918ad', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_5c9f0', table='offenders_riskassessmentevent', when='BEFORE')),
        ),
        core.history.AddTrigger(
            model_name='sentence',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "offenders_sentenceevent" ("case_id", "ends_on", "id", "kind", "offence", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_requirement", "sentenced_on", "starts_on", "term_months") SELECT new_values."case_id", new_values."ends_on", new_values."id", new_values."kind", new_values."offence", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."programme_requirement", new_values."sentenced_on", new_values."starts_on", new_values."term_months" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='24acb4a0eb6a65a3f040e24ff6d6b5929cf1d5f4', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_b4059', referencing='REFERENCING NEW TABLE AS new_values ', table='offenders_sentence', when='AFTER')),
        ),
        core.history.AddTrigger(
            model_name='sentence',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "offenders_sentenceevent" ("case_id", "ends_on", "id", "kind", "offence", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_requirement", "sentenced_on", "starts_on", "term_months") SELECT new_values."case_id", new_values."ends_on", new_values."id", new_values."kind", new_values."offence", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."programme_requirement", new_values."sentenced_on", new_values."starts_on", new_values."term_months" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='b7ccfa9996945df09950151f6be6b54785b9f69a', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_e6893', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='offenders_sentence', when='AFTER')),
        ),
        core.history.AddTrigger(
            model_name='sentence',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "offenders_sentenceevent" ("case_id", "ends_on", "id", "kind", "offence", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_requirement", "sentenced_on", "starts_on", "term_months") SELECT old_values."case_id", old_values."ends_on", old_values."id", old_values."kind", old_values."offence", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."programme_requirement", old_values."sentenced_on", old_values."starts_on", old_values."term_months" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='2ee3eeafec6b07e28dd32c6fd5a127beae31cf05', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_1d452', referencing='REFERENCING OLD TABLE AS old_values ', table='offenders_sentence', when='AFTER')),
        ),
        core.history.AddTrigger(
            model_name='sentenceevent',
            trigger=pgtrigger.compiler.Trigger(name='offenders_sentence_history_no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='a876534cde6ce2ca070712df19ee27d64614343c', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_offenders_sentence_history_no_truncate_8956b', table='offenders_sentenceevent', when='BEFORE')),
        ),
        core.history.AddTrigger(
            model_name='sentenceevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='20be52ad5237b39826cde1e88b7d351ec879419c', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_ad0f5', table='offenders_sentenceevent', when='BEFORE')),
        ),
    ]
