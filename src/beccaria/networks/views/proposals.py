"""The pages on which a human accepts or rejects proposed memberships, one key each."""

from collections.abc import Sequence

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from beccaria.access.api import answer, asked, performs, show, tried
from beccaria.core.acts import Act
from beccaria.networks import actions
from beccaria.networks import queries as groups
from beccaria.networks.forms.proposing import AcceptForm, RejectForm
from beccaria.networks.pages import proposals as pages
from beccaria.networks.queries import proposals as queries
from beccaria.networks.queries.proposals import OutsideShown, ProposalShown
from beccaria.networks.views.common import done


@performs(Act.PROPOSAL_READ)
@require_GET
def proposals(request: HttpRequest) -> HttpResponse:
    """Those that wait for somebody to decide."""
    found = queries.proposals(by=asked(request).actor)
    outside = queries.leads_outside(found, by=asked(request).actor)
    _shown(request, *found, outside=outside)
    return answer(request, "networks/proposals.html", page=pages.proposals_page(found, outside))


@performs(Act.PROPOSAL_READ)
@require_GET
def proposal(request: HttpRequest, proposal: str) -> HttpResponse:
    """One, with both sides."""
    return _show(request, queries.proposal(proposal, by=asked(request).actor))


@performs(Act.PROPOSAL_JUDGE)
@require_POST
def accept(request: HttpRequest, proposal: str) -> HttpResponse:
    """Write the membership down with its evidence, and go on to the next."""
    by, at = asked(request).actor, asked(request).at
    one = queries.proposal(proposal, by=by)
    form = _accept_form(request, one, request.POST)
    following = queries.after(one, by=by)
    made = tried(form, lambda: actions.accept_proposal(proposal, form.accepted(), by=by, at=at))
    if not made:
        return _show(request, one, accepting=form)
    return _on(request, following, one, _("Written down as a membership with its evidence."))


@performs(Act.PROPOSAL_JUDGE)
@require_POST
def reject(request: HttpRequest, proposal: str) -> HttpResponse:
    """Say no, and go on to the next."""
    by, at = asked(request).actor, asked(request).at
    one = queries.proposal(proposal, by=by)
    form, following = RejectForm(request.POST, auto_id="no_%s"), queries.after(one, by=by)
    said = tried(
        form,
        lambda: actions.reject_proposal(proposal, why=form.cleaned_data["why"], by=by, at=at) or True,
    )
    if not said:
        return _show(request, one, rejecting=form)
    return _on(request, following, one, _("Rejected: what you looked at does not count again."))


def _on(request: HttpRequest, following: str, one: ProposalShown, words: str) -> HttpResponse:
    if following and following != one.id:
        return done(request, "proposal", words, following)
    return done(request, "proposals", words)


def _show(
    request: HttpRequest,
    one: ProposalShown,
    *,
    accepting: forms.Form | None = None,
    rejecting: forms.Form | None = None,
) -> HttpResponse:
    by = asked(request).actor
    _shown(request, one)
    page = pages.proposal_page(one, following=queries.after(one, by=by))
    return answer(
        request,
        "networks/proposal.html",
        wrong=bool(accepting or rejecting),
        page=page,
        accepting=accepting or _accept_form(request, one),
        rejecting=rejecting or RejectForm(auto_id="no_%s"),
    )


def _accept_form(request: HttpRequest, one: ProposalShown, data: object = None) -> AcceptForm:
    by = asked(request).actor
    offered = list(groups.group_names(by=by))
    if one.group and one.group not in offered:
        offered.insert(0, one.group)
    return AcceptForm(
        data,
        groups=offered,
        may_lead=one.lead is not None,
        auto_id="yes_%s",
        initial={"group": one.group[0] if one.group else ""},
    )


def _shown(request: HttpRequest, *several: ProposalShown, outside: Sequence[OutsideShown] = ()) -> None:
    show(
        request,
        *(f"proposal:{one.id}" for one in several),
        *dict.fromkeys(f"person:{one.person.id}" for one in outside),
        *dict.fromkeys(
            f"person:{person.id}"
            for one in several
            for person in (one.person, *(other for piece in one.evidence for other in piece.others))
        ),
    )
