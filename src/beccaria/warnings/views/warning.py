"""Warnings: the list, one of them, writing, correcting, withdrawing, acknowledging."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from beccaria.access.api import answer, asked, confirm_purpose, done, may_ever, performs, show
from beccaria.core.actors import Actor, Level
from beccaria.core.acts import Act
from beccaria.core.markings import Marking
from beccaria.core.refusal import BadInput, Cannot, Hidden
from beccaria.core.warning import Scope, WarningKind
from beccaria.engines.sanitising import Flag
from beccaria.events import api as events
from beccaria.lib.moments import day_of
from beccaria.lib.spoken import in_words
from beccaria.people import api as people
from beccaria.places import api as places
from beccaria.reports import api as reports
from beccaria.warnings import actions, queries
from beccaria.warnings.forms.describing import described
from beccaria.warnings.forms.warning import CorrectForm, ToldForm, WarningForm, WithdrawForm, answers, usual
from beccaria.warnings.pages import flagged
from beccaria.warnings.pages import warning as pages
from beccaria.warnings.recognising import Subject
from beccaria.warnings.views.common import following


@performs(Act.WARNING_READ)
@require_GET
def warnings(request: HttpRequest) -> HttpResponse:
    """Warnings of one's own and those that were sent here."""
    by, at = asked(request).actor, asked(request).at
    heap, kind = request.GET.get("heap", "active"), request.GET.get("kind", "")
    try:
        found = queries.warnings(by=by, at=at, heap=heap, kind=kind, cursor=request.GET.get("after"))
    except BadInput:
        heap, kind = "active", ""
        found = queries.warnings(by=by, at=at)
    show(request, *(f"warning:{one.id}" for one in found.items))
    next_href = following("warnings:warnings", found.next, heap=heap, kind=kind)
    page = pages.warnings_page(found, heap=heap, kind=kind, by=by, next_href=next_href, now=at)
    return answer(request, "warnings/warnings.html", page=page)


@performs(Act.WARNING_READ)
@require_GET
def warning(request: HttpRequest, warning: str) -> HttpResponse:
    """One warning."""
    return _show(request, warning)


def _show(request: HttpRequest, warning: str, **wrong: Any) -> HttpResponse:
    by, at = asked(request).actor, asked(request).at
    read = queries.warning(warning, by=by, at=at)
    confirm_purpose(request, Marking(site=read.line.site, level=Level(read.line.level)))
    show(request, f"warning:{warning}")
    page = pages.warning_page(
        read,
        by=by,
        refused=queries.may_change(read.line, by=by),
        may_acknowledge=may_ever(Act.WARNING_ACKNOWLEDGE, by),
        now=at,
    )
    withdraw = wrong.get("withdraw") or WithdrawForm(auto_id="withdraw_%s")
    return answer(request, "warnings/warning.html", wrong=bool(wrong), page=page, withdraw=withdraw)


@performs(Act.WARNING_ACKNOWLEDGE)
@require_POST
def acknowledge(request: HttpRequest, warning: str) -> HttpResponse:
    """Say that it is read, in one's duty."""
    actions.acknowledge(warning, by=asked(request).actor, at=asked(request).at)
    return done(request, "web:today", _("Acknowledged. Whoever wrote it sees that."))


@performs(Act.WARNING_WRITE)
def new(request: HttpRequest) -> HttpResponse:
    """Write a warning, from a person or a visit or from nothing."""
    by, at = asked(request).actor, asked(request).at
    data = request.POST if request.method == "POST" else None
    form = WarningForm(data, highest=by.level, initial=None if data else _beginning(request))
    if data is not None and form.is_valid():
        try:
            made = actions.write(form.warning(_to(form, by=by)), by=by, at=at)
        except reports.Flagged:
            pass  # shown at the form, below
        except (BadInput, Cannot) as said:
            form.add_error(None, in_words(said))
        else:
            return done(
                request, "warnings:warning", _("Sent. You see here who has acknowledged it."), made.id
            )
    return _form(request, form, title=_("Write a warning"), send=_("Send the warning"))


def _form(request: HttpRequest, form: ToldForm, *, title: str, send: str) -> HttpResponse:
    """The form again, with what in its words may give the source away."""
    by, posted = asked(request).actor, request.method == "POST"
    text = "\n".join(str(form.data.get(name, "")).strip() for name in ("text", "reason")) if posted else ""
    found: tuple[Flag, ...] = reports.flags_at(text, site=by.home, by=by) if posted else ()
    page = flagged.flags_page(found, answers(form.data if posted else None))
    return answer(request, "warnings/new.html", wrong=posted, form=form, page=page, title=title, send=send)


def _to(form: WarningForm, *, by: Actor) -> list[str]:
    """Regions as typed, or establishments by name or code. Raises BadInput."""
    lines = form.to_lines()
    if form.cleaned_data["scope"] == Scope.REGION:
        return lines
    if form.cleaned_data["scope"] != Scope.CHOSEN:
        return []
    find = places.site_finder(by=by)
    found = {line: find(line) for line in lines}
    if unknown := [line for line, code in found.items() if code is None]:
        raise BadInput(
            "There is no prison “%(name)s”: write its name as in the list of places, or its code.",
            name=unknown[0][:60],
        )
    return [code for code in found.values() if code]


def _beginning(request: HttpRequest) -> dict[str, Any]:
    """What is known already of the person or the visit; everything can be left out before it is sent."""
    by, at = asked(request).actor, asked(request).at
    kind = request.GET.get("kind", "")
    first = usual(WarningKind(kind) if kind in set(WarningKind) else WarningKind.VISITOR_REFUSED, at=at)
    if visit := request.GET.get("visit", ""):
        here = queries.at_the_gate(visit, by=by, at=at)
        show(request, f"event:{visit}")
        return (
            first
            | described(_of(here.booked))
            | {
                "visit": visit,
                "reason": next(
                    (one.reason for one in reversed(here.decided) if one.reason), here.booked.reason
                ),
            }
        )
    if person := request.GET.get("person", ""):
        read = people.person(person, by=by)
        show(request, f"person:{person}")
        return first | described(_known(read)) | {"person": person}
    return first


def _of(booked: events.Booked) -> Subject:
    return Subject(
        names=(booked.visitor_name,),
        born=booked.born,
        document=booked.document,
        phone=booked.phone,
        address=booked.address,
    )


def _known(read: people.PersonRead) -> Subject:
    now = read.now

    def first(name: str) -> str:
        return next((value for one in now if (value := getattr(one, name))), "")

    return Subject(
        names=tuple(
            dict.fromkeys((read.line.name, *(name for one in now for name in (one.name, *one.aliases))))
        ),
        born=read.line.born,
        document=first("document"),
        phone=first("phone"),
        address=first("address"),
    )


@performs(Act.WARNING_CHANGE)
def correct(request: HttpRequest, warning: str) -> HttpResponse:
    """Say it better; everybody who had it is asked to acknowledge again."""
    by, at = asked(request).actor, asked(request).at
    read = queries.warning(warning, by=by, at=at)
    if why := queries.may_change(read.line, by=by):
        raise Hidden(why)
    confirm_purpose(request, Marking(site=read.line.site, level=Level(read.line.level)))
    show(request, f"warning:{warning}")
    data, line = (request.POST if request.method == "POST" else None), read.line
    first = described(line.subject) | {
        "text": line.text,
        "reason": line.reason,
        "certainty": line.certainty.value,
        "last_day": day_of(line.expires_at),
        "number": line.number,
    }
    form = CorrectForm(data, initial=first)
    if data is not None and form.is_valid():
        given = form.cleaned_data
        ends = form.expires_at() if given["last_day"] != day_of(line.expires_at) else None
        try:
            actions.correct(
                warning, form.told(), why=given["why"], number=given["number"], expires_at=ends, by=by, at=at
            )
        except reports.Flagged:
            pass  # shown at the form, below
        except (BadInput, Cannot) as said:
            form.add_error(None, in_words(said))
        else:
            return done(request, "warnings:warning", _("Corrected. Everybody who had it is told."), warning)
    return _form(
        request,
        form,
        title=_("Correct warning %(reference)s") % {"reference": line.reference},
        send=_("Send the correction"),
    )


@performs(Act.WARNING_CHANGE)
@require_POST
def withdraw(request: HttpRequest, warning: str) -> HttpResponse:
    """Take it back, with the reason."""
    form = WithdrawForm(request.POST, auto_id="withdraw_%s")
    if form.is_valid():
        try:
            actions.withdraw(
                warning, why=form.cleaned_data["why"], by=asked(request).actor, at=asked(request).at
            )
        except (BadInput, Cannot) as said:
            form.add_error(None, in_words(said))
        else:
            return done(request, "warnings:warning", _("Withdrawn. Everybody who had it is told."), warning)
    return _show(request, warning, withdraw=form)
