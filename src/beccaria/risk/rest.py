"""Risk over REST."""

from ninja import Router

from beccaria.risk.rest_assessments import router as assessments
from beccaria.risk.rest_classified import router as classified

router = Router(tags=["risk"])
router.add_router("", assessments)
router.add_router("", classified)
