"""Memberships: one with its evidence, opening it, adding to it, reviewing it, contesting it, ending it."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from beccaria.access.api import answer, asked, confirm_purpose, performs, show, tried
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.refusal import BadInput
from beccaria.lib.parts import Link
from beccaria.networks import actions, queries
from beccaria.networks.forms.belonging import (
    AnswerForm,
    ChallengeForm,
    EvidenceForm,
    MembershipForm,
    PositionForm,
    ReviewForm,
    RoleForm,
)
from beccaria.networks.forms.graded import WhyForm
from beccaria.networks.pages import memberships as pages
from beccaria.networks.pages import parts
from beccaria.networks.pages.groups import FormPage
from beccaria.networks.pages.words import BASES, said
from beccaria.networks.queries import MembershipRead
from beccaria.networks.views.common import chosen, done
from beccaria.people import api as people


@performs(Act.MEMBERSHIP_READ)
@require_GET
def membership(request: HttpRequest, membership: str) -> HttpResponse:
    """One membership."""
    return _show(request, membership)


def _show(request: HttpRequest, membership: str, **wrong: Any) -> HttpResponse:
    by, at = asked(request).actor, asked(request).at
    read = queries.membership(membership, by=by, at=at)
    confirm_purpose(request, read.line.person.marking)
    show(request, f"membership:{membership}", f"person:{read.line.person.id}", f"group:{read.group.id}")
    usual: dict[str, forms.Form] = {
        "add": EvidenceForm(auto_id="add_%s", highest=by.level),
        "role": RoleForm(auto_id="role_%s"),
        "position": PositionForm(auto_id="position_%s", initial={"position": read.line.position.value}),
        "review": ReviewForm(auto_id="review_%s"),
        "challenge": ChallengeForm(auto_id="challenge_%s"),
        "end": WhyForm(auto_id="end_%s"),
    }
    given = usual | {name: form for name, form in wrong.items() if name in usual}
    return answer(
        request,
        "networks/membership.html",
        wrong=bool(wrong),
        page=pages.membership_page(read, by=by, now=at),
        forms=given,
        each=_forms_of_each(read, wrong),
        faulty=next((form for form in wrong.values() if isinstance(form, forms.Form)), None),
    )


def _forms_of_each(read: MembershipRead, wrong: dict[str, Any]) -> dict[str, forms.Form]:
    """The little forms beside every piece of evidence, role and challenge, by the identifier of that."""
    named = [*(one.id for one in read.evidence), *(one.id for one in read.roles)]
    found: dict[str, forms.Form] = {key: WhyForm(auto_id=f"why_{key}_%s") for key in named}
    for one in read.challenges:
        found[one.id] = AnswerForm(auto_id=f"answer_{one.id}_%s", evidence=_live(read))
    if "id" in wrong:
        found[wrong["id"]] = wrong["form"]
    return found


def _live(read: MembershipRead) -> list[tuple[str, str]]:
    live = (one for one in read.evidence if one.withdrawn_at is None)
    return [(one.id, f"{said(BASES, one.basis or '')}: {one.text[:80]}") for one in live]


@performs(Act.MEMBERSHIP_WRITE)
def new_member(request: HttpRequest, group: str) -> HttpResponse:
    """Write down that somebody may belong to this group."""
    by, at = asked(request).actor, asked(request).at
    read = queries.group(group, by=by, at=at)
    show(request, f"group:{group}")
    back = Link(read.line.name, parts.address("group", group))
    return _new(request, back, {"group": group})


@performs(Act.MEMBERSHIP_WRITE)
def new_membership(request: HttpRequest) -> HttpResponse:
    """The same from a person's page or from nothing."""
    by = asked(request).actor
    first: dict[str, Any] = {}
    back = Link(_("Groups"), parts.address("groups"))
    if person := request.GET.get("person", ""):
        line = people.person(person, by=by).line
        show(request, f"person:{person}")
        first = {"who": line.number or line.name, "id_of_who": line.id}
        back = Link(line.name, reverse("people:person", args=[line.id]))
    return _new(request, back, first)


def _new(request: HttpRequest, back: Link, first: dict[str, Any]) -> HttpResponse:
    by = asked(request).actor
    data = request.POST if request.method == "POST" else None
    form = MembershipForm(data, highest=by.level, groups=queries.group_names(by=by), initial=first)
    if data is not None:
        made = tried(form, lambda: _open(form, request, by=by))
        if made:
            return done(request, "membership", _("Written down, and what the evidence comes to."), made)
    page = FormPage(
        title=_("Write down a membership"),
        lead=_("It begins with a first piece of evidence. With one alone it is a suspicion."),
        send=_("Save"),
        back=back,
        suggest=reverse("people:suggest"),
    )
    return answer(request, "networks/form.html", wrong=data is not None, page=page, form=form)


def _open(form: MembershipForm, request: HttpRequest, *, by: Actor) -> str:
    person = chosen(form, by=by)
    if not people.is_known(person, by=by):
        raise BadInput("This person is not found: choose him from the list.")
    return actions.open_membership(form.membership(person), by=by, at=asked(request).at)


def _done(
    request: HttpRequest, membership: str, name: str, form: forms.Form, act: Callable[[], Any], *, words: str
) -> HttpResponse:
    """Do what a form of the page says, and come back to the page either way."""
    if tried(form, act):
        return done(request, "membership", words, membership)
    return _show(request, membership, **{name: form})


@performs(Act.MEMBERSHIP_WRITE)
@require_POST
def add_evidence(request: HttpRequest, membership: str) -> HttpResponse:
    """One more thing that shows it."""
    by, at = asked(request).actor, asked(request).at
    form = EvidenceForm(request.POST, auto_id="add_%s", highest=by.level)
    return _done(
        request,
        membership,
        "add",
        form,
        lambda: actions.add_evidence(membership, form.evidence(), by=by, at=at),
        words=_("Evidence added."),
    )


@performs(Act.MEMBERSHIP_WRITE)
@require_POST
def place_member(request: HttpRequest, membership: str) -> HttpResponse:
    """Say how near to the core he stands."""
    by, at = asked(request).actor, asked(request).at
    form = PositionForm(request.POST, auto_id="position_%s")

    def act() -> None:
        actions.place_member(membership, position=form.cleaned_data["position"], by=by, at=at)

    return _done(request, membership, "position", form, act, words=_("Changed."))


@performs(Act.MEMBERSHIP_WRITE)
@require_POST
def suppose_role(request: HttpRequest, membership: str) -> HttpResponse:
    """Suppose a role."""
    by, at = asked(request).actor, asked(request).at
    form = RoleForm(request.POST, auto_id="role_%s")

    def act() -> str:
        return actions.suppose_role(membership, **form.cleaned_data, by=by, at=at)

    return _done(request, membership, "role", form, act, words=_("Supposed. It stays a hypothesis."))


@performs(Act.MEMBERSHIP_WRITE)
@require_POST
def end_membership(request: HttpRequest, membership: str) -> HttpResponse:
    """End it."""
    by, at, form = asked(request).actor, asked(request).at, WhyForm(request.POST, auto_id="end_%s")

    def act() -> None:
        actions.end_membership(membership, why=form.cleaned_data["why"], by=by, at=at)

    return _done(request, membership, "end", form, act, words=_("Ended."))


@performs(Act.MEMBERSHIP_REVIEW)
@require_POST
def review(request: HttpRequest, membership: str) -> HttpResponse:
    """Say whether it stays."""
    by, at, form = asked(request).actor, asked(request).at, ReviewForm(request.POST, auto_id="review_%s")

    def act() -> str:
        given = form.cleaned_data
        return actions.review(membership, kept=given["kept"] == "yes", why=given["why"], by=by, at=at)

    return _done(request, membership, "review", form, act, words=_("Reviewed."))


@performs(Act.MEMBERSHIP_CHALLENGE)
@require_POST
def challenge(request: HttpRequest, membership: str) -> HttpResponse:
    """Take down that somebody contests it."""
    by, at = asked(request).actor, asked(request).at
    form = ChallengeForm(request.POST, auto_id="challenge_%s")

    def act() -> str:
        return actions.challenge(membership, **form.cleaned_data, by=by, at=at)

    return _done(
        request,
        membership,
        "challenge",
        form,
        act,
        words=_("Taken down. Somebody else answers within four weeks."),
    )


@performs(Act.MEMBERSHIP_REVIEW)
@require_POST
def answer_challenge(request: HttpRequest, challenge: str) -> HttpResponse:
    """Answer somebody who contests a membership."""
    by, at = asked(request).actor, asked(request).at
    membership = queries.membership_of(challenge=challenge, by=by)
    read = queries.membership(membership, by=by, at=at)
    form = AnswerForm(request.POST, auto_id=f"answer_{challenge}_%s", evidence=_live(read))

    def act() -> None:
        given = form.cleaned_data
        actions.answer(
            challenge,
            upheld=given["upheld"] == "yes",
            text=given["text"],
            ends=given["ends"],
            withdraw=given["withdraw"],
            by=by,
            at=at,
        )

    return _one(request, membership, challenge, form, act, words=_("Answered. Tell whoever contested it."))


@performs(Act.MEMBERSHIP_WRITE)
@require_POST
def withdraw_evidence(request: HttpRequest, evidence: str) -> HttpResponse:
    """Withdraw a piece of evidence."""
    by, at = asked(request).actor, asked(request).at
    membership = queries.membership_of(evidence=evidence, by=by)
    form = WhyForm(request.POST, auto_id=f"why_{evidence}_%s")

    def act() -> None:
        actions.withdraw_evidence(evidence, why=form.cleaned_data["why"], by=by, at=at)

    return _one(
        request, membership, evidence, form, act, words=_("Withdrawn. It stays, and counts no longer.")
    )


@performs(Act.MEMBERSHIP_WRITE)
@require_POST
def end_role(request: HttpRequest, role: str) -> HttpResponse:
    """No longer suppose a role."""
    by, at = asked(request).actor, asked(request).at
    membership = queries.membership_of(role=role, by=by)
    form = WhyForm(request.POST, auto_id=f"why_{role}_%s")

    def act() -> None:
        actions.end_role(role, why=form.cleaned_data["why"], by=by, at=at)

    return _one(request, membership, role, form, act, words=_("No longer supposed."))


def _one(
    request: HttpRequest, membership: str, which: str, form: forms.Form, act: Callable[[], Any], *, words: str
) -> HttpResponse:
    """The same for the form beside one piece of evidence, one role or one challenge."""
    if tried(form, act):
        return done(request, "membership", words, membership)
    return _show(request, membership, id=which, form=form)
