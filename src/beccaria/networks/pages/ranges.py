"""Draw what a scorecard comes to as a range: its band, a tick for the middle, hatched what unknowns could still do."""

from datetime import date

from django.utils import formats
from django.utils.translation import gettext as _

from beccaria.core.instruments import Placed
from beccaria.lib.parts import RangeBar
from beccaria.lib.ranges import range_of, unknown_words, worded, words
from beccaria.networks.queries.card_shapes import Card

__all__ = [
    "bar",
    "day",
    "nth",
    "place_words",
    "quarter",
    "range_of",
    "unknown_place_words",
    "unknown_words",
    "worded",
    "words",
]
_TEENS = (11, 12, 13)


def quarter(ends: date) -> str:
    """A quarter in words, by its last day."""
    return _("quarter %(number)s of %(year)s") % {"number": (ends.month - 1) // 3 + 1, "year": ends.year}


def day(value: date) -> str:
    """A day as people of the reader's country write it."""
    return formats.date_format(value, "DATE_FORMAT")


def bar(card: Card, title: str) -> RangeBar | str:
    """The range of a scorecard; a sentence where the instrument's version is gone."""
    if card.by is None or card.scored is None:
        return _("Scored with version %(version)s, which is no longer here: read its answers.") % {
            "version": card.version
        }
    return range_of(card.by, card.scored, title)


def place_words(one: Placed, of: int, share: float) -> str:
    """The place among several, and between which places other weights would put it."""
    said = {
        "place": nth(one.place),
        "of": of,
        "first": nth(one.weights_first),
        "last": nth(one.weights_last),
        "share": round(share * 100),
    }
    if one.weights_first == one.weights_last:
        return _("%(place)s of %(of)s; the same when weights move by %(share)s %%") % said
    return _("%(place)s of %(of)s; between %(first)s and %(last)s when weights move by %(share)s %%") % said


def unknown_place_words(one: Placed) -> str:
    """Between which places the unknown answers could put it; empty when they cannot move it."""
    if one.unknown_first == one.unknown_last:
        return ""
    return _("between %(first)s and %(last)s with what is unknown") % {
        "first": nth(one.unknown_first),
        "last": nth(one.unknown_last),
    }


def nth(number: int) -> str:
    """An ordinal number."""
    said = {"number": number}
    if number % 100 not in _TEENS:
        match number % 10:
            case 1:
                return _("%(number)sst") % said
            case 2:
                return _("%(number)snd") % said
            case 3:
                return _("%(number)srd") % said
    return _("%(number)sth") % said
