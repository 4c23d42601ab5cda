"""Keep the secrets of second factors so that a copy of the database alone does not hold them."""

import base64
import hashlib

from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.utils.encoding import force_bytes


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth is not typed
    """allauth's own, with encryption under a key derived from SECRET_KEY (and its fallbacks, to read)."""

    def encrypt(self, text: str) -> str:
        """Encrypt a secret before it is stored."""
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Read it back. Raises InvalidToken when the key is not the one it was stored under."""
        return _box().decrypt(encrypted_text.encode()).decode()


def _box() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_derived(key)) for key in keys])


def _derived(key: str | bytes) -> bytes:
    # The service's key is long and random already: it needs separation from its other uses, not slowness.
    return base64.urlsafe_b64encode(hashlib.sha256(b"beccaria.access.factors\n" + force_bytes(key)).digest())
