"""Choose a duty, say again what one looks for, break glass and review it."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme

from beccaria.access import actions, pages, queries, session
from beccaria.access.asked import Asked
from beccaria.access.entry import performs, show
from beccaria.access.forms import DutyForm, GlassForm, PurposeForm, ReviewForm
from beccaria.core.actors import Purpose
from beccaria.core.acts import Act
from beccaria.core.refusal import BadInput
from beccaria.lib.spoken import in_words


def _onwards(request: HttpRequest) -> str:
    wanted = request.POST.get("next") or request.GET.get("next") or "/"
    return wanted if url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) else "/"


@performs(Act.DUTY_CHOOSE)
def duty(request: HttpRequest) -> HttpResponse:
    """Choose the duty to act in and the purpose; a user without a duty is told so."""
    if not request.user.is_authenticated:
        return redirect("account_login")
    at = cast("Asked", request).at
    held = queries.duties_of(str(request.user.pk), at=at)
    form = DutyForm(request.POST or None, held=held)
    if request.method == "POST" and form.is_valid():
        session.begin(request, form.duty, form.purpose, at=at)
        return redirect(_onwards(request))
    return render(
        request, "access/duty.html", {"form": form, "page": pages.duty_page(held, next_=_onwards(request))}
    )


@performs(Act.STEP_UP, looks=False)
def purpose(request: HttpRequest) -> HttpResponse:
    """Say for what purpose, and why, before a sensitive look; it is recorded and lasts a quarter of an hour."""
    asked = cast("Asked", request)
    form = PurposeForm(
        request.POST or None, duty=asked.actor.duty, initial={"purpose": asked.actor.purpose.value}
    )
    if request.method == "POST" and form.is_valid():
        chosen = Purpose(form.cleaned_data["purpose"])
        try:
            actions.confirm(
                purpose=chosen,
                reason=form.cleaned_data["reason"],
                wanted=_onwards(request),
                by=asked.actor,
                at=asked.at,
            )
        except BadInput as said:
            form.add_error(None, in_words(said))
        else:
            request.session["purpose"] = chosen.value
            request.session["purpose_confirmed_at"] = asked.at.isoformat()
            return redirect(_onwards(request))
    return render(
        request, "access/purpose.html", {"form": form, "page": pages.confirm_page(_onwards(request))}
    )


@performs(Act.BREAK_GLASS, looks=False)
def glass(request: HttpRequest) -> HttpResponse:
    """Break the glass: one more establishment for an hour, with a reason that somebody else will read."""
    asked = cast("Asked", request)
    form = GlassForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            broken = actions.break_glass(
                site=form.cleaned_data["site"].strip().upper(),
                reason=form.cleaned_data["reason"],
                by=asked.actor,
                at=asked.at,
            )
        except BadInput as said:
            form.add_error(None, in_words(said))
        else:
            request.session["glass"] = str(broken.pk)
            return redirect("/")
    return render(request, "access/glass.html", {"form": form, "page": pages.confirm_page("/")})


@performs(Act.BREAK_GLASS_REVIEW)
def glass_reviews(request: HttpRequest) -> HttpResponse:
    """Every time the glass was broken, and what was found about it."""
    return _reviews(request, {})


def _reviews(request: HttpRequest, given: dict[str, ReviewForm]) -> HttpResponse:
    asked = cast("Asked", request)
    broken = queries.all_broken_glass(by=asked.actor)
    show(request, *(f"glass:{one.pk}" for one in broken))
    open_ones = [one for one in broken if one.reviewed_at is None and one.user != asked.actor.user]
    forms = {one.pk: given.get(one.pk) or ReviewForm(auto_id=f"id_{one.pk}_%s") for one in open_ones}
    names = queries.names_of({one.user for one in broken} | {one.reviewed_by for one in broken})
    return render(
        request, "access/glass_reviews.html", {"page": pages.glass_page(broken, names=names, forms=forms)}
    )


@performs(Act.BREAK_GLASS_REVIEW)
def review_glass(request: HttpRequest, glass_id: str) -> HttpResponse:
    """Write the finding; an empty one brings the list back with what is missing."""
    asked = cast("Asked", request)
    form = ReviewForm(request.POST or None, auto_id=f"id_{glass_id}_%s")
    if request.method == "POST" and not form.is_valid():
        return _reviews(request, {glass_id: form})
    if request.method == "POST":
        actions.review_glass(glass_id, finding=form.cleaned_data["finding"], by=asked.actor, at=asked.at)
    return redirect("access:glass_reviews")
