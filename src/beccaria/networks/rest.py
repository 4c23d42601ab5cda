"""Groups and networks over REST."""

from ninja import Router

from beccaria.networks.rest_graphs import router as graphs

router = Router(tags=["networks"])
router.add_router("", graphs)
