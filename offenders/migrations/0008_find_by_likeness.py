"""A person is found by names as they sound to the eye: without accents, apostrophes and hyphens, by likeness."""

import django.contrib.postgres.indexes
from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations, models

import offenders.querysets

# Its body is parsed here and now, so that it needs no search path later, when an index is built or restored.
PLAIN = r"""
CREATE FUNCTION offenders_plain(surname text, forenames text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN btrim(translate(
    unaccent('unaccent', lower(surname || ' ' || forenames)),
    '-' || chr(160) || '''`.' || chr(180) || chr(8217) || chr(700),
    '  '
))
"""


class Migration(migrations.Migration):

    dependencies = [
        ('offenders', '0007_what_was_done'),
    ]

    operations = [
        TrigramExtension(),
        migrations.RunSQL(PLAIN, "DROP FUNCTION offenders_plain(text, text)"),
        migrations.AddIndex(
            model_name='case',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(offenders.querysets.PlainNames('surname', 'forenames'), name='gin_trgm_ops'), name='offenders_case_names'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(models.F('date_of_birth'), name='offenders_case_born'),
        ),
        migrations.AddIndex(
            model_name='alias',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(offenders.querysets.PlainNames('surname', 'forenames'), name='gin_trgm_ops'), name='offenders_alias_names'),
        ),
    ]
