"""A worker whose sealer breaks ends itself: it must not look alive while nothing is sealed."""

import os
import signal
import threading

import pytest

from beccaria.config import work


def test_a_broken_sealer_ends_the_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[tuple[int, int]] = []
    monkeypatch.setattr(os, "kill", lambda pid, sign: sent.append((pid, sign)))

    def broken(_stopped: threading.Event) -> None:
        raise ValueError("a bug")

    monkeypatch.setattr(work, "seal_until", broken)
    with pytest.raises(ValueError, match="a bug"):
        work._seal_or_end(threading.Event())
    assert sent == [(os.getpid(), signal.SIGTERM)]
