"""Say which versions of a report the acting user made himself: under some conditions somebody else releases them."""

from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.reports.models import Version
from beccaria.reports.queries import seen


def made_by_me(report_id: str, *, by: Actor) -> frozenset[str]:
    """The versions of this report that the acting user sanitised. Raises Hidden, Refused."""
    seen.report(report_id, Act.REPORT_READ, by=by)
    return frozenset(
        Version.objects.filter(report_id=report_id, made_by=by.user).values_list("id", flat=True)
    )
