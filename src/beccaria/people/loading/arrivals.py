"""Compare the records that a load brought in or changed with all others, and tell whom it concerns."""

from datetime import datetime

from beccaria.core.actors import Actor
from beccaria.core.judging import Prompt
from beccaria.lib.staging import learn, rows
from beccaria.people.actions.arriving import compare_records
from beccaria.people.actions.telling import Moment, appear, tell_owners

_BATCH = 5_000
# Whoever was received appeared then; for others the register gives no day but that of its file.
_LOADED = """
SELECT person.id, person.key, person.site, CASE WHEN incoming.received <= %(at)s THEN incoming.received ELSE %(at)s END
FROM incoming JOIN people_person person ON person.source = 'register' AND person.key = incoming.person_id
WHERE incoming.role <> 'staff' AND (incoming.made_identity_changed OR NOT incoming.made_known)
ORDER BY 4, 1
"""


def compare_loaded(*, by: Actor, at: datetime) -> None:
    """Compare and tell. On a dry run it is undone with everything else."""
    learn("people_person", "people_identity", "people_personkey")
    loaded = rows(_LOADED, {"at": at})
    appeared = []
    for start in range(0, len(loaded), _BATCH):
        some = loaded[start : start + _BATCH]
        appeared += appear(
            (person, Moment(Prompt.REGISTER, f"people:{key}", moment), site)
            for person, key, site, moment in some
        )
    compare_records([person for person, _key, _site, _moment in loaded], by=by, at=at)
    tell_owners(appeared, by=by, at=at)
