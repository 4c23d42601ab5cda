"""Placement over REST."""

from ninja import Router

from beccaria.placement.rest_covers import router as covers
from beccaria.placement.rest_matters import router as matters
from beccaria.placement.rest_placing import router as placing
from beccaria.placement.rest_rosters import router as rosters
from beccaria.placement.rest_rotations import router as rotations

router = Router(tags=["placement"])
router.add_router("", placing)
router.add_router("", matters)
router.add_router("", rotations)
router.add_router("", rosters)
router.add_router("", covers)
