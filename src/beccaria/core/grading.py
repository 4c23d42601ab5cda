"""Say what a grade means: four schemes as values, and one-way, lossy crosswalks between them."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import Final

from beccaria.core.refusal import BadInput


class Scheme(StrEnum):
    """Which table a grade is read by. "A1" is three grades in three schemes: store none without it."""

    THREE_FIVE_TWO = "3x5x2"
    FOUR_BY_FOUR = "4x4"
    FIVE_FIVE_FIVE = "5x5x5"
    ADMIRALTY = "admiralty"


class Source(IntEnum):
    """How far a source has proved itself; a later member is weaker."""

    PROVEN = 1
    MOSTLY_RELIABLE = 2
    MIXED = 3
    UNRELIABLE = 4
    UNTESTED = 5


class Information(IntEnum):
    """How the source knows it, or how true it is judged; a later member is weaker."""

    BEYOND_DOUBT = 1
    FIRST_HAND = 2
    HEARSAY_CORROBORATED = 3
    HEARSAY_UNCORROBORATED = 4
    BASIS_UNKNOWN = 5
    SUSPECTED_FALSE = 6


class CannotGrade(BadInput):
    """The grade does not exist; the message says what to write instead."""


class CannotCross(BadInput):
    """The grade cannot be expressed in the other scheme; the message says why."""


@dataclass(frozen=True, slots=True)
class Label:
    """One code in words. `verified` is False where the wording is not taken from a published text."""

    words: str
    verified: bool = True


@dataclass(frozen=True, slots=True)
class Axis:
    """The codes of one axis of one scheme, in the scheme's order."""

    name: str
    labels: dict[str, Label]


def _axis(name: str, *pairs: tuple[str, str], verified: bool = True) -> Axis:
    return Axis(name, {code: Label(words, verified) for code, words in pairs})


_SOURCES: Final[dict[Scheme, Axis]] = {
    Scheme.THREE_FIVE_TWO: _axis("source", ("1", "reliable"), ("2", "untested"), ("3", "not reliable")),
    Scheme.FOUR_BY_FOUR: _axis(
        "source",
        ("A", "reliable in all instances"),
        ("B", "mostly reliable"),
        ("C", "mostly unreliable"),
        ("X", "cannot be assessed"),
    ),
    Scheme.FIVE_FIVE_FIVE: _axis(
        "source",
        ("A", "always reliable"),
        ("B", "mostly reliable"),
        ("C", "sometimes reliable"),
        ("D", "unreliable"),
        ("E", "untested"),
        verified=False,
    ),
    Scheme.ADMIRALTY: _axis(
        "source",
        ("A", "completely reliable"),
        ("B", "usually reliable"),
        ("C", "fairly reliable"),
        ("D", "not usually reliable"),
        ("E", "unreliable"),
        ("F", "reliability cannot be judged"),
    ),
}

_INFORMATION: Final[dict[Scheme, Axis]] = {
    Scheme.THREE_FIVE_TWO: _axis(
        "information",
        ("A", "known directly to the source"),
        ("B", "known indirectly but corroborated"),
        ("C", "known indirectly"),
        ("D", "not known"),
        ("E", "suspected to be false"),
    ),
    Scheme.FOUR_BY_FOUR: _axis(
        "information",
        ("1", "accuracy not in doubt"),
        ("2", "known personally to the source, not to the official passing it on"),
        ("3", "not known personally to the source, but corroborated by what is recorded"),
        ("4", "not known personally to the source and cannot be corroborated"),
    ),
    Scheme.FIVE_FIVE_FIVE: _axis(
        "information",
        ("1", "known to be true without reservation"),
        ("2", "known personally to the source, not to the reporter"),
        ("3", "not known personally to the source, but corroborated"),
        ("4", "cannot be judged"),
        ("5", "suspected to be false"),
        verified=False,
    ),
    Scheme.ADMIRALTY: _axis(
        "information",
        ("1", "confirmed"),
        ("2", "probably true"),
        ("3", "possibly true"),
        ("4", "doubtful"),
        ("5", "improbable"),
        ("6", "truth cannot be judged"),
    ),
}


def scheme_of(text: str) -> Scheme:
    """Read the name of a scheme. Raises CannotGrade for a name that is none."""
    try:
        return Scheme(text.strip().lower())
    except ValueError:
        raise CannotGrade(
            "A grade needs its scheme: write one of %(choices)s.", choices=", ".join(Scheme)
        ) from None


def sources(scheme: Scheme) -> dict[str, Label]:
    """The source codes of a scheme with their words, in order."""
    return dict(_SOURCES[scheme].labels)


def information(scheme: Scheme) -> dict[str, Label]:
    """The information codes of a scheme with their words, in order."""
    return dict(_INFORMATION[scheme].labels)


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade of one item: a source code and an information code, read by one scheme; judged separately.

    A grade is a category, never a percentage. `crossed_from` is set on a grade that a crosswalk made, so that
    it cannot be crossed again. Raises CannotGrade when the scheme is missing or does not know a code.
    """

    scheme: Scheme
    source: str
    information: str
    crossed_from: Scheme | None = None

    def __post_init__(self) -> None:
        if not isinstance(self.scheme, Scheme):
            raise CannotGrade(
                "A grade needs its scheme: write one of %(choices)s.", choices=", ".join(Scheme)
            )
        for axis, code in (
            (_SOURCES[self.scheme], self.source),
            (_INFORMATION[self.scheme], self.information),
        ):
            if code not in axis.labels:
                raise CannotGrade(
                    "%(scheme)s has no %(name)s grade “%(code)s”: write one of %(choices)s.",
                    scheme=self.scheme,
                    name=axis.name,
                    code=code,
                    choices=", ".join(axis.labels),
                )

    @classmethod
    def read(cls, scheme: str, source: str, information: str) -> "Grade":
        """Make a grade from text as people write it. Raises CannotGrade."""
        return cls(scheme_of(scheme), source.strip().upper(), information.strip().upper())

    @property
    def chip(self) -> str:
        """The two codes side by side, such as `2 C`; always shown with the scheme under it."""
        return f"{self.source} {self.information}"

    @property
    def words(self) -> str:
        """The grade in words, such as "source untested; information known indirectly"."""
        source = _SOURCES[self.scheme].labels[self.source].words
        return f"source {source}; information {_INFORMATION[self.scheme].labels[self.information].words}"

    @property
    def verified(self) -> bool:
        """Whether the wording of both codes is taken from a published text."""
        return (
            _SOURCES[self.scheme].labels[self.source].verified
            and _INFORMATION[self.scheme].labels[self.information].verified
        )

    @property
    def canonical(self) -> tuple[Source, Information]:
        """What the grade means across schemes; a code that covers two meanings gives the weaker."""
        return _SOURCE_MEANS[self.scheme][self.source], _INFORMATION_MEANS[self.scheme][self.information]


# The crosswalk of the field's literature (no official one is published). Where a code covers two meanings, or
# a meaning two codes, the weaker is taken: crossing never makes a source or an item look better than it was.
_SOURCE_MEANS: Final[dict[Scheme, dict[str, Source]]] = {
    Scheme.THREE_FIVE_TWO: {"1": Source.MOSTLY_RELIABLE, "2": Source.UNTESTED, "3": Source.UNRELIABLE},
    Scheme.FIVE_FIVE_FIVE: dict(zip("ABCDE", Source, strict=True)),
    Scheme.FOUR_BY_FOUR: {
        "A": Source.PROVEN,
        "B": Source.MOSTLY_RELIABLE,
        "C": Source.UNRELIABLE,
        "X": Source.UNTESTED,
    },
    Scheme.ADMIRALTY: {
        "A": Source.PROVEN,
        "B": Source.MOSTLY_RELIABLE,
        "C": Source.MOSTLY_RELIABLE,
        "D": Source.MIXED,
        "E": Source.UNRELIABLE,
        "F": Source.UNTESTED,
    },
}
_INFORMATION_MEANS: Final[dict[Scheme, dict[str, Information]]] = {
    Scheme.THREE_FIVE_TWO: dict(zip("ABCDE", tuple(Information)[1:], strict=True)),
    Scheme.FIVE_FIVE_FIVE: {
        "1": Information.BEYOND_DOUBT,
        "2": Information.FIRST_HAND,
        "3": Information.HEARSAY_CORROBORATED,
        "4": Information.BASIS_UNKNOWN,
        "5": Information.SUSPECTED_FALSE,
    },
    Scheme.FOUR_BY_FOUR: {
        "1": Information.BEYOND_DOUBT,
        "2": Information.FIRST_HAND,
        "3": Information.HEARSAY_CORROBORATED,
        "4": Information.BASIS_UNKNOWN,
    },
    Scheme.ADMIRALTY: {
        "1": Information.BEYOND_DOUBT,
        "2": Information.HEARSAY_CORROBORATED,
        "3": Information.HEARSAY_UNCORROBORATED,
        "4": Information.HEARSAY_UNCORROBORATED,
        "5": Information.SUSPECTED_FALSE,
        "6": Information.BASIS_UNKNOWN,
    },
}
_SOURCE_CODE: Final[dict[Scheme, str]] = {  # one code per member of Source, in order
    Scheme.THREE_FIVE_TWO: "11232",
    Scheme.FIVE_FIVE_FIVE: "ABCDE",
    Scheme.FOUR_BY_FOUR: "ABCCX",
    Scheme.ADMIRALTY: "ACDEF",
}
_INFORMATION_CODE: Final[dict[Scheme, str]] = {  # one code per member of Information, in order; "-" is none
    Scheme.THREE_FIVE_TWO: "AABCDE",
    Scheme.FIVE_FIVE_FIVE: "123445",
    Scheme.FOUR_BY_FOUR: "12344-",
    Scheme.ADMIRALTY: "123465",
}


@dataclass(frozen=True, slots=True)
class Crossing:
    """A grade and what it became in another scheme. Both are kept; the original decides.

    `blocked` says why there is no mapped grade. `handling` names conditions that must travel with it.
    """

    original: Grade
    mapped: Grade | None
    lossy: bool
    blocked: str | None = None
    warnings: tuple[str, ...] = ()
    handling: tuple[str, ...] = ()


def cross(grade: Grade, to: Scheme, *, false_as_warning: bool = False) -> Crossing:
    """Express a grade in another scheme, once and one way. Raises CannotCross for one crossed before.

    4x4 has no code for information suspected to be false: the crossing is blocked, unless the caller asks
    for it to be sent as a warning (`false_as_warning`), which gives 4 under handling H3.
    """
    if grade.crossed_from is not None:
        raise CannotCross(
            "This grade was already translated from %(crossed_from)s: go back to the original.",
            crossed_from=grade.crossed_from,
        )
    if to is grade.scheme:
        return Crossing(grade, grade, lossy=False)
    source, told = grade.canonical
    code = _INFORMATION_CODE[to][told - 1]
    warnings = list(_truth_or_basis(grade.scheme, to))
    handling: tuple[str, ...] = ()
    if code == "-":
        said = f"{to} has no code for information suspected to be false."
        if not false_as_warning:
            return Crossing(
                grade, None, lossy=True, blocked=f"{said} Do not send it, or send it as a warning."
            )
        code, handling = "4", ("4x4:H3",)
        warnings.append(
            f"{said} It is sent as 4 and needs the condition H3 with the words 'suspected false'."
        )
    mapped = Grade(to, _SOURCE_CODE[to][source - 1], code, crossed_from=grade.scheme)
    return Crossing(grade, mapped, lossy=True, warnings=tuple(warnings), handling=handling)


def _truth_or_basis(one: Scheme, other: Scheme) -> tuple[str, ...]:
    if Scheme.ADMIRALTY in (one, other):
        return ("Admiralty numbers judge truth; the police schemes judge how the source knows it.",)
    return ()


def weakness(grade: Grade) -> tuple[int, int]:
    """A sort key across schemes: a larger pair is weaker. For ordering lists, never shown."""
    source, told = grade.canonical
    return int(source), int(told)
