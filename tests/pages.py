"""What tests of pages do as a browser does: read what is shown, and send a form."""

import html
from typing import Any


def text(answer: Any, status: int = 200) -> str:
    """What is shown, with this status."""
    said = str(answer.content.decode())
    assert answer.status_code == status, said[:3000]
    return html.unescape(said)


def post(client: Any, address: str, **given: Any) -> Any:
    """Send a form with the proof that a page of ours was asked before."""
    return client.post(address, given | {"csrfmiddlewaretoken": client.cookies["csrftoken"].value})
