"""Whether the reader has kept where everybody on a chart stands, so that it need not be kept again."""

from beccaria.core.actors import Actor
from beccaria.networks.models import ChartPlaces
from beccaria.networks.queries.chart_shapes import Chart


def is_kept(chart: Chart, *, by: Actor) -> bool:
    """Whether every person on this chart has a place that the reader kept."""
    saved = ChartPlaces.objects.filter(owner=by.user, chart=chart.about).first()
    return saved is not None and all(node.cluster in saved.places for node in chart.nodes)
