"""Compiles the inner loops of graph work to machine code, and keeps what was compiled between runs."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba
import numpy as np
from numpy.typing import NDArray

Loop = TypeVar("Loop", bound=Callable[..., Any])
Whole = NDArray[np.int64]
Index = NDArray[np.int32]
Real = NDArray[np.float64]
Flags = NDArray[np.bool_]


def compiled(loop: Loop) -> Loop:
    """Compile `loop` at its first call. It gives up the interpreter's lock, so that threads work side by side."""
    try:
        made = numba.njit(loop, cache=True, nogil=True)
    except RuntimeError:
        # No folder to keep it in (a read-only installation without a home): compile at every start instead.
        made = numba.njit(loop, nogil=True)
    return cast("Loop", made)
