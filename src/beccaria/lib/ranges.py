"""Draw what ratings come to as a range: its band, a tick for the middle, hatched what unknowns could still do."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from beccaria.core.instruments import Instrument, Level, Scored
from beccaria.core.instruments.model import RuleKind
from beccaria.lib.parts import Band, RangeBar

_MOST_NAMED = 6


def range_of(one: Instrument, scored: Scored, title: str) -> RangeBar:
    """The band as the bar; hatched beyond it is where the unknown answers could still take it."""
    bands = _bands(one, scored)
    at, first, last = (one.place(name) for name in (scored.band, scored.band_low, scored.band_high))
    here = bands[at]
    if scored.score is not None and scored.low is not None and scored.high is not None:
        low, middle, high = scored.low, scored.score, scored.high
    else:
        low, middle, high = bands[first].low, (here.low + here.high) / 2, bands[last].high
    return RangeBar(
        title=title,
        words=words(scored),
        low=here.low,
        high=here.high,
        middle=middle,
        bands=bands,
        could_fall_to=low if low < here.low else None,
        could_rise_to=high if high > here.high else None,
    )


def _bands(one: Instrument, scored: Scored) -> tuple[Band, ...]:
    """The bands as a scale; of many only the ends and those this result touches are named, for there is no room."""
    if one.rule.kind is RuleKind.SUM:
        top = sum(item.most for item in one.items)
        starts = [max(band.low, sum(item.least for item in one.items)) for band in one.bands]
        ends = [*starts[1:], max(top, starts[-1] + 1)]
    else:
        starts = [float(place) for place in range(len(one.bands))]
        ends = [start + 1 for start in starts]
    shown = {band.name for band in one.bands}
    if len(shown) > _MOST_NAMED:
        shown = {one.bands[0].name, one.bands[-1].name, scored.band}
    return tuple(
        Band(band.name if band.name in shown else "", start, end)
        for band, start, end in zip(one.bands, starts, ends, strict=True)
    )


def words(scored: Scored) -> str:
    """The band, and what the unknowns leave open."""
    if scored.band_low == scored.band_high:
        return scored.band
    return _("%(band)s; with what is unknown anything from %(low)s to %(high)s") % {
        "band": scored.band,
        "low": scored.band_low,
        "high": scored.band_high,
    }


def worded(level: Level) -> str:
    """An answer with the words that say when it applies, once where the two are the same."""
    name = level.name.replace("_", " ").capitalize()
    return level.anchor if level.anchor.casefold().startswith(name.casefold()) else f"{name}: {level.anchor}"


def unknown_words(count: int, of: int) -> str:
    """How much nobody knows."""
    if not count:
        return _("Everything is answered.")
    said = {"count": count, "of": of}
    return (
        ngettext("%(count)s of %(of)s answers is unknown.", "%(count)s of %(of)s answers are unknown.", count)
        % said
    )
