"""Bans: the list, one of them, setting and ending."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from beccaria.access.api import answer, asked, confirm_purpose, done, performs, show
from beccaria.core.actors import Level
from beccaria.core.acts import Act
from beccaria.core.markings import Marking
from beccaria.core.refusal import BadInput, Cannot
from beccaria.core.warning import BanOn
from beccaria.lib.spoken import in_words
from beccaria.people import api as people
from beccaria.warnings import actions, queries
from beccaria.warnings.forms.banning import BanForm, EndForm
from beccaria.warnings.forms.describing import described
from beccaria.warnings.pages import banning as pages
from beccaria.warnings.recognising import Subject
from beccaria.warnings.views.common import chosen, following


@performs(Act.BAN_READ)
@require_GET
def bans(request: HttpRequest) -> HttpResponse:
    """Bans that hold, or those that are over."""
    by, at = asked(request).actor, asked(request).at
    over = request.GET.get("over") == "yes"
    found = queries.bans(by=by, at=at, over=over, cursor=request.GET.get("after"))
    show(request, *(f"ban:{one.id}" for one in found.items))
    next_href = following("warnings:bans", found.next, over="yes" if over else "")
    page = pages.bans_page(found, over=over, by=by, next_href=next_href, now=at)
    return answer(request, "warnings/bans.html", page=page)


@performs(Act.BAN_READ)
@require_GET
def ban(request: HttpRequest, ban: str) -> HttpResponse:
    """One ban."""
    return _show(request, ban)


def _show(request: HttpRequest, ban: str, **wrong: Any) -> HttpResponse:
    by, at = asked(request).actor, asked(request).at
    one = queries.ban(ban, by=by)
    confirm_purpose(request, Marking(site=one.site, level=Level(one.level)))
    show(request, f"ban:{ban}")
    page = pages.ban_page(one, by=by, refused=queries.may_end(one, by=by), now=at)
    form = wrong.get("end") or EndForm(auto_id="end_%s")
    return answer(request, "warnings/ban.html", wrong=bool(wrong), page=page, end=form)


@performs(Act.BAN_SET)
def new(request: HttpRequest) -> HttpResponse:
    """Set a ban, from a person or from nothing."""
    by, at = asked(request).actor, asked(request).at
    data = request.POST if request.method == "POST" else None
    form = BanForm(data, initial=None if data else _beginning(request))
    if data is not None and form.is_valid():
        try:
            made = actions.set_ban(form.ban(chosen(form, by=by)), by=by, at=at)
        except (BadInput, Cannot) as said:
            form.add_error(None, in_words(said))
        else:
            return done(request, "warnings:ban", _("The ban holds from now on."), made)
    return answer(
        request, "warnings/new_ban.html", wrong=data is not None, form=form, suggest=reverse("people:suggest")
    )


def _beginning(request: HttpRequest) -> dict[str, Any]:
    first: dict[str, Any] = {"on": BanOn.PERSON.value}
    if person := request.GET.get("person", ""):
        read = people.person(person, by=asked(request).actor)
        show(request, f"person:{person}")
        line = read.line
        subject = Subject(
            names=(line.name, *line.aliases),
            born=line.born,
            document=next((one.document for one in read.now if one.document), ""),
            phone=next((one.phone for one in read.now if one.phone), ""),
        )
        return first | described(subject) | {"person": person}
    return first


@performs(Act.BAN_END)
@require_POST
def end_ban(request: HttpRequest, ban: str) -> HttpResponse:
    """End it before its day, with the reason."""
    form = EndForm(request.POST, auto_id="end_%s")
    if form.is_valid():
        try:
            actions.end_ban(ban, why=form.cleaned_data["why"], by=asked(request).actor, at=asked(request).at)
        except (BadInput, Cannot) as said:
            form.add_error(None, in_words(said))
        else:
            return done(request, "warnings:ban", _("The ban has ended."), ban)
    return _show(request, ban, end=form)
