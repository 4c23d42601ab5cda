from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("risk", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="assessment",
            name="despite",
            field=models.TextField(
                blank=True,
                db_default="",
                default="",
                help_text="why it was decided so, although the second person does not agree",
            ),
        ),
    ]
