"""Proposals to score anew, as pages: how far one is, what it would change, and the answer of somebody else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from beccaria.access.api import may_ever, names_of
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.rescoring import Moved
from beccaria.lib import moments
from beccaria.lib.parts import Column, EmptyState, Fact, HandlingStrip, Link, Notice, Row, Table, Tag
from beccaria.people import api as people
from beccaria.people.api import PersonShown
from beccaria.places import api as places
from beccaria.risk.models import Stage
from beccaria.risk.pages import review_words as words
from beccaria.risk.pages.calendar import strip
from beccaria.risk.queries.rescorings import Anew, Moves, Proposal, Report

_WIDE = 100.0


@dataclass(frozen=True, slots=True)
class RescoringsPage:
    """The proposals."""

    table: Table
    may_ask: bool


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the picture: from where, how wide (percent), and what it says."""

    start: float
    width: float
    says: str
    style: str


@dataclass(frozen=True, slots=True)
class RescoringPage:
    """One proposal."""

    handling: HandlingStrip | None
    title: str
    tag: Tag
    share: int
    poll: str
    facts: tuple[Fact, ...]
    notices: tuple[Notice, ...]
    says: str
    parts: tuple[Part, ...]
    moves: Table | None
    bands: Table | None
    units: Table | None
    moved: Table | None
    answer: str
    why_not: str


_STYLES = {
    Moved.UP: "range-known",
    Moved.OTHER: "range-could",
    Moved.SAME: "range-track",
    Moved.DOWN: "range-could",
}


def rescorings_page(found: Sequence[Proposal], *, by: Actor) -> RescoringsPage:
    """The list."""
    names = names_of({one.asked_by for one in found})
    rows = tuple(
        Row(
            (
                Link(_named(one), reverse("risk:rescoring", args=[one.id])),
                stage_tag(one.stage),
                names.get(one.asked_by, one.asked_by),
                moments.exact(one.asked_at),
            )
        )
        for one in found
    )
    columns = (Column(_("Proposal")), Column(_("State")), Column(_("Asked by")), Column(_("Asked")))
    empty = EmptyState(
        _("No proposals"),
        _(
            "When the weights of an instrument change, its newest version is tried here before anything changes."
        ),
    )
    return RescoringsPage(Table(_("Proposals"), columns, rows, empty), may_ever(Act.RESCORING_ASK, by))


def stage_tag(stage: Stage) -> Tag:
    """How far it is, as a tag."""
    said = {
        Stage.COMPUTING: Tag(_("being worked out"), "quiet"),
        Stage.PROPOSED: Tag(_("waits for an answer"), "amber"),
        Stage.APPROVED: Tag(_("approved"), "good"),
        Stage.REJECTED: Tag(_("rejected")),
    }
    return said[stage]


def rescoring_page(
    found: Report, persons: Mapping[str, PersonShown], *, by: Actor, at: datetime
) -> RescoringPage:
    """One proposal with its report; `persons` are those whose band moves, of this page."""
    one, moves = found.proposal, found.moves
    ready = one.stage is not Stage.COMPUTING
    works = may_ever(Act.INSTRUMENT_APPROVE, by) and one.stage is Stage.PROPOSED
    shown = [row for row in found.moved.items if row.person in persons]
    careful = [
        *((row.level, row.handling) for row in shown),
        *((p.level, p.handling) for p in persons.values()),
    ]
    everybody = sum(moves.all.values())
    return RescoringPage(
        handling=strip(careful),
        title=_named(one),
        tag=stage_tag(one.stage),
        share=one.share,
        poll="" if ready else reverse("risk:rescoring_progress", args=[one.id]),
        facts=_facts(one),
        notices=_notices(one),
        says=_("%(all)s assessments that you may see: %(up)s up, %(down)s down, %(same)s the same.")
        % {
            "all": everybody,
            "up": moves.all[Moved.UP],
            "down": moves.all[Moved.DOWN],
            "same": moves.all[Moved.SAME],
        },
        parts=_parts(moves),
        moves=_moves(moves) if ready else None,
        bands=_bands(moves) if ready else None,
        units=_units(moves, by=by) if ready else None,
        moved=_moved(found, shown, persons, by=by, at=at) if ready else None,
        answer=reverse("risk:answer_rescoring", args=[one.id]) if works and one.asked_by != by.user else "",
        why_not=_("You asked for this yourself: somebody else answers.")
        if works and one.asked_by == by.user
        else "",
    )


def _named(one: Proposal) -> str:
    return _("%(title)s, version %(version)s") % {"title": one.title, "version": one.version}


def _facts(one: Proposal) -> tuple[Fact, ...]:
    names = names_of({one.asked_by, one.answered_by} - {""})
    found = [
        Fact(_("Asked"), f"{names.get(one.asked_by, one.asked_by)}, {moments.exact(one.asked_at)}"),
        Fact(_("Why"), one.why),
    ]
    if one.computed_at:
        found.append(Fact(_("Worked out"), moments.exact(one.computed_at)))
    if one.answered_at:
        who = names.get(one.answered_by, one.answered_by)
        found.append(Fact(_("Answered"), f"{who}, {moments.exact(one.answered_at)}: {one.answer}"))
    return tuple(found)


def _notices(one: Proposal) -> tuple[Notice, ...]:
    if one.stage is Stage.APPROVED:
        said = _("What people decided stays as it was. Where the band differs, a review is due.")
        return (Notice(said, "note"),)
    if one.stage is Stage.REJECTED:
        return (Notice(_("Nothing was changed."), "note"),)
    return (Notice(_("Nothing changes by this until somebody else approves it."), "note"),)


def _parts(moves: Moves) -> tuple[Part, ...]:
    everybody = sum(moves.all.values())
    found, start = [], 0.0
    for way, many in moves.all.items():
        if many:
            width = round(_WIDE * many / everybody, 3)
            found.append(Part(start, width, f"{words.MOVES[way]}: {many}", _STYLES[way]))
            start = round(start + width, 3)
    return tuple(found)


def _moves(moves: Moves) -> Table:
    everybody = sum(moves.all.values())
    rows = tuple(
        Row((str(words.MOVES[way]), str(many), f"{100 * many / everybody:.1f} %" if everybody else ""))
        for way, many in moves.all.items()
    )
    columns = (
        Column(_("Band moves")),
        Column(_("Assessments"), numeric=True),
        Column(_("Share"), numeric=True),
    )
    return Table(_("By direction"), columns, rows, _nobody())


def _bands(moves: Moves) -> Table:
    rows = tuple(
        Row((before, after, str(many))) for (before, after), many in sorted(moves.bands.items()) if many
    )
    columns = (Column(_("Before")), Column(_("After")), Column(_("Assessments"), numeric=True))
    return Table(_("From which band to which"), columns, rows, _nobody())


def _units(moves: Moves, *, by: Actor) -> Table:
    names = places.named({code for code in moves.units if code}, by=by)
    rows = tuple(
        Row((names.get(code, code) or _("No prison"), *(str(found[way]) for way in Moved)))
        for code, found in sorted(moves.units.items())
    )
    columns = (Column(_("Prison")), *(Column(str(words.MOVES[way]), numeric=True) for way in Moved))
    return Table(_("By prison"), columns, rows, _nobody())


def _moved(
    found: Report, shown: Sequence[Anew], persons: Mapping[str, PersonShown], *, by: Actor, at: datetime
) -> Table:
    known = list({row.person: persons[row.person] for row in shown}.values())
    lines = dict(zip((one.id for one in known), people.person_lines(known, by=by, at=at), strict=True))
    rows = tuple(
        Row(
            (
                lines[row.person],
                row.before,
                row.band
                if row.band_low == row.band_high
                else _("%(band)s (%(low)s to %(high)s)")
                % {"band": row.band, "low": row.band_low, "high": row.band_high},
                row.decided,
                str(words.MOVES[row.moved]),
            )
        )
        for row in shown
    )
    columns = (
        *(Column(_("Person")), Column(_("Proposed before")), Column(_("Would be proposed"))),
        *(Column(_("Decided, stays")), Column(_("Moves"))),
    )
    here = reverse("risk:rescoring", args=[found.proposal.id])
    following = f"{here}?{urlencode({'after': found.moved.next})}" if found.moved.next else ""
    return Table(_("Whose band moves"), columns, rows, _nobody(), next_href=following)


def _nobody() -> EmptyState:
    return EmptyState(_("Nobody whom you may see"))
