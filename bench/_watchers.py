"""Prisons that look at Today as a browser does, again and again, acknowledge what they see, and note when."""

import asyncio
import json
import random
import re
import time
from dataclasses import dataclass, field
from urllib.parse import urlsplit

# What the page itself asks for, at the pace at which it asks.
PACE = 0.75
_PATIENCE, _TRY_AGAIN = 20.0, 0.2
_READING = (1.5, 5.5)
_MARK = re.compile(r'hx-get="/warnings/today/rows/\?mark=([^"]*)"')
_ROW = re.compile(r'href="/warnings/([0-9a-f-]{36})/">[^<]*Benchmark Nr ([0-9]+)x')

Line = tuple[asyncio.StreamReader, asyncio.StreamWriter]


@dataclass(slots=True)
class Client:
    """One connection that is opened again whenever it breaks."""

    address: str
    token: str
    broken: int = 0
    _line: Line | None = None

    async def ask(self, method: str, path: str, body: object = None, key: str = "") -> tuple[int, str]:
        """Ask once; status 0 when the connection broke."""
        try:
            return await asyncio.wait_for(self._ask(method, path, body, key), _PATIENCE)
        except (OSError, EOFError, ValueError, TimeoutError, IndexError):
            self.broken += 1
            self.close()
            return 0, ""

    async def until_answered(self, path: str, body: object, key: str) -> tuple[int, str]:
        """Post the same under the same key until the service answers it."""
        while True:
            status, text = await self.ask("POST", path, body, key)
            if 0 < status < 500:
                return status, text
            await asyncio.sleep(_TRY_AGAIN)

    def close(self) -> None:
        """Let the connection go."""
        if self._line:
            self._line[1].close()
        self._line = None

    async def _ask(self, method: str, path: str, body: object, key: str) -> tuple[int, str]:
        where = urlsplit(self.address)
        if self._line is None:
            self._line = await asyncio.open_connection(where.hostname, where.port)
        reader, writer = self._line
        sent = json.dumps(body).encode() if body is not None else b""
        head = [f"{method} {path} HTTP/1.1", f"Host: {where.netloc}", f"Authorization: Bearer {self.token}"]
        head += [f"Content-Length: {len(sent)}", "Content-Type: application/json", "HX-Request: true"]
        head += [f"Idempotency-Key: {key}"] if key else []
        writer.write(("\r\n".join(head) + "\r\n\r\n").encode() + sent)
        said = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        fields = dict(line.lower().split(": ", 1) for line in said.split("\r\n")[1:] if ": " in line)
        text = (await reader.readexactly(int(fields.get("content-length", 0)))).decode()
        if fields.get("connection") == "close":
            self.close()
        return int(said.split(" ", 2)[1]), text


@dataclass(slots=True)
class Watcher:
    """One prison: what it saw and when, by the number of the warning; `answers` says whether it acknowledges."""

    client: Client
    answers: bool
    seen: dict[int, float] = field(default_factory=dict)
    acknowledged: set[int] = field(default_factory=set)
    reading: dict[int, tuple[str, float]] = field(default_factory=dict)
    looks: int = 0

    def is_behind(self, written: int) -> bool:
        """Whether it has not yet seen, or not yet answered, everything that was written."""
        return len(self.seen) < written or (self.answers and len(self.acknowledged) < written)

    async def watch(self, first: float, ending: asyncio.Event) -> None:
        """Look, and look again, until told to end."""
        await asyncio.sleep(first)
        mark = ""
        while not ending.is_set():
            status, page = await self.client.ask("GET", f"/warnings/today/rows/?mark={mark}")
            self.looks += 1
            if status == 200:
                mark = self._read(page, mark)
            await self._acknowledge()
            await asyncio.sleep(PACE if status else _TRY_AGAIN)
        self.client.close()

    def _read(self, page: str, mark: str) -> str:
        now, found = time.monotonic(), _MARK.search(page)
        for warning, text in _ROW.findall(page):
            number = int(text)
            self.seen.setdefault(number, now)
            if self.answers and number not in self.reading:
                # Somebody reads it before he says so: not everybody at the same moment.
                takes = random.uniform(*_READING)  # noqa: S311  nothing here is a secret
                self.reading[number] = (warning, now + takes)
        return found[1] if found else mark

    async def _acknowledge(self) -> None:
        for number, (warning, ready) in self.reading.items():
            if ready <= time.monotonic() and number not in self.acknowledged:
                path = f"/api/v1/warnings/{warning}/acknowledge"
                status, _text = await self.client.ask("POST", path, {}, f"{number}-{id(self)}")
                if status == 200:
                    self.acknowledged.add(number)
