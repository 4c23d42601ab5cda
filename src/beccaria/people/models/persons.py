"""The tables of persons: a record of a person by one source, what was asserted of him, and where he was held."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q

from beccaria.access.api import MARKING, Marked, Rows
from beccaria.core.acts import Act
from beccaria.core.ids import new_id
from beccaria.core.persons import Role, Sex, Status
from beccaria.lib.columns import identifier

_ADD = (Act.PERSON_ADD, Act.PERSON_LOAD)
_CHANGE = (Act.PERSON_CHANGE, Act.PERSON_LOAD)
_WITHIN = ("person_id", "people_person")


def _words(values: type[Role] | type[Sex] | type[Status]) -> list[str]:
    return [value.value for value in values]


class Person(Marked):
    """A person as one source told of him: a record, with its own marking. `site` is where he is or belongs.

    Which records are one person is said by judgements; `cluster` repeats what they come to now. Everything that hangs
    on a person keeps hanging on the record it was told of, so that an undone judgement leaves no trace. A cluster's
    name is random and every record has one, so that it does not tell of fellows the reader may not see.
    Name, number, birth date and the search words repeat what his identities say now, so that lists need one table.
    """

    id = identifier()
    source = models.TextField(help_text="register or service that first told of him")
    key = models.TextField(help_text="his identifier there")
    role = models.TextField()
    name = models.TextField(help_text="given names and surname, as now asserted")
    number = models.TextField(default="", blank=True, help_text="prisoner or staff number")
    born = models.DateField(null=True)
    sorts = models.TextField(help_text="folded surname and given names, by which lists are ordered")
    searched = SearchVectorField(help_text="every word by which he is found, former names included")
    cluster = models.CharField(max_length=36, default=new_id, editable=False)
    recorded_at = models.DateTimeField()

    rows = Rows(see=(Act.PERSON_READ,), add=_ADD, change=_CHANGE)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "key"], name="person_once_per_source"),
            models.CheckConstraint(condition=Q(role__in=_words(Role)), name="person_role_known"),
            models.CheckConstraint(condition=~Q(name=""), name="person_has_a_name"),
        ]
        indexes: ClassVar = [
            GinIndex(fields=["searched"], name="person_searched", fastupdate=False),
            models.Index(fields=["sorts", "id"], name="person_sorts"),
            models.Index(fields=["site", "sorts", "id"], name="person_site_sorts"),
            models.Index(fields=["born"], name="person_born"),
            models.Index(fields=["cluster"], name="person_cluster"),
        ]

    class Labels:
        public: ClassVar = {"id", "source", *MARKING, "recorded_at"}
        personal: ClassVar = {"key", "role", "name", "number", "born", "sorts", "searched", "cluster"}
        special: ClassVar[set[str]] = set()


class Identity(models.Model):
    """A record as somebody asserted it. It is never overwritten: a change ends one row and begins another.

    `since` and `until` say when we held it for what he is called; both are moments of knowing, not of living.
    """

    id = identifier()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="identities")
    source = models.TextField()
    key = models.TextField()
    asserted_by = models.TextField(help_text="the register, or the user who wrote it down")
    role = models.TextField()
    number = models.TextField(default="", blank=True)
    given_names = models.TextField(default="", blank=True)
    surname = models.TextField(default="", blank=True)
    aliases = ArrayField(models.TextField(), default=list)
    born = models.DateField(null=True)
    sex = models.TextField(default="", blank=True)
    nationality = models.TextField(default="", blank=True, help_text="ISO 3166-1 alpha-2")
    languages = ArrayField(models.TextField(), default=list)
    document = models.TextField(default="", blank=True)
    document_key = models.TextField(default="", blank=True)
    phone = models.TextField(default="", blank=True)
    phone_key = models.TextField(default="", blank=True)
    address = models.TextField(default="", blank=True)
    account = models.TextField(default="", db_default="", blank=True, help_text="from which he pays")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    rows = Rows(within=_WITHIN, add=_ADD, change=_CHANGE)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["source", "key"], condition=Q(until=None), name="identity_one_now_per_source"
            ),
            models.CheckConstraint(condition=Q(role__in=_words(Role)), name="identity_role_known"),
            models.CheckConstraint(condition=Q(sex__in=["", *_words(Sex)]), name="identity_sex_known"),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="identity_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(nationality__regex="^([A-Z]{2})?$"), name="identity_nationality_written_as_code"
            ),
            models.CheckConstraint(condition=~Q(given_names="", surname=""), name="identity_has_a_name"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["phone_key"], name="identity_phone", condition=~Q(phone_key="")),
            models.Index(fields=["document_key"], name="identity_document", condition=~Q(document_key="")),
        ]

    class Labels:
        public: ClassVar = {"id", "source", "since", "until"}
        personal: ClassVar = {
            *("person", "key", "asserted_by", "role", "number", "given_names", "surname", "aliases", "born"),
            *("sex", "languages", "document", "document_key", "phone", "phone_key", "address", "account"),
        }
        special: ClassVar = {"nationality"}


class CustodyPeriod(models.Model):
    """A time in which a person was held in one place, with one status and category; a change begins a new row.

    `starts_at` and `ends_at` are when it was so; `recorded_at` and `ended_recorded_at` are when we learned it.
    """

    id = identifier()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="custody")
    source = models.TextField()
    key = models.TextField()
    establishment = models.TextField(help_text="code of the establishment")
    wing = models.TextField(default="", blank=True)
    cell = models.TextField(default="", blank=True)
    status = models.TextField(default="", blank=True)
    category = models.TextField(default="", blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    release_due = models.DateField(null=True)
    recorded_at = models.DateTimeField()
    ended_recorded_at = models.DateTimeField(null=True)

    rows = Rows(within=_WITHIN, add=_ADD, change=_CHANGE)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "key"], name="custody_once_per_source"),
            models.UniqueConstraint(
                fields=["person"], condition=Q(ends_at=None), name="custody_in_one_place_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gte=F("starts_at")), name="custody_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(ends_at=None, ended_recorded_at=None)
                | Q(ends_at__isnull=False, ended_recorded_at__isnull=False),
                name="custody_end_is_recorded",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["", *_words(Status)]), name="custody_status_known"
            ),
            models.CheckConstraint(condition=~Q(establishment=""), name="custody_is_somewhere"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["person", "starts_at"], name="custody_of_person"),
            models.Index(
                fields=["establishment", "wing", "cell"], name="custody_now", condition=Q(ends_at=None)
            ),
            models.Index(fields=["establishment", "wing", "cell", "starts_at"], name="custody_together"),
        ]

    class Labels:
        public: ClassVar = {"id", "source", "recorded_at", "ended_recorded_at"}
        personal: ClassVar = {
            *("person", "key", "establishment", "wing", "cell", "status", "category"),
            *("starts_at", "ends_at", "release_due"),
        }
        special: ClassVar[set[str]] = set()
