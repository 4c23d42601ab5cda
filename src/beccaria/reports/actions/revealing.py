"""Let a custodian learn who wrote an observation: with a reason, the approval of a second custodian, on record."""

from datetime import datetime, timedelta

from django.db import connection, transaction

from beccaria.access.api import require
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.ids import UserId, is_reference
from beccaria.core.markings import Marking
from beccaria.core.refusal import BadInput, Cannot
from beccaria.core.wording import words
from beccaria.ledger import api as ledger
from beccaria.reports.models import Reveal
from beccaria.reports.queries import seen

_APPROVAL_LASTS = timedelta(hours=1)


@transaction.atomic
def request_reveal(*, reference: str, reason: str, by: Actor, at: datetime) -> str:
    """Ask to learn who wrote the observation with this reference number; return the request's identifier.

    It is not said whether there is such an observation. Raises BadInput, Refused.
    """
    require(Act.REVEAL_REQUEST, by)
    asked = reference.strip().upper()
    if not is_reference(asked):
        raise BadInput("This is not a reference number: write it as on the observation, such as 26-7K2FQ3X.")
    row = Reveal.objects.create(
        reference=asked,
        reason=words(reason, what="The reason", longest=1000),
        requested_by=by.user,
        requested_at=at,
    )
    ledger.record(Act.REVEAL_REQUEST, by=by, subjects=[f"reveal:{row.id}", f"reference:{asked}"], at=at)
    return row.id


@transaction.atomic
def approve_reveal(*, reveal_id: str, by: Actor, at: datetime) -> None:
    """Approve somebody else's request; the approval lasts an hour. Raises Cannot, Hidden, Refused."""
    row = seen.one(Reveal.objects.filter(pk=reveal_id).select_for_update())
    require(Act.REVEAL_APPROVE, by, Marking(author=UserId(row.requested_by)))
    if row.approved_at is not None:
        raise Cannot("This request is already approved.")
    row.approved_by, row.approved_at = by.user, at
    row.save(update_fields=["approved_by", "approved_at"])
    ledger.record(
        Act.REVEAL_APPROVE, by=by, subjects=[f"reveal:{row.id}", f"reference:{row.reference}"], at=at
    )


@transaction.atomic
def reveal(*, reveal_id: str, by: Actor, at: datetime) -> UserId:
    """Learn who wrote the observation: only the one who asked, once another approved, within the hour.

    The database itself checks all of this again. Raises Cannot, Hidden, Refused.
    """
    require(Act.REVEAL, by)
    row = seen.one(Reveal.objects.filter(pk=reveal_id, requested_by=by.user))
    if row.approved_at is None:
        raise Cannot("A second custodian has to approve this first.")
    if row.approved_at + _APPROVAL_LASTS <= at:
        raise Cannot("The approval lasted an hour and has run out: ask again.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT reports_reveal(%s, %s)", [row.id, at])
        found = cursor.fetchone()
    ledger.record(Act.REVEAL, by=by, subjects=[f"reveal:{row.id}", f"reference:{row.reference}"], at=at)
    if found is None or found[0] is None:
        raise Cannot("There is no observation with this reference number.")
    return UserId(found[0])
