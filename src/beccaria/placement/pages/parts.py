"""Make the parts that pages of placement share: addresses, strips, markings, names in place of identifiers."""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from beccaria.core import handling
from beccaria.core.actors import Actor, Level
from beccaria.core.markings import Marking
from beccaria.lib.parts import HandlingStrip
from beccaria.people import api as people

_ID: Final = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")


def named(texts: Iterable[str], *, by: Actor) -> tuple[str, ...]:
    """Sentences of the solver with names in place of identifiers; whom the reader may not see stays somebody."""
    kept = list(texts)
    known = people.named({one for text in kept for one in _ID.findall(text)}, by=by)
    return tuple(
        _ID.sub(lambda found: known[found[0]].name if found[0] in known else _("somebody"), text)
        for text in kept
    )


def place_name(names: Mapping[str, str], code: str) -> str:
    """A wing as people call it, with its code where they differ."""
    name = names.get(code, "")
    return f"{name} ({code})" if name and name != code else code


def spot_name(names: Mapping[str, str], wing: str, cell: str) -> str:
    """A cell on the page of one prison: the name of its wing, and its number without the wing's code before it."""
    number = cell.removeprefix(f"{wing}-") if wing else cell
    return " ".join(filter(None, (names.get(wing) or wing, number)))


def address(name: str, *where: str) -> str:
    """A page of placement."""
    return reverse(f"placement:{name}", args=where)


def marking(level: int, codes: Iterable[str] = ()) -> Marking:
    """A level and its codes, for a strip."""
    return Marking(level=Level(level), handling=frozenset(codes))


def strip(markings: Iterable[Marking | None]) -> HandlingStrip | None:
    """How a page must be handled that shows these: the strictest; nothing shown, nothing said."""
    shown = [one for one in markings if one is not None]
    if not shown:
        return None
    conditions = handling.from_codes({code for one in shown for code in one.handling})
    clauses = tuple(_(clause) for clause in handling.sayings(conditions))
    return people.strip(int(max(one.level for one in shown)), clauses)
