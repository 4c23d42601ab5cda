"""Custodians: ask for a reporter's name with a reason, approve another's request, read the name, all on record."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from beccaria.access.api import answer, asked, done, names_of, performs, show
from beccaria.core.acts import Act
from beccaria.core.refusal import BadInput, Cannot
from beccaria.lib.spoken import in_words
from beccaria.reports import actions, queries
from beccaria.reports.forms.directing import EndForm, RevealForm
from beccaria.reports.pages import revealing as pages


@performs(Act.REVEAL_REQUEST)
@require_GET
def reveals(request: HttpRequest) -> HttpResponse:
    """Every request, and the form for a new one."""
    return _show(request, RevealForm(initial={"reference": request.GET.get("reference", "")[:12]}))


def _show(request: HttpRequest, form: RevealForm, *, problem: str = "") -> HttpResponse:
    by, at = asked(request).actor, asked(request).at
    lines = queries.reveals(by=by)
    show(request, *(f"reveal:{one.id}" for one in lines))
    page = pages.reveals_page(lines, names=names_of({one.requested_by for one in lines}), me=by.user, now=at)
    wrong = form.is_bound or bool(problem)
    return answer(
        request, "reports/reveals.html", wrong=wrong, page=page, form=form, press=EndForm(), problem=problem
    )


@performs(Act.REVEAL_REQUEST)
@require_POST
def ask(request: HttpRequest) -> HttpResponse:
    """Ask for a name."""
    form = RevealForm(request.POST)
    if form.is_valid():
        try:
            actions.request_reveal(**form.cleaned_data, by=asked(request).actor, at=asked(request).at)
        except BadInput as said:
            form.add_error(None, in_words(said))
        else:
            return done(request, "reports:reveals", _("A second custodian has to approve it now."))
    return _show(request, form)


@performs(Act.REVEAL_APPROVE)
@require_POST
def approve(request: HttpRequest, reveal: str) -> HttpResponse:
    """Approve somebody else's request."""
    try:
        actions.approve_reveal(reveal_id=reveal, by=asked(request).actor, at=asked(request).at)
    except Cannot as said:
        return _show(request, RevealForm(), problem=in_words(said))
    return done(request, "reports:reveals", _("Approved for one hour."))


@performs(Act.REVEAL)
@require_POST
def reveal(request: HttpRequest, reveal: str) -> HttpResponse:
    """Read the name. It is shown on this page only, and never kept by the browser."""
    by, at = asked(request).actor, asked(request).at
    reference = next((one.reference for one in queries.reveals(by=by) if one.id == reveal), "")
    try:
        user = actions.reveal(reveal_id=reveal, by=by, at=at)
    except Cannot as said:
        return _show(request, RevealForm(), problem=in_words(said))
    page = pages.NamePage(reference, names_of({user}).get(user, user), user)
    made = answer(request, "reports/name.html", page=page)
    made.headers["Cache-Control"] = "no-store"
    return made
