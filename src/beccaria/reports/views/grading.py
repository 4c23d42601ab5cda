"""The grading desk: take items out of the text, grade them with two keys, link them, relate them."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from beccaria.access.api import performs, show
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.grading import Scheme
from beccaria.core.handling import Handling
from beccaria.core.refusal import BadInput, Cannot
from beccaria.reports import actions, queries
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
from beccaria.reports.pages.text import chosen
from beccaria.reports.queries import records
from beccaria.reports.queries.shapes import ItemShown, ReportShown
from beccaria.reports.views.common import answer, asked, done, may, named, names


@performs(Act.REPORT_READ)
@require_GET
def desk(request: HttpRequest, report: str) -> HttpResponse:
    """The grading desk of one report."""
    return _desk(request, report)


def _desk(request: HttpRequest, report: str, *, item: str = "", **wrong: forms.Form) -> HttpResponse:
    by, at = asked(request).actor, asked(request).at
    shown = queries.report(report, by=by)
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
        "source": pages.source_codes(scheme),
        "information": pages.information_codes(scheme),
        "handling": pages.handling_codes(scheme),
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


def _try(form: forms.Form, act: Callable[[dict[str, Any]], None]) -> bool:
    if not form.is_valid():
        return False
    try:
        act(form.cleaned_data)
    except (BadInput, Cannot) as said:
        form.add_error(None, str(said))
        return False
    return True


def _item(shown: ReportShown, item: str) -> ItemShown:
    found = next((one for one in shown.items if one.id == item), None)
    if found is None:
        raise Http404
    return found


def _back(report: str, item: str) -> HttpResponse:
    return redirect(f"{reverse('reports:desk', kwargs={'report': report})}?item={item}#item-{item}")


@performs(Act.REPORT_LINK)
@require_POST
def split(request: HttpRequest, report: str) -> HttpResponse:
    """Make an item of what was selected, typed or ticked."""
    by, at, form, made = asked(request).actor, asked(request).at, ItemForm(request.POST), []

    def act(typed: dict[str, Any]) -> None:
        text, observation = typed["text"], typed["observation"] or None
        if not text and form.ticked:
            observation, numbers = next(iter(form.ticked.items()))
            text = chosen(queries.observation(observation, by=by).text, numbers)
        made.append(
            actions.split_item(
                report_id=report,
                text=text,
                observation_id=observation,
                revision=typed["revision"],
                by=by,
                at=at,
            )
        )

    if not _try(form, act):
        return _desk(request, report, split=form)
    return _back(report, made[0])


@performs(Act.REPORT_LINK)
@require_POST
def edit_item(request: HttpRequest, report: str, item: str) -> HttpResponse:
    """Change the words of an item."""
    by, at = asked(request).actor, asked(request).at
    form = EditForm(request.POST, auto_id=f"{item}_%s")

    def act(typed: dict[str, Any]) -> None:
        actions.reword_item(report_id=report, item_id=item, text=typed["text"], by=by, at=at)

    if not _try(form, act):
        return _desk_with(request, report, item, "edit", form)
    return _back(report, item)


def _desk_with(request: HttpRequest, report: str, item: str, kind: str, form: forms.Form) -> HttpResponse:
    """The desk with one item's form as it was sent, and what is wrong with it."""
    shown = queries.report(report, by=asked(request).actor)
    _item(shown, item)
    made: Mapping[str, Any] = _forms(shown, _scheme(request, shown), item)
    several: Any = {**made[kind], item: form}
    return _desk(request, report, item=item, wrong_form=form, **{kind: several})


@performs(Act.REPORT_GRADE)
@require_POST
def grade(request: HttpRequest, report: str, item: str) -> HttpResponse:
    """Grade an item."""
    by, at = asked(request).actor, asked(request).at
    form = GradeForm(request.POST, auto_id=f"grade-{item}_%s")

    def act(typed: dict[str, Any]) -> None:
        actions.grade_item(
            report_id=report,
            item_id=item,
            judgement=typed["judgement"],
            revision=typed["revision"],
            by=by,
            at=at,
        )

    if not _try(form, act):
        return _desk_with(request, report, item, "grade", form)
    after = _next_to_grade(queries.report(report, by=by), item)
    return _back(report, after)


def _next_to_grade(shown: ReportShown, item: str) -> str:
    ungraded = [one.id for one in shown.items if one.grade is None]
    return ungraded[0] if ungraded else item


@performs(Act.REPORT_GRADE)
@require_POST
def provenance(request: HttpRequest, report: str) -> HttpResponse:
    """Grade how the whole was learned."""
    by, at = asked(request).actor, asked(request).at
    form = ProvenanceForm(request.POST, auto_id="provenance_%s")

    def act(typed: dict[str, Any]) -> None:
        actions.grade_provenance(
            report_id=report,
            provenance=typed["provenance"],
            grade_of_it=typed["grade"],
            revision=typed["revision"],
            by=by,
            at=at,
        )

    if not _try(form, act):
        return _desk(request, report, provenance=form)
    return redirect("reports:desk", report=report)


@performs(Act.REPORT_LINK)
@require_POST
def link(request: HttpRequest, report: str, item: str) -> HttpResponse:
    """Link an item with a record; a name that fits several is asked back."""
    by, at = asked(request).actor, asked(request).at
    form = LinkForm(request.POST, auto_id="link_%s")
    candidates: list[records.Record] = []

    def act(typed: dict[str, Any]) -> None:
        reference = typed["reference"]
        if not reference:
            candidates.extend(records.suggested(typed["words"], by=by) if typed["words"].strip() else ())
            if len(candidates) != 1:
                raise BadInput(
                    _("Choose which one is meant.") if candidates else _("Nobody of this name is found.")
                )
            reference = candidates[0].reference
        actions.link(
            report_id=report, item_id=item, reference=reference, relation=typed["relation"], by=by, at=at
        )

    if not _try(form, act):
        many: Any = tuple(candidates)
        return _desk(request, report, item=item, link=form, candidates=many)
    return _back(report, item)


@performs(Act.REPORT_LINK)
@require_POST
def unlink(request: HttpRequest, report: str, item: str, link: str) -> HttpResponse:
    """End a link."""
    actions.unlink(report_id=report, link_id=link, by=asked(request).actor, at=asked(request).at)
    return _back(report, item)


@performs(Act.REPORT_RELATE)
@require_POST
def relate(request: HttpRequest, report: str, item: str) -> HttpResponse:
    """Say how an item stands to an earlier one."""
    by, at = asked(request).actor, asked(request).at
    form = RelateForm(request.POST, auto_id="relate_%s")

    def act(typed: dict[str, Any]) -> None:
        actions.relate(
            item_id=item, other_id=typed["other"], relation=typed["relation"], why=typed["why"], by=by, at=at
        )

    if not _try(form, act):
        return _desk(request, report, item=item, relate=form)
    return _back(report, item)


@performs(Act.REPORT_CLOSE)
@require_POST
def close_report(request: HttpRequest, report: str) -> HttpResponse:
    """Close a report with its reason."""
    by, at, form = asked(request).actor, asked(request).at, CloseForm(request.POST, auto_id="close_%s")

    def act(typed: dict[str, Any]) -> None:
        actions.close_report(report_id=report, reason=typed["reason"], by=by, at=at)

    if not _try(form, act):
        return _desk(request, report, close=form)
    return done(request, "reports:desk", _("The report is closed. Tell the reporters."), report=report)


@performs(Act.REPORT_READ)
@require_GET
def print_report(request: HttpRequest, report: str) -> HttpResponse:
    """A sheet to print, with its handling on it."""
    by, at = asked(request).actor, asked(request).at
    shown = queries.report(report, by=by)
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
