"""What the pages of the ledger say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import ngettext

from beccaria.access.api import may_ever
from beccaria.core.actors import Actor, Duty, Purpose
from beccaria.core.acts import Act
from beccaria.ledger import api as ledger
from beccaria.lib import moments
from beccaria.lib.parts import Column, EmptyState, HandlingStrip, Link, Row, Spark, Table
from beccaria.oversight import words
from beccaria.oversight.asking import Question
from beccaria.oversight.queries import SOUGHT

_SHOWN = 4


@dataclass(frozen=True, slots=True)
class Line:
    """One entry of the ledger, in words."""

    number: int
    iso: str
    when: str
    who: Link
    duty: str
    what: str
    refused: bool
    flags: tuple[str, ...]
    about: tuple[Link, ...]
    hidden_about: tuple[Link, ...]
    said: str
    purpose: str
    session: Link | None


@dataclass(frozen=True, slots=True)
class Choose:
    """Several are meant by one word: which?"""

    title: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """What every page of oversight carries."""

    handling: HandlingStrip
    tabs: tuple[Link, ...]
    here: str


@dataclass(frozen=True, slots=True)
class LedgerPage:
    """The ledger, or a part of it."""

    frame: Frame
    form: Any
    narrowed: bool
    about: str
    lines: tuple[Line, ...]
    choose: tuple[Choose, ...]
    unknown: tuple[str, ...]
    empty: EmptyState
    next_href: str
    export_href: str
    knew_href: str


@dataclass(frozen=True, slots=True)
class TablesPage:
    """A form and what it found: one table, perhaps a second with the same in detail."""

    frame: Frame
    form: Any
    choose: tuple[Choose, ...]
    unknown: tuple[str, ...]
    title: str
    lead: str
    table: Table | None
    detail: Table | None


@dataclass(frozen=True, slots=True)
class CheckpointPage:
    """The signed head, and how somebody outside verifies it."""

    frame: Frame
    position: int
    head: str
    when: str
    signature: str
    public_key: str
    download_href: str


_TABS = (
    (Act.LEDGER_READ, "oversight:ledger", _l("Ledger")),
    (Act.LEDGER_READ, "oversight:knew", _l("Who knew")),
    (Act.LEDGER_READ, "oversight:counts", _l("How much")),
    (Act.LINKAGE_QUALITY_SEE, "oversight:linkage", _l("Telling people apart")),
    (Act.BREAK_GLASS_REVIEW, "access:glass_reviews", _l("Broken glass")),
    (Act.LEDGER_CHECKPOINT, "oversight:checkpoint", _l("Checkpoint")),
)


def frame(here: str, *, by: Actor) -> Frame:
    """The tabs that the actor's duty may open, with the one that is open."""
    tabs = tuple(Link(str(text), reverse(name)) for act, name, text in _TABS if may_ever(act, by))
    return Frame(HandlingStrip(2, _("Confidential"), (_("for oversight only"),)), tabs, reverse(here))


def address(name: str, said: Mapping[str, Any], **changed: str) -> str:
    """The address of a page with what was asked, some of it changed; empty fields are left out."""
    asked = {key: value for key, value in {**said, **changed}.items() if value}
    return f"{reverse(name)}?{urlencode(asked)}" if asked else reverse(name)


def choices(asked: Question, name: str, said: Mapping[str, Any]) -> tuple[Choose, ...]:
    """For every word that means several: the question, each answer as a link."""
    titles = {"about": _("Which record do you mean?"), "user": _("Which user do you mean?")}
    return tuple(
        Choose(titles[field], tuple(Link(text, address(name, said, **{field: key})) for key, text in found))
        for field, found in asked.choices.items()
    )


def unknown(asked: Question) -> tuple[str, ...]:
    """For every word that means nothing: the sentence that says so."""
    sentences = {
        "about": _("Nobody and nothing goes by this name or number. Paste the reference, such as person:…"),
        "user": _("No user goes by this name."),
    }
    return tuple(sentences[field] for field in asked.unknown)


def line(entry: ledger.Entry, names: Mapping[str, str], reasons: Mapping[str, str]) -> Line:
    """One entry in words. `names` has users by identifier and records by reference."""
    about = [_subject(one, names) for one in entry.subjects if not one.startswith(SOUGHT)]
    tried = str(entry.detail.get("act", "")) if entry.outcome == "refused" else ""
    what = words.sentence(entry.act)
    return Line(
        number=entry.id,
        iso=entry.at.isoformat(),
        when=moments.exact_seconds(entry.at),
        who=Link(who(entry.actor, names), address("oversight:ledger", {"user": entry.actor})),
        duty=str(words.DUTIES.get(Duty(entry.duty), "")) if entry.duty in set(Duty) else "",
        what=words.sentence(tried) if tried else what,
        refused=entry.outcome == "refused",
        flags=(_("through broken glass"),) if entry.detail.get("broken_glass") else (),
        about=tuple(about[:_SHOWN]),
        hidden_about=tuple(about[_SHOWN:]),
        said=next((reasons[one] for one in entry.subjects if one in reasons), ""),
        purpose=str(words.PURPOSES[Purpose(entry.purpose)])
        if entry.purpose in set(Purpose)
        else entry.purpose,
        session=Link(entry.session[:6], address("oversight:ledger", {"session": entry.session}))
        if entry.session
        else None,
    )


def who(actor: str, names: Mapping[str, str]) -> str:
    """The name of a user; a reporter stays a pseudonym, whoever looks."""
    if actor.startswith("R-"):
        return _("a reporter (%(pseudonym)s)") % {"pseudonym": actor}
    if actor.startswith("system:"):
        return _("the service itself (%(part)s)") % {"part": actor.partition(":")[2]}
    if actor == "nobody":
        return _("somebody not signed in")
    return names.get(f"user:{actor}", actor)


def _subject(subject: str, names: Mapping[str, str]) -> Link:
    kind, _colon, number = subject.partition(":")
    if kind == "address":
        return Link(number, address("oversight:ledger", {"about": subject}))
    name = names.get(subject) or f"{words.kind_words(subject)} {number[:8]}"
    return Link(name, address("oversight:ledger", {"about": subject}))


def about_words(asked: Question, names: Mapping[str, str]) -> str:
    """What the list is about, in words."""
    subjects = [names[one] for one in asked.wanted.subjects if one in names] or list(
        asked.wanted.subjects[:1]
    )
    actors = [who(one, names) for one in asked.wanted.actors]
    match bool(subjects), bool(actors):
        case True, True:
            return _("What %(who)s did with %(what)s") % {"who": actors[0], "what": subjects[0]}
        case True, False:
            return _("Who looked at %(what)s") % {"what": subjects[0]}
        case False, True:
            return _("What %(who)s did and looked at") % {"who": actors[0]}
        case _:
            return ""


def knowers_table(known: Sequence[ledger.Knower], names: Mapping[str, str], *, by_then: str) -> Table:
    """Who had been shown a record by a moment."""
    rows = tuple(
        Row(
            (
                Link(who(one.actor, names), address("oversight:ledger", {"user": one.actor})),
                moments.exact(one.first),
                moments.exact(one.last),
                str(one.times),
                ", ".join(str(words.DUTIES[Duty(duty)]) for duty in one.duties if duty in set(Duty)),
                ", ".join(
                    str(words.PURPOSES[Purpose(said)]) for said in one.purposes if said in set(Purpose)
                ),
            )
        )
        for one in known
    )
    columns = (
        *(
            Column(_("Who")),
            Column(_("First time")),
            Column(_("Last time")),
            Column(_("Times"), numeric=True),
        ),
        *(Column(_("As")), Column(_("For what"))),
    )
    return Table(
        caption=by_then,
        columns=columns,
        rows=rows,
        empty=EmptyState(_("Nobody had been shown this by then"), _("Refused looks are in the ledger.")),
    )


def counts_table(
    counted: Sequence[ledger.DayCount], names: Mapping[str, str], *, first: date, last: date
) -> tuple[Table, Table]:
    """Acts per user as small pictures, and the same day by day."""
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    per_user: dict[str, dict[date, ledger.DayCount]] = {}
    for one in counted:
        per_user.setdefault(one.actor, {})[one.day] = one
    ranked = sorted(per_user.items(), key=lambda pair: (-sum(one.acts for one in pair[1].values()), pair[0]))
    span = _("%(first)s to %(last)s") % {"first": _short(first), "last": _short(last)}
    pictures = Table(
        caption=_("Acts of each user, %(span)s") % {"span": span},
        columns=(
            Column(_("Who")),
            Column(_("Day by day")),
            Column(_("Acts"), numeric=True),
            Column(_("Refused"), numeric=True),
        ),
        rows=tuple(_user_row(actor, found, days, names) for actor, found in ranked),
        empty=EmptyState(_("Nothing was done in these days")),
    )
    by_day = Table(
        caption=_("The same, day by day"),
        columns=(
            Column(_("Day")),
            Column(_("Who")),
            Column(_("Acts"), numeric=True),
            Column(_("Refused"), numeric=True),
        ),
        rows=tuple(
            Row((_short(one.day), who(one.actor, names), str(one.acts), str(one.refused)))
            for one in sorted(counted, key=lambda one: (one.day, one.acts), reverse=True)
        ),
        empty=EmptyState(_("Nothing was done in these days")),
    )
    return pictures, by_day


def _user_row(
    actor: str, found: Mapping[date, ledger.DayCount], days: Sequence[date], names: Mapping[str, str]
) -> Row:
    values = tuple(found[day].acts if day in found else 0 for day in days)
    busiest = max(values, default=0)
    picture = Spark(
        ngettext("at most %(num)d a day", "at most %(num)d a day", busiest) % {"num": busiest}, values
    )
    refused = sum(one.refused for one in found.values())
    link = Link(who(actor, names), address("oversight:ledger", {"user": actor}))
    return Row((link, picture, str(sum(values)), str(refused)), marked=refused > 0)


def _short(day: date) -> str:
    return str(date_format(day, "DATE_FORMAT"))


def checkpoint_page(signed: ledger.Checkpoint, *, by: Actor, at: datetime) -> CheckpointPage:
    """The head as it was signed."""
    return CheckpointPage(
        frame=frame("oversight:checkpoint", by=by),
        position=signed.position,
        head=signed.head,
        when=moments.exact(at),
        signature=signed.signature,
        public_key=signed.public_key,
        download_href=reverse("oversight:checkpoint_files"),
    )
