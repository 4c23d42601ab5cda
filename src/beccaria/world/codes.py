"""Make record identifiers that tell neither order nor kind: a keyed mixing of numbers, written in eight characters."""

import hashlib
from typing import Any

import numpy as np
from numpy.typing import NDArray

_LETTERS = np.frombuffer(b"0123456789ABCDEFGHJKMNPQRSTVWXYZ", dtype="S1")
_HALF = np.uint64(20)
_MASK = np.uint64((1 << 20) - 1)
_ROUNDS = 4
_LENGTH = 8

STAFF = 1 << 33
VISITORS = 1 << 34
OUTSIDERS = 1 << 36
PRIVILEGED = 1 << 37


class Codes:
    """A one-to-one mixing of the numbers below 2^40, keyed by the seed (a Feistel network of four rounds)."""

    def __init__(self, seed: int) -> None:
        digest = hashlib.sha256(f"codes/{seed}".encode()).digest()
        self._keys = [np.uint64(int.from_bytes(digest[i * 8 : i * 8 + 8], "big") | 1) for i in range(_ROUNDS)]

    def many(self, numbers: NDArray[Any]) -> NDArray[Any]:
        """Eight-character codes of many numbers, as a text array."""
        value = numbers.astype(np.uint64)
        left, right = value >> _HALF, value & _MASK
        for key in self._keys:
            left, right = right, left ^ ((((right ^ (key >> np.uint64(40))) * key) >> np.uint64(17)) & _MASK)
        mixed = (left << _HALF) | right
        shifts = np.arange(_LENGTH - 1, -1, -1, dtype=np.uint64) * np.uint64(5)
        digits = (mixed[:, None] >> shifts) & np.uint64(31)
        flat = np.ascontiguousarray(_LETTERS[digits]).view(f"S{_LENGTH}")
        return flat.ravel().astype(f"U{_LENGTH}")

    def one(self, number: int) -> str:
        """The code of one number."""
        return str(self.many(np.array([number], dtype=np.uint64))[0])
