"""The comparison counts what a product found, how late, whom it accused, and never takes nothing for success."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from beccaria.core.refusal import BadInput
from beccaria.world.evaluation import (
    NOT_COVERED,
    Alert,
    Belonging,
    Leading,
    Pair,
    Truth,
    evaluate,
    read_truth,
)
from beccaria.world.picture import picture
from beccaria.world.truth import FORMAT
from tests.world.conftest import Service


@dataclass
class Product:
    """A product that holds what a test says."""

    raised: Sequence[Alert] | None = None
    linked: Sequence[Pair] | None = None
    belonging: Sequence[Belonging] | None = None
    merged: Sequence[Pair] | None = None
    leading: Sequence[Leading] | None = None
    covered: frozenset[str] | None = None

    def covers(self) -> frozenset[str] | None:
        return self.covered

    def alerts(self) -> Sequence[Alert] | None:
        return self.raised

    def links(self) -> Sequence[Pair] | None:
        return self.linked

    def reads(self) -> frozenset[str] | None:
        return None

    def leaders(self) -> Sequence[Leading] | None:
        return self.leading

    def memberships(self) -> Sequence[Belonging] | None:
        return self.belonging

    def merges(self) -> Sequence[Pair] | None:
        return self.merged


@pytest.fixture(scope="session")
def truth(service: Service) -> Truth:
    return read_truth(service.folder)


def alert_on(truth: Truth, key: str, *, days: float = 10, traces: int = 3, name: str = "a") -> Alert:
    """An alert about a storyline, some days after its first act, on its first traces."""
    story = truth.stories[key]
    begin = datetime.fromisoformat(story["acts"][0]["at"])
    known = sorted(story["traces"], key=lambda trace: str(trace["known"]))[:traces]
    evidence = frozenset((trace["file"], trace["id"]) for trace in known)
    return Alert(name, begin + timedelta(days=days), "test", frozenset(), evidence)


def test_what_no_part_covers_is_not_success(truth: Truth) -> None:
    said = evaluate(truth, Product())
    assert all(one["found"] == NOT_COVERED for one in said["storylines"].values())
    assert all(one["accused"] == NOT_COVERED for one in said["innocents"].values())
    for figure in ("precision", "recall", "alerts_per_prison_day", "identities", "links", "memberships"):
        assert said[figure] == NOT_COVERED


def test_a_product_that_finds_nothing_has_found_nothing(truth: Truth) -> None:
    said = evaluate(truth, Product(raised=[], linked=[], belonging=[], merged=[]))
    assert not any(one["found"] for one in said["storylines"].values())
    assert said["recall"] == 0
    assert said["precision"] is None
    assert said["identities"]["recall"] == 0
    assert said["links"]["precision"] is None


def test_what_is_not_covered_is_neither_found_nor_missed(truth: Truth) -> None:
    said = evaluate(truth, Product(raised=[alert_on(truth, "3")], covered=frozenset({"3", "choir"})))
    assert said["storylines"]["3"]["found"] is True
    assert said["storylines"]["1"]["found"] == NOT_COVERED
    assert said["innocents"]["choir"]["accused"] == 0
    assert said["innocents"]["helpline"]["accused"] == NOT_COVERED
    assert said["precision"] == said["recall"] == NOT_COVERED


def test_recognising_one_person_wrongs_nobody_and_taking_two_for_one_does(truth: Truth) -> None:
    mother, names = truth.stories["travelling_mother"], truth.stories["same_name"]
    begin = datetime.fromisoformat(mother["acts"][0]["at"])
    herself = frozenset(truth.document["people"][mother["suspects"][0]])
    two = frozenset(code for person in names["suspects"][:2] for code in truth.document["people"][person])
    rows = frozenset((trace["file"], trace["id"]) for trace in mother["traces"][:3])
    right = Alert("x", begin, "recognised", herself, rows, one_person=True)
    wrong = Alert("y", begin, "recognised", two, one_person=True)
    said = evaluate(truth, Product(raised=[right, wrong]))["innocents"]
    assert said["travelling_mother"]["accused"] == 0
    assert said["same_name"]["accused"] == 2


def test_an_alert_is_counted_with_its_delay(truth: Truth) -> None:
    said = evaluate(
        truth, Product(raised=[alert_on(truth, "3", days=10), alert_on(truth, "3", days=12, name="b")])
    )
    assert said["storylines"]["3"]["found"] is True
    assert said["storylines"]["3"]["delay_days"] == pytest.approx(10)
    assert said["storylines"]["3"]["alerts"] == 2
    assert said["precision"] == 1
    assert said["recall"] == pytest.approx(1 / 17, abs=0.001)
    assert [key for key, one in said["storylines"].items() if one["found"]] == ["3"]


def test_one_trace_among_others_is_not_enough(truth: Truth) -> None:
    said = evaluate(truth, Product(raised=[alert_on(truth, "3", traces=1)]))
    assert said["storylines"]["3"]["found"] is False
    assert said["precision"] == 0


def test_naming_the_only_suspect_on_record_is_enough_once_it_has_begun(truth: Truth) -> None:
    receiver = frozenset(truth.document["people"][truth.stories["3"]["cast"]["receiver"][0]])
    begin = datetime.fromisoformat(truth.stories["3"]["acts"][0]["at"])
    late, early = (Alert("x", begin + timedelta(days=days), "payments", receiver) for days in (9, -9))
    assert evaluate(truth, Product(raised=[late]))["storylines"]["3"]["found"] is True
    assert evaluate(truth, Product(raised=[early]))["storylines"]["3"]["found"] is False


def test_naming_two_suspects_is_enough(truth: Truth) -> None:
    people = frozenset(
        code for person in truth.stories["9"]["suspects"][:2] for code in truth.document["people"][person]
    )
    begin = datetime.fromisoformat(truth.stories["9"]["acts"][0]["at"])
    said = evaluate(truth, Product(raised=[Alert("x", begin, "feud", people)]))
    assert said["storylines"]["9"]["found"] is True


def test_evidence_from_the_future_is_counted(truth: Truth) -> None:
    early = alert_on(truth, "3", days=-300)
    said = evaluate(truth, Product(raised=[early]))
    assert said["storylines"]["3"]["evidence_too_early"] == 3
    assert said["storylines"]["3"]["found"] is False
    late = evaluate(truth, Product(raised=[alert_on(truth, "3", days=300)]))
    assert late["storylines"]["3"]["evidence_too_early"] == 0


def test_accusing_innocents_is_counted_and_spoils_precision(truth: Truth) -> None:
    mother = truth.stories["travelling_mother"]
    people = frozenset(code for person in mother["suspects"] for code in truth.document["people"][person])
    accusation = Alert("x", datetime.fromisoformat(mother["acts"][0]["at"]), "visitor", people)
    said = evaluate(truth, Product(raised=[accusation, alert_on(truth, "3")]))
    assert said["innocents"]["travelling_mother"]["accused"] == 3
    assert said["innocents"]["choir"]["accused"] == 0
    assert said["precision"] == 0.5


def test_an_alarm_about_the_exit_is_no_success(truth: Truth) -> None:
    said = evaluate(truth, Product(raised=[alert_on(truth, "17")]))
    assert said["storylines"]["17"]["found"] is True
    assert said["recall"] == 0
    assert said["precision"] == 0
    assert "given away" in picture(truth, said)


def test_merges_are_compared_with_who_is_who(truth: Truth) -> None:
    people = truth.document["people"]
    double = next(codes for codes in people.values() if len(codes) == 2)
    stranger = next(codes for codes in people.values() if len(codes) == 1)
    merges = [Pair(double[1], double[0]), Pair(double[0], stranger[0])]
    said = evaluate(truth, Product(merged=merges))["identities"]
    assert said["right"] == 1
    assert said["precision"] == 0.5
    assert 0 < said["recall"] < 0.1


def test_links_and_memberships_are_compared_with_groups(truth: Truth) -> None:
    group, people = truth.document["groups"][0], truth.document["people"]
    inside = [member["person"] for member in group["members"] if people[member["person"]]]
    tie = next(tie for tie in group["ties"] if people[tie[0]] and people[tie[1]])
    said = evaluate(
        truth,
        Product(
            linked=[Pair(people[tie[0]][0], people[tie[1]][0])],
            belonging=[
                Belonging(people[inside[0]][0], "mine"),
                Belonging(people[inside[1]][0], "mine"),
                Belonging("X", "mine"),
            ],
        ),
    )
    assert said["links"]["right"] == 1
    assert said["links"]["precision"] == 1
    assert said["memberships"]["right"] == 2
    assert said["memberships"]["precision"] == pytest.approx(2 / 3, abs=0.001)


def test_the_truth_of_another_seed_is_refused(service: Service) -> None:
    with pytest.raises(BadInput, match="belongs to seed 7"):
        read_truth(service.folder, expect_seed=8)
    read_truth(service.folder, expect_seed=7)


@pytest.mark.parametrize(
    ("text", "word"),
    [("{", "not JSON"), ("[]", "not a truth file"), ('{"format": "old"}', "not a truth file")],
)
def test_a_broken_truth_is_refused(tmp_path: Path, text: str, word: str) -> None:
    (tmp_path / "truth.json").write_text(text, encoding="utf-8")
    with pytest.raises(BadInput, match=word):
        read_truth(tmp_path)


def test_a_missing_truth_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"no truth\.json"):
        read_truth(tmp_path)


def test_the_picture_has_a_row_for_each_and_marks_detection(truth: Truth) -> None:
    drawn = picture(truth, evaluate(truth, Product(raised=[alert_on(truth, "3")])))
    root = ET.fromstring(drawn)  # noqa: S314  drawn a line above
    space = "{http://www.w3.org/2000/svg}"
    labels = [element.text or "" for element in root.iter(f"{space}text")]
    for key in truth.stories:
        assert any(label.startswith(f"{key}. ") for label in labels)
    assert len(list(root.iter(f"{space}path"))) == 1
    acts = sum(len(story["acts"]) for story in truth.stories.values())
    assert len(list(root.iter(f"{space}circle"))) == acts


def test_nothing_in_the_comparison_is_other_than_plain(truth: Truth) -> None:
    assert json.loads(json.dumps(evaluate(truth, Product(raised=[alert_on(truth, "1")]))))


def test_a_truth_put_beside_the_files_of_another_world_is_refused(tmp_path: Path) -> None:
    plan = {"seed": 9, "sites": 1, "prisoners": 1, "days": 1}
    document = {"format": FORMAT, "plan": plan, "people": {"T:P1": ["AAAA"]}, "storylines": {}, "groups": []}
    (tmp_path / "truth.json").write_text(json.dumps(document))
    (tmp_path / "people.csv").write_text("person_id,surname\nBBBB,Rossi\n")
    with pytest.raises(BadInput, match="not the truth of the files beside it"):
        read_truth(tmp_path)
