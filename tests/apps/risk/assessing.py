"""People who assess: trained in an instrument, rating every item, with a judgement in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from beccaria.core.assessing import Confidence, Likelihood
from beccaria.core.grading import Grade
from beccaria.core.handling import asserted
from beccaria.risk import actions, queries
from beccaria.risk.queries import instruments
from tests.grouping import at, does, planted

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

__all__ = ["at", "does", "item_about", "judged_by", "planted", "trained"]
ESCAPE, OC, VIOLENCE = "escape", "oc-prisoner", "violence"
SAID = actions.NewFormulation(
    what="A try from the workshop roof",
    to_whom="Staff on the night shift",
    when="In the weeks before the appeal",
    how_likely="More likely than not",
    what_would_change="A place without access to the roof",
    likelihood=Likelihood.LIKELY,
    confidence=Confidence.MODERATE,
)


def rating(level: str, **more: Any) -> actions.NewRating:
    """An answer with a reason, and nothing found against it."""
    said: dict[str, Any] = {"level": level, "because": "Seen.", "looked_against": True}
    return actions.NewRating(**(said | more))


@pytest.fixture
def trained(does: Callable[..., Any], at: datetime) -> Callable[..., None]:
    """`trained("asa", "escape")`: Cy records it, for a year."""

    def record(name: str, instrument: str = ESCAPE, days: int = 365) -> None:
        from datetime import timedelta

        from beccaria.access.queries import user_named

        user = user_named(name)
        assert user is not None
        day = at.date() + timedelta(days=days)
        does("cy", actions.record_training, str(user.pk), instrument, until=day, at=at)

    return record


@pytest.fixture
def judged_by(
    does: Callable[..., Any], at: datetime, planted: Callable[[str], str], trained: Callable[..., None]
) -> Callable[..., str]:
    """`judged_by("asa", "escape", level=1)`: a finished assessment of M.T.S.; `rate=` changes answers by item."""

    def make(name: str, instrument: str = ESCAPE, level: int = 0, **more: Any) -> str:
        moment = more.pop("at", at)
        trained(name, instrument)
        made = str(
            does(name, actions.start, more.pop("person", "") or planted("seed-mts"), instrument, at=moment)
        )
        rate_all(does, name, made, instrument=instrument, level=level, at=moment, other=more.pop("rate", {}))
        if more.pop("finished", True):
            does(name, actions.finish, made, SAID, at=moment)
        assert not more, more
        return made

    return make


def rate_all(
    does: Callable[..., Any],
    name: str,
    assessment: str,
    *,
    instrument: str,
    level: int,
    at: datetime,
    other: Any,
) -> None:
    """Every item at this level (or the highest it has), and as said otherwise."""
    for item in instruments.newest(instrument).instrument.items:
        new = other.get(item.id) or rating(item.levels[min(level, len(item.levels) - 1)].name)
        does(name, actions.rate, assessment, item.id, new, at=at)


@pytest.fixture
def item_about(does: Callable[..., Any], at: datetime, planted: Callable[[str], str]) -> Callable[..., str]:
    """Ana tells something of M.T.S., Bo grades and links it; returns the key by which its item is cited."""
    from datetime import timedelta

    from beccaria.reports import actions as reports
    from beccaria.reports import queries as of_reports

    def make(text: str, source: str = "1", information: str = "A", codes: str = "P") -> str:
        told = does("ana", reports.submit_observation, text=text, occurred_at=at - timedelta(hours=1), at=at)
        report = does("bo", reports.open_report, observation_ids=[told.id], at=at)
        item = does("bo", of_reports.report, report_id=report).items[0].id
        judged = reports.Judgement(
            grade=Grade.read("3x5x2", source, information), handling=asserted("3x5x2", *codes.split())
        )
        shown = ("An officer on the landing", Grade.read("3x5x2", "1", "A"))
        does("bo", reports.grade, report_id=report, judgements={item: judged}, provenance=shown, at=at)
        reference = f"person:{planted('seed-mts')}"
        does(
            "bo",
            reports.link,
            report_id=report,
            item_id=item,
            reference=reference,
            relation="about",
            at=at,
        )
        return f"report_item:{item}"

    return make


def bands(instrument: str) -> list[str]:
    """The bands, the mildest first."""
    return [band.name for band in instruments.newest(instrument).instrument.bands]


def read(does: Callable[..., Any], name: str, assessment: str) -> queries.Read:
    """An assessment as somebody reads it."""
    found = does(name, queries.assessment, assessment)
    assert isinstance(found, queries.Read)
    return found
