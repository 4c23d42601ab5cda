"""What ends soon, in a prison and in all; the register of measures; the totals of days."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.http import urlencode
from django.utils.translation import gettext as _

from beccaria.access.api import may_ever
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.measures import Kind
from beccaria.lib import moments
from beccaria.lib.paging import Page
from beccaria.lib.parts import Column, EmptyState, HandlingStrip, Link, Row, Table
from beccaria.measures.pages import words
from beccaria.measures.pages.parts import address, strip
from beccaria.measures.queries.isolation import Clock
from beccaria.measures.queries.register import Wanted
from beccaria.measures.queries.shapes import Line
from beccaria.measures.queries.totals import Total, Totals
from beccaria.people import api as people
from beccaria.people.api import PersonShown

Pairs = Sequence[tuple[Line, PersonShown]]


@dataclass(frozen=True, slots=True)
class EndsPage:
    """What ends soon, and whose days alone are counted."""

    handling: HandlingStrip
    table: Table
    clocks: Table
    register: Link | None


@dataclass(frozen=True, slots=True)
class RegisterPage:
    """The register, filtered."""

    handling: HandlingStrip
    table: Table
    kinds: tuple[Link, ...]
    kind: str
    export: str
    totals: str


@dataclass(frozen=True, slots=True)
class TotalsPage:
    """Days by prison and by group, each share with its interval."""

    handling: HandlingStrip
    lead: str
    limit: str
    tables: tuple[Table, ...]


def ends_page(
    ends: Pairs, clocks: Sequence[tuple[Clock, PersonShown]], *, within: timedelta, by: Actor, at: datetime
) -> EndsPage:
    """The calendar of ends, the next first; and the clocks, the nearest to its limit first."""
    markings = [line.marking for line, _person in ends] + [person.marking for _clock, person in clocks]
    rows = tuple(
        Row(
            (
                Link(person.name, address("of_person", person.id)),
                Link(words.said(words.KINDS, line.kind), address("measure", line.id)),
                moments.due_chip(line.ends_at, since=line.starts_at, now=at),
                line.article,
            )
        )
        for line, person in ends
    )
    alone = tuple(
        Row(
            (
                Link(person.name, address("of_person", person.id)),
                str(clock.counted),
                str(clock.run.unknown if clock.run else 0),
                words.left(clock),
            ),
            marked=clock.near,
        )
        for clock, person in clocks
    )
    columns = (Column(_("Person")), Column(_("Measure")), Column(_("Ends")), Column(_("Ground")))
    days = (
        Column(_("Person")),
        Column(_("Days in a row"), numeric=True),
        Column(_("of them unknown"), numeric=True),
    )
    return EndsPage(
        handling=strip(*markings),
        table=Table(
            _("Ends within %(days)s days, the next first") % {"days": within.days},
            columns,
            rows,
            EmptyState(
                _("Nothing ends soon"), _("Measures that end by themselves appear here before they do.")
            ),
        ),
        clocks=Table(
            _("Days alone, the nearest to the limit first"),
            (*days, Column(_("Before the limit"))),
            alone,
            EmptyState(_("Nobody's days alone are counted"), _("The clock runs for whoever is kept apart.")),
        ),
        register=Link(_("Register of measures"), address("register"))
        if may_ever(Act.MEASURE_REGISTER, by)
        else None,
    )


def register_page(
    found: Page[Line], persons: Mapping[str, PersonShown], wanted: Wanted, *, at: datetime
) -> RegisterPage:
    """Decided measures, the newest first."""
    shown = [one for one in found.items if one.person in persons]
    asked = {"at": wanted.site, "kind": wanted.kind or "", "holding": "yes" if wanted.holding else ""}
    kept = {key: value for key, value in asked.items() if value}
    here = address("register")
    rows = tuple(
        Row(
            (
                Link(persons[one.person].name, address("of_person", one.person)),
                Link(words.said(words.KINDS, one.kind), address("measure", one.id)),
                one.article,
                moments.exact(one.starts_at),
                moments.exact(one.over_at),
                words.standing(one.standing),
            )
        )
        for one in shown
    )
    names = (_("Person"), _("Measure"), _("Ground"), _("From"), _("Until"), _("Stands"))
    following = f"{here}?{urlencode(kept | {'after': found.next})}" if found.next else ""
    others = {key: value for key, value in kept.items() if key != "kind"}
    kinds = [Link(_("All"), f"{here}?{urlencode(others)}")]
    kinds += [
        Link(str(words.KINDS[kind]), f"{here}?{urlencode(others | {'kind': kind.value})}") for kind in Kind
    ]
    del at
    return RegisterPage(
        handling=strip(*(one.marking for one in shown), *(persons[one.person].marking for one in shown)),
        table=Table(
            _("Measures that were decided, the newest first"),
            tuple(Column(name) for name in names),
            rows,
            EmptyState(_("No measure was decided")),
            next_href=following,
        ),
        kinds=tuple(kinds),
        kind=kinds[0].href
        if wanted.kind is None
        else f"{here}?{urlencode(others | {'kind': wanted.kind.value})}",
        export=f"{address('register_csv')}?{urlencode(kept)}",
        totals=address("totals"),
    )


def totals_page(found: Totals) -> TotalsPage:
    """Days of the period, in tables; nothing of them scores anybody."""
    titles = {"status": _("By status"), "category": _("By security category")}
    tables = [_totals(_("By prison"), found.prisons)]
    tables += [_totals(titles[name], several) for name, several in found.groups]
    return TotalsPage(
        handling=people.strip(0),
        lead=_(
            "From %(since)s until %(until)s, of people held now. Groups of fewer than ten people are left out."
        )
        % {"since": people.day(found.since), "until": people.day(found.until)},
        limit=_("Nobody may be alone for more than %(limit)s days in a row.") % {"limit": found.limit},
        tables=tuple(tables),
    )


def _totals(caption: str, several: Sequence[Total]) -> Table:
    rows = tuple(
        Row(
            (
                one.name or _("not recorded"),
                str(one.people),
                str(one.restricted),
                _("%(share)s (%(low)s to %(high)s) in a hundred")
                % {
                    "share": f"{100 * (one.rate.share or 0):.1f}",
                    "low": f"{100 * one.rate.low:.1f}",
                    "high": f"{100 * one.rate.high:.1f}",
                },
                _against(one),
                str(one.days),
                str(one.alone_days),
                str(one.most_alone),
            ),
            marked=one.against is not None and one.against.is_certain,
        )
        for one in several
    )
    names = (_("Held now"), _("Restricted"), _("Share, with its 95 % interval"), _("Beside all others"))
    more = (_("Days restricted"), _("Days alone"), _("Most days alone in a row"))
    return Table(
        caption,
        (Column(""), *(Column(name, numeric=True) for name in (*names, *more))),
        rows,
        EmptyState(_("No group is large enough to be shown")),
    )


def _against(one: Total) -> str:
    if one.against is None:
        return _("no others to lay beside")
    words_of = {
        "by": _signed(one.against.by),
        "low": _signed(one.against.low),
        "high": _signed(one.against.high),
    }
    if one.against.is_certain:
        return _("%(by)s (%(low)s to %(high)s): more than chance shows") % words_of
    return _("%(by)s (%(low)s to %(high)s): chance could show it") % words_of


def _signed(share: float) -> str:
    """A difference in a hundred, with the sign that people write and no machine's hyphen."""
    return f"{100 * share:+.1f}".replace("-", "\N{MINUS SIGN}")
