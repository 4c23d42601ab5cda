"""Keep the secrets of second factors so that a copy of the database alone does not hold them."""

from typing import Final

from allauth.mfa.adapter import DefaultMFAAdapter

from beccaria.lib.sealed import box

_PURPOSE: Final = "beccaria.access.factors"


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth is not typed
    """allauth's own, with encryption under a key derived from SECRET_KEY (and its fallbacks, to read)."""

    def encrypt(self, text: str) -> str:
        """Encrypt a secret before it is stored."""
        return box(_PURPOSE).encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Read it back. Raises InvalidToken when the key is not the one it was stored under."""
        return box(_PURPOSE).decrypt(encrypted_text.encode()).decode()
