"""Columns and constraints that the tables of this app share."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

DESCRIBED = ("names", "born", "document", "phone", "account", "plate", "address")


def record(name: str = "+") -> "models.ForeignKey[models.Model | None, models.Model | None]":
    """A record of a person. Named without a way back: people know nothing of warnings."""
    return models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name=name)


class DescribedRow(models.Model):
    """Somebody as he is described to those who are to recognise him: only what the writer chose to pass on."""

    names = ArrayField(models.TextField(), default=list, help_text="the name, then other spellings and names")
    born = models.DateField(null=True)
    document = models.TextField(default="", blank=True)
    phone = models.TextField(default="", blank=True)
    account = models.TextField(default="", blank=True)
    plate = models.TextField(default="", blank=True)
    address = models.TextField(default="", blank=True)

    class Meta:
        abstract = True
