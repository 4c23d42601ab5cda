"""Draw the small picture of an alert: what it is about in the middle, the prisons around it, who is named in each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

_HIGH, _LEFT, _RIGHT, _WIDE = 56, 60, 190, 520
_MOST = 8
_BAR = 220


@dataclass(frozen=True, slots=True)
class Spoke:
    """One prison of the picture: its name, its rows in words, and where it stands."""

    name: str
    detail: str
    y: int


@dataclass(frozen=True, slots=True)
class Sketch:
    """The picture with the sentence that says the same; sizes in units of the drawing."""

    says: str
    spokes: tuple[Spoke, ...]
    hub_y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Compared:
    """What was seen against what is usual, as two bars."""

    seen: str
    usual: str
    seen_width: float
    usual_width: float
    against: str
    says: str


def sketch(rows: Mapping[str, int], names: Mapping[str, str]) -> Sketch | None:
    """The prisons with how many rows each has; None when there is nothing to draw."""
    if not rows:
        return None
    several = sorted(rows.items(), key=lambda one: (-one[1], names.get(one[0], one[0])))
    spokes = tuple(
        Spoke(names.get(code, code), _counted(count), _HIGH * place + _HIGH // 2)
        for place, (code, count) in enumerate(several[:_MOST])
    )
    listed = ", ".join(f"{one.name} ({one.detail})" for one in spokes)
    says = _("What the alert is about, and where its rows are: %(list)s.") % {"list": listed}
    height = _HIGH * len(spokes)
    return Sketch(says, spokes, height // 2, _WIDE, height)


def _counted(count: int) -> str:
    return ngettext("%(count)d row", "%(count)d rows", count) % {"count": count}


def compared(seen: float, usual: float, against: str) -> Compared | None:
    """Two bars on one scale; None when nothing was compared."""
    top = max(seen, usual)
    if top <= 0 or not against:
        return None
    words = {"seen": _number(seen), "usual": _number(usual), "against": against}
    return Compared(
        words["seen"],
        words["usual"],
        round(_BAR * seen / top, 1),
        round(_BAR * max(usual, 0.0) / top, 1),
        against,
        _("Seen: %(seen)s. Usual: %(usual)s, of %(against)s.") % words,
    )


def _number(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:,.1f}"


def counted(sites: Sequence[str | None]) -> dict[str, int]:
    """How many rows lie at each prison."""
    found: dict[str, int] = {}
    for site in sites:
        if site:
            found[site] = found.get(site, 0) + 1
    return found
