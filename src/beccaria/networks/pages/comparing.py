"""Groups side by side by one instrument, as a page and as a table for a spreadsheet."""

import csv
import io
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from beccaria.access.api import may_ever
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.instruments import Instrument
from beccaria.lib.parts import Column, EmptyState, HandlingStrip, Link, Row, Table, Why
from beccaria.lib.tables_rejects import safe
from beccaria.networks.pages import ranges
from beccaria.networks.pages.scorecards import agreement_words, deciding_words, group_href, strip
from beccaria.networks.queries.card_shapes import Card, Compared


@dataclass(frozen=True, slots=True)
class ComparePage:
    """The comparison: tabs by instrument, the table, and what the order rests on."""

    handling: HandlingStrip | None
    tabs: tuple[Link, ...]
    tab: str
    purpose: str
    table: Table
    rests_on: tuple[str, ...]
    why: Why
    apart: Table | None
    export: str
    alone: str


def compare_page(
    found: Compared, several: tuple[Instrument, ...], chosen: tuple[str, ...], *, by: Actor, now: datetime
) -> ComparePage:
    """Groups by their newest scorecards, the gravest first."""
    base, query = reverse("networks:compare"), [("group", one) for one in chosen]
    tabs = tuple(Link(one.title, f"{base}?{urlencode([('by', one.id), *query])}") for one in several)
    here = next(tab.href for tab, one in zip(tabs, several, strict=True) if one.id == found.instrument.id)
    left_out = (
        _("Only the %(count)s groups scored last are compared.") % {"count": len(found.cards)}
        if found.left_out
        else ""
    )
    more = len(found.cards) > 1
    return ComparePage(
        handling=strip(list(found.groups.values()), [*found.cards.values(), *found.police.values()]),
        tabs=tabs,
        tab=here,
        purpose=found.instrument.purpose,
        table=_table(found, now),
        rests_on=tuple(
            text
            for text in (
                deciding_words(found) if more else "",
                agreement_words(found.agreement) if found.cards else "",
                left_out,
            )
            if text
        ),
        why=_why(found),
        apart=_apart(found),
        export=f"{reverse('networks:compare_csv')}?{urlencode([('by', found.instrument.id), *query])}"
        if found.cards and may_ever(Act.NETWORK_EXPORT, by)
        else "",
        alone=found.instrument.validity,
    )


def _why(found: Compared) -> Why:
    return Why(
        _(
            "Each group stands by its newest scorecard; an unknown answer counts as the middle of what it could give. "
            "The range of the place is what %(tried)s other sets of weights, each up to %(share)s %% up or down, "
            "really gave."
        )
        % {"tried": found.order.tried, "share": round(found.order.share * 100)},
        about=_("this order"),
    )


def _table(found: Compared, now: datetime) -> Table:
    del now
    rows = []
    for placed in found.order.placed:
        group, card = found.groups[placed.name], found.cards[placed.name]
        police = found.police.get(group.id)
        place = ranges.place_words(placed, len(found.cards), found.order.share)
        unknown = ranges.unknown_place_words(placed)
        rows.append(
            Row(
                (
                    Link(group.name, group_href(group.id)),
                    ranges.bar(card, ranges.quarter(card.period_ends)),
                    "; ".join(filter(None, (place, unknown))),
                    str(len(card.scored.unknown) if card.scored else 0),
                    police.scored.band if police and police.scored and _has_band(police) else "",
                    Link(_("Reasons"), reverse("networks:scorecard", args=[card.id])),
                )
            )
        )
    columns = (
        Column(_("Group")),
        Column(_("Range")),
        Column(_("Place")),
        Column(_("Unknown answers"), numeric=True),
        Column(_("Police band, imported")),
        Column(_("Scorecard")),
    )
    empty = EmptyState(
        _("No group has been scored with this instrument"),
        _("Open a group and score it; then it stands here."),
    )
    return Table(_("Groups, the gravest first"), columns, tuple(rows), empty)


def _has_band(card: Card) -> bool:
    return card.answers["band"].is_known


def _apart(found: Compared) -> Table | None:
    """Per question how far judges agree over the groups; None when nobody judged what another did."""
    rows = [
        Row(
            (
                found.instrument.item(item.item).question,
                str(item.alpha.units),
                f"{item.alpha.value:.2f}" if item.alpha.value is not None else _(item.alpha.words),
                str(item.same),
            )
        )
        for item in found.agreement.items
        if item.alpha.units
    ]
    if not rows:
        return None
    columns = (
        Column(_("Question")),
        Column(_("Groups two judged"), numeric=True),
        Column(_("Agreement")),
        Column(_("All said the same"), numeric=True),
    )
    return Table(_("How far judges agree, question by question"), columns, tuple(rows), EmptyState(_("None")))


def as_csv(found: Compared) -> bytes:
    """The comparison for a spreadsheet; a cell it would take for a formula gets an apostrophe in front."""
    into = io.StringIO(newline="")
    writer = csv.writer(into)
    writer.writerow(
        (
            *("group", "instrument", "version", "period_ends", "score", "low", "high", "band", "band_low"),
            *("band_high", "place", "place_first_weights", "place_last_weights", "place_first_unknown"),
            *("place_last_unknown", "groups", "unknown", "next_question", "police_band"),
        )
    )
    for placed in found.order.placed:
        card, police = found.cards[placed.name], found.police.get(placed.name)
        scored = card.scored
        if scored is None:
            continue
        row = (
            *(found.groups[placed.name].name, card.instrument, card.version, card.period_ends.isoformat()),
            *("" if value is None else f"{value:g}" for value in (scored.score, scored.low, scored.high)),
            *(scored.band, scored.band_low, scored.band_high, placed.place),
            *(placed.weights_first, placed.weights_last, placed.unknown_first, placed.unknown_last),
            *(len(found.cards), " ".join(scored.unknown), scored.next_question),
            police.scored.band if police and police.scored and _has_band(police) else "",
        )
        writer.writerow([safe(str(cell)) for cell in row])
    return into.getvalue().encode()
