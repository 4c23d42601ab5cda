"""Give every part of the simulated service its own stream of chance, so that no part disturbs another."""

import hashlib

import numpy as np
from numpy.typing import NDArray


def stream(seed: int, *labels: object) -> np.random.Generator:
    """The generator of one part, found by its labels alone: the same labels always give the same stream.

    Bytes therefore depend neither on the number of processes nor on the order in which sites are done.
    """
    text = "/".join(str(label) for label in labels)
    digest = hashlib.sha256(f"{seed}/{text}".encode()).digest()
    return np.random.Generator(np.random.PCG64(int.from_bytes(digest[:16], "big")))


def chance(rng: np.random.Generator, share: float) -> bool:
    """True in this share of cases."""
    return bool(rng.random() < share)


def chances(rng: np.random.Generator, count: int, share: float) -> NDArray[np.bool_]:
    """True in this share of `count` cases."""
    drawn: NDArray[np.bool_] = rng.random(count) < share
    return drawn
