"""The set-based statements that take events from the temporary table `incoming` into their own tables."""

# ruff: noqa: S608  every text put together here is written in this module; values go as parameters

from __future__ import annotations

from dataclasses import dataclass

SOURCE = "register"


@dataclass(frozen=True, slots=True)
class Target:
    """Where a kind of event goes: the table, the column that names a row, its site, and each column's value."""

    table: str
    key: str
    site: str
    columns: dict[str, str]
    refusals: tuple[tuple[str, str], ...] = ()


def _text(*names: str) -> dict[str, str]:
    return {name: f"coalesce(incoming.{name}, '')" for name in names}


_MOVED_AT = """
coalesce(incoming.to_establishment, incoming.from_establishment,
  (SELECT person.site FROM people_person person WHERE person.id = incoming.made_person_id))
"""
_NOWHERE = "'to_establishment: nothing says from where or to where this was: give one of the two.'"

MOVEMENTS = Target(
    "events_movement",
    "movement_id",
    _MOVED_AT,
    {
        "at": "incoming.at",
        "person_id": "incoming.made_person_id",
        "kind": "incoming.kind",
        **_text("from_establishment", "to_establishment", "to_wing", "to_cell", "reason"),
    },
    refusals=((f"{_MOVED_AT} IS NULL", _NOWHERE),),
)
VISITS = Target(
    "events_visit",
    "visit_id",
    "incoming.establishment",
    {
        "at": "incoming.at",
        "ends_at": "incoming.ends_at",
        "prisoner_id": "incoming.made_prisoner_id",
        "visitor_id": "incoming.made_visitor_id",
        "visitor_name": "incoming.visitor_name",
        "visitor_born": "incoming.visitor_born",
        "outcome": "incoming.outcome",
        **_text("visitor_document", "visitor_phone", "visitor_address", "relationship", "kind", "reason"),
    },
)
PAYMENTS = Target(
    "events_payment",
    "payment_id",
    "incoming.establishment",
    {
        "at": "incoming.at",
        "prisoner_id": "incoming.made_prisoner_id",
        "payer_name": "incoming.payer_name",
        "amount": "round(incoming.amount, 2)",
        "direction": "coalesce(incoming.direction, 'in')",
        **_text("payer_account", "payer_address", "currency", "method"),
    },
    refusals=(("round(incoming.amount, 2) = 0", "'amount: less than nothing was paid: correct it.'"),),
)
INCIDENTS = Target(
    "events_incident",
    "incident_id",
    "incoming.establishment",
    {"at": "incoming.at", "family": "incoming.family", **_text("wing", "severity", "text")},
)
FINDS = Target(
    "events_find",
    "find_id",
    "incoming.establishment",
    {
        "at": "incoming.at",
        "item": "incoming.item",
        "quantity": "round(incoming.quantity, 3)",
        "person_id": "incoming.made_person_id",
        **_text("wing", "cell", "unit", "how", "found_by", "text"),
    },
)


def know(column: str) -> str:
    """Find our persons by the register's identifiers in a column."""
    return f"""
UPDATE incoming SET made_{column} = person.id FROM people_person person
WHERE person.source = %(source)s AND person.key = incoming.{column}
"""


def why_unknown(column: str) -> str:
    """The sentence for a row about a person nobody has loaded."""
    return f"'{column}: there is no person ' || incoming.{column} || ': load the people first.'"


def count_unknown(column: str) -> str:
    """How many rows name somebody nobody has loaded."""
    return f"SELECT count(*) FROM incoming WHERE incoming.{column} IS NOT NULL AND made_{column} IS NULL"


def known(target: Target) -> str:
    """Mark the rows that were loaded before."""
    return f"""
UPDATE incoming SET made_known = true FROM {target.table} known
WHERE known.source = %(source)s AND known.key = incoming.{target.key}
"""


def change(target: Target) -> str:
    """Correct what was loaded before and is now said otherwise."""
    names = ", ".join(("site", *target.columns))
    now = ", ".join((target.site, *target.columns.values()))
    was = ", ".join(f"known.{name}" for name in ("site", *target.columns))
    return f"""
UPDATE {target.table} known SET ({names}) = ROW({now}) FROM incoming
WHERE incoming.made_known AND known.source = %(source)s AND known.key = incoming.{target.key}
  AND ({was}) IS DISTINCT FROM ({now})
"""


def add(target: Target) -> str:
    """Add what was not loaded before."""
    return f"""
INSERT INTO {target.table}
  (id, source, key, recorded_at, site, level, compartments, handling, {", ".join(target.columns)})
SELECT gen_random_uuid()::text, %(source)s, incoming.{target.key}, %(at)s, {target.site}, 0, '{{}}', '{{}}',
  {", ".join(target.columns.values())}
FROM incoming WHERE NOT incoming.made_known
"""


_PARTS = """
FROM incoming
JOIN events_incident incident ON incident.source = %(source)s AND incident.key = incoming.incident_id
CROSS JOIN LATERAL unnest(incoming.made_people, incoming.made_parts) AS named(key, part)
"""

COUNT_UNKNOWN_PARTS = f"""
SELECT count(*) {_PARTS}
WHERE NOT EXISTS (SELECT 1 FROM people_person person WHERE person.source = %(source)s AND person.key = named.key)
"""

ADD_PARTS = f"""
WITH added AS (
  INSERT INTO events_incidentpart (id, incident_id, person_id, part)
  SELECT gen_random_uuid()::text, incident, person, part FROM (
    SELECT DISTINCT incident.id AS incident, person.id AS person, named.part {_PARTS}
    JOIN people_person person ON person.source = %(source)s AND person.key = named.key
  ) told
  WHERE NOT EXISTS (
    SELECT 1 FROM events_incidentpart held
    WHERE held.incident_id = told.incident AND held.person_id = told.person AND held.part = told.part)
  RETURNING incident_id
)
SELECT count(DISTINCT incident.id)
FROM added
JOIN events_incident incident ON incident.id = added.incident_id
JOIN incoming ON incoming.incident_id = incident.key
WHERE incoming.made_known
"""
