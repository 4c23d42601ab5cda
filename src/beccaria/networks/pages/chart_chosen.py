"""Say in sentences what was chosen on a chart: a person with all that ties him, or a tie with all its evidence."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from beccaria.access.api import may_ever
from beccaria.core import grading
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.links import Relation
from beccaria.events import api as events
from beccaria.lib import moments
from beccaria.lib.parts import GradeChip, HandlingStrip, LabelChip, Link, PersonLine, TimeChip
from beccaria.networks.pages.chart import Hrefs, strip
from beccaria.networks.pages.chart_table import Query
from beccaria.networks.pages.chart_words import FORM_WORDS, ROLE_WORDS
from beccaria.networks.pages.drawn import Careful, Dot, Drawn, kind_words, support_words
from beccaria.networks.queries.chart_shapes import Mark, Shown, TieEvidence, TieKind
from beccaria.networks.queries.figuring import Standing
from beccaria.people import api as people

_OF_ONE: Final[dict[TieKind, str | Promise]] = {
    TieKind.REPORT: gettext_lazy("Graded intelligence names both"),
    TieKind.VISIT: gettext_lazy("Visit"),
    TieKind.PAYMENT: gettext_lazy("Payment"),
    TieKind.CALL: gettext_lazy("Asked for the number"),
    TieKind.INCIDENT: gettext_lazy("Both had a part in an incident"),
    TieKind.CELL: gettext_lazy("Held in one cell"),
    TieKind.WING: gettext_lazy("Held on one wing"),
    TieKind.KINSHIP: gettext_lazy("Said to be kin"),
    TieKind.LOADED: gettext_lazy("Stands in a loaded network"),
}
_RELATIONS: Final[dict[str, str | Promise]] = {
    Relation.ABOUT: gettext_lazy("is about"),
    Relation.SAID_BY: gettext_lazy("said by"),
    Relation.PRESENT: gettext_lazy("present"),
    Relation.USES: gettext_lazy("uses"),
    Relation.OWNS: gettext_lazy("owns"),
    Relation.CONTACT_OF: gettext_lazy("contact of"),
    Relation.PART_IN: gettext_lazy("part in"),
    Relation.TARGET: gettext_lazy("target"),
    Relation.MEMBER_OF: gettext_lazy("member of"),
    Relation.MENTIONED: gettext_lazy("mentioned"),
}
_LANES: Final = {
    TieKind.VISIT: events.Lane.VISITS,
    TieKind.PAYMENT: events.Lane.PAYMENTS,
    TieKind.CALL: events.Lane.CALLS,
    TieKind.KINSHIP: events.Lane.VISITS,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One record that ties two people, in a sentence, with when, its grade, its handling, and where it stands."""

    words: str
    at: TimeChip
    grade: GradeChip | None
    handling: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenTie:
    """Two people and everything that ties them."""

    title: str
    ends: tuple[str, ...]
    persons: tuple[PersonLine, ...]
    lead: str
    pieces: tuple[Piece, ...]
    handling: HandlingStrip
    back: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenPerson:
    """A person of the chart: what groups he may belong to, and with whom what ties him."""

    id: str
    title: str
    line: PersonLine
    labels: tuple[LabelChip, ...]
    roles: tuple[str, ...]
    lead: str
    form: str
    form_href: str
    ties: tuple[tuple[Link, str], ...]
    more: Link
    without: Link
    handling: HandlingStrip
    back: Link


def label(mark: Mark) -> LabelChip:
    """The label chip of a possible membership: its words, its bases, and until when it holds."""
    until = people.day(date.fromisoformat(mark.until)) if mark.until else None
    return LabelChip(f"{support_words(mark)}: {mark.name}", mark.bases, until)


def chosen_person(
    what: Drawn,
    dot: Dot,
    line: PersonLine,
    *,
    stands: Standing | None,
    asks: bool,
    query: Query,
    hrefs: Hrefs,
    gone: Sequence[str],
) -> ChosenPerson:
    """The sentences about one person: `stands` is where he is among the ties, `gone` who is thought away already.

    `asks` has the browser ask for where he stands when the rest is there already: that arithmetic takes longest.
    """
    names = {one.id: one.name for one in what.dots}
    tied = sorted(
        (one for one in what.lines if dot.id in (one.one, one.other)), key=lambda one: (-one.count, one.last)
    )
    whole = urlencode(query)
    away = urlencode([*query, *(("without", one) for one in dict.fromkeys((*gone, dot.id)))])
    count = ngettext("%(count)s person on this chart", "%(count)s people on this chart", len(tied))
    return ChosenPerson(
        id=dot.id,
        title=dot.name,
        line=line,
        labels=tuple(label(mark) for mark in dot.marks),
        roles=tuple(dict.fromkeys(str(ROLE_WORDS.get(one.role, one.role)) for one in dot.marks if one.role)),
        lead=_("Tied to %(people)s.") % {"people": count % {"count": len(tied)}},
        form=form_of(stands) if stands else "",
        form_href=f"{hrefs.selected}?{whole}&one={dot.id}&stands=1" if asks else "",
        ties=tuple(
            (
                Link(
                    names[one.other if one.one == dot.id else one.one],
                    f"{hrefs.selected}?{whole}&one={one.one}&other={one.other}",
                ),
                _("%(kinds)s (%(count)s)") % {"kinds": kind_words(one.kinds), "count": one.count},
            )
            for one in tied
        ),
        more=Link(_("Show who else is tied to him"), f"{hrefs.here}?{whole}&more={dot.id}"),
        without=Link(_("What if he were not there?"), f"{hrefs.without}?{away}"),
        handling=strip(Careful.strictest((dot.careful, *(one.careful for one in tied)))),
        back=Link(_("The chart"), f"{hrefs.here}?{whole}"),
    )


def form_of(stands: Standing) -> str:
    """What the shape of the ties alone makes of somebody: a hypothesis to be tested."""
    return _(
        "By the shape of these ties alone he looks like: %(role)s. %(share)s %% of the shortest ways between others"
        " lead through him. Test that against evidence, and never decide on it."
    ) % {
        "role": FORM_WORDS.get(stands.role, stands.role),
        "share": f"{100 * stands.betweenness:.0f}",
    }


def chosen_tie(
    both: Sequence[people.PersonShown], evidence: Sequence[TieEvidence], shown: Shown,
    *, back: Link, by: Actor, at: datetime,
) -> ChosenTie:  # fmt: skip
    """The sentences about a tie: every record by itself, the newest first."""
    evidence = _once(evidence)
    lines = people.person_lines(both, by=by, at=at)
    records = [record for one in both for record in (one, *one.also)]
    pieces = [Careful(level=one.level, codes=frozenset(one.handling)) for one in evidence]
    pieces += [Careful(level=one.level, codes=frozenset(one.handling)) for one in records]
    count = len(evidence)
    lead = ngettext("%(count)s record ties them.", "%(count)s records tie them.", count) % {"count": count}
    if not count:
        lead = _("Nothing that is shown on this chart ties them.")
    elif shown.since or shown.until or shown.weakest:
        lead += " " + _("Only the chosen period and grades count.")
    return ChosenTie(
        title=_("%(one)s and %(other)s") % {"one": both[0].name, "other": both[1].name},
        ends=tuple(one.id for one in both),
        persons=lines,
        lead=lead,
        pieces=tuple(_piece(one, both[0], by=by, at=at) for one in evidence),
        handling=strip(Careful.strictest(pieces)),
        back=back,
    )


def _once(evidence: Sequence[TieEvidence]) -> list[TieEvidence]:
    """Kinship is said again at every visit: it is told once for each word, when it was said last."""
    said: set[str] = set()
    kept = []
    for one in evidence:
        if one.kind is not TieKind.KINSHIP or one.what not in said:
            kept.append(one)
        if one.kind is TieKind.KINSHIP:
            said.add(one.what)
    return kept


def _piece(one: TieEvidence, first: people.PersonShown, *, by: Actor, at: datetime) -> Piece:
    careful = Careful(level=one.level, codes=frozenset(one.handling))
    return Piece(
        words=_sentence(one),
        at=moments.time_chip(one.at, now=at),
        grade=_grade(one.grade),
        handling=" · ".join(careful.words),
        href=_href(one, first, by=by),
    )


def _sentence(one: TieEvidence) -> str:
    """Such as "Visit: took place", or "Both had a part in an incident: assailant / victim, Assault, until 3 May"."""
    told = " / ".join(_told(word) for word in one.what.split(" / ") if word)
    rest = [told, _told(one.detail)]
    if one.until:
        rest.append(_("until %(day)s") % {"day": moments.day(one.until)})
    said = ", ".join(part for part in rest if part)
    words = str(_OF_ONE[one.kind])
    return f"{words}: {said}" if said else words


def _told(code: str) -> str:
    return str(_RELATIONS[code]) if code in _RELATIONS else events.code_words(code)


def _grade(said: tuple[str, str, str] | None) -> GradeChip | None:
    if said is None:
        return None
    grade = grading.Grade.read(*said)
    return GradeChip(grade.chip, grade.scheme.value, _(grade.words))


def _href(one: TieEvidence, first: people.PersonShown, *, by: Actor) -> str:
    """Where the record stands: its own page, or the lane of the person's page on which it is told."""
    kind, _colon, record = one.reference.partition(":")
    if kind == "report":
        return reverse("reports:desk", args=[record]) if may_ever(Act.REPORT_READ, by) else ""
    if kind == "incident":
        return reverse("events:incident", args=[record])
    if one.kind in _LANES:
        day = timezone.localtime(one.at).date().isoformat()
        asked = urlencode({"lane": _LANES[one.kind].value, "since": day, "until": day})
        return f"{reverse('events:timeline', args=[first.id])}?{asked}"
    if kind == "custody":
        return reverse("people:records", args=[first.id])
    return ""
