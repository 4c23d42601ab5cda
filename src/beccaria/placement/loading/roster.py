"""Load the roster: which staff work where and when; a correction is taken over, bad rows are set aside."""

# ruff: noqa: S608  every text put together here is written in this project; values go as parameters

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from beccaria.access.api import require
from beccaria.core.acts import Act
from beccaria.core.feedfiles import Column
from beccaria.core.feedfiles_roster import ROSTER
from beccaria.ledger import api as ledger
from beccaria.lib.staging import Outcome, Staging, learn, run
from beccaria.places import api as places

if TYPE_CHECKING:
    from collections.abc import Callable

    from beccaria.core.actors import Actor
    from beccaria.lib.staging import Job
    from beccaria.lib.tables import Value

_SOURCE: Final = "register"
_EXTRA: Final = (Column("made_known", "yes_no"),)
_KNOWN: Final = """
UPDATE incoming SET made_known = true FROM placement_staffshift known
WHERE known.source = %(source)s AND known.key = incoming.shift_id
"""
_COLUMNS: Final = "site, staff, wing, starts, ends, needs, skills"
_KNOWN_COLUMNS: Final = ", ".join(f"known.{name}" for name in _COLUMNS.split(", "))
_VALUES: Final = (
    "incoming.establishment, incoming.staff, coalesce(incoming.wing, ''), incoming.starts, incoming.ends,"
    " coalesce(incoming.needs, '{}'), coalesce(incoming.skills, '{}')"
)
# What a person decided about a shift stays until the register names somebody else than it did then.
_DECIDED: Final = "known.instead_of <> '' AND known.instead_of = incoming.staff"
_NOW: Final = _VALUES.replace(
    "incoming.staff", f"CASE WHEN {_DECIDED} THEN known.staff ELSE incoming.staff END"
)
_STAYS: Final = f"CASE WHEN {_DECIDED} THEN known.instead_of ELSE '' END"
_CHANGE: Final = f"""
UPDATE placement_staffshift known SET ({_COLUMNS}, instead_of) = ROW({_NOW}, {_STAYS}) FROM incoming
WHERE incoming.made_known AND known.source = %(source)s AND known.key = incoming.shift_id
  AND ({_KNOWN_COLUMNS}, known.instead_of) IS DISTINCT FROM ({_NOW}, {_STAYS})
"""
_ADD: Final = f"""
INSERT INTO placement_staffshift
  (id, source, key, written_by, written_at, withdrawn_by, withdrawn_why, instead_of, level, compartments, handling,
   {_COLUMNS})
SELECT gen_random_uuid()::text, %(source)s, incoming.shift_id, %(by)s, %(at)s, '', '', '', 0, '{{}}', '{{}}', {_VALUES}
FROM incoming WHERE NOT incoming.made_known
"""
_BACKWARDS: Final = "'ends: the shift ends before it begins: write when it ends.'"
_LONG: Final = "'ends: no shift is longer than a day: write each one by itself.'"


def load_roster(job: Job, *, by: Actor) -> Outcome:
    """Load shifts. Raises Refused, CannotRead; then nothing is loaded."""
    require(Act.ROSTER_LOAD, by)
    said = {"source": _SOURCE, "at": job.at, "by": by.user}
    with Staging(job, ROSTER) as staging:
        table = staging.open(may_be_future=frozenset({"starts", "ends"}))
        staging.copy_table(table, _judge(places.site_finder(by=by)), _EXTRA)
        learn("placement_staffshift")
        staging.refuse("incoming.ends <= incoming.starts", _BACKWARDS)
        staging.refuse("incoming.ends > incoming.starts + interval '24 hours'", _LONG)
        run(_KNOWN, said)
        changed = run(_CHANGE, said)
        outcome = staging.outcome(new=run(_ADD, said), changed=changed)
    ledger.record(
        Act.ROSTER_LOAD,
        by=by,
        subjects=[f"file:{outcome.sha256}"],
        at=job.at,
        detail={name: getattr(outcome, name) for name in ("rows", "new", "changed", "rejected")},
    )
    return outcome


def _judge(sites: Callable[[str], str | None]) -> Callable[[dict[str, Value]], str | None]:
    """The prison is known; skills are compared in small letters."""

    def judge(values: dict[str, Value]) -> str | None:
        values["made_known"] = False
        for name in ("needs", "skills"):
            said = values[name]
            values[name] = (
                tuple(sorted({str(one).casefold() for one in said})) if isinstance(said, tuple) else ()
            )
        code = sites(str(values["establishment"]))
        if code is None:
            return (
                f"establishment: there is no establishment {values['establishment']}: load the estate first."
            )
        values["establishment"] = code
        return None

    return judge
