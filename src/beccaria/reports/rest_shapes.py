"""The documents that the REST interface of reports takes and gives."""

from collections.abc import Callable
from typing import Any, TypeVar

from ninja import Field, Schema

from beccaria.core import links
from beccaria.core.grading import Grade
from beccaria.core.handling import asserted
from beccaria.core.refusal import BadInput
from beccaria.reports.actions import Judgement
from beccaria.reports.queries.shapes import (
    ItemShown,
    MyReport,
    ObservationLine,
    ObservationShown,
    Page,
    ReportLine,
    ReportShown,
    VersionShown,
)

Answer = tuple[int, dict[str, Any]]
Row = TypeVar("Row")


class ItemGradeIn(Schema):
    """The judgement of one item. Handling codes stand alone when they are of the grade's scheme: C, A2, S1."""

    id: str
    scheme: str
    source_grade: str
    information_grade: str
    handling: list[str] | str
    handling_note: str = ""
    fact: bool = True
    underlying: str = ""
    subject: str = links.Subject.OTHER
    threats: list[str] = Field(default_factory=list)
    currency: str = links.Currency.UNKNOWN
    reliability: str = links.Firmness.UNKNOWN
    concreteness: str = links.Firmness.UNKNOWN

    def judgement(self) -> Judgement:
        """The judgement as the rules know it. Raises BadInput."""
        grade = Grade.read(self.scheme, self.source_grade, self.information_grade)
        codes = self.handling.replace(",", " ").split() if isinstance(self.handling, str) else self.handling
        named = [code if ":" in code else f"{grade.scheme}:{code}" for code in codes]
        schemes = {code.partition(":")[0] for code in named}
        if len(schemes) > 1:
            raise BadInput("Handling codes of two schemes cannot be mixed: choose one scheme.")
        scheme = schemes.pop() if schemes else grade.scheme
        return Judgement(
            grade=grade,
            handling=asserted(scheme, *(code.partition(":")[2] for code in named), note=self.handling_note),
            nature=links.Nature.FACT if self.fact else links.Nature.ASSESSMENT,
            underlying=self.underlying,
            subject=self.subject,
            threats=tuple(self.threats),
            currency=self.currency,
            reliability=self.reliability,
            concreteness=self.concreteness,
        )


class ProvenanceIn(Schema):
    """How the report was learned, without a name, and the grade of that."""

    text: str
    scheme: str
    source_grade: str
    information_grade: str

    def read(self) -> tuple[str, Grade]:
        """The words and their grade. Raises BadInput."""
        return self.text, Grade.read(self.scheme, self.source_grade, self.information_grade)


class GradeIn(Schema):
    """Grades of one report; `revision` stops two graders from overwriting each other."""

    items: list[ItemGradeIn] = Field(default_factory=list)
    provenance: ProvenanceIn | None = None
    revision: int | None = None


def page(found: Page[Row], shape: Callable[[Row], dict[str, Any]]) -> dict[str, Any]:
    """A list with the cursor of its next page."""
    return {"items": [shape(one) for one in found.items], "next": found.next}


def observation_line(one: ObservationLine) -> dict[str, Any]:
    """An observation in a list."""
    return {
        "id": one.id,
        "reference": one.reference,
        "stage": one.stage.value,
        "received_at": one.received_at.isoformat(),
        "occurred_at": one.occurred_at.isoformat(),
        "kind": one.kind,
        "place": one.place,
        "site": one.site,
        "excerpt": one.excerpt,
        "handling": sorted(one.handling.codes),
        "report": one.report_id,
    }


def observation(one: ObservationShown) -> dict[str, Any]:
    """An observation whole. `mentions` are offers, never links."""
    return observation_line(one.line) | {
        "text": one.text,
        "people": list(one.people),
        "mentions": [
            {"start": m.start, "end": m.end, "kind": m.kind.value, "text": m.text, "value": m.value}
            for m in one.mentions
        ],
        "attachments": [
            {"id": a.id, "name": a.name, "media_type": a.media_type, "size": a.size} for a in one.attachments
        ],
    }


def my_observation(one: MyReport) -> dict[str, Any]:
    """An observation as its reporter sees it: `stage` says only what a reporter may know."""
    return {
        "id": one.id,
        "reference": one.reference,
        "stage": one.progress,
        "received_at": one.received_at.isoformat(),
        "occurred_at": one.occurred_at.isoformat(),
        "kind": one.kind,
        "place": one.place,
        "text": one.text,
        "mentions": [],
        "report": None,
        "question": one.question,
        "feedback": [{"words": said.words, "at": said.at.isoformat()} for said in one.feedback],
    }


def report_line(one: ReportLine) -> dict[str, Any]:
    """A report in a list."""
    return {
        "id": one.id,
        "reference": one.reference,
        "title": one.title,
        "stage": one.stage.value,
        "site": one.site,
        "level": one.level,
        "happened_at": one.happened_at.isoformat(),
        "opened_at": one.opened_at.isoformat(),
        "handling": sorted(one.handling.codes),
    }


def report(one: ReportShown) -> dict[str, Any]:
    """A report whole."""
    grade = one.provenance_grade
    return report_line(one.line) | {
        "revision": one.revision,
        "provenance": one.provenance,
        "provenance_grade": _grade(grade),
        "items": [_item(item) for item in one.items],
        "versions": [_version(version) for version in one.versions],
        "observations": [told.id for told in one.observations],
        "missing": list(one.missing),
    }


def _grade(grade: Grade | None) -> dict[str, str | None]:
    return {
        "scheme": grade.scheme.value if grade else None,
        "source_grade": grade.source if grade else None,
        "information_grade": grade.information if grade else None,
    }


def _item(one: ItemShown) -> dict[str, Any]:
    return {
        "id": one.id,
        "text": one.text,
        **_grade(one.grade),
        "handling": sorted(one.handling.codes),
        "handling_note": " ".join(sorted(one.handling.notes)),
        "fact": one.nature == links.Nature.FACT,
        "underlying": one.underlying,
        "subject": one.subject or None,
        "threats": list(one.threats),
        "currency": one.currency,
        "reliability": one.reliability,
        "concreteness": one.concreteness,
        "links": [
            {"id": link.id, "reference": link.reference, "relation": link.relation} for link in one.links
        ],
    }


def _version(one: VersionShown) -> dict[str, Any]:
    return {
        "id": one.id,
        "number": one.number,
        "original": one.original,
        "audience": one.audience,
        "title": one.title,
        "handling": sorted(one.handling.codes),
        "made_at": one.made_at.isoformat(),
        "released_at": one.released_at.isoformat() if one.released_at else None,
        "stale": one.is_stale,
        "items": [
            {"text": item.text, **_grade(item.grade), "handling": sorted(item.handling.codes)}
            for item in one.items
        ],
        "given": [
            {
                "id": given.id,
                "organisation": given.organisation,
                "authorised_at": given.authorised_at.isoformat(),
                "recalled_at": given.recalled_at.isoformat() if given.recalled_at else None,
            }
            for given in one.given
        ],
    }
