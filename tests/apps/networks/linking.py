"""Plants what ties people, past every policy, with the marking that a test wants: one row of each kind at a time."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import psycopg

from beccaria.networks.queries.chart_shapes import TieKind
from tests.apps.people.town import NOW, Town

if TYPE_CHECKING:
    from collections.abc import Callable

NORTH, SOUTH = "NORTH", "SOUTH"
EVERY = frozenset(TieKind)
_MARKED = {"site": NORTH, "level": 0, "compartments": [], "handling": []}


class Links:
    """Ties between people of a town. What is said by name overrides what is usual."""

    def __init__(self, town: Town) -> None:
        self.town = town

    def insert(self, table: str, **values: Any) -> str:
        """One row, as it is given."""
        made = {"id": str(uuid.uuid4())} | values
        url = self.town.cluster.admin_url.replace("/postgres?", f"/{self.town.name}?")
        places = ", ".join(["%s"] * len(made))
        statement = f"INSERT INTO {table} ({', '.join(made)}) VALUES ({places})"
        with psycopg.connect(url) as connection:
            connection.execute(statement.encode(), list(made.values()))
        return str(made["id"])

    def change(self, statement: str, *values: Any) -> None:
        """Change what is planted."""
        self.town.rows(f"{statement} RETURNING 1", *values)

    def event(self, table: str, days: float, **values: Any) -> str:
        """An event so many days ago."""
        key = str(uuid.uuid4())
        told = {"source": "test", "key": key, "at": ago(days), "recorded_at": NOW}
        return self.insert(table, **(_MARKED | told | values))

    def visit(self, one: str, other: str, days: float = 10, **values: Any) -> str:
        """Somebody visits a prisoner."""
        said = {
            "prisoner_id": one, "visitor_id": other, "visitor_name": "N", "outcome": "completed", "kind": "",
            "visitor_document": "", "visitor_phone": "", "visitor_address": "", "relationship": "", "reason": "",
        }  # fmt: skip
        return self.event("events_visit", days, **(said | values))

    def payment(self, one: str, other: str, days: float = 10, **values: Any) -> str:
        """Somebody pays for a prisoner."""
        said = {
            "prisoner_id": one, "described_id": other, "payer_name": "N", "payer_account": "", "method": "",
            "payer_address": "", "amount": 20, "currency": "EUR", "direction": "in",
        }  # fmt: skip
        return self.event("events_payment", days, **(said | values))

    def call(self, one: str, other: str, days: float = 10, **values: Any) -> str:
        """A prisoner wants to call somebody."""
        said = {
            "prisoner_id": one, "described_id": other, "contact_name": "N", "number": "555010", "reason": "",
            "relationship": "", "decision": "allowed",
        }  # fmt: skip
        return self.event("events_callrequest", days, **(said | values))

    def incident(self, *parts: tuple[str, str], days: float = 10, **values: Any) -> str:
        """People have parts in one incident."""
        said = {"family": "assault", "wing": "", "severity": "", "text": ""}
        made = self.event("events_incident", days, **(said | values))
        for person, part in parts:
            self.insert("events_incidentpart", incident_id=made, person_id=person, part=part)
        return made

    def both(self, one: str, other: str, days: float = 10, **values: Any) -> str:
        """An incident of two."""
        return self.incident((one, "fighter"), (other, "fighter"), days=days, **values)

    def item(self, one: str, other: str, days: float = 10, **values: Any) -> str:
        """A graded item links two people."""
        grade = values.pop("grade", ("3x5x2", "1", "A"))
        relations = values.pop("relations", ("about", "contact_of"))
        conditions = values.pop("conditions", ["3x5x2:P"])
        report = self.insert(
            "reports_report", **(_MARKED | values), reference=str(uuid.uuid4()), title="T", provenance="",
            provenance_scheme="", provenance_source="", provenance_information="", happened_at=ago(days),
            opened_at=NOW, opened_by="x", stage="graded", revision=1, folded="",
        )  # fmt: skip
        item = self.insert(
            "reports_item", report_id=report, position=1, text="T", nature="fact", underlying="", subject="",
            threats=[], currency="unknown", reliability="unknown", concreteness="unknown", scheme=grade[0],
            source=grade[1], information=grade[2], handling=conditions if grade[0] else [], handling_note="",
            graded_by="x" if grade[0] else "", graded_at=NOW if grade[0] else None,
        )  # fmt: skip
        for person, relation in zip((one, other), relations, strict=True):
            self.insert(
                "reports_itemlink", item_id=item, reference=f"person:{person}", relation=relation,
                linked_by="x", linked_at=NOW, ended_by="",
            )  # fmt: skip
        return report

    def cell(self, one: str, other: str, days: float = 30, **values: Any) -> str:
        """Two people are held in one cell; whose custody it is has no marking but his own."""
        # Without a cell of its own the pair has a wing to itself, so that nobody else is near.
        alone = str(uuid.uuid4())
        wing = "C" if "cell" in values else alone
        place = {"establishment": values.pop("site", NORTH), "wing": wing, "cell": alone} | values
        for person in (one, other):
            made = self.insert(
                "people_custodyperiod", person_id=person, source="test", key=str(uuid.uuid4()), status="",
                category="", starts_at=ago(days), recorded_at=NOW, **place,
            )  # fmt: skip
        return made

    def loaded(self, one: str, other: str, days: float = 10, **values: Any) -> str:
        """A loaded network ties two."""
        said = {
            "source": "network:test", "key": str(uuid.uuid4()), "person_id": one, "other_id": other, "kind": "",
            "directed": False, "weight": 1, "scheme": "", "source_grade": "", "information_grade": "",
            "recorded_at": ago(days),
        }  # fmt: skip
        return self.insert("networks_tie", **(_MARKED | said | values))

    def kinds(self) -> dict[TieKind, Callable[..., str]]:
        """How each kind is planted: that one is tied to the other."""

        def kin(one: str, other: str, **values: Any) -> str:
            return self.visit(one, other, relationship="brother", **values)

        return {
            TieKind.REPORT: self.item,
            TieKind.VISIT: self.visit,
            TieKind.PAYMENT: self.payment,
            TieKind.CALL: self.call,
            TieKind.INCIDENT: self.both,
            TieKind.CELL: self.cell,
            TieKind.KINSHIP: kin,
            TieKind.LOADED: self.loaded,
        }


def ago(days: float) -> datetime:
    """A moment so many days ago."""
    return NOW - timedelta(days=days)
