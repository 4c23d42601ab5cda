"""Every component in every state: drawn, and nothing of it inline."""

import re

import pytest
from django.test import Client, override_settings

pytestmark = pytest.mark.django_db


def test_it_is_served_in_the_demonstration_only(client: Client) -> None:
    assert client.get("/catalogue/").status_code == 200
    with override_settings(DEMONSTRATION=False):
        assert client.get("/catalogue/").status_code == 404


def test_nothing_is_inline(client: Client) -> None:
    said = client.get("/catalogue/").content.decode()
    assert not re.findall(r"\sstyle=|\son[a-z]+=|<style|javascript:", said)
    assert not re.findall(r"<script(?![^>]*(src=|type=\"application/json\"))", said)


def test_every_part_has_a_component() -> None:
    from beccaria.lib import parts
    from beccaria.web.jinja import environment

    said = environment().loader.get_source(environment(), "components/show.html")[0]  # type: ignore[union-attr]  # has one
    drawn_elsewhere = {"handling", "empty", "table", "task", "timeline", "notice"}
    kinds = {one.kind for one in vars(parts).values() if isinstance(one, type) and hasattr(one, "kind")}
    assert kinds - drawn_elsewhere <= set(re.findall(r'kind == "(\w+)"', said))
