"""Risk over REST."""

from ninja import Router

from beccaria.risk.rest_assessments import router as assessments

router = Router(tags=["risk"])
router.add_router("", assessments)
