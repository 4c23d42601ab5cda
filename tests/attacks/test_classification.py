"""Categories, statuses and profiles tell nothing to whom they are hidden, and no faith or origin ever reaches one."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError, transaction

from beccaria.core.actors import Level
from beccaria.core.classification import State
from beccaria.core.profile import document
from beccaria.core.refusal import BadInput, Hidden
from beccaria.networks import api as networks
from beccaria.risk import actions
from beccaria.risk import queries as risk
from beccaria.risk.actions.classifying import Decided, decide_classification, propose_classification
from beccaria.risk.models import Classification, ClassificationFact
from beccaria.risk.queries import classifications as queries
from beccaria.risk.queries import instruments
from beccaria.risk.queries.profile import profile
from tests.apps.risk.assessing import ESCAPE, at, does, item_about, judged_by, planted, rating, trained
from tests.classifying import category, days, fact, in_force, status
from tests.grouping import evidence, new_group

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from django.test import Client

    from tests.grouping import Does

__all__ = ["at", "does", "item_about", "judged_by", "planted", "trained"]
pytestmark = pytest.mark.django_db
SECRET = "The Unnameable"
NEVER = "00000000-0000-4000-8000-000000000000"
_NOISE = re.compile(
    r'value="[^"]{40,}"|content="[^"]{40,}"|<time[^>]*>[^<]*</time>|<span class="tip">[^<]*</span>|Made [^<]*<'
)


@pytest.fixture
def mts(planted: Callable[[str], str]) -> str:
    return planted("seed-mts")


def addresses(made: str, person: str) -> tuple[str, ...]:
    return (
        f"/classifications/{made}/",
        f"/classifications/about/{person}/",
        f"/classifications/of/{person}/",
        f"/classifications/new/?person={person}",
        f"/persons/{person}/profile/",
        f"/persons/{person}/profile/?reader=ENG",
        f"/persons/{person}/profile.json",
    )


def plain(answer: Any) -> str:
    return _NOISE.sub("*", answer.content.decode())


def told(does: Does, who: str, person: str, at: datetime) -> Any:
    """Everything that the reader is told of somebody: the profile as it leaves, what stands, what was ever decided."""
    read = does(who, profile, person, at=at)
    return (
        document(read.profile, read.may_be_given),
        does(who, queries.now, person, at=at),
        does(who, queries.of_person, person, at=at),
        does(who, queries.waiting, at=at),
    )


def test_elsewhere_and_on_the_landing_there_is_nothing(
    does: Does, at: datetime, mts: str, sign_in: Callable[[str], Client]
) -> None:
    made = in_force(does, status(mts, at, why=SECRET), at=at)
    for who in ("eve", "oli", "ana", "lia", "max", "dee"):
        client = sign_in(who)
        for address in addresses(made, mts):
            answer = client.get(address)
            never = client.get(address.replace(made, NEVER).replace(mts, NEVER))
            assert answer.status_code == 404, (who, address)
            assert plain(answer).replace(made, NEVER).replace(mts, NEVER) == plain(never), (who, address)
        for verb in ("decide", "end"):
            given = {
                "csrfmiddlewaretoken": client.cookies["csrftoken"].value,
                "yes": "no",
                "why": "x",
                "answer": "x",
            }
            assert client.post(f"/classifications/{made}/{verb}/", given).status_code == 404
    for what in (queries.now, queries.of_person):
        with pytest.raises(Hidden):
            does("eve", what, mts, at=at)
    with pytest.raises(ObjectDoesNotExist):
        does("eve", profile, mts, at=at)


def test_what_is_above_ones_clearance_changes_no_number_date_or_line(
    does: Does, at: datetime, mts: str, sign_in: Callable[[str], Client]
) -> None:
    in_force(does, category(mts, at), at=at)
    pia = sign_in("pia")
    before = told(does, "pia", mts, at)
    pages = {address: plain(pia.get(address)) for address in addresses(NEVER, mts)[1:6]}
    # A stricter status that is due earlier, and a stricter proposal.
    in_force(does, status(mts, at, level=Level.CONFIDENTIAL, why=SECRET, until=days(at, 9)), at=at)
    does("cy", propose_classification, status(mts, at, level=Level.SECRET, value="extremist"), at=at)
    assert len(told(does, "gil", mts, at)[0]["decisions"]) == 2
    assert told(does, "pia", mts, at) == before
    for address, page in pages.items():
        assert plain(pia.get(address)) == page, address


def test_an_assessment_that_stays_at_its_prison_changes_no_profile_elsewhere(
    does: Does, at: datetime, mts: str, judged_by: Callable[..., str], item_about: Callable[..., str]
) -> None:
    in_force(does, status(mts, at), at=at)
    before = told(does, "nan", mts, at)[0]
    key = item_about("Only for this prison.", codes="C A1 S2")
    one = instruments.newest(ESCAPE).instrument.items[0]
    answer = rating(one.levels[0].name, cites=(key,))
    judged = judged_by("bo", ESCAPE, rate={one.id: answer})
    does("gil", decide_as_proposed, judged, at=at)
    assert len(told(does, "gil", mts, at)[0]["dimensions"]) == 1
    assert told(does, "nan", mts, at)[0] == before


def decide_as_proposed(assessment: str, *, by: Any, at: datetime) -> None:
    scored = risk.assessment(assessment, by=by).scored
    assert scored is not None
    actions.decide(assessment, band=scored.band, by=by, at=at)


def test_deciding_beside_a_hidden_decision_neither_fails_nor_ends_it(
    does: Does, at: datetime, planted: Callable[[str], str]
) -> None:
    father = planted("seed-father")
    (hidden,) = does("cy", queries.now, father, at=at)
    assert does("bo", queries.now, father, at=at) == ()
    made = does("bo", propose_classification, status(father, at, value="organised_crime"), at=at)
    said = Decided(yes=True, answer="So.")
    assert does("cy", decide_classification, made, said, at=at) is State.FIRST
    # Gil stands for it last, and cannot see what stands in its place.
    assert does("gil", decide_classification, made, said, at=at) is State.IN_FORCE
    assert [one.id for one in does("gil", queries.now, father, at=at)] == [made]
    assert {one.id for one in does("cy", queries.now, father, at=at)} == {made, hidden.id}


def test_one_cites_only_what_one_may_read_and_learns_nothing_by_trying(
    does: Does, at: datetime, mts: str
) -> None:
    group = does("cy", networks.write_group, new_group(SECRET, level=Level.SECRET, reaches=[]), at=at)
    member = networks.NewMembership(group=group, person=mts, evidence=evidence(at, level=Level.SECRET))
    hidden = does("cy", networks.open_membership, member, at=at)
    said = []
    for key in (hidden, NEVER):
        cited = fact(at, ground="membership", reference=f"membership:{key}")
        with pytest.raises(BadInput) as refused:
            does("bo", propose_classification, status(mts, at, facts=[fact(at), cited]), at=at)
        said.append(str(refused.value).replace(key, NEVER))
    assert said[0] == said[1]
    cited = fact(at, ground="membership", reference=f"membership:{hidden}")
    made = does("cy", propose_classification, status(mts, at, facts=[fact(at), cited]), at=at)
    with pytest.raises(Hidden):  # it became as strict as what it cites
        does("bo", queries.classification, made, at=at)


def test_what_handling_keeps_at_its_prison_is_kept_from_national_duties(
    does: Does, at: datetime, mts: str, item_about: Callable[..., str]
) -> None:
    open_one = in_force(does, status(mts, at), at=at)
    before = told(does, "nan", mts, at)
    item_about("Only for this prison.", codes="C A1 S2")
    cited = fact(at, ground="intelligence", reference=does("bo", newest_report))
    made = in_force(does, status(mts, at, value="extremist", facts=[fact(at), cited]), at=at)
    assert {one.id for one in does("pia", queries.now, mts, at=at)} == {open_one, made}
    assert told(does, "nan", mts, at) == before
    with pytest.raises(Hidden):
        does("nan", queries.classification, made, at=at)


def newest_report(*, by: Any) -> str:
    del by
    from beccaria.reports.models import Report

    found = Report.objects.order_by("-opened_at").first()
    assert found is not None
    return str(found.reference)


def test_the_database_refuses_by_itself(does: Does, at: datetime, mts: str) -> None:
    made = in_force(does, status(mts, at), at=at)

    def count(*, by: Any) -> tuple[int, int]:
        del by
        return Classification.objects.count(), ClassificationFact.objects.count()

    def end(*, by: Any) -> int:
        del by
        return Classification.objects.filter(pk=made).update(why="Nothing.")

    def write(*, by: Any) -> None:
        site = next(iter(by.sites))
        ClassificationFact.objects.create(
            classification_id=made, ground="conduct", text="x", observed=at.date(), site=site
        )

    def for_another(*, by: Any) -> None:
        del by
        Classification.objects.filter(pk=proposed).update(
            state=State.FIRST, decided_by="somebody else", decided_at=at
        )

    for who in ("eve", "oli", "ana", "lia", "dee", "kit", "max"):
        assert does(who, count) == (0, 0), who
    for who in ("bo", "pia", "asa", "nan", "eve"):
        assert does(who, end) == 0, who
    # Not even those who may: reasons are never rewritten, facts never slipped in, nobody signs for somebody else.
    proposed = does("bo", propose_classification, status(mts, at, value="extremist"), at=at)
    for who, what in (("gil", end), ("eve", write), ("ana", write), ("bo", write), ("gil", for_another)):
        with pytest.raises(DatabaseError), transaction.atomic():
            does(who, what)


def test_the_ledger_holds_no_contents_of_a_decision(does: Does, at: datetime, mts: str) -> None:
    made = in_force(does, status(mts, at, why=SECRET, value="extremist"), at=at)

    def kept(*, by: Any) -> str:
        del by
        from beccaria.ledger.models import Entry

        found = Entry.objects.filter(subjects__contains=[f"classification:{made}"])
        assert found.count() == 3
        return json.dumps([[one.act, one.detail, list(one.subjects)] for one in found])

    said = does("dee", kept)
    for word in (SECRET, "extremist", "House rules", "beaten"):
        assert word not in said


def test_what_somebody_is_reaches_no_profile(does: Does, at: datetime, mts: str) -> None:
    in_force(does, status(mts, at), at=at)
    before = told(does, "gil", mts, at)
    assert '"ZZ"' not in json.dumps(before[0])

    def another(*, by: Any) -> None:
        from beccaria.people.models import Identity

        del by
        assert Identity.objects.filter(person=mts).update(nationality="QQ", languages=["qq"]) == 1

    does("bo", another)
    assert told(does, "gil", mts, at) == before


def test_a_decision_follows_him_to_the_prison_that_holds_him(does: Does, at: datetime, mts: str) -> None:
    made = in_force(does, status(mts, at), at=at)

    def written_at_south(*, by: Any) -> None:
        del by
        Classification.objects.filter(pk=made).update(site="SOUTH")

    does("gil", written_at_south)
    # North holds him and reads what South decided; South no longer has him, and reads nothing of him.
    assert [one.id for one in does("bo", queries.now, mts, at=at)] == [made]
    assert does("bo", queries.classification, made, at=at).facts
    with pytest.raises(Hidden):
        does("eve", queries.classification, made, at=at)
