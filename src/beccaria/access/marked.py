"""The columns that every protected table carries, and how a model says who may see its rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

from django.contrib.postgres.fields import ArrayField
from django.db import models

from beccaria.core.actors import Level
from beccaria.core.acts import Act
from beccaria.core.ids import UserId
from beccaria.core.markings import Marking

if TYPE_CHECKING:
    from collections.abc import Sequence

MARKING: Final = ("site", "level", "compartments", "handling")
"""The columns of `Marked`, for the labels of the tables that carry them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """Who may see and write the rows of a table; exactly one of the four ways is used.

    `see`, `add`, `change`, `remove`  acts of the policy table, judged on the marking columns of the row itself
    `within`      column and table of the record this row belongs to: seen when that record is seen
    `personal`    column that holds the user who may do the `personal_verbs`; others only by the acts named
    `signed_in`   every signed-in actor may read; only the system writes
    `author`, `audiences`, `reaches`  SQL that says, for the row `row`, whether the acting user wrote it, the acting
                  organisation was given it, or one of the acting establishments was sent it; needed when one of
                  the acts has such a rule
    `open`        SQL that says whether the acting user may see the row already; none: every row is open
    """

    see: "Sequence[Act]" = ()
    add: "Sequence[Act]" = ()
    change: "Sequence[Act]" = ()
    remove: "Sequence[Act]" = ()
    within: tuple[str, str] | None = None
    personal: str | None = None
    personal_verbs: "Sequence[str]" = ("select", "insert", "update", "delete")
    signed_in: bool = False
    author: str | None = None
    audiences: str | None = None
    reaches: str | None = None
    open: str | None = None
    columns: Mapping[str, str] | None = None


class Marked(models.Model):
    """The marking columns. `site` is an establishment's code; NULL belongs to the national service."""

    site = models.TextField(null=True, db_index=True)  # noqa: DJ001  NULL means national, '' would mean nothing
    level = models.PositiveSmallIntegerField(default=Level.OFFICIAL)
    compartments = ArrayField(models.TextField(), default=list)
    handling = ArrayField(models.TextField(), default=list)

    rows: ClassVar[Rows]

    class Meta:
        abstract = True

    @property
    def marking(self) -> Marking:
        """The marking as the rules judge it."""
        return Marking(
            site=self.site,
            level=Level(self.level),
            compartments=frozenset(self.compartments),
            handling=frozenset(self.handling),
        )

    def marking_for(
        self,
        *,
        author: UserId | None = None,
        audiences: frozenset[str] = frozenset(),
        reaches: frozenset[str] = frozenset(),
    ) -> Marking:
        """The marking with what the table itself must not hold: the author, when it is the acting user."""
        plain = self.marking
        return Marking(
            site=plain.site,
            level=plain.level,
            compartments=plain.compartments,
            handling=plain.handling,
            author=author,
            audiences=audiences,
            reaches=reaches,
        )
