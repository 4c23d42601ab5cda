"""What changed in a network between two periods: who came and left, which ties, who moved in betweenness."""

from dataclasses import dataclass
from typing import Any, Final

from beccaria.engines.network.ids import in_order
from beccaria.engines.network.ranking import places
from beccaria.engines.network.report import NetworkReport

_LISTED: Final = 20
_MOVED: Final = 0.2


@dataclass(frozen=True, slots=True)
class Change:
    """Everything in id order; `moved`: (person, place in betweenness before, after), the greatest move first."""

    came: tuple[str, ...]
    left: tuple[str, ...]
    ties_new: tuple[tuple[str, str], ...]
    ties_gone: tuple[tuple[str, str], ...]
    ties_kept: int
    moved: tuple[tuple[str, float, float], ...]


def change(before: NetworkReport, after: NetworkReport) -> Change:
    """Compare two periods by identifier. A place is the share of the others somebody is above, in his period."""
    old, new = set(before.graph.ids), set(after.graph.ids)
    was, now = _ties(before), _ties(after)
    there = dict(zip(before.graph.ids, places(before.measures.paths.betweenness).tolist(), strict=True))
    here = dict(zip(after.graph.ids, places(after.measures.paths.betweenness).tolist(), strict=True))
    moved = [
        (one, there[one], here[one]) for one in in_order(old & new) if abs(here[one] - there[one]) >= _MOVED
    ]
    return Change(
        came=tuple(in_order(new - old)),
        left=tuple(in_order(old - new)),
        ties_new=tuple(sorted(now - was)),
        ties_gone=tuple(sorted(was - now)),
        ties_kept=len(was & now),
        moved=tuple(sorted(moved, key=lambda one: -abs(one[2] - one[1]))),
    )


def document(found: Change) -> dict[str, Any]:
    """The change as plain values for JSON."""
    return {
        "came": list(found.came),
        "left": list(found.left),
        "ties_new": [list(tie) for tie in found.ties_new],
        "ties_gone": [list(tie) for tie in found.ties_gone],
        "ties_kept": found.ties_kept,
        "moved": [
            {"id": one, "before": round(was, 3), "after": round(now, 3)} for one, was, now in found.moved
        ],
    }


def in_words(found: Change) -> str:
    """The change in sentences."""
    tally = f"{len(found.ties_new)} ties are new, {len(found.ties_gone)} are gone, {found.ties_kept} stayed."
    said = [f"Since the earlier period {len(found.came)} came and {len(found.left)} left; {tally}"]
    for one, was, now in found.moved[:_LISTED]:
        said.append(
            f"{one} {'rose' if now > was else 'fell'} in betweenness from above {was:.0%} to above {now:.0%}."
        )
    return "\n".join(said)


def _ties(report: NetworkReport) -> set[tuple[str, str]]:
    first, second, _ = report.graph.pairs()
    ids = report.graph.ids
    made = (
        sorted((ids[one], ids[other])) for one, other in zip(first.tolist(), second.tolist(), strict=True)
    )
    return {(one, other) for one, other in made}
