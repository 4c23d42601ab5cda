"""Ask axe what is wrong with a page; it runs beside the page, so that the page's own policy stays in force."""

import json
from pathlib import Path
from typing import Any

_AXE = Path(__file__).resolve().parents[2] / "frontend" / "node_modules" / "axe-core" / "axe.min.js"


def faults(page: Any) -> list[str]:
    """What axe finds, one line each; empty when nothing is wrong."""
    session = page.context.new_cdp_session(page)
    program = _AXE.read_text(encoding="utf-8")
    asked = "axe.run(document, {resultTypes: ['violations']}).then(said => JSON.stringify(said.violations))"
    answer = session.send(
        "Runtime.evaluate", {"expression": f"{program}; {asked}", "awaitPromise": True, "returnByValue": True}
    )
    session.detach()
    found = json.loads(answer["result"]["value"])
    return [f"{one['id']}: {node['html'][:200]}" for one in found for node in one["nodes"]]
