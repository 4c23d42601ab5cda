"""Look into an upload that waits: its headings, what they are taken for, and its first rows."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final

from django.utils import timezone

from beccaria.core.feeds import KINDS, Feed
from beccaria.feeds.queries import guarding
from beccaria.feeds.taking.staging import may_be_future
from beccaria.lib.tables import CannotRead, open_source, open_table

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from pathlib import Path

    from beccaria.core.actors import Actor

_ROWS: Final = 5
_LONGEST: Final = 60
WITHHELD: Final = "…"


@dataclass(frozen=True, slots=True)
class Seen:
    """What an upload looks like. `wrong` says why it cannot be read with these headings; then there are no rows."""

    headings: tuple[str, ...]
    found: dict[str, str]
    ignored: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    wrong: CannotRead | None = None


def headings(path: Path) -> tuple[str, ...]:
    """The headings of a file, whatever they mean. Raises CannotRead."""
    source = open_source(path, len)
    try:
        return tuple(next((cells for cells in source.rows() if any(cells)), []))
    finally:
        source.close()


def look(path: Path, kind: Feed, mapping: Mapping[str, str], *, by: Actor, at: datetime) -> Seen:
    """The upload under this mapping. A row that may be privileged is shown without its cells."""
    try:
        table = open_table(
            path,
            KINDS[kind],
            now=at,
            zone=timezone.get_default_timezone(),
            profile=mapping,
            may_be_future=may_be_future(kind),
        )
    except CannotRead as said:
        return Seen(_headings_or_none(path), dict(mapping), (), (), (), said)
    screen = guarding.screen(kind, by=by)
    try:
        places = {heading: place for place, heading in reversed(list(enumerate(table.headings)))}
        columns = [one.name for one in KINDS[kind].columns if one.name in table.found]
        rows = []
        for _number, cells in islice(((n, c) for n, c in table.numbered() if any(c)), _ROWS):
            wide = [*cells, *[""] * len(table.headings)]
            at_place = [wide[places[table.found[name]]] for name in columns]
            hidden = screen.hides(cells) or screen.refuses(dict(zip(columns, at_place, strict=True)))
            rows.append(tuple(WITHHELD if hidden else cell[:_LONGEST] for cell in at_place))
        return Seen(
            tuple(table.headings), dict(table.found), tuple(table.ignored), tuple(columns), tuple(rows)
        )
    finally:
        table.close()


def _headings_or_none(path: Path) -> tuple[str, ...]:
    try:
        return headings(path)
    except CannotRead:
        return ()
