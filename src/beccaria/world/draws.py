"""Give every part of the simulated service its own stream of chance, so that no part disturbs another."""

import hashlib

import numpy as np


def stream(seed: int, *labels: object) -> np.random.Generator:
    """The generator of one part, found by its labels alone: the same labels always give the same stream.

    Bytes therefore depend neither on the number of processes nor on the order in which sites are done.
    """
    text = "/".join(str(label) for label in labels)
    digest = hashlib.sha256(f"{seed}/{text}".encode()).digest()
    return np.random.Generator(np.random.PCG64(int.from_bytes(digest[:16], "big")))
