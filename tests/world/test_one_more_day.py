"""One more day of a whole service: what is told of it is what all rows give, wherever fewer rows are read for it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from beccaria.core.patterns import Found
from beccaria.engines.detection.reading import connect, in_folder, opened, without_privileged
from beccaria.engines.detection.running import run
from beccaria.engines.detection.state import Kept
from beccaria.lib import patterns
from tests.world.conftest import Service

# Those that read only what has to do with the new day, and those that read what is kept of the days before.
NARROW = (
    *("calls-in-step", "many-payers", "payer-of-many", "round-sums", "sums-under-limit", "families-pay-one"),
    *("visitor-several-prisons", "visitors-follow-transfer", "young-drawn-in", "contact-sought"),
)


def test_a_service_is_told_of_a_new_day_what_all_rows_give(service: Service, tmp_path: Path) -> None:
    """Fifty days with many findings stand for one: an average day has too few to compare."""
    con = connect(spill=tmp_path)
    wanted = {kind for name in NARROW for kind in patterns.every()[name].reads} | {"privileged"}
    files = {kind: paths for kind, paths in in_folder(service.folder).items() if kind in wanted}
    tables = without_privileged(opened(con, files))
    some = [patterns.every()[name] for name in NARROW]
    until = datetime.fromisoformat(service.truth["plan"]["until"]).replace(tzinfo=UTC) + timedelta(days=1)
    since = until - timedelta(days=50)
    every = run(some, tables, until=until)
    kept = Kept(con, tmp_path / "state", since=since)
    told = run(some, tables, until=until, since=since, summaries=kept)
    assert repr(told) == repr([one for one in every if _newest(one) >= since])
    assert 0 < len(told) < len(every)
    con.disconnect()


def _newest(one: Found) -> datetime:
    return max([one.at, *(each.at for each in one.evidence)])
