from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="submission",
            name="content",
            field=models.BinaryField(
                default=b"", help_text="Digest of what was sent with it", max_length=32
            ),
            preserve_default=False,
        ),
    ]
