"""Give events in the columns of the files they come in, for calculations over feeds."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import Case, F, Q, TextField, Value, When
from django.db.models.functions import Concat

from beccaria.core.actors import Actor
from beccaria.events.models import Find, Incident, Movement, Payment, Visit

MODELS: Final[dict[str, Any]] = {
    "movements": Movement,
    "visits": Visit,
    "payments": Payment,
    "incidents": Incident,
    "finds": Find,
}
KINDS: Final = frozenset(MODELS)
"""The kinds of files whose rows are events here."""


def _code(person: str) -> Case:
    """The register's identifier of somebody, or ours when the register does not know him."""
    known = When(**{f"{person}__source": "register"}, then=F(f"{person}__key"))
    return Case(known, default=F(f"{person}__id"), output_field=TextField())


# Column of the file -> column of the table, where they differ; people are named by the register's identifier.
_COLUMNS: Final[dict[str, dict[str, Any]]] = {
    "movements": {
        "movement_id": F("key"),
        "person_id": _code("person"),
        **{
            name: F(name)
            for name in ("at", "kind", "from_establishment", "to_establishment", "to_wing", "to_cell")
        },
    },
    "visits": {
        "visit_id": F("key"),
        "establishment": F("site"),
        "prisoner_id": _code("prisoner"),
        "visitor_id": Case(
            When(Q(visitor__isnull=False), then=_code("visitor")),
            default=Value(None),
            output_field=TextField(),
        ),
        **{
            name: F(name)
            for name in (
                *("at", "ends_at", "visitor_name", "visitor_born", "visitor_document", "visitor_phone"),
                *("visitor_address", "relationship", "kind", "outcome", "reason"),
            )
        },
    },
    "payments": {
        "payment_id": F("key"),
        "establishment": F("site"),
        "prisoner_id": _code("prisoner"),
        **{
            name: F(name)
            for name in (
                "at",
                "payer_name",
                "payer_account",
                "payer_address",
                "amount",
                "currency",
                "direction",
            )
        },
    },
    "incidents": {
        "incident_id": F("key"),
        "establishment": F("site"),
        **{name: F(name) for name in ("at", "wing", "family", "severity", "text")},
        "people": StringAgg(
            Concat(
                _code("parts__person"),
                Value(":", output_field=TextField()),
                F("parts__part"),
                output_field=TextField(),
            ),
            delimiter=";",
            default=None,
        ),
    },
    "finds": {
        "find_id": F("key"),
        "establishment": F("site"),
        "person_id": Case(
            When(Q(person__isnull=False), then=_code("person")), default=Value(None), output_field=TextField()
        ),
        **{
            name: F(name)
            for name in ("at", "wing", "cell", "item", "quantity", "unit", "how", "found_by", "text")
        },
    },
}


def as_file(kind: str, *, since: datetime | None, until: datetime, by: Actor) -> Iterator[dict[str, Any]]:
    """Events of one kind of file in a time that the reader may see, empty texts as nothing."""
    del by  # judged by the row policy of this transaction
    rows = MODELS[kind].objects.filter(at__lt=until)
    if since is not None:
        rows = rows.filter(at__gte=since)
    columns = _COLUMNS[kind]
    # Other names than the tables' own, which an annotation may not take.
    said = rows.annotate(**{f"file_{name}": value for name, value in columns.items()}).order_by("at", "id")
    for row in said.values_list(*(f"file_{name}" for name in columns)).iterator():
        yield {
            name: (float(value) if name in {"amount", "quantity"} and value is not None else value or None)
            for name, value in zip(columns, row, strict=True)
        }


def came_since(kind: str, moment: datetime, *, by: Actor) -> bool:
    """Whether an event of one kind of file that the reader may see was recorded after a moment."""
    del by  # judged by the row policy of this transaction
    return bool(MODELS[kind].objects.filter(recorded_at__gt=moment).exists())
