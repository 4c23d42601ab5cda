"""People who propose and decide categories and statuses in tests. All of it is invented."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from beccaria.core.classification import State
from beccaria.lib import countries
from beccaria.risk.actions.classifying import (
    Decided,
    NewClassification,
    decide_classification,
    propose_classification,
)
from beccaria.risk.actions.resting import NewFact

if TYPE_CHECKING:
    from pathlib import Path

    from tests.grouping import Does


def fact(at: datetime, **more: Any) -> NewFact:
    """Something he did."""
    said: dict[str, Any] = {
        "ground": "conduct",
        "text": "Gave orders from the yard and had a man beaten.",
        "observed": at.date() - timedelta(days=20),
    }
    return NewFact(**(said | more))


def status(person: str, at: datetime, /, **more: Any) -> NewClassification:
    """A status of high risk for a hundred days."""
    today = at.date()
    said: dict[str, Any] = {
        "person": person,
        "kind": "status",
        "value": "high_risk",
        "article": "House rules, article 12",
        "why": "He directs violence on the wing.",
        "against": "No find on him in two months.",
        "facts": [fact(at)],
        "starts": today,
        "until": today + timedelta(days=100),
    }
    return NewClassification(**(said | more))


def category(person: str, at: datetime, /, **more: Any) -> NewClassification:
    """The category high of the neutral scale, for a prison of which no pack tells the list."""
    return status(person, at, **({"kind": "category", "value": "neutral:high", "until": None} | more))


def in_force(does: Does, new: NewClassification, *, at: datetime) -> str:
    """Proposed by Bo, decided by Gil, and by Cy where two are needed."""
    made = str(does("bo", propose_classification, new, at=at))
    for who in ("gil", "cy"):
        said = Decided(yes=True, answer="The facts carry it.", authority_note="12/2026 of 2 May")
        if does(who, decide_classification, made, said, at=at) is State.IN_FORCE:
            break
    return made


def claim(settings: Any, folder: Path, **packs: str) -> None:
    """Packs in a folder of the service's own that claim a country: `claim(settings, tmp_path, NL="ZZ")`."""
    for name, code in packs.items():
        text = (countries.FOLDER / f"{name}.yaml").read_text()
        lines = [f"codes: [{code}]" if line.startswith("codes:") else line for line in text.splitlines()]
        (folder / f"{name}.yaml").write_text("\n".join(lines))
    settings.COUNTRY_PACKS = str(folder)
    countries.packs.cache_clear()


def days(at: datetime, count: int) -> date:
    """The day so many days later."""
    return at.date() + timedelta(days=count)
