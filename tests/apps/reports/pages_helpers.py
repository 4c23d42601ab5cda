"""A browser without scripts: it opens pages, and sends the forms it finds on them."""

import html
import re
from typing import Any

import pytest
from django.test import Client


def plain(page: str) -> str:
    """What a page says, without its markup."""
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", page)))


def main(page: str) -> str:
    """What the page says below its navigation."""
    return plain(page[page.index("<main") : page.index("</main>")])


class Browser:
    """One user's browser, scripts off."""

    def __init__(self, client: Client) -> None:
        self.client, self.page, self.address = client, "", ""

    def open(self, address: str, *, status: int = 200) -> str:
        """Open a page."""
        answer = self.client.get(address)
        assert answer.status_code == status, (address, answer.status_code)
        self.page, self.address = answer.content.decode(), address
        return self.page

    def send(self, action: str, *, status: Any = 302, **typed: Any) -> str:
        """Send the form whose address ends like this; hidden fields and what stands in it go along."""
        form, address = self._form(action)
        answer = self.client.post(address, self.standing(form) | typed)
        assert answer.status_code == status, plain(answer.content.decode())[:1500]
        if status != 302:
            self.page = answer.content.decode()
            return self.page
        return self.open(answer["Location"])

    def one(self, pattern: str) -> str:
        """The first thing on the page that fits the pattern's group."""
        found = re.search(pattern, self.page)
        assert found is not None, (self.address, pattern)
        return found[1]

    def _form(self, action: str) -> tuple[str, str]:
        found = re.findall(r'<form[^>]*action="([^"]+)"[^>]*>(.*?)</form>', self.page, re.DOTALL)
        for address, form in found:
            if address.partition("#")[0].endswith(action):
                return form, address.partition("#")[0]
        pytest.fail(f"{self.address} has no form {action}: {[one for one, _ in found]}")

    @staticmethod
    def standing(form: str) -> dict[str, Any]:
        """What a browser would send of a form that nobody touched."""
        fields: dict[str, Any] = {}
        for tag in re.findall(r"<input[^>]*>", form):
            name, kind = re.search(r'name="([^"]+)"', tag), re.search(r'type="([^"]+)"', tag)
            value = re.search(r'value="([^"]*)"', tag)
            if name and (kind is None or kind[1] not in {"radio", "checkbox", "file"} or "checked" in tag):
                fields[name[1]] = html.unescape(value[1]) if value else ""
        for name, inside in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', form, re.DOTALL):
            options = re.findall(r'<option value="([^"]*)"([^>]*)>', inside)
            if options:
                fields[name] = next((value for value, more in options if "selected" in more), options[0][0])
        for name, inside in re.findall(
            r'<textarea[^>]*name="([^"]+)"[^>]*>(.*?)</textarea>', form, re.DOTALL
        ):
            fields[name] = html.unescape(inside).strip()
        return fields
