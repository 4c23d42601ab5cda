"""The network around a person or a group over REST: people, and what ties them, as the one who asks may see it."""

from datetime import UTC, datetime
from typing import Annotated, Any, cast

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import AwareDatetime

from beccaria.access.api import Asked, performs, show
from beccaria.core.acts import Act
from beccaria.core.grading import Information, Source
from beccaria.core.refusal import BadInput
from beccaria.networks.queries.chart import chart
from beccaria.networks.queries.chart_shapes import USUAL, Chart, Edge, Node, Shown, TieKind

router = Router(tags=["networks"])
_MOST = 500


@router.get("/persons/{person}/graph")
@performs(Act.NETWORK_READ)
def person_graph(  # noqa: PLR0917  the filters of a chart
    request: HttpRequest,
    person: str,
    kinds: Annotated[str, Query(max_length=200)] = "",
    since: AwareDatetime | None = None,
    until: AwareDatetime | None = None,
    weakest: Annotated[str, Query(max_length=9)] = "",
    steps: int = 2,
    limit: int = _MOST,
) -> dict[str, Any]:
    """Who is tied to a person within some steps. `kinds` are names with commas between; `weakest` is such as 2:4."""
    shown = asked_for(kinds, since, until, weakest, steps, limit)
    return _answer(request, f"person:{person}", shown)


@router.get("/groups/{group}/graph")
@performs(Act.NETWORK_READ)
def group_graph(  # noqa: PLR0917  the filters of a chart
    request: HttpRequest,
    group: str,
    kinds: Annotated[str, Query(max_length=200)] = "",
    since: AwareDatetime | None = None,
    until: AwareDatetime | None = None,
    weakest: Annotated[str, Query(max_length=9)] = "",
    steps: int = 1,
    limit: int = _MOST,
) -> dict[str, Any]:
    """The members of a group the reader may see, and who is tied to them within some steps."""
    shown = asked_for(kinds, since, until, weakest, steps, limit)
    return _answer(request, f"group:{group}", shown)


def asked_for(  # noqa: PLR0917  the filters of a chart
    kinds: str, since: datetime | None, until: datetime | None, weakest: str, steps: int, limit: int
) -> Shown:
    """What is asked as the chart knows it. Raises BadInput with one sentence."""
    named = [one.strip() for one in kinds.split(",") if one.strip()]
    if unknown := [one for one in named if one not in set(TieKind)]:
        raise BadInput(
            "“%(unknown)s” is not a kind of tie: write some of %(choices)s.",
            unknown=unknown[0][:40],
            choices=", ".join(TieKind),
        )
    return Shown(
        kinds=frozenset(map(TieKind, named)) or USUAL,
        since=since,
        until=until,
        weakest=_grade(weakest),
        steps=steps,
        at_most=limit,
    )


def _grade(weakest: str) -> tuple[int, int] | None:
    if not weakest:
        return None
    source, _colon, information = weakest.partition(":")
    if source.isdecimal() and information.isdecimal():
        found = int(source), int(information)
        if found[0] in set(Source) and found[1] in set(Information):
            return found
    raise BadInput(
        "The weakest grade is two numbers, source 1 to %(source)s and information 1 to "
        "%(information)s, such as 2:4.",
        source=max(Source),
        information=max(Information),
    )


def _answer(request: HttpRequest, about: str, shown: Shown) -> dict[str, Any]:
    asked = cast("Asked", request)
    found = chart(about, shown, by=asked.actor, at=asked.at)
    show(request, about, *(f"person:{record.id}" for node in found.nodes for record in records(node)))
    return document(found)


def records(node: Node) -> tuple[Any, ...]:
    """Every record of a person of a chart: all of them were looked at."""
    return node.person, *node.person.also


def document(found: Chart) -> dict[str, Any]:
    """A chart as plain values. `left_out` counts those who did not fit, of those the reader may see."""
    return {
        "about": found.about,
        "nodes": [_node(one) for one in found.nodes],
        "edges": [_edge(one) for one in found.edges],
        "left_out": found.left_out,
    }


def _node(one: Node) -> dict[str, Any]:
    held = one.person.held
    told = records(one)
    careful = (*told, *one.marks)  # what is said of groups is handled as it is, not as the person is
    return {
        "id": one.cluster,
        "records": [record.id for record in told],
        "name": one.person.name,
        "number": one.person.number or None,
        "role": one.person.role,
        "establishment": held.establishment if held else one.person.site,
        "step": one.step,
        "level": max(each.level for each in careful),
        "handling": sorted({code for each in careful for code in each.handling}),
        "groups": [
            {
                "id": mark.group, "name": mark.name, "support": mark.support, "bases": mark.bases,
                "until": mark.until or None, "role": mark.role or None,
            }
            for mark in one.marks
        ],
    }  # fmt: skip


def _edge(one: Edge) -> dict[str, Any]:
    return {
        "source": one.one,
        "target": one.other,
        "kinds": [kind.value for kind in one.kinds],
        "weight": round(one.weight, 3),
        "evidence": sum(each.times for each in one.evidence),
        "since": _written(one.since),
        "until": _written(one.until),
        "uncertain": one.is_uncertain,
        "level": max(each.level for each in one.evidence),
        "handling": sorted({code for each in one.evidence for code in each.handling}),
    }


def _written(moment: datetime) -> str:
    """A moment as the interface writes all others; by hand, for a chart has thousands."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").removesuffix("+00:00") + "Z"
