"""A real browser in front of Django's test client: no server, no network, the same headers.

Playwright keeps an event loop in the thread of the tests, and Django will not ask a database beside one. So
Django answers in a thread of its own, inside one transaction that is rolled back, and tests that browse ask no
database themselves.
"""

import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.db import connection, transaction
from django.test import Client

from tests.seed import PASSWORD

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), "chromium"
)
ARGUMENTS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
HOME = "http://127.0.0.1"
_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
_NOT_PASSED_ON = {"cookie", "content-length", "content-type"}


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """One browser for the tests of a file."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


class Service:
    """Django in its own thread and transaction, asked by the browser as one user (None: nobody signed in)."""

    def __init__(self, username: str | None) -> None:
        self._thread = ThreadPoolExecutor(1)
        self._atomic = transaction.atomic()
        self._run(self._begin, username).result()

    def _run(self, act: Callable[..., Any], *given: Any) -> Future[Any]:
        return self._thread.submit(act, *given)

    def _begin(self, username: str | None) -> None:
        self._atomic.__enter__()
        self.client = Client(HTTP_HOST="127.0.0.1")
        if username:
            self.client.post("/accounts/login/", {"login": username, "password": PASSWORD})

    def _end(self) -> None:
        transaction.set_rollback(True)
        self._atomic.__exit__(None, None, None)
        connection.close()

    def stop(self) -> None:
        """Undo everything."""
        self._run(self._end).result()
        self._thread.shutdown()

    def set_cookie(self, name: str, value: str) -> None:
        """Give the browser's user a cookie."""
        self.client.cookies[name] = value

    def answer(self, route: Any) -> None:
        """Answer one request of the browser."""
        asked = route.request
        path = urlsplit(asked.url).path
        if path.startswith("/static/"):
            file = Path(str(finders.find(path.removeprefix("/static/"))))
            route.fulfill(status=200, body=file.read_bytes(), content_type=_TYPES[file.suffix])
            return
        status, body, headers = self._run(self._ask, asked).result()
        if "Location" in headers:
            # A browser does not let a redirect of an answered request be answered again: send it on by hand.
            onward = f'<meta http-equiv="refresh" content="0; url={escape(headers["Location"])}">'
            route.fulfill(status=200, body=onward, content_type="text/html")
            return
        route.fulfill(status=status, body=body, headers=headers)

    def _ask(self, asked: Any) -> tuple[int, bytes, dict[str, str]]:
        address = urlsplit(asked.url)
        answer = self.client.generic(
            asked.method,
            address.path + (f"?{address.query}" if address.query else ""),
            data=asked.post_data_buffer or b"",
            content_type=asked.headers.get("content-type", "application/octet-stream"),
            headers={k: v for k, v in asked.headers.items() if k.lower() not in _NOT_PASSED_ON},
        )
        return answer.status_code, answer.getvalue(), dict(answer.items())


@pytest.fixture
def browse(chromium: Any, django_db_setup: None, django_db_blocker: Any) -> Iterator[Callable[..., Any]]:
    """Open a tab: `browse()`, `browse("bo", width=360, scheme="dark", scripts=False)`."""
    del django_db_setup
    opened: list[Any] = []

    def open_tab(username: str | None = None, *, cookies: dict[str, str] | None = None, **wanted: Any) -> Any:
        service = Service(username)
        for name, value in (cookies or {}).items():
            service.set_cookie(name, value)
        context = chromium.new_context(
            viewport={"width": wanted.get("width", 1280), "height": 800},
            color_scheme=wanted.get("scheme", "light"),
            java_script_enabled=wanted.get("scripts", True),
            locale="en-GB",
        )
        opened.append((context, service))
        context.route("**/*", service.answer)
        return context.new_page()

    with django_db_blocker.unblock():
        yield open_tab
        for context, service in opened:
            context.close()
            service.stop()
