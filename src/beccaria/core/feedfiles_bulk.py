"""Name the columns of the files that are taken in as bulk records and that the simulated service does not write."""

from typing import Final

from beccaria.core.feedfiles import CALLS, Column, FileKind

_OF_CALLS: Final = {column.name: column for column in CALLS.columns}
_AT, _ESTABLISHMENT, _WING = (_OF_CALLS[name] for name in ("at", "establishment", "wing"))


def _key(name: str) -> Column:
    return Column(name, required=True, also=("id",))


MAIL: Final = FileKind(
    "mail",
    (
        _key("mail_id"),
        _AT,
        _ESTABLISHMENT,
        Column("prisoner_id", means="person_id of the prisoner, when the source knows him"),
        Column("direction", choices=("in", "out")),
        Column(
            "correspondent",
            also=("sender", "recipient", "from", "to"),
            means="who wrote, or was written to",
        ),
        Column("relationship"),
        Column("kind", choices=("letter", "parcel", "card", "electronic")),
        Column("outcome", choices=("passed", "stopped", "seized")),
    ),
)

CANTEEN: Final = FileKind(
    "canteen",
    (
        _key("purchase_id"),
        _AT,
        _ESTABLISHMENT,
        Column("prisoner_id", required=True, means="person_id of the prisoner"),
        Column("item", means="what was bought, in the shop's own words"),
        Column("quantity", "number"),
        Column("amount", "number", required=True, means="in the currency's major unit"),
        Column("currency"),
    ),
)

SCANNERS: Final = FileKind(
    "scanners",
    (
        _key("scan_id"),
        _AT,
        _ESTABLISHMENT,
        _WING,
        Column("device", required=True, choices=("body", "bag", "mail", "vehicle", "phone_detector")),
        Column("outcome", required=True, choices=("clear", "alarm", "refused")),
        Column("person_id", means="who was scanned, when known"),
        Column("text"),
    ),
)

FEED_FILES: Final[dict[str, FileKind]] = {kind.name: kind for kind in (MAIL, CANTEEN, SCANNERS)}
