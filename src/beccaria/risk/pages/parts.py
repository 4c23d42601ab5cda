"""Parts that the pages of assessments share: grades, evidence with its words, handling, and who wrote something."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from beccaria.core import grading
from beccaria.core.assessing import Evidence, Grade
from beccaria.lib import moments
from beccaria.lib.parts import GradeChip, HandlingStrip, TimeChip
from beccaria.people import api as people
from beccaria.risk.pages.words import EVIDENCE
from beccaria.risk.queries.evidence import Piece
from beccaria.risk.queries.shapes import Citation, Line

_LONGEST = 160
_SCHEMES = {grading.Scheme.ADMIRALTY: "Admiralty"}


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """One piece of evidence: what kind, in words, at its grade; `href` leads to it where there is a page."""

    key: str
    kind: str
    title: str
    detail: str
    grade: GradeChip | None
    at: TimeChip | None
    href: str = ""


def evidence_line(one: Piece, *, now: datetime) -> EvidenceLine:
    """A piece that may be cited."""
    return EvidenceLine(
        one.key,
        str(EVIDENCE[one.kind]),
        shortened(one.title),
        shortened(one.detail),
        grade(one.grade),
        moments.time_chip(one.at, now=now) if one.at else None,
        href(one.reference),
    )


def cited_line(one: Citation, known: Mapping[str, Piece], *, now: datetime) -> EvidenceLine:
    """A piece that was cited, with its words of now and its grade of then."""
    piece, then = known.get(one.key), grade(one.grade)
    if piece is None:
        title = one.record if one.kind is Evidence.DOSSIER else _("What it says is no longer linked to him")
        return EvidenceLine(one.key, str(EVIDENCE[one.kind]), title, "", then, None)
    line = evidence_line(piece, now=now)
    return EvidenceLine(line.key, line.kind, line.title, line.detail, then, line.at, line.href)


def grade(of: Grade) -> GradeChip | None:
    """The chip of a grade; None for what is no intelligence."""
    if not of.scheme:
        return None
    one = grading.Grade(grading.Scheme(of.scheme), of.source, of.information)
    words = _("source %(source)s; information %(information)s") % {
        "source": _(grading.sources(one.scheme)[of.source].words),
        "information": _(grading.information(one.scheme)[of.information].words),
    }
    return GradeChip(one.chip, _SCHEMES.get(one.scheme, one.scheme.value), words)


def href(reference: str) -> str:
    """The page of a record such as `report:ID`; empty where there is none."""
    kind, _colon, key = reference.partition(":")
    named = {"report": "reports:report", "membership": "networks:membership", "warning": "warnings:warning"}
    return people.address(named[kind], key) if kind in named else ""


def shortened(text: str) -> str:
    """The beginning of a long text."""
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"


def strip(several: Iterable[Line]) -> HandlingStrip | None:
    """The strictest of these assessments; nothing shown, nothing said."""
    shown = list(several)
    if not shown:
        return None
    codes = {code for one in shown for code in one.marking.handling}
    return people.strip(max(int(one.marking.level) for one in shown), sorted(codes))


def assessment_href(assessment_id: str) -> str:
    """The page of an assessment."""
    return reverse("risk:assessment", args=[assessment_id])
