"""Groups and networks over REST."""

from ninja import Router

from beccaria.networks.rest_graphs import router as graphs
from beccaria.networks.rest_groups import router as groups
from beccaria.networks.rest_scorecards import router as scorecards

router = Router(tags=["networks"])
router.add_router("", graphs)
router.add_router("", groups)
router.add_router("", scorecards)
