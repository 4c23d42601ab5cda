"""Ties between records of people, read each time from the records that show them: never copied, so never more open.

Every source is read under its own row policy, so that the reader gets only what he may see of each. Whether he may see
both people is judged by whoever brings the records together (queries.chart), because only people.api knows that.
"""

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from django.db import connection

from beccaria.core.actors import Actor
from beccaria.core.grading import Grade, weakness
from beccaria.core.handling import HELD_BACK
from beccaria.engines.kin import is_kin
from beccaria.events import api as events
from beccaria.lib.many import as_text
from beccaria.networks.queries.chart_shapes import Shown, TieEvidence, TieKind
from beccaria.people import api as people
from beccaria.reports import api as reports

_LANES: Final = {
    TieKind.VISIT: events.Lane.VISITS,
    TieKind.PAYMENT: events.Lane.PAYMENTS,
    TieKind.CALL: events.Lane.CALLS,
    TieKind.INCIDENT: events.Lane.INCIDENTS,
}
_KIND_OF_LANE: Final = {lane.value: kind for kind, lane in _LANES.items()}
_RECORD: Final = {
    TieKind.VISIT: "visit",
    TieKind.PAYMENT: "payment",
    TieKind.CALL: "call-request",
    TieKind.INCIDENT: "incident",
}
# At these desks somebody says how he belongs to the prisoner.
_SAID_AT: Final = (events.Lane.VISITS, events.Lane.CALLS)
# A month in one cell weighs as much as a visit, a month on one wing a twentieth of it; a year is as much as ten.
_MONTH: Final = timedelta(days=30)
_LONGEST: Final = 12.0
_WING_WEIGHS: Final = 0.05
_SHORTEST: Final = 0.1
_LOADED: Final = """
SELECT person_id, other_id, scheme, source_grade, information_grade, id, kind, coalesce(since, recorded_at), until,
  weight, level, handling, site, source
FROM networks_tie
WHERE (person_id = ANY (string_to_array(%(records)s, chr(31)))
    {both} other_id = ANY (string_to_array(%(records)s, chr(31))))
  AND coalesce(since, recorded_at) < %(until)s::timestamptz
  AND coalesce(until, CASE WHEN since IS NULL THEN recorded_at ELSE 'infinity' END) >= %(since)s::timestamptz
ORDER BY id
"""


class Tied(NamedTuple):
    """Two records of people and one thing that ties them. `mine` and `theirs` say what it was for each."""

    person: str
    other: str
    evidence: TieEvidence
    mine: str = ""
    theirs: str = ""


def ties(
    records: Collection[str],
    shown: Shown,
    *,
    by: Actor,
    at: datetime,
    among: bool = False,
    each: bool = False,
    wings_of: Collection[str] = (),
) -> Iterator[Tied]:
    """What ties these records to any others, or with `among` to each other, by the kinds, period and grades shown.

    What is drawn of one incident or item may come twice, once each way round. Wings tie only `wings_of`, for everybody
    is near everybody there. What handling keeps at its prison ties people there only (rule 2). The other record may be
    one the reader does not see.
    """
    for tied in _all(records, shown, by=by, at=at, among=among, each=each, wings_of=wings_of):
        if set(HELD_BACK).isdisjoint(tied.evidence.handling) or tied.evidence.site in by.sites:
            yield tied


def _all(
    records: Collection[str], shown: Shown, *, by: Actor, at: datetime,
    among: bool, each: bool, wings_of: Collection[str],
) -> Iterator[Tied]:  # fmt: skip
    since, until = shown.since, shown.until
    if TieKind.REPORT in shown.kinds:
        for item in reports.ties(records, by=by, since=since, until=until, among=among):
            if _is_strong(item.grade, shown):
                yield _of_item(item)
    yield from _of_events(records, shown, by=by, each=each, since=since, until=until, among=among)
    if TieKind.CELL in shown.kinds:
        for held in people.co_located(records, by=by, since=since, until=until, among=among):
            yield _of_stay(held, TieKind.CELL, at)
    if TieKind.WING in shown.kinds and (near := set(records) & set(wings_of)):
        for held in people.co_located(near, by=by, wing=True, since=since, until=until, among=among):
            yield _of_stay(held, TieKind.WING, at)
    if TieKind.LOADED in shown.kinds:
        yield from _loaded(records, shown, among=among)


def _is_strong(grade: tuple[str, str, str] | None, shown: Shown) -> bool:
    """Whether a grade is no weaker than asked, in each of its two parts. What a register says is not graded."""
    if shown.weakest is None or grade is None:
        return True
    source, information = weakness(Grade.read(*grade))
    return source <= shown.weakest[0] and information <= shown.weakest[1]


def _of_item(item: reports.ItemTie) -> Tied:
    evidence = TieEvidence(
        kind=TieKind.REPORT,
        reference=f"report:{item.report}",
        what="",
        at=item.at,
        grade=item.grade,
        level=item.level,
        handling=item.handling,
        site=item.site,
        item=item.item,
    )
    return Tied(item.person, item.other, evidence, item.mine, item.theirs)


def _of_events(
    records: Collection[str], shown: Shown, *, by: Actor, each: bool,
    since: datetime | None, until: datetime | None, among: bool,
) -> Iterator[Tied]:  # fmt: skip
    lanes = {lane for kind, lane in _LANES.items() if kind in shown.kinds}
    if TieKind.KINSHIP in shown.kinds:
        lanes |= set(_SAID_AT)
    wanted = [lane for lane in _LANES.values() if lane in lanes]
    found = events.ties(records, by=by, lanes=wanted, since=since, until=until, among=among, each=each)
    for one in found:
        kind = _KIND_OF_LANE[one.lane]
        if kind in shown.kinds:
            yield Tied(one.person, one.other, _of_event(one, kind, one.code, one.times), one.mine, one.theirs)
        if one.relationship and TieKind.KINSHIP in shown.kinds and is_kin(one.relationship):
            yield Tied(one.person, one.other, _of_event(one, TieKind.KINSHIP, one.relationship, 1))


def _of_event(one: events.EventTie, kind: TieKind, what: str, times: int) -> TieEvidence:
    return TieEvidence(
        kind=kind,
        reference=f"{_RECORD[_KIND_OF_LANE[one.lane]]}:{one.event}",
        what=what,
        at=one.at,
        until=one.until,
        weight=float(times),
        level=one.level,
        handling=tuple(one.handling),
        site=one.site,
        times=times,
        detail=one.code if kind is TieKind.INCIDENT else one.detail,
    )


def _of_stay(held: people.CoLocated, kind: TieKind, at: datetime) -> Tied:
    months = ((held.until or max(at, held.since)) - held.since) / _MONTH
    weight = min(max(months, _SHORTEST), _LONGEST) * (1.0 if kind is TieKind.CELL else _WING_WEIGHS)
    evidence = TieEvidence(
        kind=kind,
        reference=f"custody:{held.reference}",
        what=" ".join(part for part in (held.establishment, held.wing, held.cell) if part)
        if kind is TieKind.CELL
        else f"{held.establishment} {held.wing}",
        at=held.since,
        until=held.until,
        weight=weight,
        site=held.establishment,
    )
    return Tied(held.person, held.other, evidence)


def _loaded(records: Collection[str], shown: Shown, *, among: bool) -> Iterator[Tied]:
    """Ties of loaded networks. Without an end one still holds; without any date it is of the day it was loaded on."""
    said = {
        "records": as_text(records),
        "since": shown.since or "-infinity",
        "until": shown.until or "infinity",
    }
    with connection.cursor() as cursor:
        cursor.execute(_LOADED.format(both="AND" if among else "OR"), said)
        rows = cursor.fetchall()
    for person, other, scheme, source, information, *told in rows:
        grade = (scheme, source, information) if scheme else None
        if _is_strong(grade, shown):
            yield Tied(person, other, _of_loaded(grade, *told))


def _of_loaded(  # noqa: PLR0917  one row of the statement above
    grade: tuple[str, str, str] | None, tie: str, kind: str, at: datetime, until: datetime | None,
    weight: float, level: int, handling: list[str], site: str | None, network: str,
) -> TieEvidence:  # fmt: skip
    return TieEvidence(
        kind=TieKind.LOADED,
        reference=f"tie:{tie}",
        what=kind,
        at=at,
        until=until,
        weight=weight,
        grade=grade,
        level=level,
        handling=tuple(handling),
        site=site,
        detail=network.partition(":")[2],
    )
