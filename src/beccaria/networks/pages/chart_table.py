"""Say the same as the chart in two tables, of people and of ties, sorted on the server and turned by pages."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal, TypeVar
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from beccaria.lib import moments
from beccaria.lib.parts import Column, EmptyState, Link, Part, Row, Table
from beccaria.networks.pages.chart_words import ROLE_WORDS
from beccaria.networks.pages.drawn import Dot, Drawn, Line, kind_words, support_words

Query = Sequence[tuple[str, str]]
Item = TypeVar("Item")
PAGE: Final = 25
PEOPLE, TIES = "people", "ties"


@dataclass(frozen=True, slots=True)
class Order:
    """By which column a table is sorted, from which end, and which page of it is shown."""

    column: str
    falling: bool
    page: int

    @classmethod
    def read(cls, said: str, page: str, usual: str) -> "Order":
        """From an address, such as `-records`; nonsense means the usual."""
        said = said or usual
        return cls(said.removeprefix("-"), said.startswith("-"), int(page) if page.isdecimal() else 0)


@dataclass(frozen=True, slots=True)
class Address:
    """Where the chart is, with its question, so that a table can be sorted and turned without losing it."""

    here: str
    query: Query

    def of(self, **changed: str) -> str:
        """The same page with something changed; an empty value is left out."""
        kept = [(name, value) for name, value in self.query if name not in changed]
        return f"{self.here}?{urlencode([*kept, *((n, v) for n, v in changed.items() if v)])}"


_By = Callable[[Any], Any]


def people_table(what: Drawn, order: Order, at: Address, chosen: Callable[[Dot], str]) -> Table:
    """Everybody on the chart. `chosen` gives the address of one person's sentences."""
    ties: Counter[str] = Counter(end for line in what.lines for end in (line.one, line.other))
    columns: dict[str, tuple[str, _By]] = {
        "name": (_("Person"), lambda dot: dot.name.casefold()),
        "group": (_("Groups"), lambda dot: (not dot.marks, _groups(dot))),
        "role": (_("Role"), lambda dot: _roles(dot) or "\uffff"),
        "prison": (_("Prison"), lambda dot: dot.site),
        "step": (_("Steps away"), lambda dot: dot.step),
        "tied": (_("Tied to"), lambda dot: ties[dot.id]),
    }

    def cells(dot: Dot) -> tuple[Part, ...]:
        told = f"{dot.name}, {dot.number}" if dot.number else dot.name
        return (
            Link(told, chosen(dot)), _groups(dot), _roles(dot), dot.site, str(dot.step), str(ties[dot.id]),
        )  # fmt: skip

    kind = _Kind(
        name=PEOPLE,
        caption=_("The people on this chart"),
        columns=columns,
        numeric=frozenset({"step", "tied"}),
        empty=EmptyState(_("Nobody is on this chart")),
    )
    return _table(kind, what.dots, cells, order=order, at=at)


def ties_table(what: Drawn, order: Order, at: Address, chosen: Callable[[Line], str]) -> Table:
    """Every tie on the chart. `chosen` gives the address of its evidence."""
    names = {dot.id: dot.name for dot in what.dots}
    columns: dict[str, tuple[str, _By]] = {
        "one": (_("Who with whom"), lambda line: (names[line.one].casefold(), names[line.other].casefold())),
        "kinds": (_("Known from"), lambda line: kind_words(line.kinds)),
        "records": (_("Records"), lambda line: line.count),
        "first": (_("First"), lambda line: line.first),
        "last": (_("Last"), lambda line: line.last),
        "sure": (_("How sure"), lambda line: line.is_uncertain),
    }

    def cells(line: Line) -> tuple[Part, ...]:
        both = _("%(one)s and %(other)s") % {"one": names[line.one], "other": names[line.other]}
        sure = _("one graded remark only") if line.is_uncertain else _("recorded")
        return (
            Link(both, chosen(line)), kind_words(line.kinds), str(line.count), moments.day(line.first),
            moments.day(line.last), sure,
        )  # fmt: skip

    kind = _Kind(
        name=TIES,
        caption=_("The ties on this chart"),
        columns=columns,
        numeric=frozenset({"records"}),
        empty=EmptyState(_("No ties of these kinds are recorded")),
    )
    return _table(kind, what.lines, cells, order=order, at=at)


def _groups(dot: Dot) -> str:
    return "; ".join(f"{mark.name} ({support_words(mark)})" for mark in dot.marks)


def _roles(dot: Dot) -> str:
    said = dict.fromkeys(mark.role for mark in dot.marks if mark.role)
    return ", ".join(str(ROLE_WORDS.get(role, role)) for role in said)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kind:
    """What a table is: its name in addresses, its columns with the key each sorts by, and which are counts."""

    name: str
    caption: str
    columns: dict[str, tuple[str, _By]]
    numeric: frozenset[str]
    empty: EmptyState


def _table(
    kind: _Kind,
    items: Sequence[Item],
    cells: Callable[[Item], tuple[Part, ...]],
    *,
    order: Order,
    at: Address,
) -> Table:
    columns = kind.columns
    by = order.column if order.column in columns else next(iter(columns))
    ordered = sorted(items, key=columns[by][1], reverse=order.falling)
    start = PAGE * order.page

    def link(column: str, page: int, *, falling: bool) -> str:
        said = f"-{column}" if falling else column
        asked = {f"{kind.name}_by": said, f"{kind.name}_page": str(page) if page else ""}
        return f"{at.of(**asked)}#{kind.name}"

    def heads(column: str) -> Column:
        state: Literal["none", "ascending", "descending"] = "none"
        if column == by:
            state = "descending" if order.falling else "ascending"
        # A count is most useful from its high end.
        falling = not order.falling if column == by else column in kind.numeric
        return Column(columns[column][0], column in kind.numeric, link(column, 0, falling=falling), state)

    return Table(
        caption=kind.caption,
        columns=tuple(heads(column) for column in columns),
        rows=tuple(Row(cells(item)) for item in ordered[start : start + PAGE]),
        empty=kind.empty,
        previous_href=link(by, order.page - 1, falling=order.falling) if order.page else "",
        next_href=link(by, order.page + 1, falling=order.falling) if start + PAGE < len(ordered) else "",
    )
