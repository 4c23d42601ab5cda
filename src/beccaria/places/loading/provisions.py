"""Load what prisons and their parts have, offer and serve."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from beccaria.access.api import require
from beccaria.core.acts import Act
from beccaria.core.circumstances import Need, Provides
from beccaria.core.feedfiles import Column
from beccaria.core.feedfiles_circumstances import PROVISIONS
from beccaria.engines.folding import fold
from beccaria.ledger import api as ledger
from beccaria.lib.staging import Outcome, Staging, run
from beccaria.places.models import Establishment, Unit

if TYPE_CHECKING:
    from beccaria.core.actors import Actor
    from beccaria.lib.staging import Job
    from beccaria.lib.tables import Value

_EXTRA: Final = (Column("made_site"), Column("made_unit"), Column("made_what"))
_CHANGE: Final = """
UPDATE places_provision known SET (site, unit_id, kind, what, name, over_from) =
  ROW(incoming.made_site, incoming.made_unit, incoming.kind, incoming.made_what, incoming.what, incoming.until + 1)
FROM incoming WHERE known.source = 'register' AND known.key = incoming.provision_id
  AND (known.site, known.unit_id, known.kind, known.what, known.name, known.over_from) IS DISTINCT FROM
  (incoming.made_site, incoming.made_unit, incoming.kind, incoming.made_what, incoming.what, incoming.until + 1)
"""
_ADD: Final = """
INSERT INTO places_provision
  (id, source, key, site, level, compartments, handling, unit_id, kind, what, name, over_from, recorded_at)
SELECT gen_random_uuid()::text, 'register', incoming.provision_id, incoming.made_site, 0, '{}', '{}',
  incoming.made_unit, incoming.kind, incoming.made_what, incoming.what, incoming.until + 1, %(at)s
FROM incoming WHERE NOT EXISTS (
  SELECT 1 FROM places_provision known WHERE known.source = 'register' AND known.key = incoming.provision_id)
"""


def load_provisions(job: Job, *, by: Actor) -> Outcome:
    """Load them. Raises Refused, CannotRead; on an error nothing is loaded."""
    require(Act.CIRCUMSTANCE_LOAD, by)
    with Staging(job, PROVISIONS) as staging:
        staging.copy_table(staging.open(may_be_future=frozenset({"until"})), _Judge(), _EXTRA)
        changed = run(_CHANGE)
        outcome = staging.outcome(new=run(_ADD, {"at": job.at}), changed=changed)
    subjects = [f"file:{outcome.sha256}"]
    ledger.record(Act.CIRCUMSTANCE_LOAD, by=by, subjects=subjects, at=job.at, detail=outcome.for_ledger)
    return outcome


class _Judge:
    """Says why a row cannot be loaded, or fills in the place and the folded name."""

    def __init__(self) -> None:
        self._sites = set(Establishment.objects.values_list("code", flat=True))
        self._units = {
            code: (key, site) for code, key, site in Unit.objects.values_list("code", "pk", "site")
        }

    def __call__(self, values: dict[str, Value]) -> str | None:
        place, what = str(values["place"]), str(values["what"])
        if place in self._sites:
            values["made_site"], values["made_unit"] = place, None
        elif place in self._units:
            values["made_unit"], values["made_site"] = self._units[place]
        else:
            return f"place: there is no establishment, wing, landing or cell {place}: load the estate first."
        if values["kind"] == Provides.NEED:
            what = fold(what).replace(" ", "_")
            if what not in set(Need):
                return f"what: “{values['what']}” is not one of {', '.join(Need)}."
        values["made_what"] = what if values["kind"] == Provides.NEED else fold(what)
        if not values["made_what"]:
            return f"what: “{values['what']}” has no letters: write its name."
        return None
