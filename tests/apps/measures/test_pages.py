"""The pages of measures: propose, decide, what is in force and why, days, contacts, register, notice, REST."""

from __future__ import annotations

import json
from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone

from beccaria.measures.actions.following import state_contact
from beccaria.measures.queries import register, totals
from tests.measuring import FRESH, WHY, in_force, isolation, supervised
from tests.pages import post, text

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from django.test import Client

    from tests.grouping import Does

pytestmark = pytest.mark.django_db


def wall(moment: datetime) -> str:
    """A moment as a form takes it."""
    return timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M")


def typed(at: datetime, **more: Any) -> dict[str, Any]:
    said = {
        "facts": "2",
        "kind": "supervised_visits",
        "what": "Visits behind glass",
        "article": "House rules, article 40",
        "office": "The governor",
        "starts": wall(at + timedelta(minutes=1)),
        "ends": wall(at + timedelta(days=20)),
        "remedy": "The supervisory judge",
        "told": "You gave orders to hurt a man during a visit.",
        "level": "0",
        "fact0-ground": "conduct",
        "fact0-text": "Had a man beaten.",
        "fact0-observed": (at - timedelta(days=3)).date().isoformat(),
        **WHY,
    }
    return said | more


def test_from_the_proposal_to_the_decision_by_two(
    sign_in: Callable[[str], Client], at: datetime, mts: str
) -> None:
    bo = sign_in("bo")
    page = text(bo.get(f"/measures/new/?person={mts}"))
    assert "Propose a measure" in page
    assert "no source says" in page
    wrong = text(
        post(bo, f"/measures/new/?person={mts}", **typed(at, ends=wall(at - timedelta(days=1)))), 422
    )
    assert "It would end before it begins" in wrong
    assert WHY["necessary"] in wrong  # what was typed stays
    ahead = typed(at, starts=wall(at + timedelta(hours=3)))
    sent = post(bo, f"/measures/new/?person={mts}", **ahead)
    assert sent.status_code == 302, text(sent, 422)
    there = sent["Location"]
    assert "proposed, not decided" in text(bo.get(there))
    for who, words in (("gil", "one person said yes"), ("cy", "decided, not begun")):
        client = sign_in(who)
        assert "I decide" in text(client.get(there))
        assert post(client, f"{there}decide/", yes="yes", answer="Nothing milder does.").status_code == 302
        assert words in text(client.get(there))
    # A landing sees what it carries out, and not why.
    landing = text(sign_in("ana").get(there))
    assert "Visits behind glass" in landing
    assert WHY["necessary"] not in landing
    assert "Bo Intelligence" not in landing


def test_what_is_in_force_stands_on_his_page_with_calendar_and_days(
    sign_in: Callable[[str], Client], does: Does, at: datetime, mts: str
) -> None:
    begins = at - timedelta(days=10)
    in_force(does, isolation(mts, begins, ends=begins + timedelta(days=14)), at=begins)
    gil = sign_in("gil")
    assert "/measures/about/" in text(gil.get(f"/people/{mts}/"))
    about = text(gil.get(f"/measures/about/{mts}/"))
    assert "11 days in a row count as isolation; 4 days are left before the limit of 15." in about
    assert "Prison Act, article 33" in about
    whole = text(gil.get(f"/measures/of/{mts}/"))
    assert "<svg" in whole
    assert "unknown: counts as alone" in whole
    assert "No source says how long isolation may last here" in whole
    assert "The same as a table" in whole
    today = text(gil.get("/measures/today/"))
    assert "Marek Tibor Sandor" in today
    assert text(sign_in("ana").get("/measures/today/")).count("Sandor") == 0
    assert "11" in text(gil.get("/measures/"))
    ana = sign_in("ana")
    # Three hours of yesterday: three hours ago may be yesterday too, and then neither day has enough of them.
    morning = (timezone.localtime(at) - timedelta(days=1)).replace(hour=9, minute=0)
    said = {"starts": wall(morning), "ends": wall(morning + timedelta(hours=3)), "company": "work"}
    ana.get(f"/measures/of/{mts}/")
    assert post(ana, f"/measures/of/{mts}/contact/", **said).status_code == 302
    assert "10 days in a row" in text(gil.get(f"/measures/about/{mts}/"))


def test_a_renewal_shows_old_and_new_reasons_and_how_alike_they_are(
    sign_in: Callable[[str], Client], does: Does, at: datetime, mts: str
) -> None:
    begins = at - timedelta(days=25)
    in_force(does, supervised(mts, begins, ends=begins + timedelta(days=20)), at=begins)
    bo = sign_in("bo")
    bo.get("/")
    same = text(post(bo, f"/measures/new/?person={mts}", **typed(at)), 422)
    assert "stood in the measure before" in same
    fact = {"fact0-text": "Two letters of a cousin name a new victim."}
    sent = post(bo, f"/measures/new/?person={mts}", **typed(at, **FRESH, **fact))
    assert sent.status_code == 302, text(sent, 422)
    page = text(sign_in("gil").get(sent["Location"]))
    assert "of these reasons stood in the old ones" in page
    assert WHY["necessary"] in page
    assert FRESH["necessary"] in page


def test_health_contest_contacts_and_end(
    sign_in: Callable[[str], Client], does: Does, at: datetime, mts: str
) -> None:
    begins = at - timedelta(days=2)
    made = in_force(does, isolation(mts, begins), at=begins)
    there, ana, gil = f"/measures/{made}/", sign_in("ana"), sign_in("gil")
    assert "Nobody of the health service saw him" in text(gil.get(there))
    ana.get(there)
    seen = wall(at - timedelta(hours=1))
    assert post(ana, f"{there}check/", seen_at=seen, by_whom="doctor", fit="no").status_code == 302
    assert "must not go on" in text(gil.get(there))
    assert post(ana, f"{there}contest/", raised_for="himself", text="I was asleep.").status_code == 302
    assert "I was asleep." in text(gil.get(there))
    assert "You have" not in text(post(gil, f"{there}end/", why=""), 422)
    assert post(gil, f"{there}end/", why="The doctor says so.").status_code == 302
    assert "ended early" in text(gil.get(there))
    of = f"/measures/of/{mts}/"
    ana.get(of)
    refused = text(post(ana, f"{of}asks/", name="Ada Counsel", relationship="lawyer"), 422)
    assert "need nobody's leave" in refused
    assert post(ana, f"{of}asks/", name="Wanda Sandor", relationship="sister").status_code == 302
    assert "Wanda Sandor, sister" in text(gil.get(of))


def test_days_alone_count_whichever_run_they_were_of_and_pauses_do_not(
    sign_in: Callable[[str], Client], does: Does, at: datetime, mts: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(totals, "SMALLEST", 1)

    def counted() -> Counter[str]:
        (north,) = (one for one in does("gil", totals.totals, at=at).prisons if one.restricted)
        names = ("restricted", "days", "alone_days", "most_alone")
        return Counter({name: getattr(north, name) for name in names})

    before = counted()
    noon = (timezone.localtime(at) - timedelta(days=20)).replace(hour=12, minute=0)
    in_force(does, isolation(mts, noon), at=noon)
    # Five days alone and the rest of the sixth; then so many among others that the run is over.
    for day in (2, *range(6, 9)):
        hours = {"starts": noon + timedelta(days=day - 1, hours=-3), "ends": noon + timedelta(days=day - 1)}
        does("ana", state_contact, mts, company="work", **hours, at=noon + timedelta(days=day - 1))
    more = {"restricted": 1, "days": 6, "alone_days": 4, "most_alone": 4}
    assert counted() - before == Counter(more)
    found = does("gil", totals.totals, at=at)
    for several in (found.prisons, *(group for _name, group in found.groups)):
        assert sum(one.restricted for one in several) == before["restricted"] + 1
    assert "Most days alone in a row" in text(sign_in("gil").get("/measures/totals/"))


def test_a_file_says_that_the_register_holds_more(
    sign_in: Callable[[str], Client], does: Does, at: datetime, mts: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_force(does, supervised(mts, at - timedelta(days=1)), at=at - timedelta(days=1))
    gil = sign_in("gil")
    assert "holds more" not in text(gil.get("/measures/register.csv"))
    earlier = at - timedelta(hours=1)
    in_force(does, supervised(mts, earlier, kind="mail_controlled", **FRESH), at=earlier)
    monkeypatch.setattr(register, "MOST", 1)
    assert "The register holds more than these 1" in text(gil.get("/measures/register.csv"))


def test_register_file_totals_and_notice(
    sign_in: Callable[[str], Client], does: Does, at: datetime, mts: str
) -> None:
    made = in_force(does, supervised(mts, at - timedelta(days=1)), at=at - timedelta(days=1))
    dee, gil = sign_in("dee"), sign_in("gil")
    register = text(dee.get("/measures/register/"))
    assert "House rules, article 40" in register
    assert "Sandor" in register
    file = dee.get("/measures/register.csv")
    lines = file.content.decode().splitlines()
    assert lines[0].startswith("Official")
    assert any("supervised_visits" in line for line in lines)
    assert "Days of restriction" in text(dee.get("/measures/totals/"))
    assert text(dee.get("/measures/register/?kind=isolation")).count("House rules") == 0
    paper = gil.get(f"/measures/{made}/notice.pdf")
    assert paper.status_code == 200
    assert paper.content.startswith(b"%PDF")
    for who in ("ana", "eve"):
        assert sign_in(who).get(f"/measures/{made}/notice.pdf").status_code == 404
    assert sign_in("bo").get("/measures/register/").status_code == 404


def test_over_rest(token: Callable[[str], str], client: Client, at: datetime, mts: str) -> None:
    def ask(who: str, address: str, body: dict[str, Any] | None = None) -> Any:
        headers = {"Authorization": f"Bearer {token(who)}", "Idempotency-Key": f"{who}{address}"}
        if body is None:
            return client.get(f"/api/v1{address}", headers=headers)
        return client.post(
            f"/api/v1{address}", json.dumps(body), content_type="application/json", headers=headers
        )

    body = {
        "person": mts,
        "kind": "supervised_visits",
        "what": "Visits behind glass",
        "article": "House rules, article 40",
        "office": "The governor",
        "starts": at.isoformat(),
        "ends": (at + timedelta(days=20)).isoformat(),
        "remedy": "The judge",
        "told": "You gave orders to hurt a man.",
        "facts": [{"ground": "conduct", "text": "Had a man beaten.", "observed": at.date().isoformat()}],
        **WHY,
    }
    made = ask("bo", "/measures", body)
    assert made.status_code == 201, made.content
    one = made.json()
    assert (one["standing"], one["reasons"]["necessary"]) == ("proposed", WHY["necessary"])
    assert ask("bo", "/measures", body | {"ends": at.isoformat()}).status_code == 422
    waits = ask("gil", "/measures").json()["items"]
    assert [each["id"] for each in waits] == [one["id"]]
    decided = ask("gil", f"/measures/{one['id']}/decision", {"yes": True, "answer": "Nothing milder does."})
    assert decided.json()["standing"] == "first"
    assert [each["id"] for each in ask("bo", f"/measures?person={mts}").json()["items"]] == [one["id"]]
    assert ask("eve", f"/measures/{one['id']}").status_code == 404
    assert ask("eve", f"/measures?person={mts}").status_code == 404
    clock = ask("gil", f"/persons/{mts}/isolation").json()
    assert (clock["days_in_a_row"], clock["limit_days"]) == (0, 15)
    assert ask("dee", "/measures/register").status_code == 200
