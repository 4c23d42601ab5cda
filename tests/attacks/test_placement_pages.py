"""Pages of covers and of changing cells are there for those whose duty they are, and never were for anybody else."""

from __future__ import annotations

import re
import uuid
from datetime import timedelta
from typing import Any

import pytest

from beccaria.lib import clock
from tests.apps.placement.test_placing_pages import post, text

pytestmark = pytest.mark.django_db

OTHERS = ("ana", "cy", "gil", "pia", "eve", "dee", "max")
WHY = "He told the prosecutor where the telephones are."
COVER = {
    "person": "A1006",
    "away_from": "A1004",
    "kind": "talks",
    "apart": "wing",
    "compartment": "north-sources",
}


def confirmed(client: Any) -> Any:
    """The same, who has said what for."""
    said = {"purpose": "intelligence", "reason": "Daily check of the covers of my compartment."}
    assert post(client, "/access/purpose/", **said).status_code == 302
    return client


def plain(answer: Any) -> tuple[int, str]:
    """What an answer says but for its tokens."""
    body = re.sub(r'name="(csrf\w*)" (?:value|content)="[^"]+"|[0-9a-f-]{36}', "*", answer.content.decode())
    return answer.status_code, body


def test_a_cover_is_kept_in_its_compartment_and_told_nowhere_else(sign_in: Any, actor_named: Any) -> None:
    from beccaria.access.api import acting
    from beccaria.ledger.models import Entry

    hal = sign_in("hal")
    assert "No cover is written down" in text(hal.get("/covers/"))
    wrong = post(hal, "/covers/new/", **COVER, why="")
    assert wrong.status_code == 422
    unknown = post(hal, "/covers/new/", **(COVER | {"person": "A9999"}), why=WHY)
    assert "nobody&#39;s number" in unknown.content.decode()
    assert post(hal, "/covers/new/", **COVER, why=WHY).status_code == 302
    assert hal.get("/covers/")["Location"].startswith("/access/purpose/")
    shown = text(confirmed(hal).get("/covers/"))
    for words in (WHY, "Ivan Petrov (A1006, NORTH-A)", "does not bind yet", "he talks to the authorities"):
        assert words in shown
    end = re.search(r"/covers/([0-9a-f-]{36})/end/", shown)
    assert end
    for name in OTHERS:
        client = sign_in(name)
        never = plain(client.get("/never/"))[0]
        assert client.get("/covers/").status_code == never == 404, name
        told = plain(post(client, f"/covers/{end[1]}/end/", why="Let me see."))
        assert told == plain(post(client, f"/covers/{uuid.uuid4()}/end/", why="Let me see.")), name
        assert "Covers" not in text(client.get("/")), name
    with acting(actor_named("dee")):
        about = list(Entry.objects.filter(act__startswith="cover."))
    assert about
    assert not any("person:" in one for entry in about for one in entry.subjects)
    assert post(hal, f"/covers/{end[1]}/end/", why="He was released.").status_code == 302
    assert "He was released." in text(hal.get("/covers/"))


def test_no_name_is_told_to_those_who_keep_no_covers(actor_named: Any) -> None:
    from beccaria.access.api import acting
    from beccaria.core.refusal import BadInput
    from beccaria.placement.queries import covering

    for name in OTHERS:
        with acting(actor_named(name)) as by, pytest.raises(BadInput):
            covering.by_number("A1006", by=by)
        with acting(actor_named(name)) as by:
            assert covering.covers_read(by=by) == ()
    with acting(actor_named("hal")) as by:
        assert covering.by_number(" A1006 ", by=by).name == "Ivan Petrov"
        # Neither a part of a number nor a name finds anybody.
        for typed in ("A100", "Petrov", "%", ""):
            with pytest.raises(BadInput):
                covering.by_number(typed, by=by)


def test_changing_cells_is_a_page_of_who_places_people_there(sign_in: Any, actor_named: Any) -> None:
    from beccaria.access.api import acting
    from beccaria.placement.actions import rotating

    gil = sign_in("gil")
    page = text(gil.get("/rotations/at/NORTH/"))
    assert "No rule holds here" in page
    assert post(gil, "/rotations/at/NORTH/rule/", every="2", why="x", categories="B").status_code == 422
    # Nobody is late on the day on which it was ruled: so it was ruled two days ago.
    ruled = rotating.NewRotationRule(site="NORTH", every=28, why="Cells became known.", categories=("B",))
    with acting(actor_named("gil")) as by:
        rotating.set_rotation_rule(ruled, by=by, at=clock.now() - timedelta(days=2))
    shown = text(gil.get("/rotations/at/NORTH/"))
    assert "category B: at the latest every 28 days" in shown
    assert "overdue" in shown
    assert "Changes of cells that are overdue" in text(gil.get("/"))
    assert "Rule that people change cells" not in text(sign_in("pia").get("/rotations/at/NORTH/"))
    rule = re.search(r"/rotations/rules/([0-9a-f-]{36})/end/", shown)
    assert rule
    for name in ("ana", "asa", "eve", "nan", "hal"):
        client = sign_in(name)
        for site in ("NORTH", "NEVER"):
            assert client.get(f"/rotations/at/{site}/").status_code == 404, name
        assert "Changes of cells" not in text(client.get("/")), name
        for wanted in (rule[1], str(uuid.uuid4())):
            assert post(client, f"/rotations/rules/{wanted}/end/", why="x").status_code == 404, name
    assert post(gil, f"/rotations/rules/{rule[1]}/end/", why="It is quiet again.").status_code == 302
    assert "No rule holds here" in text(gil.get("/rotations/at/NORTH/"))
