"""A whole service for journeys: web and worker as processes over a database of their own, and a real browser."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect, sync_playwright

from tests import database
from tests.seed import PASSWORD

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
PICTURES = ROOT / "build" / "pictures"
_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
_PATIENCE = 120.0
# A busy machine is not a broken page: five seconds, the usual, were too few for two browsers on two cores.
expect.set_options(timeout=30_000)


@dataclass(frozen=True, slots=True)
class Service:
    """A running service."""

    url: str
    database: str
    cluster: Any


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start(
    cluster: Any, name: str, role: str, words: list[str], home: Path, *, more: dict[str, str] | None = None
) -> subprocess.Popen[bytes]:
    environment = database.environment(cluster, role, name) | {"BECCARIA_DATA_DIR": str(home)} | (more or {})
    return subprocess.Popen([sys.executable, "-m", "beccaria", *words], env=environment, cwd=ROOT)


def wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"The web process ended with {process.returncode}.")
        try:
            urllib.request.urlopen(url, timeout=2).close()  # noqa: S310  our own loopback address
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("The web process does not answer.")


def guard_passwords(cluster: Any, name: str) -> None:
    """Hash the seed's password as the service does: one hashed more cheaply it would renew at the first use of it,
    and end the session of somebody who came in without it.
    """
    hasher = Argon2PasswordHasher()
    with psycopg.connect(cluster.admin_url, dbname=name) as connection:
        connection.execute("UPDATE access_user SET password = %s", [hasher.encode(PASSWORD, hasher.salt())])


@pytest.fixture(scope="module")
def more_settings() -> dict[str, str]:
    """What a journey adds to the environment of its service."""
    return {}


@pytest.fixture(scope="module")
def service(
    cluster: Any, tmp_path_factory: pytest.TempPathFactory, more_settings: dict[str, str]
) -> Iterator[Service]:
    """Web and worker over a fresh copy of the planted database; ended by their process numbers."""
    name, home, port = f"journey_{os.getpid()}_{free_port()}", tmp_path_factory.mktemp("home"), free_port()
    cluster.create_database(name, template=database.TEMPLATE)
    guard_passwords(cluster, name)
    url = f"http://127.0.0.1:{port}"
    words = ["serve", "--port", str(port), "--workers", "1", "--threads", "4"]
    web = start(cluster, name, "web", words, home, more=more_settings)
    worker = start(cluster, name, "worker", ["worker"], home, more=more_settings)
    try:
        wait_for(f"{url}/accounts/login/", web)
        yield Service(url, name, cluster)
    finally:
        for process in (web, worker):
            process.send_signal(signal.SIGTERM)
        for process in (web, worker):
            process.wait(timeout=_PATIENCE)
        cluster.drop_database(name)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, headless. Ends with its module: while it lives, Django takes this thread for an async one."""
    if CHROMIUM is None:
        raise RuntimeError("Chromium is missing: `make test` installs it, or apt install chromium.")
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=CHROMIUM, args=_FLAGS)
        yield made
        made.close()


@pytest.fixture(scope="module")
def password() -> str:
    """What everybody types."""
    return PASSWORD


@pytest.fixture
def visit(browser: Browser, service: Service, password: str) -> Iterator[Callable[..., Page]]:
    """A page signed in as a user of the seed: `visit("ana", phone=True)`. Console errors fail the test."""
    opened: list[tuple[BrowserContext, list[str]]] = []

    def enter(username: str, *, phone: bool = False, scripts: bool = True) -> Page:
        size = ViewportSize(width=360, height=740) if phone else ViewportSize(width=1280, height=900)
        context = browser.new_context(
            viewport=size, java_script_enabled=scripts, has_touch=phone, base_url=service.url, locale="en-GB"
        )
        page, complaints = context.new_page(), list[str]()
        opened.append((context, complaints))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "console",
            lambda said: (
                complaints.append(said.text)
                if said.type == "error" and "status of 4" not in said.text
                else None
            ),
        )
        page.goto("/accounts/login/")
        page.fill("input[name=login]", username)
        page.fill("input[name=password]", password)
        page.press("input[name=password]", "Enter")
        page.wait_for_url(lambda url: "/accounts/login" not in url)
        return page

    yield enter
    for context, complaints in opened:
        context.close()
        assert not complaints, complaints


@pytest.fixture
def accessible() -> Callable[[Page], None]:
    """Fail when axe finds anything on the page (WCAG 2.2 A and AA, best practices)."""

    def check(page: Page) -> None:
        # Evaluated by the debugger, not by the page: the content security policy stays as users get it.
        page.evaluate(AXE.read_text())
        tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
        # Only what is wrong is described, and styles are not fetched again: no rule asked for reads them.
        asked = {"runOnly": tags, "resultTypes": ["violations"], "preload": {"assets": ["media"]}}
        found = page.evaluate("asked => axe.run(document, asked)", asked)
        wrong = [
            f"{one['id']} ({one['impact']}): {one['help']} — {one['nodes'][0]['html'][:160]}"
            for one in found["violations"]
        ]
        assert not wrong, f"{page.url}:\n" + "\n".join(wrong)

    return check


@pytest.fixture
def picture() -> Callable[..., None]:
    """Keep a screenshot for looking at; the README's are made by journeys too."""
    PICTURES.mkdir(parents=True, exist_ok=True)

    def take(page: Page, name: str, *, whole: bool = True) -> None:
        page.screenshot(path=PICTURES / f"{name}.png", full_page=whole)

    return take
