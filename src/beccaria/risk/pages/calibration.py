"""Several judges compared by one instrument: two by two, in all, and where they differ."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from beccaria.access.api import names_of
from beccaria.core.actors import Actor
from beccaria.core.instruments import (
    Instrument,
    Intraclass,
    Judged,
    Kappa,
    Pair,
    compare_judges,
    intraclass_of,
    pairs,
)
from beccaria.core.instruments.agreement import Agreement
from beccaria.core.policy import DECIDERS
from beccaria.lib.parts import Column, EmptyState, HandlingStrip, Link, Row, Table, Why
from beccaria.risk.pages.monitoring import calibration_href, counts_only
from beccaria.risk.queries.monitoring import Used, Watching

_MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class CalibrationPage:
    """Judges compared by one version; `empty` where nobody was assessed by two."""

    handling: HandlingStrip
    title: str
    tabs: tuple[Link, ...]
    tab: str
    overall: tuple[str, ...]
    why: Why
    pairs: Table
    items: Table
    empty: EmptyState


def calibration_page(found: Watching | None, several: Sequence[Used], *, by: Actor) -> CalibrationPage:
    """The page; `several` are all versions that were used."""
    tabs = tuple(
        Link(
            _("%(title)s, version %(version)s")
            % {"title": one.kept.instrument.title, "version": one.version},
            calibration_href(one.id, one.version),
        )
        for one in several
        if one.kept
    )
    cards = found.cards if found else ()
    one = found.instrument if found else None
    agreed = compare_judges(one, cards) if one and cards else None
    called = _Called(cards, by)
    return CalibrationPage(
        handling=counts_only(),
        title=one.title if one else "",
        tabs=tabs,
        tab=calibration_href(one.id, one.version) if one else "",
        overall=_overall(agreed, intraclass_of(one, cards)) if one and agreed else (),
        why=_why(),
        pairs=_pairs(one, pairs(one, cards) if one else (), called),
        items=_items(one, agreed),
        empty=EmptyState(
            _("Nobody was assessed by two judges apart from each other"),
            _(
                "Let two assess one person, each without the other's answers: once both are done they are compared."
            ),
        ),
    )


class _Called:
    """How judges are called: by name to who answers for them and to themselves, by a number to everybody else."""

    def __init__(self, cards: Sequence[Judged], by: Actor) -> None:
        judges = sorted({card.judge for card in cards})
        named = names_of(set(judges)) if by.duty in DECIDERS.duties else {}
        self._names = {
            judge: named.get(judge)
            or (_("you") if judge == by.user else _("judge %(number)s") % {"number": number})
            for number, judge in enumerate(judges, 1)
        }

    def __getitem__(self, judge: str) -> str:
        return self._names[judge]


def _why() -> Why:
    return Why(
        _(
            "Weighted kappa (Cohen 1968, quadratic weights) compares two judges on the same people: 1 always the same, "
            "0 no more than chance. ICC(1,1) (Shrout and Fleiss 1979) is the share of what differs between results "
            "that is the person judged, not the judge. Alpha (Krippendorff) takes all judges at once. Unknown is no "
            "answer. Only judgements made apart are compared: each was begun before the other was finished."
        ),
        about=_("these figures"),
    )


def _overall(agreed: Agreement, found: Intraclass) -> tuple[str, ...]:
    overall = agreed.overall
    alpha = (
        _(overall.why)
        if overall.value is None
        else _("%(judges)s judges, agreement %(alpha).2f (Krippendorff's alpha, ordinal). %(words)s")
        % {"judges": overall.judges, "alpha": overall.value, "words": _(overall.words)}
    )
    icc = (
        _("Too few people were assessed by several judges for an intraclass correlation.")
        if found.value is None
        else _(
            "Intraclass correlation of results %(icc).2f, from %(judgements)s judgements of %(people)s people."
        )
        % {"icc": found.value, "judgements": found.judgements, "people": found.people}
    )
    return alpha, icc


def _pairs(one: Instrument | None, found: Sequence[Pair], called: _Called) -> Table:
    columns = (
        Column(_("Judges")),
        Column(_("People"), numeric=True),
        Column(_("Kappa, answers"), numeric=True),
        Column(_("Kappa, bands"), numeric=True),
        Column(_("Where they differ")),
    )
    rows = tuple(
        Row(
            (
                _("%(one)s and %(other)s") % {"one": called[pair.one], "other": called[pair.other]},
                str(pair.people),
                _kappa(pair.answers),
                _kappa(pair.bands),
                _apart(one, pair) if one else "",
            )
        )
        for pair in found
    )
    return Table(_("Judges two by two"), columns, rows, EmptyState(_("None")))


def _kappa(found: Kappa) -> str:
    if found.value is None:
        return _("cannot be said (%(units)s answers)") % {"units": found.units}
    return _("%(kappa).2f (%(units)s answers)") % {"kappa": found.value, "units": found.units}


def _apart(one: Instrument, pair: Pair) -> str:
    if not pair.apart:
        return _("nowhere")
    return " ".join(
        _("%(question)s (%(differ)s of %(both)s)")
        % {"question": one.item(item).question, "differ": differ, "both": both}
        for item, differ, both in pair.apart[:_MOST_NAMED]
    )


def _items(one: Instrument | None, agreed: Agreement | None) -> Table:
    columns = (
        Column(_("Question")),
        Column(_("Answered by two"), numeric=True),
        Column(_("All the same"), numeric=True),
        Column(_("Alpha"), numeric=True),
    )
    items = sorted(agreed.items, key=lambda each: each.same - each.alpha.units) if agreed else []
    rows = tuple(
        Row(
            (
                one.item(each.item).question if one else "",
                str(each.alpha.units),
                str(each.same),
                _("cannot be said") if each.alpha.value is None else f"{each.alpha.value:.2f}",
            ),
            marked=each.is_apart,
        )
        for each in items
    )
    return Table(
        _("Question by question, those first where judges differ most"), columns, rows, EmptyState(_("None"))
    )
