"""The ledger's head over REST, for outside verifiers."""

from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest
from ninja import Router

from beccaria.access.asked import Asked
from beccaria.access.entry import performs
from beccaria.core.acts import Act
from beccaria.ledger import api as ledger

router = Router(tags=["ledger"])


@router.get("/ledger/checkpoint")
@performs(Act.LEDGER_CHECKPOINT)
def checkpoint(request: HttpRequest) -> dict[str, Any]:
    """The signed head of the ledger; compare it later with what `ledger verify --checkpoint` says."""
    key = ledger.signing_key(settings.DATA_DIR / "ledger.key.pem")
    signed = ledger.sign(ledger.head(), key=key, at=cast("Asked", request).at)
    return {
        "position": signed.position,
        "head": signed.head,
        "at": signed.at,
        "message": signed.message,
        "signature": signed.signature,
        "public_key": signed.public_key,
    }
