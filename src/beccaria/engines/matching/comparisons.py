"""How two records are compared, field by field: levels from equal to different, each in SQL and in words."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final

# How the two functions of likeness are called on each engine.
DIALECTS: Final = {
    "duckdb": {
        "jw": "jaro_winkler_similarity",
        "dl": "damerau_levenshtein",
        "starts": "starts_with",
        "days": "abs(date_diff('day', try_strptime(day_l, '%Y%m%d'), try_strptime(day_r, '%Y%m%d')))",
    },
    "spark": {
        "jw": "jaro_winkler",
        "dl": "levenshtein",
        "starts": "startswith",
        "days": "abs(datediff(to_date(day_l, 'yyyyMMdd'), to_date(day_r, 'yyyyMMdd')))",
    },
}


@dataclass(frozen=True, slots=True)
class Level:
    """One way two values can compare. `sql` uses {f}_l and {f}_r; `m` is how often true pairs show it, to begin with.

    `says` is the reason in words: {l} and {r} stand for the two values; empty when it says nothing.
    `rare` is how much the rareness of the value counts, 0 to 1; it is looked up in `rare_in` (the field itself).
    """

    sql: str
    m: float
    says: str
    rare: float = 0.0
    rare_in: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """How one field is compared; the levels go from equal to different, and the last catches all others."""

    field: str
    levels: tuple[Level, ...]
    needs: tuple[str, ...] = ()
    unless: str = ""  # said by another comparison already, so this one keeps silent

    def settings(self, dialect: str) -> dict[str, Any]:
        """As Splink's JSON has it."""
        field, calls = self.field, DIALECTS[dialect]
        unless = f" OR ({self.unless.format(**calls)})" if self.unless else ""
        null = {"sql_condition": f"{field}_l IS NULL OR {field}_r IS NULL{unless}", "is_null_level": True}
        levels: list[dict[str, Any]] = [{**null, "label_for_charts": "not known"}]
        for level in self.levels:
            one: dict[str, Any] = {
                "sql_condition": level.sql.format(f=field, **calls) if level.sql else "ELSE",
                "label_for_charts": level.says or "different",
                "m_probability": level.m,
            }
            if level.rare:
                one |= {
                    "tf_adjustment_column": level.rare_in or field,
                    "tf_adjustment_weight": level.rare,
                    "tf_minimum_u_value": 1e-7,
                    "disable_tf_exact_match_detection": level.sql != "{f}_l = {f}_r",
                }
            levels.append(one)
        return {"output_column_name": field, "comparison_levels": levels}


_SAME: Final = "{f}_l = {f}_r"
# The cheap likeness first: counting slips costs ten times as much.
_ONE_SLIP: Final = "({jw}({f}_l, {f}_r) >= 0.7 AND {dl}({f}_l, {f}_r) <= 1)"
_TWO_SLIPS: Final = "({jw}({f}_l, {f}_r) >= 0.7 AND {dl}({f}_l, {f}_r) <= 2)"
_SWAPPED: Final = "given_l = surname_r AND surname_l = given_r AND given_l <> surname_l"
_NEARLY_SWAPPED: Final = (
    "substr(given_l, 1, 1) = substr(surname_r, 1, 1) AND {jw}(given_l, surname_r) >= 0.88 "
    "AND {jw}(surname_l, given_r) >= 0.88 AND {jw}(given_l, given_r) < 0.8"
)


def _name_levels(noun: str) -> tuple[Level, ...]:
    return (
        Level(
            f"{_ONE_SLIP} AND length({{f}}_l) >= 3", 0.1, f"{noun}s one slip apart ({{l}}, {{r}})", rare=0.5
        ),
        Level(
            "{jw}({f}_l, {f}_r) >= 0.92 OR {starts}({f}_l, {f}_r) OR {starts}({f}_r, {f}_l)",
            0.05,
            f"{noun}s alike ({{l}}, {{r}})",
        ),
        Level("{jw}({f}_l, {f}_r) >= 0.82", 0.03, f"{noun}s somewhat alike ({{l}}, {{r}})"),
        Level("", 0.07, f"different {noun}s"),
    )


GIVEN: Final = Comparison(
    "given",
    (
        Level(_SAME, 0.75, "same given name", rare=1.0),
        Level(_SWAPPED, 0.01, "same names in the other order", rare=1.0, rare_in="both_names"),
        Level(_NEARLY_SWAPPED, 0.005, "names nearly alike in the other order"),
        *_name_levels("given name"),
    ),
    needs=("given", "surname"),
)
SURNAME: Final = Comparison(
    "surname",
    (Level(_SAME, 0.75, "same surname", rare=1.0), *_name_levels("surname")),
    needs=("given", "surname"),
    unless=f"({_SWAPPED}) OR ({_NEARLY_SWAPPED})",
)


def _code(field: str, noun: str, *, rare: float = 0.0) -> Comparison:
    return Comparison(
        field,
        (
            Level(_SAME, 0.8, f"same {noun}", rare=rare),
            Level(_ONE_SLIP, 0.05, f"{noun}s one slip apart ({{l}}, {{r}})"),
            Level(_TWO_SLIPS, 0.02, f"{noun}s two slips apart ({{l}}, {{r}})"),
            Level("", 0.13, f"different {noun}s"),
        ),
    )


def _text(field: str, noun: str) -> Comparison:
    return Comparison(
        field,
        (
            Level(_SAME, 0.7, f"same {noun}", rare=1.0),
            Level("{jw}({f}_l, {f}_r) >= 0.92 OR " + _ONE_SLIP, 0.1, f"{noun} alike ({{l}}, {{r}})"),
            Level("{jw}({f}_l, {f}_r) >= 0.8", 0.05, f"{noun} somewhat alike ({{l}}, {{r}})"),
            Level("", 0.15, f"different {noun}"),
        ),
    )


def _exact(field: str, noun: str, *, rare: float = 1.0) -> Comparison:
    return Comparison(
        field, (Level(_SAME, 0.8, f"same {noun}", rare=rare), Level("", 0.2, f"different {noun}"))
    )


BORN: Final = Comparison(
    "born",
    (
        Level(_SAME, 0.8, "same birth date", rare=1.0),
        Level(_ONE_SLIP, 0.06, "birth dates one slip apart ({l}, {r})"),
        Level(
            "birth_year_l = birth_year_r AND substr(born_l, 5, 2) = substr(born_r, 7, 2) "
            "AND substr(born_l, 7, 2) = substr(born_r, 5, 2)",
            0.01,
            "day and month of birth in the other order",
        ),
        Level(
            "birth_rest_l = birth_rest_r OR substr(born_l, 1, 6) = substr(born_r, 1, 6)",
            0.05,
            "two of three parts of the birth date alike ({l}, {r})",
        ),
        Level(_TWO_SLIPS, 0.02, "birth dates two slips apart ({l}, {r})"),
        Level("birth_year_l = birth_year_r", 0.02, "same birth year"),
        Level("", 0.04, "different birth dates"),
    ),
)
MIDDLE: Final = Comparison(
    "middle",
    (
        Level(_SAME, 0.8, "same middle name", rare=1.0),
        Level("substr({f}_l, 1, 1) = substr({f}_r, 1, 1)", 0.1, "same middle initial"),
        Level("", 0.1, "different middle names"),
    ),
)
EMAIL: Final = Comparison(
    "email",
    (
        Level(_SAME, 0.7, "same email address"),
        Level("split_part({f}_l, '@', 1) = split_part({f}_r, '@', 1)", 0.1, "same name before the @"),
        Level("{jw}({f}_l, {f}_r) >= 0.95 OR " + _TWO_SLIPS, 0.05, "email addresses alike ({l}, {r})"),
        Level("", 0.15, "different email addresses"),
    ),
)
AMOUNT: Final = Comparison(
    "amount",
    (
        Level(_SAME, 0.7, "same amount"),
        Level(
            "abs(CAST({f}_l AS DOUBLE) - CAST({f}_r AS DOUBLE)) <= 0.05 * abs(CAST({f}_l AS DOUBLE))",
            0.2,
            "amounts within five in a hundred ({l}, {r})",
        ),
        Level("", 0.1, "different amounts"),
    ),
)
DAY: Final = Comparison(
    "day",
    (
        Level(_SAME, 0.4, "same day"),
        Level("{days} <= 2", 0.4, "within two days"),
        Level("{days} <= 10", 0.1, "within ten days"),
        Level("", 0.1, "days far apart"),
    ),
)

COMPARISONS: Final = (
    GIVEN,
    SURNAME,
    MIDDLE,
    BORN,
    _code("document", "document number"),
    _code("phone", "telephone number"),
    EMAIL,
    _text("street", "street"),
    _code("number", "house number", rare=1.0),
    _text("unit", "second line of the address"),
    _text("town", "town"),
    _code("postcode", "postcode", rare=1.0),
    _exact("region", "region"),
    _text("birth_place", "birth place"),
    _exact("occupation", "occupation"),
    _exact("sex", "sex"),
    _exact("age", "age"),
    _text("note", "note"),
    AMOUNT,
    DAY,
)


def usable(filled: Collection[str]) -> tuple[Comparison, ...]:
    """The comparisons for which both tables have something in the field and in what else the levels look at."""
    return tuple(c for c in COMPARISONS if c.field in filled and set(c.needs) <= set(filled))
