"""Let the rules find what they find in the demonstration's own files, and let somebody answer some of it."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from beccaria.access.api import acting
from beccaria.core.actors import Actor, system_actor
from beccaria.core.alerts import Answer
from beccaria.core.patterns import Evidence, Found, Unusual
from beccaria.detection import api as detection
from beccaria.engines.detection import reading
from beccaria.engines.detection.running import run
from beccaria.lib import patterns
from beccaria.people import api as people

# Those that take no second each; the others run at night.
_QUICK: Final = (
    "drone-series",
    "find-burst",
    "look-ups-without-need",
    "many-payers",
    "payer-of-many",
    "visitor-several-prisons",
)
_AT_HOME: Final = "many-payers"
_PAYERS: Final = 7
_PRIVILEGED: Final = "privileged"


def tell(folder: Path, home: str, actors: dict[str, Actor], *, at: datetime) -> None:
    """Raise alerts as of now; the national analyst has answered most of the nation's, home's unit none."""
    found = [*_in_files(folder, at=at), *_at_home(home, at=at)]
    with acting(system_actor("detection")) as system:
        detection.in_force(by=system, at=at)
        detection.take(found, by=system, at=at - timedelta(hours=9))
    with acting(actors["analyst"]) as analyst:
        lines = detection.queue("new", by=analyst, at=at).items
    elsewhere = [one for one in lines if one.site != home]
    said = (
        (Answer.WORTH_WORK, ""),
        (Answer.INNOCENT, "The payer is a charity that helps prisoners without family"),
        (Answer.KNOWN, "Both units follow this since the spring"),
    )
    # Two stay open, so that the national desk has something to look at.
    for one, (answer, reason) in zip(elsewhere[2:], said, strict=False):
        with acting(actors["analyst"]) as analyst:
            detection.answer(one.id, answer, reason=reason, by=analyst, at=at - timedelta(hours=2))


def _in_files(folder: Path, *, at: datetime) -> list[Found]:
    """What the quick rules find in the files that were loaded, privileged rows left out as at every import."""
    con = reading.connect(memory="1GB", threads=1)
    try:
        con.raw_sql("SET enable_progress_bar = false")
        quick = [one for one in patterns.every().values() if one.id in _QUICK]
        kinds = {kind for one in quick for kind in one.reads} | {_PRIVILEGED}
        files = {kind: paths for kind, paths in reading.in_folder(folder).items() if kind in kinds}
        return run(quick, reading.without_privileged(reading.opened(con, files)), until=at)
    finally:
        con.disconnect()


def _at_home(home: str, *, at: datetime) -> Iterable[Found]:
    """One alert at home, on invented payments: what rules find in a simulated world varies with its seed."""
    one = patterns.every().get(_AT_HOME)
    with acting(system_actor("detection")) as system:
        held = [each.id for each in people.held_at(home, by=system, at_most=30)][12:13]
    if one is None or not held:
        return ()
    rows = tuple(
        Evidence(
            "payments",
            f"demonstration-{number}",
            at - timedelta(days=3 + 2 * number),
            f"Paid in by payer {number + 1} (fictional), 45.00 EUR",
            str(held[0]),
            home,
        )
        for number in range(_PAYERS)
    )
    sentence = f"{_PAYERS} people who do not bear this prisoner's name have paid in for him, {_PAYERS} payments in all."
    return (
        Found(
            pattern=one.id,
            version=one.version,
            key="demonstration-home",
            at=at - timedelta(days=3),
            since=rows[-1].at,
            people=(str(held[0]),),
            establishments=(home,),
            sentence=sentence,
            values={"payers": _PAYERS, "payments": _PAYERS},
            evidence=rows,
            unusual=Unusual(
                "Nine in ten prisoners here are paid by two people or fewer.", _PAYERS, 2, one.against
            ),
            innocent_if=one.innocent_if,
            check_next=one.check_next,
            strength=20.0,
            compartment=one.compartment,
            basis=one.basis,
        ),
    )
