"""Which categories and statuses there are in a country, and when a decision of one stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from beccaria.core.classification.scale import MEANING, OWN_SCALE, level_of, own_value
from beccaria.core.countries import Neutral, StatusKind
from beccaria.core.refusal import BadInput

if TYPE_CHECKING:
    from beccaria.core.countries import Pack

LONGEST_STATUS: Final = timedelta(days=365)
"""A status ends after a year at the latest, by our rule: a new decision with fresh reasons may follow (rule 7)."""

MOST_AHEAD: Final = timedelta(days=31)
"""How far ahead a decision may begin, by our rule: nobody is bound by what was thought long before."""


class Kind(StrEnum):
    """What is decided: the one security category of a person, or one of the statuses beside it."""

    CATEGORY = "category"
    STATUS = "status"


class State(StrEnum):
    """How far a decision has come. Only what is in force says anything of the person."""

    PROPOSED = "proposed"
    FIRST = "first"
    IN_FORCE = "in_force"
    REFUSED = "refused"
    ENDED = "ended"


class Outcome(StrEnum):
    """What somebody says to a proposal."""

    YES = "yes"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Value:
    """One category or status that may be decided. `of_country` is false where only our neutral scale is left."""

    code: str
    words: str
    level: Neutral
    of_country: bool


def choices(pack: Pack | None, kind: Kind) -> tuple[Value, ...]:
    """The closed list of a country, lowest first; for categories the neutral scale where no source tells the list."""
    if kind is Kind.STATUS:
        called = {one.kind: one.called.words for one in pack.statuses} if pack else {}
        return tuple(
            Value(one.value, called.get(one, ""), Neutral.NOT_COMPARABLE, one in called) for one in StatusKind
        )
    if pack and pack.categories:
        return tuple(
            Value(one.code, one.describes.words, level_of(one), of_country=True) for one in pack.categories
        )
    return tuple(
        Value(own_value(one), MEANING[one], one, of_country=False)
        for one in Neutral
        if one is not Neutral.NOT_COMPARABLE
    )


def read(pack: Pack | None, kind: Kind, code: str) -> Value:
    """The category or status with this code. Raises BadInput when the list does not have it."""
    known = {one.code: one for one in choices(pack, kind)}
    if code not in known:
        where = pack.english_name.words if pack else "this prison"
        listed = ", ".join(one.removeprefix(OWN_SCALE) for one in known)
        raise BadInput(
            "“%(code)s” is no %(kind)s of %(where)s: choose one of %(listed)s.",
            code=code[:40],
            kind=kind.value,
            where=where,
            listed=listed,
        )
    return known[code]


def check_days(kind: Kind, *, starts: date, until: date | None, review: date, latest_review: date) -> None:
    """Refuse days that let something run on without anybody looking. Raises BadInput with one sentence."""
    if until is not None and until < starts:
        raise BadInput("It would end before it begins: check both days.")
    if kind is Kind.STATUS and until is None:
        raise BadInput("A status has an end: write the day.")
    if kind is Kind.STATUS and until is not None and until - starts > LONGEST_STATUS:
        raise BadInput("A status lasts a year at most: write an earlier day; a new decision may follow it.")
    if review < starts:
        raise BadInput("It would be looked at again before it begins: check both days.")
    if review > latest_review:
        raise BadInput(
            "It must be looked at again by %(latest_review)s: write that day or an earlier one.",
            latest_review=latest_review,
        )


def stands(*, state: State, starts: date, until: date | None, on: date) -> bool:
    """Whether a decision holds on a day: in force, begun, and not past its end. Nothing goes on by itself."""
    return state is State.IN_FORCE and starts <= on and (until is None or on <= until)
