"""The network is off in tests, and this proves it."""

import socket

import pytest
from pytest_socket import SocketBlockedError, SocketConnectBlockedError


def test_nothing_outside_can_be_reached() -> None:
    # The guard warns before it refuses, and warnings are errors here: either is a refusal.
    with (
        pytest.raises((SocketBlockedError, SocketConnectBlockedError, UserWarning)),
        socket.socket() as probe,
    ):
        probe.connect(("192.0.2.1", 80))
