"""Say how strictly warnings are handled, for whoever cites them."""

from collections.abc import Collection

from beccaria.core.actors import Actor
from beccaria.core.markings import Marking
from beccaria.warnings.models import WarningRecord


def markings_of(warning_ids: Collection[str], *, by: Actor) -> dict[str, Marking]:
    """The markings of those of these warnings that the reader may see."""
    del by  # judged by the row policy of this transaction
    return {row.id: row.marking for row in WarningRecord.objects.filter(pk__in=list(warning_ids))}
