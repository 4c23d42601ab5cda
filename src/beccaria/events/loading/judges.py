"""Judge the rows of event files one by one: what the types of columns cannot say."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from beccaria.core.happenings import Family, Outcome, Part
from beccaria.engines.folding import fold
from beccaria.events.privilege import privileged, privileged_payer

if TYPE_CHECKING:
    from collections.abc import Callable

    from beccaria.lib.tables import Value

    Sites = Callable[[str], str | None]
    Values = dict[str, Value]

_CLOCKS_DIFFER = timedelta(minutes=5)
_CURRENCY = re.compile(r"[A-Z]{3}")


class Judge(ABC):
    """Says why a row cannot be loaded, or fills in what its statement needs."""

    def __init__(self, sites: Sites) -> None:
        self._sites = sites

    def __call__(self, values: Values) -> str | None:
        """The sentence, or None."""
        values["made_known"] = False
        return self._judge(values)

    @abstractmethod
    def _judge(self, values: Values) -> str | None:
        """What is particular to the kind."""

    def _settle(self, values: Values, *columns: str) -> str | None:
        """Turn names of establishments into codes."""
        for column in columns:
            if not values[column]:
                continue
            code = self._sites(str(values[column]))
            if code is None:
                return f"{column}: there is no establishment {values[column]}: load the estate first."
            values[column] = code
        return None


class Movements(Judge):
    """Movements: both ends are known establishments."""

    def _judge(self, values: Values) -> str | None:
        return self._settle(values, "from_establishment", "to_establishment")


class Visits(Judge):
    """Visits: nobody privileged, nothing but bookings in the future."""

    def __init__(self, sites: Sites, at: datetime) -> None:
        super().__init__(sites)
        self._at = at

    def _judge(self, values: Values) -> str | None:
        if privileged(str(values["relationship"] or "")):
            return (
                "relationship: visits of lawyers, courts, ombudsmen, inspectors and doctors are privileged and never "
                "enter: leave such rows out."
            )
        at, ends = values["at"], values["ends_at"]
        if isinstance(at, datetime):
            if at > self._at + _CLOCKS_DIFFER and values["outcome"] not in (
                Outcome.BOOKED,
                Outcome.CANCELLED,
            ):
                return f"at: {at} is in the future, but the visit is said to be {values['outcome']}: correct one."
            if isinstance(ends, datetime) and ends < at:
                return "ends_at: it lies before at: correct one of the two."
        if values["visitor_id"] and values["visitor_id"] == values["prisoner_id"]:
            return "visitor_id: visitor and prisoner are the same person: correct one of the two."
        return self._settle(values, "establishment")


class Incidents(Judge):
    """Incidents: a known family, and parts written as person:part."""

    def _judge(self, values: Values) -> str | None:
        family = fold(str(values["family"])).replace(" ", "_")
        if family not in set(Family):
            return f"family: “{values['family']}” is not one of {', '.join(Family)}."
        people: list[str] = []
        parts: list[str] = []
        for pair in values["people"] if isinstance(values["people"], tuple) else ():
            person, colon, part = pair.rpartition(":")
            word = fold(part)
            if not colon or not person.strip() or word not in set(Part):
                return f"people: “{pair}” is not a person_id, a colon and one of {', '.join(Part)}."
            people.append(person.strip())
            parts.append(word)
        values["family"] = family
        values["made_people"], values["made_parts"] = tuple(people), tuple(parts)
        return self._settle(values, "establishment")


class Finds(Judge):
    """Finds: something was found, not nothing."""

    def _judge(self, values: Values) -> str | None:
        quantity = values["quantity"]
        if isinstance(quantity, Decimal) and not 0 < quantity < Decimal(10**9):
            return f"quantity: {quantity} is not an amount that can be found: correct it, or leave it empty."
        return self._settle(values, "establishment")


class Payments(Judge):
    """Payments: something was paid, by somebody who is not privileged."""

    def _judge(self, values: Values) -> str | None:
        amount, currency = values["amount"], str(values["currency"] or "").upper()
        if not (isinstance(amount, Decimal) and 0 < amount < Decimal(10**11)):
            return f"amount: {amount} is not an amount that can be paid: correct it."
        if privileged_payer(str(values["payer_name"])):
            return (
                "payer_name: payments of lawyers, courts, consulates and the like are privileged and never enter: "
                "leave such rows out."
            )
        if currency and not _CURRENCY.fullmatch(currency):
            return (
                f"currency: “{values['currency']}” is not a code of three letters, such as EUR: correct it."
            )
        values["currency"] = currency or None
        return self._settle(values, "establishment")
