"""The tables by which records are brought together: keys under which they are looked up, and when they appeared."""

from typing import ClassVar

from django.db import models

from beccaria.access.api import Rows
from beccaria.core.acts import Act
from beccaria.core.judging import Prompt
from beccaria.lib.columns import identifier
from beccaria.people.models.persons import Person

_WITHIN = ("person_id", "people_person")
_ADD = (Act.PERSON_ADD, Act.PERSON_LOAD)
_CHANGE = (Act.PERSON_CHANGE, Act.PERSON_LOAD)


class PersonKey(models.Model):
    """A key under which a record is looked up; the keys of former names and numbers stay.

    A number made of a name, a document and the like (engines.persons_compare.keys); nobody can read it back. `site`
    repeats where the person belongs, empty for a national one, so that who serves one establishment is answered from
    that part of the index alone. The database does not check that the person is there: persons are never removed, and
    millions of keys would be checked one by one.
    """

    pk = models.CompositePrimaryKey("key", "site", "person_id")
    key = models.BigIntegerField()
    site = models.TextField(default="")
    person = models.ForeignKey(
        Person, on_delete=models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False
    )

    rows = Rows(within=_WITHIN, add=_ADD, change=_CHANGE)

    class Labels:
        public: ClassVar = {"pk", "site"}
        personal: ClassVar = {"key", "person"}
        special: ClassVar[set[str]] = set()


class Appearance(models.Model):
    """When a record first appeared in one way: entered, at a visit, by a payment, on a call list.

    `ref` names the row that said so (kind:key), as a judgement's `prompt_ref` does.
    """

    id = identifier()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    prompt = models.TextField()
    ref = models.TextField()
    at = models.DateTimeField()

    rows = Rows(within=_WITHIN, add=_ADD, change=_CHANGE)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "prompt"], name="appearance_once_in_each_way"),
            models.CheckConstraint(
                condition=models.Q(prompt__in=[one.value for one in Prompt]), name="appearance_prompt_known"
            ),
        ]

    class Labels:
        public: ClassVar = {"id"}
        personal: ClassVar = {"person", "prompt", "ref", "at"}
        special: ClassVar[set[str]] = set()
