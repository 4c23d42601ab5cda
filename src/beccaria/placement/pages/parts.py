"""Make the parts that pages of placement share: addresses, strips, markings of levels and codes."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from beccaria.core import handling
from beccaria.core.actors import Level
from beccaria.core.markings import Marking
from beccaria.lib.parts import HandlingStrip
from beccaria.people import api as people


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
