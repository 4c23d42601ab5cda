"""Load which languages staff speak."""

# ruff: noqa: S608  every text put together here is written in this project; values go as parameters

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from beccaria.access.api import require
from beccaria.core.acts import Act
from beccaria.core.feedfiles import Column
from beccaria.core.feedfiles_roster import STAFF_LANGUAGES
from beccaria.ledger import api as ledger
from beccaria.lib.staging import Outcome, Staging, learn, run
from beccaria.lib.tongues import compared
from beccaria.places import api as places

if TYPE_CHECKING:
    from collections.abc import Callable

    from beccaria.core.actors import Actor
    from beccaria.lib.staging import Job
    from beccaria.lib.tables import Value

_SOURCE: Final = "register"
_EXTRA: Final = (Column("made_what"),)
_COLUMNS: Final = "site, staff, language, name, over_from"
_KNOWN: Final = ", ".join(f"known.{name}" for name in _COLUMNS.split(", "))
_VALUES: Final = (
    "incoming.establishment, incoming.staff, incoming.made_what, incoming.language, incoming.until + 1"
)
_CHANGE: Final = f"""
UPDATE placement_stafflanguage known SET ({_COLUMNS}) = ROW({_VALUES}) FROM incoming
WHERE known.source = %(source)s AND known.key = incoming.language_id AND ({_KNOWN}) IS DISTINCT FROM ({_VALUES})
"""
_ADD: Final = f"""
INSERT INTO placement_stafflanguage
  (id, source, key, written_by, written_at, level, compartments, handling, {_COLUMNS})
SELECT gen_random_uuid()::text, %(source)s, incoming.language_id, %(by)s, %(at)s, 0, '{{}}', '{{}}', {_VALUES}
FROM incoming WHERE NOT EXISTS (
  SELECT 1 FROM placement_stafflanguage known
  WHERE known.source = %(source)s AND known.key = incoming.language_id
)
"""


def load_staff_languages(job: Job, *, by: Actor) -> Outcome:
    """Load which languages staff speak. Raises Refused, CannotRead; then nothing is loaded."""
    require(Act.ROSTER_LOAD, by)
    said = {"source": _SOURCE, "at": job.at, "by": by.user}
    with Staging(job, STAFF_LANGUAGES) as staging:
        table = staging.open(may_be_future=frozenset({"until"}))
        staging.copy_table(table, _of_staff(places.site_finder(by=by)), _EXTRA)
        learn("placement_stafflanguage")
        changed = run(_CHANGE, said)
        outcome = staging.outcome(new=run(_ADD, said), changed=changed)
    subjects = [f"file:{outcome.sha256}"]
    ledger.record(Act.ROSTER_LOAD, by=by, subjects=subjects, at=job.at, detail=outcome.for_ledger)
    return outcome


def _of_staff(sites: Callable[[str], str | None]) -> Callable[[dict[str, Value]], str | None]:
    """The prison is known, and the language has letters."""

    def judge(values: dict[str, Value]) -> str | None:
        code = sites(str(values["establishment"]))
        if code is None:
            return (
                f"establishment: there is no establishment {values['establishment']}: load the estate first."
            )
        values["establishment"] = code
        return _folded(values)

    return judge


def _folded(values: dict[str, Value]) -> str | None:
    values["made_what"] = compared(str(values["language"]))
    return (
        None if values["made_what"] else f"language: “{values['language']}” has no letters: write its name."
    )
