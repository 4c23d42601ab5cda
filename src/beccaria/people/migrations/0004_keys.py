"""The tables by which records are brought together."""

import django.db.models.deletion
from django.db import migrations, models

import beccaria.core.ids


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0003_settling"),
    ]

    operations = [
        migrations.AddField(
            model_name="identity",
            name="account",
            field=models.TextField(blank=True, db_default="", default="", help_text="from which he pays"),
        ),
        migrations.CreateModel(
            name="PersonKey",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "key",
                        "site",
                        "person_id",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("key", models.BigIntegerField()),
                ("site", models.TextField(default="")),
                (
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Appearance",
            fields=[
                (
                    "id",
                    models.CharField(
                        default=beccaria.core.ids.new_id,
                        editable=False,
                        max_length=36,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("prompt", models.TextField()),
                ("ref", models.TextField()),
                ("at", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=["person", "prompt"], name="appearance_once_in_each_way"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "prompt__in",
                                [
                                    *("register", "visit", "payment", "call_request"),
                                    *("observation", "asked", "review", "evidence"),
                                ],
                            )
                        ),
                        name="appearance_prompt_known",
                    ),
                ],
            },
        ),
    ]
