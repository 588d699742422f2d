"""The tables as the migrations up to this one leave them, made at once: one by one they take a minute and a half.

A database that has those migrations is as if it had this one.
"""

import core.history
import core.models
import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('visits', '0001_initial'), ('visits', '0002_record_in_full'), ('visits', '0003_one_index_for_each_list'), ('visits', '0004_a_child'), ('visits', '0005_warrant'), ('visits', '0006_a_refused_interval')]

    initial = True

    dependencies = [
        ('offenders', '0001_squashed_0018_told_in_a_contact'),
        ('orders', '0001_squashed_0003_renewal'),
        ('people', '0001_squashed_0004_area_grants'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        migrations.CreateModel(
            name='ChildDecision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('contact', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='child_decision', to='offenders.contact')),
                ('reason', models.TextField()),
                ('decided_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='child_decisions', to=settings.AUTH_USER_MODEL)),
                ('decided_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='visits_childdecision_has_reason')],
            },
        ),
        migrations.CreateModel(
            name='Visit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('contact', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='visit', to='offenders.contact')),
                ('case', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='visits', to='offenders.case')),
                ('purposes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('compliance', 'Compliance with the law and orders'), ('residence', 'Confirm who lives here'), ('risk', 'Check for change in risk'), ('risk_assessment_search', 'Enter and search to assess risk'), ('household', 'Household and children'), ('devices', 'Devices and internet use'), ('intelligence', 'Gather information'), ('offences', 'Detect offences'), ('welfare', 'Duty of care')], max_length=30), size=None)),
                ('address', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='visits', to='offenders.address')),
                ('premises', models.CharField(blank=True, default='', help_text='Where, as written', max_length=300)),
                ('second_officer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='visits_as_second', to='people.officer')),
                ('single_crewed_because', models.CharField(blank=True, default='', max_length=500)),
                ('is_announced', models.BooleanField(default=False)),
                ('announced_because', models.CharField(blank=True, default='', max_length=500)),
                ('outcome', models.CharField(blank=True, choices=[('seen_inside', 'Seen inside'), ('seen_at_door', 'Seen at the door'), ('seen_elsewhere', 'Seen elsewhere'), ('not_in', 'No answer'), ('entry_refused', 'Entry refused'), ('moved_away', 'Moved away'), ('abandoned_safety', 'Left for safety')], default='', max_length=20)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('purpose_results', models.JSONField(blank=True, default=dict)),
                ('people_present', models.TextField(blank=True, default='')),
                ('children', models.CharField(blank=True, choices=[('no', 'No children, no signs of any'), ('present', 'Children present'), ('signs', 'Signs of children'), ('not_known', 'Could not tell')], default='', max_length=10)),
                ('children_detail', models.TextField(blank=True, default='')),
                ('child_ages', models.CharField(blank=True, db_default='', default='', max_length=200)),
                ('child_relation', models.CharField(blank=True, db_default='', default='', max_length=200)),
                ('rooms_viewed', models.TextField(blank=True, default='')),
                ('devices', models.TextField(blank=True, default='')),
                ('devices_examined', models.CharField(blank=True, choices=[('consent', 'Examined, with consent'), ('order', 'Examined, an order allows it'), ('seen', 'Seen, not examined'), ('refused', 'Consent refused'), ('none', 'No device seen')], db_default='', default='', max_length=10)),
                ('vehicles', models.TextField(blank=True, db_default='', default='')),
                ('employment', models.TextField(blank=True, db_default='', default='')),
                ('relationships', models.TextField(blank=True, db_default='', default='')),
                ('presentation', models.TextField(blank=True, default='')),
                ('changes', models.TextField(blank=True, default='')),
                ('arms_factors', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('opportunity', 'Opportunity'), ('preoccupation', 'Sexual preoccupation'), ('interests', 'Offence-related sexual interests'), ('congruence', 'Emotional congruence with children'), ('hostile', 'Hostile orientation'), ('self_management', 'Poor self-management'), ('anti_social', 'Anti-social influences'), ('pro_social', 'Pro-social network'), ('desist', 'Commitment to desist'), ('relationship', 'An intimate relationship'), ('routine', 'Employment or positive routine')], max_length=20), blank=True, db_default=[], default=list, help_text='POL-19: those that the visit told something about', size=None)),
                ('arms_evidence', models.TextField(blank=True, db_default='', default='')),
                ('concerns', models.TextField(blank=True, default='')),
                ('actions', models.TextField(blank=True, default='')),
                ('intelligence_ref', models.CharField(blank=True, default='', max_length=60)),
                ('visor_updated_on', models.DateField(blank=True, null=True)),
                ('entry_sought_by', models.CharField(blank=True, default='', max_length=200)),
                ('refusal_words', models.TextField(blank=True, default='')),
                ('seen_where', models.CharField(blank=True, default='', max_length=200)),
            ],
            options={
                'indexes': [models.Index(models.F('case'), models.F('outcome'), name='visits_visit_case_outcome'), models.Index(models.F('case'), condition=models.Q(('children__in', ['present', 'signs'])), name='visits_visit_child')],
                'constraints': [models.CheckConstraint(condition=models.Q(('purposes__len__gte', 1)), name='visits_visit_has_purpose'), models.CheckConstraint(condition=models.Q(('purposes__contained_by', ['compliance', 'residence', 'risk', 'risk_assessment_search', 'household', 'devices', 'intelligence', 'offences', 'welfare'])), name='visits_visit_purposes_known'), models.CheckConstraint(condition=models.Q(('outcome__in', ['', 'seen_inside', 'seen_at_door', 'seen_elsewhere', 'not_in', 'entry_refused', 'moved_away', 'abandoned_safety'])), name='visits_visit_outcome_known'), models.CheckConstraint(condition=models.Q(('children__in', ['', 'no', 'present', 'signs', 'not_known'])), name='visits_visit_children_known'), models.CheckConstraint(condition=models.Q(('devices_examined__in', ['', 'consent', 'order', 'seen', 'refused', 'none'])), name='visits_visit_devices_examined_known'), models.CheckConstraint(condition=models.Q(('arms_factors__contained_by', ['opportunity', 'preoccupation', 'interests', 'congruence', 'hostile', 'self_management', 'anti_social', 'pro_social', 'desist', 'relationship', 'routine'])), name='visits_visit_arms_factors_known'), models.CheckConstraint(condition=models.Q(('arms_factors__len', 0), models.Q(('arms_evidence', ''), _negated=True), _connector='OR'), name='visits_visit_arms_factors_have_evidence')],
            },
        ),
        migrations.CreateModel(
            name='ConditionCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('visit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='checks', to='visits.visit')),
                ('condition', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='checks', to='orders.condition')),
                ('notification', models.CharField(blank=True, choices=[('home', 'Home address: lives here'), ('other_premises', 'Other addresses where they stay'), ('names', 'Names in use'), ('travel', 'Travel abroad'), ('child', 'A child in the household'), ('bank', 'Bank and card details notified'), ('identity', 'Passport and identity documents notified')], default='', max_length=20)),
                ('result', models.CharField(choices=[('checked', 'Checked'), ('not_checked', 'Not checked'), ('concern', 'Concern')], max_length=20)),
                ('concern', models.CharField(blank=True, default='', max_length=500)),
            ],
            options={
                'indexes': [models.Index(models.F('visit'), condition=models.Q(('notification', 'child'), ('result', 'concern')), name='visits_conditioncheck_child')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('condition__isnull', False), ('notification', '')), models.Q(('condition__isnull', True), ('notification__in', ['home', 'other_premises', 'names', 'travel', 'child', 'bank', 'identity'])), _connector='OR'), name='visits_conditioncheck_about_one'), models.CheckConstraint(condition=models.Q(('result__in', ['checked', 'not_checked', 'concern'])), name='visits_conditioncheck_result_known'), models.CheckConstraint(condition=models.Q(models.Q(models.Q(('concern', ''), _negated=True), ('result', 'concern')), models.Q(models.Q(('result', 'concern'), _negated=True), ('concern', '')), _connector='OR'), name='visits_conditioncheck_concern_in_words'), models.UniqueConstraint(models.F('visit'), models.F('condition'), condition=models.Q(('condition__isnull', False)), name='visits_conditioncheck_condition_once'), models.UniqueConstraint(models.F('visit'), models.F('notification'), condition=models.Q(('notification', ''), _negated=True), name='visits_conditioncheck_notification_once')],
            },
        ),
        migrations.CreateModel(
            name='Enquiry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('contact', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='enquiries', to='offenders.contact')),
                ('kind', models.CharField(choices=[('check', 'Safeguarding check: asked what is known'), ('referral', 'Safeguarding referral: told them')], max_length=10)),
                ('asked_of', models.CharField(help_text='The authority, and who there', max_length=200)),
                ('about', models.TextField(help_text='Which child, as far as anybody knows')),
                ('words', models.TextField(help_text='What they were asked or told')),
                ('reference', models.CharField(blank=True, default='', max_length=60)),
                ('asked_at', models.DateTimeField()),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='enquiries', to=settings.AUTH_USER_MODEL)),
                ('recorded_at', models.DateTimeField()),
                ('answer', models.CharField(blank=True, choices=[('not_known', 'Nothing is known'), ('known', 'Known to them'), ('plan', 'There is a plan for the child'), ('concerns', 'They have concerns')], default='', max_length=10)),
                ('answer_words', models.TextField(blank=True, default='')),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('answer_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='enquiries_answered', to=settings.AUTH_USER_MODEL)),
                ('answer_recorded_at', models.DateTimeField(blank=True, null=True)),
                ('considered', models.TextField(blank=True, default='', help_text='What it means for the risk')),
                ('considered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='enquiries_considered', to=settings.AUTH_USER_MODEL)),
                ('considered_at', models.DateTimeField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'indexes': [models.Index(models.F('contact'), condition=models.Q(('considered_at__isnull', True)), name='visits_enquiry_open')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['check', 'referral'])), name='visits_enquiry_kind_known'), models.CheckConstraint(condition=models.Q(models.Q(('asked_of', ''), _negated=True), models.Q(('about', ''), _negated=True), models.Q(('words', ''), _negated=True)), name='visits_enquiry_says_of_whom'), models.CheckConstraint(condition=models.Q(('asked_at__lte', models.F('recorded_at'))), name='visits_enquiry_asked_before_recorded'), models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answer_by__isnull', True), ('answer_recorded_at__isnull', True), ('answer_words', ''), ('answered_at__isnull', True)), models.Q(models.Q(('answer_words', ''), _negated=True), ('answer__in', ['not_known', 'known', 'plan', 'concerns']), ('answer_by__isnull', False), ('answer_recorded_at__gte', models.F('answered_at')), ('answered_at__gte', models.F('asked_at'))), _connector='OR'), name='visits_enquiry_answer_is_whole'), models.CheckConstraint(condition=models.Q(models.Q(('considered', ''), ('considered_at__isnull', True), ('considered_by__isnull', True)), models.Q(models.Q(('considered', ''), _negated=True), models.Q(('answer', ''), _negated=True), ('considered_at__gte', models.F('answer_recorded_at')), ('considered_by__isnull', False)), _connector='OR'), name='visits_enquiry_considered_once_answered')],
            },
        ),
        migrations.CreateModel(
            name='Interval',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='visit_intervals', to='offenders.case')),
                ('months', models.PositiveSmallIntegerField()),
                ('reason', models.CharField(max_length=500)),
                ('risk_level', models.CharField(choices=[('very_high', 'Very high'), ('high', 'High'), ('medium', 'Medium'), ('low', 'Low')], help_text='The police risk level that it was set for', max_length=10)),
                ('set_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='intervals_set', to=settings.AUTH_USER_MODEL)),
                ('decided_by', models.ForeignKey(blank=True, db_column='approved_by_id', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='intervals_decided', to=settings.AUTH_USER_MODEL)),
                ('decided_on', models.DateField(blank=True, db_column='approved_on', null=True)),
                ('is_approved', models.BooleanField(db_default=False, default=False)),
                ('refusal', models.CharField(blank=True, db_default='', default='', max_length=500)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('months__gte', 1), ('months__lte', 24)), name='visits_interval_months_in_reach'), models.CheckConstraint(condition=models.Q(models.Q(('decided_by__isnull', True), ('decided_on__isnull', True), ('is_approved', False), ('refusal', '')), models.Q(('decided_by__isnull', False), ('decided_on__isnull', False), models.Q(('decided_by', models.F('set_by')), _negated=True), models.Q(models.Q(('is_approved', True), ('refusal', '')), models.Q(('is_approved', False), models.Q(('refusal', ''), _negated=True)), _connector='OR')), _connector='OR'), name='visits_interval_decided_by_another'), models.CheckConstraint(condition=models.Q(('risk_level__in', ['very_high', 'high', 'medium', 'low'])), name='visits_interval_level_known'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('case', '='), (core.models.DateSpan('starts_on', 'ends_on'), '&&')], name='visits_interval_one_in_force'), models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gt', models.F('starts_on')), _connector='OR'), name='visits_interval_ends_after_start')],
            },
        ),
        migrations.CreateModel(
            name='Review',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('contact', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='review', to='offenders.contact')),
                ('words', models.TextField(help_text='What the supervisor makes of the record')),
                ('asks', models.TextField(blank=True, default='', help_text='What the officer is to do')),
                ('reviewed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to=settings.AUTH_USER_MODEL)),
                ('reviewed_at', models.DateTimeField()),
                ('answer', models.TextField(blank=True, default='')),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reviews_answered', to=settings.AUTH_USER_MODEL)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'indexes': [models.Index(models.F('contact'), condition=models.Q(models.Q(('asks', ''), _negated=True), ('answer', '')), name='visits_review_unanswered')],
                'constraints': [models.CheckConstraint(condition=models.Q(('words', ''), _negated=True), name='visits_review_has_words'), models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_at__isnull', True), ('answered_by__isnull', True)), models.Q(models.Q(('answer', ''), _negated=True), models.Q(('asks', ''), _negated=True), ('answered_at__isnull', False), ('answered_by__isnull', False)), _connector='OR'), name='visits_review_answer_is_whole')],
            },
        ),
        migrations.CreateModel(
            name='WarrantDecision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('contact', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='warrant_decisions', to='offenders.contact')),
                ('premises', models.TextField(help_text='Where, as written then')),
                ('occasions', models.PositiveSmallIntegerField(help_text='How many counted there then')),
                ('decision', models.CharField(choices=[('apply', 'Apply for a warrant'), ('not_now', 'Do not apply now')], max_length=10)),
                ('reason', models.TextField()),
                ('decided_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='warrant_decisions', to=settings.AUTH_USER_MODEL)),
                ('decided_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('reason', ''), _negated=True), models.Q(('premises', ''), _negated=True), ('occasions__gte', 2)), name='visits_warrantdecision_whole'), models.CheckConstraint(condition=models.Q(('decision__in', ['apply', 'not_now'])), name='visits_warrantdecision_known')],
            },
        ),
        migrations.CreateModel(
            name='EnquiryEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='visits.enquiry')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('contact', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='offenders.contact')),
                ('kind', models.CharField(choices=[('check', 'Safeguarding check: asked what is known'), ('referral', 'Safeguarding referral: told them')], max_length=10)),
                ('asked_of', models.CharField(help_text='The authority, and who there', max_length=200)),
                ('about', models.TextField(help_text='Which child, as far as anybody knows')),
                ('words', models.TextField(help_text='What they were asked or told')),
                ('reference', models.CharField(blank=True, default='', max_length=60)),
                ('asked_at', models.DateTimeField()),
                ('recorded_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('recorded_at', models.DateTimeField()),
                ('answer', models.CharField(blank=True, choices=[('not_known', 'Nothing is known'), ('known', 'Known to them'), ('plan', 'There is a plan for the child'), ('concerns', 'They have concerns')], default='', max_length=10)),
                ('answer_words', models.TextField(blank=True, default='')),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('answer_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('answer_recorded_at', models.DateTimeField(blank=True, null=True)),
                ('considered', models.TextField(blank=True, default='', help_text='What it means for the risk')),
                ('considered_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('considered_at', models.DateTimeField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='IntervalEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='visits.interval')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('case', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='offenders.case')),
                ('months', models.PositiveSmallIntegerField()),
                ('reason', models.CharField(max_length=500)),
                ('risk_level', models.CharField(choices=[('very_high', 'Very high'), ('high', 'High'), ('medium', 'Medium'), ('low', 'Low')], help_text='The police risk level that it was set for', max_length=10)),
                ('set_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_by', models.ForeignKey(blank=True, db_column='approved_by_id', db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_on', models.DateField(blank=True, db_column='approved_on', null=True)),
                ('is_approved', models.BooleanField(db_default=False, default=False)),
                ('refusal', models.CharField(blank=True, db_default='', default='', max_length=500)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ReviewEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='visits.review')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('contact', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='offenders.contact')),
                ('words', models.TextField(help_text='What the supervisor makes of the record')),
                ('asks', models.TextField(blank=True, default='', help_text='What the officer is to do')),
                ('reviewed_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('reviewed_at', models.DateTimeField()),
                ('answer', models.TextField(blank=True, default='')),
                ('answered_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'abstract': False,
            },
        ),
        core.history.AddTrigger(
            model_name='childdecision',
            trigger=pgtrigger.compiler.Trigger(name='visits_childdecision_append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='13d69f0effe259f1c6beef129fcaba1b14408df3', operation='UPDATE OR DELETE', pgid='pgtrigger_visits_childdecision_append_only_2f27a', table='visits_childdecision', when='BEFORE')),
        ),
        core.history.AddTrigger(
            model_name='childdecision',
            trigger=pgtrigger.compiler.Trigger(name='visits_childdecision_no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='fc01824598952f02ddd3795406232c705e488ff7', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_visits_childdecision_no_truncate_8dd6d', table='visits_childdecision', when='BEFORE')),
        ),
        core.history.AddTrigger(
            model_name='visit',
            trigger=pgtrigger.compiler.Trigger(name='visits_visit_append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='3c3aed1c9cfbdc093c3dc16672fe7d24a4f614fc', operation='UPDATE OR DELETE', pgid='pgtrigger_visits_visit_append_only_15357', table='visits_visit', when='BEFORE')),
        ),
        core.history.AddTrigger(
            model_name='visit',
            trigger=pgtrigger.compiler.Trigger(name='visits_visit_no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='086497aff285be68a37fd742bb7de2f065b7ce12', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_visits_visit_no_truncate_b9826', table='visits_visit', when='BEFORE')),
        ),
        core.history.AddTrigger(
            model_name='conditioncheck',
            trigger=pgtrigger.compiler.Trigger(name='visits_conditioncheck_append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='0987d6b2e7cc1bd84a292d513ac71ed5dbd3b23c', operation='UPDATE OR DELETE', pgid='pgtrigger_visits_conditioncheck_append_only_9b6e8', table='visits_conditioncheck', when='BEFORE')),
        ),
        core.history.AddTrigger(
            model_name='conditioncheck',
            trigger=pgtrigger.compiler.Trigger(name='visits_conditioncheck_no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='e4ffbd3bf602fe95065bcd35e778dcc6bd42d9b1', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_visits_conditioncheck_no_truncate_b6acb', table='visits_conditioncheck', when='BEFORE')),
        ),
        core.history.AddTrigger(
            model_name='enquiry',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "visits_enquiryevent" ("about", "answer", "answer_by_id", "answer_recorded_at", "answer_words", "answered_at", "asked_at", "asked_of", "considered", "considered_at", "considered_by_id", "contact_id", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "reference", "uuid", "version", "words") SELECT new_values."about", new_values."answer", new_values."answer_by_id", new_values."answer_recorded_at", new_values."answer_words", new_values."answered_at", new_values."asked_at", new_values."asked_of", new_values."considered", new_values."considered_at", new_values."considered_by_id", new_values."contact_id", new_values."id", new_values."kind", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."recorded_at", new_values."recorded_by_id", new_values."reference", new_values."uuid", new_values."version", new_values."words" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='6b403292fb9a3da2eb81b728fd9b0666ef8ab368', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_b6c33', referencing='REFERENCING NEW TABLE AS new_values ', table='visits_enquiry', when='AFTER')),
        ),
        core.history.AddTrigger(
            model_name='enquiry',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "visits_enquiryevent" ("about", "answer", "answer_by_id", "answer_recorded_at", "answer_words", "answered_at", "asked_at", "asked_of", "considered", "considered_at", "considered_by_id", "contact_id", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "reference", "uuid", "version", "words") SELECT new_values."about", new_values."answer", new_values."answer_by_id", new_values."answer_recorded_at", new_values."answer_words", new_values."answered_at", new_values."asked_at", new_values."asked_of", new_values."considered", new_values."considered_at", new_values."considered_by_id", new_values."contact_id", new_values."id", new_values."kind", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."recorded_at", new_values."recorded_by_id", new_values."reference", new_values."uuid", new_values."version", new_values."words" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='140bf2a195608be75ca24228add5086f30df8c82', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_d1587', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='visits_enquiry', when='AFTER')),
        ),
        core.history.AddTrigger(
            model_name='enquiry',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "visits_enquiryevent" ("about", "answer", "answer_by_id", "answer_recorded_at", "answer_words", "answered_at", "asked_at", "asked_of", "considered", "considered_at", "considered_by_id", "contact_id", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "reference", "uuid", "version", "words") SELECT old_values."about", old_values."answer", old_values."answer_by_id", old_values."answer_recorded_at", old_values."answer_words", old_values."answered_at", old_values."asked_at", old_values."asked_of", old_values."considered", old_values."considered_at", old_values."considered_by_id", old_values."contact_id", old_values."id", old_values."kind", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."recorded_at", old_values."recorded_by_id", old_values."reference", old_values."uuid", old_values."version", old_values."words" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='b6a20b1e84b21bbfbece3d7e90acf44f92156efe', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_48dd8', referencing='REFERENCING OLD TABLE AS old_values ', table='visits_enquiry', when='AFTER')),
        ),
        core.history.AddTrigger(
            model_name='interval',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "visits_intervalevent" ("approved_by_id", "approved_on", "case_id", "ends_on", "id", "is_approved", "months", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "refusal", "risk_level", "set_by_id", "starts_on", "uuid", "version") SELECT new_values."approved_by_id", new_values."approved_on", new_values."case_id", new_values."ends_on", new_values."id", new_values."is_approved", new_values."months", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reason", new_values."refusal", new_values."risk_level", new_values."set_by_id", new_values."starts_on", new_values."uuid", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='b2b6feab21b9631688d851b05d2ffb5425802a67', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_47877', referencing='REFERENCING NEW TABLE AS new_values ', table='visits_interval', when='AFTER')),
        ),
        core.history.AddTrigger(
            model_name='interval',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "visits_intervalevent" ("approved_by_id", "approved_on", "case_id", "ends_on", "id", "is_approved", "months", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "refusal", "risk_level", "set_by_id", "starts_on", "uuid", "version") SELECT new_values."approved_by_id", new_values."approved_on", new_values."case_id", new_values."ends_on", new_values."id", new_values."is_approved", new_values."months", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reason", new_values."refusal", new_values."risk_level", new_values."set_by_id", new_values."starts_on", new_values."uuid", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='fa031b9f210b10dbb3d10f3375db67975059957f', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_d09c5', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='visits_interval', when='AFTER')),
        ),
        core.history.AddTrigger(
            model_name='interval',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "visits_intervalevent" ("approved_by_id", "approved_on", "case_id", "ends_on", "id", "is_approved", "months", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "refusal", "risk_level", "set_by_id", "starts_on", "uuid", "version") SELECT old_values."approved_by_id", old_values."approved_on", old_values."case_id", old_values."ends_on", old_values."id", old_values."is_approved", old_values."months", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."reason", old_values."refusal", old_values."risk_level", old_values."set_by_id", old_values."starts_on", old_values."uuid", old_values."version" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='3a9505b9a6e969192a48a643d5084207dffb0834', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_9b702', referencing='REFERENCING OLD TABLE AS old_values ', table='visits_interval', when='AFTER')),
        ),
        core.history.AddTrigger(
            model_name='review',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "visits_reviewevent" ("answer", "answered_at", "answered_by_id", "asks", "contact_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reviewed_at", "reviewed_by_id", "uuid", "version", "words") SELECT new_values."answer", new_values."answered_at", new_values."answered_by_id", new_values."asks", new_values."contact_id", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reviewed_at", new_values."reviewed_by_id", new_values."uuid", new_values."version", new_values."words" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='557d23d83f9d5b3152559d91cc65a10d9e6b6bce', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_bc953', referencing='REFERENCING NEW TABLE AS new_values ', table='visits_review', when='AFTER')),
        ),
        core.history.AddTrigger(
            model_name='review',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "visits_reviewevent" ("answer", "answered_at", "answered_by_id", "asks", "contact_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reviewed_at", "reviewed_by_id", "uuid", "version", "words") SELECT new_values."answer", new_values."answered_at", new_values."answered_by_id", new_values."asks", new_values."contact_id", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reviewed_at", new_values."reviewed_by_id", new_values."uuid", new_values."version", new_values."words" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='99bc9255611891abaecc7ff5676e99ca7c317fbf', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_a5d7d', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='visits_review', when='AFTER')),
        ),
        core.history.AddTrigger(
            model_name='review',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "visits_reviewevent" ("answer", "answered_at", "answered_by_id", "asks", "contact_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reviewed_at", "reviewed_by_id", "uuid", "version", "words") SELECT old_values."answer", old_values."answered_at", old_values."answered_by_id", old_values."asks", old_values."contact_id", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."reviewed_at", old_values."reviewed_by_id", old_values."uuid", old_values."version", old_values."words" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='2b75d71cad6d0687940eaf8480b43bd2b70ee1ef', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_80977', referencing='REFERENCING OLD TABLE AS old_values ', table='visits_review', when='AFTER')),
        ),
        core.history.AddTrigger(
            model_name='warrantdecision',
            trigger=pgtrigger.compiler.Trigger(name='visits_warrantdecision_append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='2d3f06925a4ce98c787083c842421f2fb8ea8688', operation='UPDATE OR DELETE', pgid='pgtrigger_visits_warrantdecision_append_only_e96e4', table='visits_warrantdecision', when='BEFORE')),
        ),
        core.history.AddTrigger(
            model_name='warrantdecision',
            trigger=pgtrigger.compiler.Trigger(name='visits_warrantdecision_no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='ea77de4bdfb3676e84c13b10498ccfd86a25d05a', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_visits_warrantdecision_no_truncate_43916', table='visits_warrantdecision', when='BEFORE')),
        ),
        core.history.AddTrigger(
            model_name='enquiryevent',
            trigger=pgtrigger.compiler.Trigger(name='visits_enquiry_history_no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='454b866de599e8821c6fb33736b21bbfd232612e', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_visits_enquiry_history_no_truncate_8947e', table='visits_enquiryevent', when='BEFORE')),
        ),
        core.history.AddTrigger(
            model_name='enquiryevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='450662a0abd6bb35eeaa69f1cb427c81a8a062d6', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_59a65', table='visits_enquiryevent', when='BEFORE')),
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
            model_name='reviewevent',
            trigger=pgtrigger.compiler.Trigger(name='visits_review_history_no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='12b33c35c4661ef947eb02b0ca97bb497222913a', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_visits_review_history_no_truncate_5be7e', table='visits_reviewevent', when='BEFORE')),
        ),
        core.history.AddTrigger(
            model_name='reviewevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='42e1193c6fffd2bac48874be4e1bf2328b9fad85', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_83429', table='visits_reviewevent', when='BEFORE')),
        ),
    ]
