"""What the types of columns cannot say: rules of each kind as SQL over typed rows, each with its sentence."""

from __future__ import annotations

from typing import Final

from beccaria.core.feeds import Feed

# Conditions that speak against a row, in order, with SQL that makes the sentence. `sites` holds how each establishment
# is written, its code, and whether it is one the rows may be of; $oldest is the first moment that is still kept.
_PLACE: Final = (
    (
        "site.code IS NULL",
        "'establishment: there is no establishment ' || r.establishment || ': load the estate first.'",
    ),
    (
        "NOT site.own",
        "'establishment: the row is of another prison (' || site.code || '): whoever works there brings it in.'",
    ),
)
_AGE: Final = (
    "r.at < $oldest",
    "'at: the row is older than these records may be kept: leave it out.'",
)
_PHONE: Final = r"^[+]?[0-9][0-9 ()./-]{1,22}$"
_PRICE: Final = r"^[0-9]{1,6}[.,][0-9]{1,2}$"
_MONEY: Final = (
    (
        "NOT (r.amount > 0 AND r.amount < 1e11)",
        "'amount: ' || r.amount || ' is not an amount that can be paid: correct it.'",
    ),
    (
        "r.currency IS NOT NULL AND NOT regexp_full_match(upper(r.currency), '[A-Z]{3}')",
        "'currency: write a code of three letters, such as EUR.'",
    ),
)
_OWN: Final[dict[Feed, tuple[tuple[str, str], ...]]] = {
    Feed.CALLS: (
        (
            f"NOT regexp_full_match(r.number, '{_PHONE}') OR regexp_full_match(r.number, '{_PRICE}')",
            "'number: “' || r.number[1:20] || '” is no telephone number: see whether the columns are shifted.'",
        ),
    ),
    Feed.PAYMENTS: _MONEY,
    Feed.CANTEEN: _MONEY,
    Feed.VISITS: (
        ("r.ends_at < r.at", "'ends_at: it lies before at: correct one of the two.'"),
        (
            "r.at > $now AND r.outcome NOT IN ('booked', 'cancelled')",
            "'at: it is in the future, but the visit is said to be ' || r.outcome || ': correct one.'",
        ),
    ),
    Feed.FINDS: (
        (
            "r.quantity IS NOT NULL AND NOT (r.quantity > 0 AND r.quantity < 1e9)",
            "'quantity: ' || r.quantity || ' is not an amount that can be found: correct it, or leave it empty.'",
        ),
    ),
}


def against(kind: Feed) -> str:
    """SQL that says why a typed row (`r`, with its `site`) cannot be taken; NULL when nothing is wrong."""
    cases = " ".join(
        f"WHEN {condition} THEN {why}" for condition, why in (*_PLACE, _AGE, *_OWN.get(kind, ()))
    )
    return f"CASE {cases} END"
