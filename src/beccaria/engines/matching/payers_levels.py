"""What is compared of two people whose births nobody wrote down, level by level, in SQL and in words."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Step:
    """One way an aspect can compare. `says` is the reason in words; {l} and {r} stand for the two values.

    `m`, `h`, `u` are how often it is so for one person twice, for two people of one household, and for strangers,
    before anything is learnt; each aspect's need not sum to one. `rare`: the rareness of the value tells more than `u`.
    """

    sql: str
    says: str
    m: float
    h: float
    u: float
    rare: bool = False


@dataclass(frozen=True, slots=True)
class Aspect:
    """What is compared, when it is not known, and its steps from equal to different; the last catches all others."""

    name: str
    unknown: str
    steps: tuple[Step, ...]
    needs: frozenset[str]
    shows: str = ""

    def sql(self) -> str:
        """The number of the step as SQL, from 0 for the first; -1 when one side is not known."""
        whens = " ".join(f"WHEN {step.sql} THEN {place}" for place, step in enumerate(self.steps[:-1]))
        last = len(self.steps) - 1
        return f"CASE WHEN {self.unknown} THEN -1 {whens} ELSE {last} END" if whens else "0"


def _either_null(field: str) -> str:
    return f"{field}_l IS NULL OR {field}_r IS NULL"


def _near(field: str) -> str:
    """One slip in a name of at least four letters, or Jaro and Winkler's likeness of 0.92."""
    return (
        f"(least(length({field}_l), length({field}_r)) > 3 AND damerau_levenshtein({field}_l, {field}_r) <= 1) "
        f"OR jaro_winkler_similarity({field}_l, {field}_r) >= 0.92"
    )


_SWAPPED: Final = "given_l = surname_r AND surname_l = given_r"
GIVEN: Final = Aspect(
    "given",
    _either_null("given"),
    (
        Step("given_l = given_r", "same given name", 0.92, 0.006, 0.0045, rare=True),
        Step(_SWAPPED, "names in the other order", 0.002, 1e-4, 1e-6, rare=True),
        Step(
            "len(forms_l) > 0 AND len(forms_r) > 0 AND list_has_any(forms_l, forms_r)",
            "{l} and {r} may be one given name",
            0.016,
            0.0015,
            0.0025,
        ),
        Step(f"{_near('given')}", "given names alike ({l}, {r})", 0.025, 0.0017, 0.0011),
        Step(
            "least(length(given_l), length(given_r)) = 1 AND substr(given_l, 1, 1) = substr(given_r, 1, 1)",
            "same initial of the given name ({l}, {r})",
            0.006,
            1e-3,
            1e-3,
        ),
        Step(
            "jaro_winkler_similarity(given_l, given_r) >= 0.8",
            "given names somewhat alike ({l}, {r})",
            0.006,
            0.006,
            0.0045,
        ),
        Step("", "different given names ({l}, {r})", 0.015, 0.983, 0.986),
    ),
    frozenset(("given", "surname")),
)
SURNAME: Final = Aspect(
    "surname",
    _either_null("surname"),
    (
        Step("surname_l = surname_r", "same surname", 0.95, 0.8, 0.0008, rare=True),
        Step(_SWAPPED, "names in the other order", 0.002, 1e-4, 1e-6, rare=True),
        Step(
            f"{_near('surname')} "
            "OR ((contains(surname_l, ' ') OR contains(surname_r, ' ')) AND list_has_any("
            "list_filter(string_split(surname_l, ' '), word -> length(word) > 2), string_split(surname_r, ' ')))",
            "surnames alike ({l}, {r})",
            0.02,
            0.02,
            0.0006,
        ),
        Step(
            "jaro_winkler_similarity(surname_l, surname_r) >= 0.8",
            "surnames somewhat alike ({l}, {r})",
            0.005,
            0.004,
            0.0025,
        ),
        Step("", "different surnames ({l}, {r})", 0.023, 0.18, 0.996),
    ),
    frozenset(("given", "surname")),
)
MIDDLE: Final = Aspect(
    "middle",
    _either_null("middle"),
    (
        Step("middle_l = middle_r", "same middle name", 0.95, 0.08, 0.07),
        Step("substr(middle_l, 1, 1) = substr(middle_r, 1, 1)", "same middle initial", 0.03, 0.01, 0.01),
        Step("", "different middle initials", 0.02, 0.91, 0.92),
    ),
    frozenset(("middle",)),
)
SUFFIX: Final = Aspect(
    "suffix",
    _either_null("suffix"),
    (
        Step("suffix_l = suffix_r", "same generation after the name", 0.97, 0.3, 0.5),
        Step("", "different generations after the name ({l}, {r})", 0.03, 0.7, 0.5),
    ),
    frozenset(("suffix",)),
)
_HOUSE: Final = "street_l = street_r AND number_l = number_r"
_UNIT_SAME: Final = "unit_l IS NOT DISTINCT FROM unit_r"
ADDRESS: Final = Aspect(
    "address",
    "(street_l IS NULL AND po_box_l IS NULL) OR (street_r IS NULL AND po_box_r IS NULL) "
    "OR ((street_l IS NULL OR street_r IS NULL) AND (po_box_l IS NULL OR po_box_r IS NULL))",
    (
        Step(f"{_HOUSE} AND {_UNIT_SAME}", "same address", 0.8, 0.85, 4e-5, rare=True),
        Step("po_box_l = po_box_r", "same post box", 0.01, 0.01, 1e-5),
        Step(
            f"{_HOUSE} AND (unit_l IS NULL OR unit_r IS NULL)",
            "same house, flat given once",
            0.015,
            0.015,
            5e-5,
        ),
        Step(_HOUSE, "same house, other flat", 0.004, 0.004, 1e-4),
        Step(
            "number_l = number_r AND jaro_winkler_similarity(street_l, street_r) >= 0.9",
            "same house number, streets alike ({l}, {r})",
            0.03,
            0.03,
            1e-5,
        ),
        Step(
            "street_l = street_r AND (number_l IS NULL OR number_r IS NULL "
            "OR damerau_levenshtein(number_l, number_r) <= 1)",
            "same street, house number nearly or not known",
            0.04,
            0.04,
            2e-4,
        ),
        Step("street_l = street_r", "same street, other number", 0.012, 0.012, 2e-3),
        Step(
            "number_l = number_r AND jaro_winkler_similarity(street_l, street_r) >= 0.75",
            "same house number, streets somewhat alike ({l}, {r})",
            0.01,
            0.01,
            2e-4,
        ),
        Step("", "different addresses", 0.09, 0.05, 0.997),
    ),
    frozenset(("street",)),
    shows="street",
)


def _exact(field: str, noun: str, m: float, h: float, u: float, *, rare: bool = False) -> Aspect:
    return Aspect(
        field,
        _either_null(field),
        (
            Step(f"{field}_l = {field}_r", f"same {noun}", m, h, u, rare=rare),
            Step("", f"different {noun}", 1 - m, 1 - h, 1 - u),
        ),
        frozenset((field,)),
    )


ASPECTS: Final = (
    GIVEN,
    SURNAME,
    MIDDLE,
    SUFFIX,
    ADDRESS,
    _exact("postcode", "postcode", 0.96, 0.96, 0.02, rare=True),
    _exact("town", "town", 0.93, 0.93, 0.05, rare=True),
    _exact("phone", "telephone number", 0.8, 0.3, 1e-5),
    _exact("email", "email address", 0.8, 0.05, 1e-5),
    _exact("document", "document number", 0.95, 0.002, 1e-6),
    _exact("sex", "sex", 0.99, 0.45, 0.5),
)
# What `records` must be copied with, each twice over in a pair.
FIELDS: Final = (
    *("given", "given1", "forms", "surname", "middle", "suffix", "number", "street", "unit", "po_box"),
    *("postcode", "town", "phone", "email", "document", "sex"),
)


def usable(filled: frozenset[str]) -> tuple[Aspect, ...]:
    """The aspects both tables say something of; a post box counts as an address."""
    known = filled | ({"street"} if "po_box" in filled else set())
    return tuple(aspect for aspect in ASPECTS if aspect.needs <= known)
