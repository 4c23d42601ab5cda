"""Show the grading desk and the sheet of a report, with whatever form was sent and what is wrong with it."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET

from beccaria.access.api import answer, asked, confirm_purpose, performs, show
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.grading import Scheme
from beccaria.core.handling import Handling
from beccaria.reports import queries
from beccaria.reports.forms.grading import (
    EditForm,
    GradeForm,
    ItemForm,
    LinkForm,
    ProvenanceForm,
    RelateForm,
    grade_initial,
)
from beccaria.reports.forms.inbox import CloseForm
from beccaria.reports.pages import grading as pages
from beccaria.reports.pages import items as item_pages
from beccaria.reports.queries.shapes import ItemShown, ReportShown
from beccaria.reports.views.common import may, named, names


@performs(Act.REPORT_READ)
@require_GET
def desk(request: HttpRequest, report: str) -> HttpResponse:
    """The grading desk of one report."""
    return show_desk(request, report)


@performs(Act.REPORT_READ)
@require_GET
def print_report(request: HttpRequest, report: str) -> HttpResponse:
    """A sheet to print, with its handling on it."""
    by, at = asked(request).actor, asked(request).at
    shown = queries.report(report, by=by)
    confirm_purpose(request, shown.line.marking)
    known = named([one.reference for each in shown.items for one in each.links], by=by)
    show(request, f"report:{report}", *known)
    page = pages.desk_page(
        shown,
        texts=(),
        queue=(),
        near={},
        records=known,
        named_by_reporter=(),
        names=names(shown.moves),
        refusals=_refusals(shown, by),
        scheme=_scheme(request, shown),
        chosen="",
        now=at,
    )
    return answer(request, "reports/print_report.html", page=page, at=at)


def show_desk(request: HttpRequest, report: str, *, item: str = "", **wrong: forms.Form) -> HttpResponse:
    by, at = asked(request).actor, asked(request).at
    shown = queries.report(report, by=by)
    confirm_purpose(request, shown.line.marking)
    chosen_item = item or request.GET.get("item", "")
    scheme = _scheme(request, shown)
    texts = [queries.observation(one.id, by=by) for one in shown.observations]
    people = [f"person:{one}" for text in texts for one in text.people]
    known = named([*(one.reference for each in shown.items for one in each.links), *people], by=by)
    show(request, f"report:{report}", *(f"observation:{one.line.id}" for one in texts), *known)
    page = pages.desk_page(
        shown,
        texts=texts,
        queue=queries.queue(by=by),
        near={one.id: queries.near(one.id, by=by) for one in shown.items if one.id == chosen_item},
        records=known,
        named_by_reporter=[known[one] for one in dict.fromkeys(people) if one in known],
        names=names(shown.moves),
        refusals=_refusals(shown, by),
        scheme=scheme,
        chosen=chosen_item,
        now=at,
    )
    made = _forms(shown, scheme, chosen_item)
    return answer(
        request,
        "reports/desk.html",
        wrong=bool(wrong),
        page=page,
        codes=_codes(scheme),
        suggest=reverse("reports:suggest"),
        forms={**made, **wrong},
    )


def _codes(scheme: Scheme) -> dict[str, Any]:
    return {
        "source": item_pages.source_codes(scheme),
        "information": item_pages.information_codes(scheme),
        "handling": item_pages.handling_codes(scheme),
        "several": scheme is Scheme.FOUR_BY_FOUR,
    }


def _scheme(request: HttpRequest, shown: ReportShown) -> Scheme:
    wanted = request.POST.get("scheme") or request.GET.get("scheme")
    if wanted in set(Scheme):
        return Scheme(wanted)
    used = [one.grade.scheme for one in shown.items if one.grade]
    return used[-1] if used else Scheme.THREE_FIVE_TWO


def _forms(shown: ReportShown, scheme: Scheme, item: str) -> dict[str, Any]:
    usual = next((one.handling for one in reversed(shown.items) if one.grade), None)
    given = shown.provenance_grade
    same = given if given and given.scheme is scheme else None
    return {
        "split": ItemForm(initial={"revision": shown.revision}),
        "close": CloseForm(auto_id="close_%s"),
        "provenance": ProvenanceForm(
            auto_id="provenance_%s",
            initial={
                "provenance": shown.provenance,
                "scheme": scheme.value,
                "source": same.source if same else "",
                "information": same.information if same else "",
                "revision": shown.revision,
            },
        ),
        "grade": {one.id: _grade_form(one, scheme, usual, shown.revision) for one in shown.items},
        "edit": {one.id: EditForm(auto_id=f"{one.id}_%s", initial={"text": one.text}) for one in shown.items},
        "link": LinkForm(auto_id="link_%s"),
        "relate": RelateForm(auto_id="relate_%s"),
        "candidates": (),
        "item": item,
    }


def _grade_form(one: ItemShown, scheme: Scheme, usual: Handling | None, revision: int) -> GradeForm:
    initial = {**grade_initial(one, scheme, usual), "revision": revision}
    return GradeForm(auto_id=f"grade-{one.id}_%s", initial=initial)


def _refusals(shown: ReportShown, by: Actor) -> pages.Refusals:
    line, mine = shown.line, shown.is_mine
    return pages.Refusals(
        grade=may(Act.REPORT_GRADE, by, line, mine=mine),
        sanitise=may(Act.REPORT_SANITISE, by, line, mine=mine),
        disseminate=may(Act.REPORT_DISSEMINATE, by, line, mine=mine),
        close=may(Act.REPORT_CLOSE, by, line, mine=mine),
    )


def show_with(request: HttpRequest, report: str, item: str, kind: str, form: forms.Form) -> HttpResponse:
    """The desk with one item's form as it was sent, and what is wrong with it."""
    shown = queries.report(report, by=asked(request).actor)
    _item(shown, item)
    made: Mapping[str, Any] = _forms(shown, _scheme(request, shown), item)
    several: Any = {**made[kind], item: form}
    return show_desk(request, report, item=item, wrong_form=form, **{kind: several})


def _item(shown: ReportShown, item: str) -> ItemShown:
    found = next((one for one in shown.items if one.id == item), None)
    if found is None:
        raise Http404
    return found


def back(report: str, item: str) -> HttpResponse:
    return redirect(f"{reverse('reports:desk', kwargs={'report': report})}?item={item}#item-{item}")
