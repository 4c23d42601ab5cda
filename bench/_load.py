"""Clients that post over HTTP, as light as they can be: the service has the same two cores."""

import asyncio
import json
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

_TRY_AGAIN = 0.2
_LONGEST = 30.0


@dataclass(slots=True)
class Load:
    """What all clients together did: answers with their times, and what was acknowledged."""

    address: str
    path: str
    headers: list[dict[str, str]]
    body: Callable[[str], bytes]
    latencies: list[tuple[float, float]] = field(default_factory=list)
    acknowledged: list[str] = field(default_factory=list)
    refused: dict[int, int] = field(default_factory=dict)
    broken: int = 0
    ending: bool = False

    async def client(self, number: int) -> None:
        """Post one after the other; after a broken connection post the same again, under the same key."""
        line: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
        key, body = "", b""
        while not self.ending or key:
            if not key:
                # The key is also in the body: it is how each is found again in the database.
                key = str(uuid.uuid4())
                body = self.body(key)
            began = time.monotonic()
            try:
                line = line or await self._connect()
                status, closing = await asyncio.wait_for(self._post(line, number, key, body), _LONGEST)
            except (OSError, EOFError, ValueError, TimeoutError):
                self.broken += 1
                if line:
                    line[1].close()
                line = None
                await asyncio.sleep(_TRY_AGAIN)
                continue
            if closing:
                line[1].close()
                line = None
            if status in (200, 201):
                self.latencies.append((began, time.monotonic() - began))
                self.acknowledged.append(key)
                key = ""
            else:
                self.refused[status] = self.refused.get(status, 0) + 1
                # What the service is sure to refuse again is not sent again.
                key = key if status >= 500 or status == 429 else ""
                await asyncio.sleep(_TRY_AGAIN)
        if line:
            line[1].close()

    async def _connect(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        where = urlsplit(self.address)
        return await asyncio.open_connection(where.hostname, where.port)

    async def _post(
        self, line: tuple[asyncio.StreamReader, asyncio.StreamWriter], number: int, key: str, body: bytes
    ) -> tuple[int, bool]:
        reader, writer = line
        headers = {
            "Host": urlsplit(self.address).netloc,
            "Content-Type": "application/json",
            "Content-Length": str(len(body)),
            "Idempotency-Key": key,
            **self.headers[number % len(self.headers)],
        }
        head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        writer.write(f"POST {self.path} HTTP/1.1\r\n{head}\r\n".encode() + body)
        said = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        status = int(said.split(" ", 2)[1])
        length, closing = 0, False
        for each in said.split("\r\n")[1:]:
            name, _, value = each.partition(":")
            if name.lower() == "content-length":
                length = int(value)
            if name.lower() == "connection" and value.strip().lower() == "close":
                closing = True
        await reader.readexactly(length)
        return status, closing

    def rate(self, since: float, until: float) -> float:
        """Acknowledged a second."""
        return sum(since <= began + took <= until for began, took in self.latencies) / (until - since)

    def percentile(self, share: float, since: float, until: float) -> float:
        """The time in milliseconds that this share of the answers stayed under."""
        times = sorted(took for began, took in self.latencies if since <= began + took <= until)
        return times[min(len(times) - 1, int(share * len(times)))] * 1000 if times else float("inf")


def observation(key: str) -> bytes:
    """An observation as an officer's phone sends it; its key is in the text."""
    return json.dumps(
        {
            "text": f"During evening exercise two men from wing B passed something small through the fence,"
            f" then walked apart when I came near. Notebook entry {key}.",
            "occurred_at": time.strftime("%Y-%m-%dT%H:%M:%S+00:00", time.gmtime(time.time() - 600)),
            "place": "Exercise yard 2",
        }
    ).encode()
