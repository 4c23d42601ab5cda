"""Pages of what matters for where somebody lives: on his page, with the forms, and beside each place he may go to."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from beccaria.access.api import may_ever
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.allocation import distance
from beccaria.core.circumstances import Circumstance, Provides
from beccaria.lib import moments
from beccaria.lib.parts import EmptyState, HandlingStrip, Link, PersonLine
from beccaria.people import api as people
from beccaria.people.api import HomeRead, PersonShown
from beccaria.placement.pages.matters_words import NEEDS, TIES, WAITS
from beccaria.placement.pages.parts import address, strip
from beccaria.placement.pages.words import said
from beccaria.placement.queries.weighed import PROVIDED, Matters, Reach, of_one, sites_of_wings


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is written down."""

    title: str
    detail: str
    end: str
    ends: str


@dataclass(frozen=True, slots=True)
class Part:
    """One kind of what matters: what is written down, or that nothing is, and where more is written down."""

    key: str
    title: str
    lines: tuple[Line, ...]
    empty: EmptyState
    write: str


@dataclass(frozen=True, slots=True)
class MattersPage:
    """What matters for where one person lives."""

    person: PersonLine
    back: Link
    all: Link
    parts: tuple[Part, ...]
    handling: HandlingStrip | None


def matters_page(whom: PersonShown, known: Matters, reach: Reach, *, by: Actor, at: datetime) -> MattersPage:
    """Everything that is written down, and where to write more if the reader may."""
    may = may_ever(Act.CIRCUMSTANCE_WRITE, by)
    line = people.person_lines([whom], by=by, at=at)[0]
    parts = (
        _home(known.home, _far(whom, reach)),
        _needs(known),
        _hearings(known),
        _waits(known),
    )
    return MattersPage(
        person=line,
        back=Link(line.name, people.address("people:person", whom.id)),
        all=Link(_("All of it"), address("matters", whom.id)),
        parts=tuple(
            Part(
                kind.value,
                title,
                lines if may else tuple(Line(one.title, one.detail, "", "") for one in lines),
                empty,
                address(f"{kind.value}_new", whom.id) if may else "",
            )
            for kind, title, lines, empty in parts
        ),
        handling=strip([whom.marking, *known.markings]),
    )


_Part = tuple[Circumstance, str, tuple[Line, ...], EmptyState]


def _far(whom: PersonShown, reach: Reach) -> str:
    """How far his home is from where he is held; empty where nobody knows."""
    site = whom.held.establishment if whom.held else ""
    if site not in reach.prisons or not reach.homes:
        return ""
    (home,) = reach.homes.values()
    return _("%(km)s km from where he is held") % {"km": distance(home, reach.prisons[site])}


def _home(home: HomeRead | None, far: str) -> _Part:
    lines: tuple[Line, ...] = ()
    if home:
        detail = "; ".join(filter(None, (far, _written(home.written_at))))
        lines = (
            Line(
                _("His %(tie)s, in %(town)s") % {"tie": said(TIES, home.tie), "town": home.town},
                detail,
                address("home_end", home.id),
                _("No longer so"),
            ),
        )
    empty = EmptyState(
        _("Nobody has written down where his family lives"),
        _("Ask him. A place near who keeps the tie makes visits possible, and visits protect."),
    )
    return Circumstance.HOME, _("Who keeps the family tie"), lines, empty


def _needs(known: Matters) -> _Part:
    lines = tuple(
        Line(
            said(NEEDS, one.need),
            "; ".join(filter(None, (_until(one.over_from), _written(one.written_at)))),
            address("need_end", one.id),
            _("He needs it no longer"),
        )
        for one in known.needs
    )
    empty = EmptyState(
        _("No need is written down"),
        _("That does not mean that he has none: ask him and the health service. Write no illness here."),
    )
    return Circumstance.NEED, _("What he needs where he lives"), lines, empty


def _hearings(known: Matters) -> _Part:
    lines = tuple(
        Line(
            ", ".join(filter(None, (one.court, one.town))),
            "; ".join((moments.exact(one.at), _written(one.written_at))),
            address("hearing_end", one.id),
            _("It is called off"),
        )
        for one in known.hearings
    )
    empty = EmptyState(
        _("No hearing ahead is written down"), _("The court's list or his lawyer knows the next one.")
    )
    return Circumstance.HEARING, _("Hearings ahead"), lines, empty


def _waits(known: Matters) -> _Part:
    lines = tuple(
        Line(
            one.name,
            _("%(kind)s, since %(day)s, priority %(priority)s")
            % {"kind": said(WAITS, one.kind), "day": people.day(one.since), "priority": one.priority},
            address("waiting_end", one.id),
            _("He waits no longer"),
        )
        for one in known.waits
    )
    empty = EmptyState(_("He is on no waiting list, as far as is written down"))
    return Circumstance.WAITING, _("What he waits for"), lines, empty


def _until(over_from: date | None) -> str:
    if over_from is None:
        return ""
    return _("until %(day)s") % {"day": people.day(date.fromordinal(over_from.toordinal() - 1))}


def _written(at: datetime) -> str:
    return _("written down on %(day)s") % {"day": moments.day(at)}


def said_of_places(whom: PersonShown | None, *, by: Actor, at: datetime) -> Callable[[str], tuple[str, ...]]:
    """What of it speaks for or against a wing, by its code: read now as the reader may, never kept with an answer."""
    if whom is None or not may_ever(Act.CIRCUMSTANCE_READ, by):
        return lambda _wing: ()
    sites = sites_of_wings(by=by)
    known, reach = of_one(whom.id, set(sites.values()), by=by, at=at)
    return lambda wing: beside(wing, sites[wing], known, reach) if wing in sites else ()


def beside(wing: str, site: str, known: Matters, reach: Reach) -> tuple[str, ...]:
    """What of it speaks for or against one wing, in sentences: how far from whom, which court, what is offered."""
    return (*_family(site, known.home, reach), *_courts(site, known, reach), *_met(wing, site, known, reach))


def _family(site: str, home: HomeRead | None, reach: Reach) -> Sequence[str]:
    if home is None or not reach.homes or site not in reach.prisons:
        return ()
    (at,) = reach.homes.values()
    values = {"km": distance(at, reach.prisons[site]), "tie": said(TIES, home.tie), "town": home.town}
    return (_("%(km)s km from his %(tie)s in %(town)s") % values,)


def _courts(site: str, known: Matters, reach: Reach) -> Sequence[str]:
    served = _("hearing at %(court)s on %(day)s: this prison serves it")
    other = _("hearing at %(court)s on %(day)s: this prison does not serve it")
    return [
        (served if site in reach.courts[one.court] else other)
        % {"court": one.court, "day": moments.day(one.at)}
        for one in known.hearings
        if one.court in reach.courts
    ]


def _met(wing: str, site: str, known: Matters, reach: Reach) -> Sequence[str]:
    def there(kind: Provides, what: str) -> bool:
        provided = reach.provided
        return wing in provided.wings.get((kind, what), ()) or site in provided.prisons.get((kind, what), ())

    found = [
        _("it has %(need)s") % {"need": said(NEEDS, one.need)}
        for one in known.needs
        if there(Provides.NEED, one.need.value)
    ]
    found += [
        _("it offers %(what)s, for which he waits") % {"what": one.name}
        for one in known.waits
        if there(PROVIDED[one.kind], one.what)
    ]
    heard = reach.spoken.get(wing, frozenset())
    found += [
        _("somebody of staff there speaks %(language)s") % {"language": one.name}
        for one in known.languages
        if one.language in heard
    ]
    return found
