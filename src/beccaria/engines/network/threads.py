"""Runs pieces of work side by side on the cores there are, and gives results in the order of the pieces."""

import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Piece = TypeVar("Piece")
Made = TypeVar("Made")


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def side_by_side(work: Callable[[Piece], Made], pieces: Iterable[Piece]) -> list[Made]:
    """Do `work` on each piece, a thread a core. Results do not depend on how many cores there are."""
    waiting = list(pieces)
    if len(waiting) == 1:
        return [work(waiting[0])]
    with ThreadPoolExecutor(min(cores(), len(waiting)) or 1) as pool:
        return list(pool.map(work, waiting))
