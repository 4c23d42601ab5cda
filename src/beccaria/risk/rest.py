"""Risk over REST."""

from ninja import Router

from beccaria.risk.rest_assessments import router as assessments
from beccaria.risk.rest_classified import router as classified
from beccaria.risk.rest_letters import router as letters
from beccaria.risk.rest_reviews import router as reviews

router = Router(tags=["risk"])
for _part in (assessments, classified, letters, reviews):
    router.add_router("", _part)
