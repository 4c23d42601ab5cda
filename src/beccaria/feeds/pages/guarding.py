"""Near misses that a person judges, and the register of the privileged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from beccaria.feeds.pages.imports import links
from beccaria.feeds.pages.words import KINDS, NEAR, OFFICES, VERDICTS
from beccaria.lib import moments
from beccaria.lib.parts import Column, EmptyState, Fact, HandlingStrip, Link, Row, Table, Tag, TaskRow
from beccaria.people import api as people

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from beccaria.core.actors import Actor
    from beccaria.feeds.queries.shapes import EntryShown, HeldShown


@dataclass(frozen=True, slots=True)
class HeldPage:
    """Near misses, waiting or judged."""

    handling: HandlingStrip | None
    tabs: tuple[Link, ...]
    tab: str
    rows: tuple[TaskRow, ...]
    empty: EmptyState
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class OneHeldPage:
    """One near miss."""

    handling: HandlingStrip | None
    title: str
    says: str
    facts: tuple[Fact, ...]
    judge: str


@dataclass(frozen=True, slots=True)
class RegisterPage:
    """The register."""

    handling: HandlingStrip | None
    table: Table
    links: tuple[Link, ...]


def _title(one: HeldShown) -> str:
    office = OFFICES[one.office] if one.office else _("privileged")
    return _("%(kind)s, row %(row)s: near to a %(office)s") % {
        "kind": KINDS[one.kind],
        "row": one.first_row,
        "office": office,
    }


def held_page(found: Sequence[HeldShown], *, judged: bool, by: Actor, now: datetime) -> HeldPage:
    """The list."""
    base = reverse("feeds:held")
    tabs = (Link(_("Waiting"), base), Link(_("Judged"), f"{base}?judged=yes"))
    rows = tuple(
        TaskRow(
            _title(one),
            reverse("feeds:one_held", args=[one.id]),
            "",
            " · ".join(filter(None, (one.file, str(NEAR[one.near]), _rows(one)))),
            tags=(Tag(str(VERDICTS[one.verdict]), "quiet"),),
            at=moments.time_chip(one.held_at, now=now),
        )
        for one in found
    )
    return HeldPage(
        people.strip_of(one.marking for one in found),
        tabs,
        tabs[1 if judged else 0].href,
        rows,
        EmptyState(_("Nothing is held"), _("What is nearly a protected number, account or name waits here.")),
        links(by, "feeds:held"),
    )


def _rows(one: HeldShown) -> str:
    return ngettext("%(count)s row", "%(count)s rows", one.count) % {"count": f"{one.count:,}"}


def one_held_page(one: HeldShown, *, may_judge: bool, may_read: bool) -> OneHeldPage:
    """One near miss: neither value nor row is kept, so it is looked at in the file itself."""
    facts = [
        Fact(_("Feed"), str(KINDS[one.kind])),
        Fact(_("First row"), f"{one.first_row:,}"),
        Fact(_("Column"), one.column),
        Fact(_("Rows with this value"), f"{one.count:,}"),
        Fact(_("Why it is held"), str(NEAR[one.near])),
        Fact(_("Judged"), str(VERDICTS[one.verdict])),
    ]
    if may_read and one.named:
        facts.append(Fact(_("Near to the entry"), one.named))
    return OneHeldPage(
        people.strip_of([one.marking]),
        _title(one),
        _("The row was not written down. Look at it in the file, or ask the source, then say what it is."),
        tuple(facts),
        reverse("feeds:judge", args=[one.id]) if may_judge and one.verdict == "waiting" else "",
    )


def register_page(found: Sequence[EntryShown], *, by: Actor) -> RegisterPage:
    """The register: who is protected, and how many numbers and accounts are known of each; never which."""
    columns = (
        Column(_("Office")),
        Column(_("Name")),
        Column(_("Numbers"), numeric=True),
        Column(_("Accounts"), numeric=True),
        Column(_("Entered or changed")),
    )
    rows = tuple(
        Row(
            (
                str(OFFICES[one.kind]),
                one.name,
                str(one.numbers),
                str(one.accounts),
                moments.exact(one.changed_at),
            )
        )
        for one in found
    )
    empty = EmptyState(
        _("The register is empty"),
        _(
            "Load it before any feed: beccaria load privileged FILE. Without it nobody is recognised by number."
        ),
    )
    return RegisterPage(
        people.strip(1) if found else None,
        Table(_("Whose communication never enters"), columns, rows, empty),
        links(by, "feeds:privileged"),
    )
