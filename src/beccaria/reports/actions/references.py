"""Do an action again when the reference number it made was taken: numbers are random, so now and then one is."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import IntegrityError

P = ParamSpec("P")
R = TypeVar("R")
_TRIES = 4


def again_when_taken(action: Callable[P, R]) -> Callable[P, R]:
    """Stands above `transaction.atomic` or `together.insert`, so that each try begins from nothing.

    Other conflicts are not ours.
    """

    @wraps(action)
    def tried(*args: P.args, **kwargs: P.kwargs) -> R:
        for left in reversed(range(_TRIES)):
            try:
                return action(*args, **kwargs)
            except IntegrityError as taken:
                name = getattr(getattr(taken.__cause__, "diag", None), "constraint_name", None) or ""
                if not left or "reference" not in name:
                    raise
        raise AssertionError("the loop returns or raises")

    return tried
