"""Charts in the browser: until it is drawn, and how long a frame takes while it is moved, enlarged and replayed."""

import functools
import json
import random
import shutil
import statistics
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from _service import ROOT, directory
from playwright.sync_api import Page, sync_playwright

from beccaria.config.benchmarking import Report

_BUNDLE = ROOT / "src" / "beccaria" / "web" / "static" / "bundle"
_SIZES = (500, 2_000)
_TIES_EACH = 3
_MOVES = 90
_SMOOTH = 33.4  # milliseconds: thirty pictures a second
# The parts of the page that the script looks for, under the same content security policy.
_PAGE = """<!doctype html><html lang="en-gb" data-js><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy"
content="default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:">
<title>Chart</title><link rel="stylesheet" href="app.css"><script src="chart.js" defer></script></head><body>
<div class="chart" data-chart data-from="data.json" data-chosen="/c" data-without="/w" data-arrange="/a">
<section class="chart-middle"><div class="chart-stage"><p data-loading></p><div data-broken hidden></div>
<div class="chart-canvas" data-canvas tabindex="0" hidden></div></div><div class="chart-tools" data-tools hidden>
<button data-tidy></button>
<div data-time><button data-play data-plays="Replay" data-stops="Stop">Replay</button><output data-day></output>
<input type="range" data-slider><span data-counted data-words="{people} {ties}"></span></div></div></section>
<div data-side></div></div></body></html>"""
_RECORD = """() => { const times = []; window.stopped = false; window.times = times;
  const tick = (now) => { times.push(now); if (!window.stopped) requestAnimationFrame(tick); };
  requestAnimationFrame(tick); }"""
# What the script of the page notes itself: asking from outside waits until the page has time to answer.
_MARKS = "() => ['chart-drawn', 'chart-ready'].map(name => performance.getEntriesByName(name)[0].startTime)"
_STOP = "() => { window.stopped = true; return window.times.slice(1).map((t, i) => t - window.times[i]); }"


def run(report: Report) -> None:
    """Invented charts of two sizes in Debian's Chromium without a graphics card: the slowest screen there is."""
    with directory() as folder, sync_playwright() as playwright:
        for name in ("app.css", "chart.js"):
            shutil.copy(_BUNDLE / name, folder / name)
        (folder / "index.html").write_text(_PAGE)
        url, end = _serve(folder)
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        try:
            for people in _SIZES:
                (folder / "data.json").write_text(json.dumps(_data(people)))
                page = browser.new_page(viewport={"width": 1440, "height": 900})
                _measure(report, page, url, people)
                page.close()
        finally:
            browser.close()
            end()
    report.note(
        "A chart of more than 400 people is drawn as dots and lines at once; with names and shapes it stands there when"
        " it can be moved. Frames are the times between calls of requestAnimationFrame while a mouse drags the sheet,"
        " its wheel enlarges it, and the replay runs. Chromium is headless and draws with the processor alone."
    )


def _measure(report: Report, page: Page, url: str, people: int) -> None:
    size = f"{people:,} people, {people * _TIES_EACH:,} ties"
    report.say(f"{size} ...")
    page.goto(url)
    page.wait_for_selector("[data-ready]", timeout=60_000)
    drawn, ready = page.evaluate(_MARKS)
    report.row("until the chart is drawn", size=size, ours=drawn / 1000, unit="s", most=2)
    report.row("until it can be moved and chosen from", size=size, ours=ready / 1000, unit="s")
    box = page.locator("[data-canvas]").bounding_box()
    assert box is not None
    x, y = box["x"] + 6, box["y"] + 6

    def drag() -> None:
        page.mouse.move(x, y)
        page.mouse.down()
        for step in range(_MOVES):
            page.mouse.move(x + 3 * step, y + 2 * step)
        page.mouse.up()

    def wheel() -> None:
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        for step in range(_MOVES // 3):
            page.mouse.wheel(0, -60 if step % 20 < 10 else 60)
            page.wait_for_timeout(16)

    def replay() -> None:
        page.click("[data-play]")
        page.wait_for_timeout(3_000)
        page.click("[data-play]")

    for what, act in (("dragging the sheet", drag), ("enlarging", wheel), ("replaying", replay)):
        page.evaluate(_RECORD)
        act()
        times = sorted(page.evaluate(_STOP))
        late = times[int(0.95 * (len(times) - 1))]
        report.row(
            f"{what}: a frame, median", size=size, ours=statistics.median(times), unit="ms", most=_SMOOTH
        )
        report.row(f"{what}: a frame, 95th percentile", size=size, ours=late, unit="ms")


def _data(people: int) -> dict[str, Any]:
    """Circles of twenty, most ties inside them, over two years."""
    chance = random.Random(1764)  # noqa: S311  the same chart every time
    middle = {circle: (chance.uniform(-1, 1), chance.uniform(-1, 1)) for circle in range(people // 20 + 1)}
    shapes = ("ellipse", "ellipse", "rectangle", "diamond", "star")
    found = []
    for number in range(people):
        x, y = middle[number // 20]
        found.append(
            {
                "id": f"p{number}",
                "name": f"Person {number}",
                "shape": chance.choice(shapes),
                "tag": number // 20 % 9,
                "colour": chance.choice(("#0072b2", "#e69f00", "#009e73")),
                "sure": number % 3 > 0,
                "site": "N",
                "step": min(number, 2),
                "x": x + chance.gauss(0, 0.06),
                "y": y + chance.gauss(0, 0.06),
            }
        )
    ties = []
    for number in range(people * _TIES_EACH):
        one = number % people
        near = one // 20 * 20 + chance.randrange(20) if chance.random() < 0.9 else chance.randrange(people)
        other = near if near < people and near != one else (one + 1) % people
        ties.append([one, other, chance.randrange(1, 9), number % 5 == 0, 739_000 + chance.randrange(730)])
    return {
        "placed": True, "colour": "group", "people": found, "ties": ties, "sites": [], "stays": [[] for _ in found],
    }  # fmt: skip


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_said: object) -> None:
        """Nothing: the figures are what is told."""


def _serve(folder: Path) -> tuple[str, Any]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_address[1]}/index.html", server.shutdown
