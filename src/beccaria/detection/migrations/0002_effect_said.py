"""What a change would do is kept with its values, so that it is said in the reader's language."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("detection", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="effect",
            name="said",
            field=models.JSONField(
                default=dict, help_text="the values its sentence names, and the pattern's version"
            ),
        ),
    ]
