"""Tell the words of papers about somebody, so that they are not repeated where they must not be."""

from collections.abc import Collection

from beccaria.core.actors import Actor
from beccaria.reports.models import ItemLink, Report


def texts_about(person_ids: Collection[str], *, by: Actor) -> tuple[str, ...]:
    """The texts of items, reports and the observations behind them about these records, as far as one may read them."""
    del by  # judged by the row policy of this transaction
    links = ItemLink.objects.filter(reference__in=[f"person:{one}" for one in person_ids], ended_at=None)
    rows = links.values_list("item__text", "item__observation__text", "item__report_id")
    found, reports = dict[str, None](), set[str]()
    for text, observed, report in rows:
        found |= dict.fromkeys(one for one in (text, observed) if one)
        reports.add(report)
    for title, provenance in Report.objects.filter(pk__in=reports).values_list("title", "provenance"):
        found |= dict.fromkeys(one for one in (title, provenance) if one)
    return tuple(found)
