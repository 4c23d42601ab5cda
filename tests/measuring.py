"""People who propose and decide measures in tests. All of it is invented."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from beccaria.measures.actions.deciding import decide
from beccaria.measures.actions.proposing import NewMeasure, propose
from beccaria.risk import api as risk
from tests.classifying import fact

if TYPE_CHECKING:
    from tests.grouping import Does

YES = risk.Decided(yes=True, answer="Nothing milder does.", authority_note="12/2026 of 2 May")
NO = risk.Decided(yes=False, answer="Something milder does.")
WHY: dict[str, str] = {
    "necessary": "He had a man beaten over a debt, and the debt still stands.",
    "proportionate": "Only who brings him orders is kept from speaking to him unheard.",
    "alternatives": "A warning and a search after visits were tried in May and did not stop it.",
    "non_discriminatory": "Two others of whom the same was found are under the same measure.",
    "accountable": "The governor; written down daily, looked at by the visiting judge each month.",
}
FRESH: dict[str, str] = {
    "necessary": "Since June a cousin writes what he used to say aloud; two letters name a new victim.",
    "proportionate": "Visits of children stay open; the glass is for grown visitors.",
    "alternatives": "We opened three visits in June as a trial, and the cousin passed a note each time.",
    "non_discriminatory": "Nobody else on the wing had notes passed this summer.",
}


def supervised(person: str, at: datetime, /, **more: Any) -> NewMeasure:
    """Supervised visits for twenty days."""
    said: dict[str, Any] = {
        "person": person,
        "kind": "supervised_visits",
        "what": "Visits behind glass, with an officer in the room",
        "article": "House rules, article 40",
        "office": "The governor of Northgate",
        "starts": at,
        "ends": at + timedelta(days=20),
        "remedy": "The supervisory judge",
        "told": "You gave orders to hurt a man during a visit.",
        "facts": [fact(at)],
        **WHY,
    }
    return NewMeasure(**(said | more))


def isolation(person: str, at: datetime, /, **more: Any) -> NewMeasure:
    """Isolation for five days."""
    said: dict[str, Any] = {
        "kind": "isolation",
        "what": "Alone in a cell of the special wing",
        "article": "Prison Act, article 33",
        "ends": at + timedelta(days=5),
        "contact_hours": Decimal(1),
        "limit_told": "The regional director",
    }
    return supervised(person, at, **(said | more))


def separation(person: str, at: datetime, /, **more: Any) -> NewMeasure:
    """Apart from others but for three hours a day."""
    said: dict[str, Any] = {"kind": "separation", "contact_hours": Decimal(3), "limit_told": ""}
    return isolation(person, at, **(said | more))


def in_force(does: Does, new: NewMeasure, *, at: datetime) -> str:
    """Proposed by Bo, decided by Gil, and by Cy as the second person."""
    made = str(does("bo", propose, new, at=at))
    for who in ("gil", "cy"):
        does(who, decide, made, YES, at=at)
    return made
