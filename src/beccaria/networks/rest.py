"""Groups and networks over REST."""

from ninja import Router

router = Router(tags=["networks"])
