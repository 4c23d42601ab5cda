"""Link items with records, and say how they stand to earlier items."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from beccaria.access.api import asked, performs
from beccaria.core.acts import Act
from beccaria.core.refusal import BadInput
from beccaria.reports import actions
from beccaria.reports.forms.grading import (
    LinkForm,
    RelateForm,
)
from beccaria.reports.queries import records
from beccaria.reports.views.common import attempt
from beccaria.reports.views.desk import back, show_desk


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

    if not attempt(form, act):
        many: Any = tuple(candidates)
        return show_desk(request, report, item=item, link=form, candidates=many)
    return back(report, item)


@performs(Act.REPORT_LINK)
@require_POST
def unlink(request: HttpRequest, report: str, item: str, link: str) -> HttpResponse:
    """End a link."""
    actions.unlink(report_id=report, link_id=link, by=asked(request).actor, at=asked(request).at)
    return back(report, item)


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

    if not attempt(form, act):
        return show_desk(request, report, item=item, relate=form)
    return back(report, item)
