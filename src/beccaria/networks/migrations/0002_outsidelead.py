"""Who may lead a circle of proposals from outside."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import beccaria.core.actors
import beccaria.core.ids


class Migration(migrations.Migration):
    dependencies = [
        ("networks", "0001_initial"),
        ("people", "0005_together"),
    ]

    operations = [
        migrations.CreateModel(
            name="OutsideLead",
            fields=[
                ("site", models.TextField(db_index=True, null=True)),
                ("level", models.PositiveSmallIntegerField(default=beccaria.core.actors.Level["OFFICIAL"])),
                (
                    "compartments",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), default=list, size=None
                    ),
                ),
                (
                    "handling",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), default=list, size=None
                    ),
                ),
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
                ("circle", models.TextField(help_text="the circle of the proposals")),
                (
                    "place",
                    models.PositiveSmallIntegerField(help_text="his place among those who may lead, from 1"),
                ),
                ("because", models.TextField()),
                ("against", models.TextField()),
                ("proposed_at", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("circle", "person"), name="outside_lead_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("place__gte", 1),
                            ("place__lte", 3),
                            models.Q(("because", ""), _negated=True),
                            models.Q(("against", ""), _negated=True),
                        ),
                        name="outside_lead_has_both_sides",
                    ),
                ],
            },
        ),
    ]
