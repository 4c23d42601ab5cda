"""The inbox of the unit, which grows by itself, and how far remarks come."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from beccaria.access.api import answer, asked, performs, show
from beccaria.core.acts import Act
from beccaria.lib.paging import Page
from beccaria.reports import queries
from beccaria.reports.forms.inbox import FilterForm
from beccaria.reports.pages import inbox as pages
from beccaria.reports.queries import triage

_DAYS = 30
_REPORTS = "reports"


@performs(Act.INBOX_SEE)
@require_GET
def inbox(request: HttpRequest) -> HttpResponse:
    """What came in, one heap at a time."""
    page, form = _page(request)
    _show(request, page)
    return answer(request, "reports/inbox.html", page=page, form=form)


@performs(Act.INBOX_SEE, poll=True)
@require_GET
def inbox_rows(request: HttpRequest) -> HttpResponse:
    """The rows again, when they have changed since the mark; otherwise nothing, which costs next to nothing."""
    page, _form = _page(request)
    if page.mark == request.GET.get("mark"):
        return HttpResponse(status=204)
    _show(request, page)
    return answer(request, "reports/inbox_rows.html", page=page)


def _show(request: HttpRequest, page: pages.InboxPage) -> None:
    kind = "report" if page.tab.endswith(f"heap={_REPORTS}") else "observation"
    show(request, *(f"{kind}:{line.id}" for line in page.lines))


def _page(request: HttpRequest) -> tuple[pages.InboxPage, FilterForm]:
    by, at = asked(request).actor, asked(request).at
    form = FilterForm(request.GET)
    wanted = form.wanted(at=at)
    after = request.GET.get("after")
    query = form.query | ({"after": after} if after else {})
    if form.cleaned_data.get("heap") == _REPORTS:
        return pages.work_page(Page(queries.queue(by=by), None), query=query, now=at), form
    found = triage.triage(wanted, by=by, cursor=after)
    back = triage.answered([one.id for one in found.items], by=by)
    return pages.inbox_page(found, back, query=query, form=form, now=at), form


@performs(Act.INBOX_SEE)
@require_GET
def funnel(request: HttpRequest) -> HttpResponse:
    """Sent, graded, acted on, answered: the last month."""
    by, at = asked(request).actor, asked(request).at
    found = triage.funnel(by=by, since=at - timedelta(days=_DAYS), until=at)
    return answer(request, "reports/funnel.html", page=pages.funnel_page(found, days=_DAYS))
