"""Lock small secrets under a key derived from the service's own, so that a copy of the database does not hold them."""

import base64
import hashlib
import hmac

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.utils.encoding import force_bytes


def box(purpose: str) -> MultiFernet:
    """What locks and opens for one purpose: with SECRET_KEY, and its fallbacks to read."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(_derived(purpose, key))) for key in keys])


def keyed_digest(purpose: str, text: str) -> str:
    """A digest by which the same text is known again, and which nobody without the key can try out."""
    return hmac.new(_derived(purpose, settings.SECRET_KEY), text.encode(), hashlib.sha256).hexdigest()


def _derived(purpose: str, key: str | bytes) -> bytes:
    # The service's key is long and random already: it needs separation from its other uses, not slowness.
    return hashlib.sha256(purpose.encode() + b"\n" + force_bytes(key)).digest()
