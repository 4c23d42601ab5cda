"""Sign the head of the chain, so that somebody outside can later prove that nothing before it was changed."""

import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

from beccaria.ledger.chain import START, Sealed

_PRIVATE = 0o600


@dataclass(frozen=True, slots=True)
class Signed:
    """A text, its Ed25519 signature (RFC 8032) and the public key that verifies it."""

    message: str
    signature: bytes
    public_key: str


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A signed head. `message` is exactly what was signed (Ed25519, RFC 8032)."""

    position: int
    head: str
    at: str
    message: str
    signature: str
    public_key: str


def signing_key(path: Path) -> Ed25519PrivateKey:
    """Read the service's key, or make it on first use, readable by its owner only."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _PRIVATE)
    except FileExistsError:
        key = serialization.load_pem_private_key(path.read_bytes(), password=None)
        if not isinstance(key, Ed25519PrivateKey):
            raise TypeError("The ledger key is not an Ed25519 key: restore the right file.") from None
        return key
    made = Ed25519PrivateKey.generate()
    pem = made.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    with os.fdopen(descriptor, "wb") as file:
        file.write(pem)
    return made


def service_key() -> Ed25519PrivateKey:
    """The key of this installation, beside its other data."""
    return signing_key(settings.DATA_DIR / "ledger.key.pem")


def sign(last: Sealed | None, *, key: Ed25519PrivateKey, at: datetime) -> Checkpoint:
    """Sign the head as it stands. The message is three lines of text, so that any tool can check it."""
    position, head = (last.position, last.overall) if last else (0, START)
    message = f"beccaria ledger\nposition {position}\nhead {head.hex()}\nat {at.isoformat()}\n"
    signed = sign_text(message, key=key)
    return Checkpoint(
        position, head.hex(), at.isoformat(), message, signed.signature.hex(), signed.public_key
    )


def sign_text(message: str, *, key: Ed25519PrivateKey) -> Signed:
    """Sign a text as it stands, UTF-8."""
    public = key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return Signed(message, key.sign(message.encode()), public.decode())
