"""The baseline of `intake`: the same web server, one INSERT a request, no rights, no ledger, no checks."""

import json
import os
from collections.abc import Callable, Iterable
from typing import Any

from psycopg_pool import ConnectionPool

_POOL = ConnectionPool(os.environ["BARE_URL"], min_size=1, max_size=8, open=False)


def application(environ: dict[str, Any], respond: Callable[..., Any]) -> Iterable[bytes]:
    """Store the text and answer 201."""
    said = json.loads(environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0)) or b"{}")
    # Opened by each process for itself; open pools stay open.
    _POOL.open()
    with _POOL.connection() as connection:
        connection.execute("INSERT INTO bare (text) VALUES (%s)", [said.get("text", "")])
    answer = b'{"stage": "submitted"}'
    respond("201 Created", [("Content-Type", "application/json"), ("Content-Length", str(len(answer)))])
    return [answer]
