"""Compute with handling conditions: what each code forbids, and what is inherited from several sources."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from beccaria.core.grading import Scheme
from beccaria.core.markings import Marking
from beccaria.core.refusal import BadInput


class Audience(StrEnum):
    """Who could be given something. Kinds of recipient, not names of organisations."""

    OWN_UNIT = "own_unit"
    PRISON_STAFF = "prison_staff"
    OTHER_PRISON = "other_prison"
    POLICE = "police"
    NON_PROSECUTING = "non_prosecuting"
    FOREIGN_EU = "foreign_eu"
    FOREIGN_OTHER = "foreign_other"


class Limit(StrEnum):
    """One thing that a handling condition forbids or demands. More limits are stricter."""

    NO_OVERT_ACTION = "no_overt_action"
    NO_COVERT_ACTION = "no_covert_action"
    ACTION_AS_SPECIFIED = "action_as_specified"
    ASK_BEFORE_ACTING = "ask_before_acting"
    ASK_BEFORE_ONWARD = "ask_before_onward"
    ASK_BEFORE_SANITISING = "ask_before_sanitising"
    NO_PROCEEDINGS = "no_proceedings"
    NOT_ALONE = "not_alone"
    PROTECT_SOURCE = "protect_source"
    NOT_ELSEWHERE = "not_elsewhere"
    CRIME_PREVENTION_ONLY = "crime_prevention_only"
    NEEDS_REVIEW_DATE = "needs_review_date"
    READ_THE_CONDITION = "read_the_condition"
    NOT_POLICE = "not_police"
    NOT_NON_PROSECUTING = "not_non_prosecuting"
    NOT_FOREIGN_EU = "not_foreign_eu"
    NOT_FOREIGN_OTHER = "not_foreign_other"
    NOT_OTHER_PRISON = "not_other_prison"


class BadHandling(BadInput):
    """These codes do not make a handling condition; the message says what to write."""


_L = Limit
_UNREADABLE: Final = frozenset(
    {_L.READ_THE_CONDITION, _L.ASK_BEFORE_ACTING, _L.ASK_BEFORE_ONWARD, _L.NOT_ELSEWHERE}
)
_NO_FOREIGN: Final = frozenset({_L.NOT_FOREIGN_EU, _L.NOT_FOREIGN_OTHER})

# What each code forbids. A code that a machine cannot read (H3, 5x5x5 5) forbids what a person has to decide.
# "A1" would be four things; with its scheme in front it is one.
LIMITS: Final[dict[str, frozenset[Limit]]] = {
    "3x5x2:P": frozenset(),
    "3x5x2:C": frozenset({_L.ASK_BEFORE_ONWARD, _L.NOT_ELSEWHERE}),
    "3x5x2:A1": frozenset({_L.NO_OVERT_ACTION, _L.NO_COVERT_ACTION, _L.ASK_BEFORE_ACTING, _L.NO_PROCEEDINGS}),
    "3x5x2:A2": frozenset({_L.NO_OVERT_ACTION, _L.NOT_ALONE, _L.PROTECT_SOURCE, _L.NO_PROCEEDINGS}),
    "3x5x2:A3": frozenset({_L.NO_COVERT_ACTION, _L.ACTION_AS_SPECIFIED, _L.READ_THE_CONDITION}),
    "3x5x2:S1": frozenset(),
    "3x5x2:S2": frozenset({_L.ASK_BEFORE_SANITISING}),
    "4x4:H0": frozenset({_L.CRIME_PREVENTION_ONLY}),
    "4x4:H1": frozenset({_L.CRIME_PREVENTION_ONLY, _L.NO_PROCEEDINGS}),
    "4x4:H2": frozenset(
        {_L.CRIME_PREVENTION_ONLY, _L.ASK_BEFORE_ONWARD, _L.ASK_BEFORE_SANITISING, _L.NOT_ELSEWHERE}
    ),
    "4x4:H3": _UNREADABLE | {_L.CRIME_PREVENTION_ONLY, _L.ASK_BEFORE_SANITISING},
    "5x5x5:1": _NO_FOREIGN | {_L.NOT_NON_PROSECUTING},
    "5x5x5:2": _NO_FOREIGN,
    "5x5x5:3": frozenset({_L.NOT_NON_PROSECUTING}),
    "5x5x5:4": _NO_FOREIGN
    | {_L.NOT_POLICE, _L.NOT_NON_PROSECUTING, _L.NOT_OTHER_PRISON, _L.NOT_ELSEWHERE, _L.NEEDS_REVIEW_DATE}
    | {_L.ASK_BEFORE_ONWARD, _L.ASK_BEFORE_SANITISING},
    "5x5x5:5": _UNREADABLE,
}

HELD_BACK: Final = sorted(code for code, limits in LIMITS.items() if Limit.NOT_ELSEWHERE in limits)
"""The codes that keep a record at the prison that wrote it (rule 2)."""

CODE_WORDS: Final[dict[str, str]] = {
    "3x5x2:P": "lawful sharing permitted",
    "3x5x2:C": "lawful sharing permitted with conditions",
    "3x5x2:A1": "may be combined; no direct action; ask the originator before acting on what is derived",
    "3x5x2:A2": "covert action allowed; protect source and technique; not alone as evidence or for arrest",
    "3x5x2:A3": "overt action as the owner specified",
    "3x5x2:S1": "may be sanitised for a wider audience without asking",
    "3x5x2:S2": "no sanitised onward release without the originator",
    "4x4:H0": "only to prevent and combat crime",
    "4x4:H1": "not in judicial proceedings without the provider's permission",
    "4x4:H2": "no dissemination without the provider's permission",
    "4x4:H3": "other restrictions, as written",
    "5x5x5:1": "police and other law enforcement of this country",
    "5x5x5:2": "also parties that do not prosecute",
    "5x5x5:3": "also law enforcement of other countries",
    "5x5x5:4": "only inside the originating agency; reason and review date needed",
    "5x5x5:5": "permitted, conditions apply as written",
}

# What the strip says, most important first. Each is one short clause.
_SAID: Final[tuple[tuple[frozenset[Limit], str], ...]] = (
    (frozenset({_L.NO_OVERT_ACTION, _L.NO_COVERT_ACTION}), "do not act on it"),
    (frozenset({_L.ASK_BEFORE_ACTING}), "ask the originator before acting"),
    (frozenset({_L.NO_OVERT_ACTION}), "covert action only"),
    (frozenset({_L.ACTION_AS_SPECIFIED}), "act only as the owner specified"),
    (frozenset({_L.PROTECT_SOURCE}), "protect the source and the technique"),
    (frozenset({_L.NOT_ALONE}), "never alone as evidence or for arrest"),
    (frozenset({_L.NO_PROCEEDINGS}), "not in proceedings without the originator"),
    (frozenset({_L.NOT_POLICE}), "not outside the originating agency"),
    (frozenset({_L.ASK_BEFORE_ONWARD}), "do not pass on without the originator"),
    (frozenset({_L.ASK_BEFORE_SANITISING}), "do not sanitise without the originator"),
    (frozenset({_L.NOT_NON_PROSECUTING}), "only law enforcement"),
    (frozenset({_L.NOT_FOREIGN_OTHER}), "not to other countries"),
    (frozenset({_L.CRIME_PREVENTION_ONLY}), "only to prevent and combat crime"),
    (frozenset({_L.NEEDS_REVIEW_DATE}), "review date needed"),
    (frozenset({_L.READ_THE_CONDITION}), "read the written condition"),
)
_SILENCED: Final[dict[str, str]] = {"covert action only": "do not act on it"}

_TWO_PEOPLE: Final = frozenset(
    {
        _L.NO_OVERT_ACTION,
        _L.NO_COVERT_ACTION,
        _L.PROTECT_SOURCE,
        _L.ASK_BEFORE_ONWARD,
        _L.ASK_BEFORE_SANITISING,
    }
)

_CLOSED_TO: Final[dict[Audience, Limit]] = {
    Audience.OTHER_PRISON: _L.NOT_OTHER_PRISON,
    Audience.POLICE: _L.NOT_POLICE,
    Audience.NON_PROSECUTING: _L.NOT_NON_PROSECUTING,
    Audience.FOREIGN_EU: _L.NOT_FOREIGN_EU,
    Audience.FOREIGN_OTHER: _L.NOT_FOREIGN_OTHER,
}


@dataclass(frozen=True, slots=True)
class Handling:
    """The conditions of use: codes with their scheme in front, and what the owner wrote in words.

    Everything it means is the union of its limits, so combining two can only add limits. Raises BadHandling
    for a code that does not exist: an unknown condition is never read as none.
    """

    codes: frozenset[str] = frozenset()
    notes: frozenset[str] = field(default_factory=frozenset)

    def __post_init__(self) -> None:
        if unknown := sorted(self.codes - LIMITS.keys()):
            raise BadHandling(
                "“%(unknown)s” is not a handling code: write one of %(choices)s.",
                unknown=unknown[0],
                choices=", ".join(LIMITS),
            )

    @property
    def limits(self) -> frozenset[Limit]:
        """Everything the codes forbid or demand."""
        return frozenset().union(*(LIMITS[code] for code in self.codes))

    @property
    def may_act_overtly(self) -> bool:
        """Whether action may be taken that others can see. Under A3 only as the owner specified."""
        return not self.limits & {_L.NO_OVERT_ACTION, _L.ASK_BEFORE_ACTING}

    @property
    def may_act_covertly(self) -> bool:
        """Whether action may be taken that nobody can trace to this information."""
        return not self.limits & {_L.NO_COVERT_ACTION, _L.ASK_BEFORE_ACTING}

    @property
    def may_act(self) -> bool:
        """Whether any action may be taken without asking the originator."""
        return self.may_act_overtly or self.may_act_covertly

    @property
    def must_ask_before_onward(self) -> bool:
        """Whether the originator is asked before it is passed on as it stands."""
        return _L.ASK_BEFORE_ONWARD in self.limits

    @property
    def may_sanitise_unsupervised(self) -> bool:
        """Whether a sanitised version for a wider audience may be released without asking the originator."""
        return _L.ASK_BEFORE_SANITISING not in self.limits

    @property
    def may_show_elsewhere(self) -> bool:
        """Whether it may appear in what other establishments search, count or draw."""
        return _L.NOT_ELSEWHERE not in self.limits

    @property
    def may_be_used_in_proceedings(self) -> bool:
        """Whether it may be used in judicial proceedings without the originator's permission."""
        return _L.NO_PROCEEDINGS not in self.limits

    @property
    def wants_two_people(self) -> bool:
        """Whether whoever sanitised it may not also be the one who releases it."""
        return bool(self.limits & _TWO_PEOPLE)


NO_CONDITIONS: Final = Handling()


def strictest(*several: Handling) -> Handling:
    """What is derived from several things inherits every condition of each (rule 2).

    A join: idempotent, commutative, associative, and never looser than any of its parts.
    """
    return Handling(
        frozenset().union(*(one.codes for one in several)), frozenset().union(*(one.notes for one in several))
    )


def asserted(scheme: Scheme | str, *codes: str, note: str = "") -> Handling:
    """Read what an originator wrote for one item, such as ("3x5x2", "C", "A1", "S2"). Raises BadHandling.

    C carries exactly one of A1-A3 and one of S1-S2; P carries nothing. A3, H3 and 5x5x5 4 and 5 need words.
    """
    wanted = tuple(code.strip().upper() for code in codes if code.strip())
    if not wanted:
        raise BadHandling("Say how this may be handled: choose a handling code.")
    found = Handling(frozenset(f"{scheme}:{code}" for code in wanted), frozenset({note.strip()} - {""}))
    if scheme == Scheme.THREE_FIVE_TWO:
        _check_conditions(wanted)
    elif len(wanted) > 1 and not (scheme == Scheme.FOUR_BY_FOUR and "H0" not in wanted):
        raise BadHandling(
            "%(choices)s cannot be combined: choose one handling code.", choices=", ".join(wanted)
        )
    if _needs_words(found) and not found.notes:
        raise BadHandling(
            "%(choices)s needs its condition in words: write what is allowed.", choices=", ".join(wanted)
        )
    return found


def _check_conditions(codes: tuple[str, ...]) -> None:
    actions = [code for code in codes if code.startswith("A")]
    sanitising = [code for code in codes if code.startswith("S")]
    if "C" in codes and "P" in codes:
        raise BadHandling("P and C exclude each other: choose one.")
    if "P" in codes and (actions or sanitising):
        raise BadHandling("P carries no conditions: choose C to set an A code and an S code.")
    if "P" not in codes and ("C" not in codes or len(actions) != 1 or len(sanitising) != 1):
        raise BadHandling("C needs one of A1, A2, A3 and one of S1, S2: choose both.")


def _needs_words(handling: Handling) -> bool:
    return bool(handling.limits & {_L.READ_THE_CONDITION, _L.NEEDS_REVIEW_DATE})


def why_not_given_to(
    handling: Handling, audience: Audience, *, sanitised: bool, originator_agrees: bool
) -> str | None:
    """Why this may not be given to a kind of recipient, in one sentence; None when it may.

    `sanitised` tells whether a sanitised version is meant. `originator_agrees` lifts only what the originator
    may lift (the asking); it does not open an audience that the condition closes.
    """
    if audience is Audience.OWN_UNIT:
        return None
    if _CLOSED_TO.get(audience) in handling.limits:
        return "A handling condition closes this to that audience: choose another audience."
    if originator_agrees:
        return None
    if sanitised and not handling.may_sanitise_unsupervised:
        return "The originator must agree before a sanitised version is released: ask, and record the answer."
    if not sanitised and handling.must_ask_before_onward:
        return "The originator must agree before this is passed on: ask, or make a sanitised version."
    return None


def sayings(handling: Handling) -> tuple[str, ...]:
    """The clauses that the handling strip says, most important first; empty when there are no conditions."""
    said = [words for needed, words in _SAID if needed <= handling.limits]
    return tuple(words for words in said if _SILENCED.get(words) not in said)


def words(handling: Handling) -> str:
    """One line for the handling strip, such as "do not act on it · ask the originator before acting"."""
    return " · ".join(sayings(handling)) or "no special conditions"


def in_4x4(handling: Handling) -> Handling:
    """Express 3x5x2 conditions in 4x4 for a partner, taking the most restrictive; one way.

    A1 becomes H2 and H3, A2 becomes H1 and H3, A3 becomes H3, S2 becomes H2, P and S1 become H0.
    """
    crossed: set[str] = set()
    for code in handling.codes:
        crossed |= _IN_4X4.get(code, {"4x4:H3"})
    if crossed > {"4x4:H0"}:
        crossed -= {"4x4:H0"}
    notes = handling.notes | ({CODE_WORDS[code] for code in handling.codes} if "4x4:H3" in crossed else set())
    return Handling(frozenset(crossed), frozenset(notes))


_IN_4X4: Final[dict[str, set[str]]] = {
    "3x5x2:P": {"4x4:H0"},
    "3x5x2:C": {"4x4:H0"},
    "3x5x2:A1": {"4x4:H2", "4x4:H3"},
    "3x5x2:A2": {"4x4:H1", "4x4:H3"},
    "3x5x2:A3": {"4x4:H3"},
    "3x5x2:S1": {"4x4:H0"},
    "3x5x2:S2": {"4x4:H2"},
    "4x4:H0": {"4x4:H0"},
    "4x4:H1": {"4x4:H1"},
    "4x4:H2": {"4x4:H2"},
}


def from_codes(codes: Iterable[str], notes: Iterable[str] = ()) -> Handling:
    """Read stored, scheme-named codes back. Raises BadHandling for one that does not exist."""
    return Handling(frozenset(codes), frozenset(notes))


def is_kept_back(marking: Marking) -> bool:
    """Whether handling keeps a record at its own prison: no other reads it, nor do national duties."""
    return not marking.handling.isdisjoint(HELD_BACK)


def cited_at(site: str | None, marking: Marking) -> Marking:
    """The marking of a record that `site` cites. Raises BadInput for what handling keeps at another prison."""
    if is_kept_back(marking) and marking.site != site:
        raise BadInput("What this rests on must not leave its prison: somebody there must write it down.")
    return marking
