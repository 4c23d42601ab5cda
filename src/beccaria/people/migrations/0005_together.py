from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0004_keys"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="custodyperiod",
            index=models.Index(
                fields=["establishment", "wing", "cell", "starts_at"], name="custody_together"
            ),
        ),
    ]
