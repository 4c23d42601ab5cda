"""Page through long lists by the last row shown: opaque, signed cursors that count nothing and skip nothing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any, Final, Generic, TypeVar

from django.core import signing
from django.db.models import Model, Q, QuerySet

from beccaria.core.refusal import BadInput

Row = TypeVar("Row")
Rows = TypeVar("Rows", bound=Model)

_SALT: Final = "beccaria.paging"
LONGEST: Final = 100
# How much is read at once of a list that is judged row by row: so many times what is shown, then each time so many
# times more.
_WIDER: Final = 4


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Some rows, and the cursor with which the next ones are asked for; None when there are no more."""

    items: tuple[Row, ...]
    next: str | None


@dataclass(frozen=True, slots=True)
class After:
    """The last row shown: its moment and identifier, by which the list is ordered, newest first."""

    moment: datetime
    id: str


class First(tuple[Row, ...]):  # noqa: SLOT001  each says whether there are more
    """The first of what somebody may see or do; `more` says whether there are more of it."""

    more: bool = False


def first_of(rows: QuerySet[Rows], fits: Callable[[Rows], bool], at_most: int) -> First[Rows]:
    """The first rows that fit, of rows in an order: it reads on until there are enough, so that none is missed."""
    size = _WIDER * at_most
    while True:
        found = list(rows[:size])
        fitting = list(islice(filter(fits, found), at_most + 1))
        if len(fitting) > at_most or len(found) < size:
            return first(fitting, at_most)
        size *= _WIDER


def first(rows: Sequence[Row], at_most: int, *, more: bool = False) -> First[Row]:
    """The first of these; there are more when these are more, or when somebody said so before."""
    shown = First(rows[:at_most])
    shown.more = more or len(rows) > at_most
    return shown


def cursor(after: After) -> str:
    """Write a place in a list as an opaque text."""
    return signing.dumps([after.moment.isoformat(), after.id], salt=_SALT, compress=True)


def after(text: str | None) -> After | None:
    """Read a cursor. Raises BadInput for one that this service did not make."""
    if not text:
        return None
    try:
        moment, row = signing.loads(text, salt=_SALT)
        return After(datetime.fromisoformat(moment), str(row))
    except (signing.BadSignature, ValueError, TypeError):
        raise BadInput("This cursor was not made here: begin with the first page.") from None


def size(wanted: int | None, *, usual: int = 25) -> int:
    """How many rows a page holds. Raises BadInput outside 1 to 100."""
    if wanted is None:
        return usual
    if not 1 <= wanted <= LONGEST:
        raise BadInput("A page holds 1 to %(longest)s rows: ask for fewer.", longest=LONGEST)
    return wanted


def newest_first(rows: QuerySet[Rows], by: str, place: After | None, at_most: int) -> QuerySet[Rows]:
    """The rows after a place, newest first by the column `by`; one more than asked, to know whether more follow."""
    if place is not None:
        earlier = Q(**{f"{by}__lt": place.moment}) | Q(**{by: place.moment, "id__lt": place.id})
        rows = rows.filter(Q(**{f"{by}__lte": place.moment}) & earlier)
    return rows.order_by(f"-{by}", "-id")[: at_most + 1]


def page(rows: Sequence[Any], shapes: Sequence[Row], by: str, at_most: int) -> Page[Row]:
    """Make a page from rows that `newest_first` found and what is shown of them."""
    more = len(rows) > at_most
    last = rows[at_most - 1] if more else None
    following = cursor(After(getattr(last, by), last.id)) if last is not None else None
    return Page(tuple(shapes[:at_most]), following)
