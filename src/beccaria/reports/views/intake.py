"""Write an observation, keep it as a draft, send it, and see what became of it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from beccaria.access.api import answer, asked, done, performs, show
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.refusal import BadInput
from beccaria.engines import mentions
from beccaria.ledger import api as ledger
from beccaria.lib.spoken import in_words
from beccaria.places import api as places
from beccaria.reports import actions, queries
from beccaria.reports.actions.adding import Upload, send_observation
from beccaria.reports.forms.intake import AnswerForm, ObservationForm
from beccaria.reports.pages import intake as pages
from beccaria.reports.pages.parts import clock
from beccaria.reports.queries import records
from beccaria.reports.views.common import A_REPORTER, posted

_SENT = "sent_keys"
_MOST_KEYS = 20


@performs(Act.OBSERVATION_SUBMIT)
def new(request: HttpRequest) -> HttpResponse:
    """A new observation: the empty box, or what was typed with what it tells; sent, kept, or looked at again."""
    show(request, as_pseudonym=A_REPORTER)
    by, at = asked(request).actor, asked(request).at
    form = _form(request)
    if request.method != "POST":
        return _page(request, form, draft=request.GET.get("draft", ""))
    if request.POST.get("do") == "look":
        return _page(request, _unbound(form), draft=_keep(form, by, at), open_=True)
    if request.POST.get("do") == "keep" and form.data.get("text", "").strip():
        _keep(form, by, at)
        return done(request, "reports:mine", _("Kept as a draft. Only you see it."))
    if form.data.get("key", "") in request.session.get(_SENT, []):
        return redirect("reports:mine")
    if form.is_valid():
        try:
            made = _send(request, form, by, at)
        except BadInput as said:
            form.add_error(None, in_words(said))
        else:
            return redirect("reports:thanks", observation=made)
    return _page(request, form, draft=form.data.get("draft", ""), wrong=True)


def _send(request: HttpRequest, form: ObservationForm, by: Actor, at: datetime) -> str:
    typed = form.cleaned_data
    made = send_observation(
        text=typed["text"],
        occurred_at=typed["occurred"],
        kind=typed["kind"],
        place=typed["place"],
        people=form.people,
        site=form.where or None,
        draft_id=typed["draft"] or None,
        files=[Upload(name=file.name, chunks=file.chunks()) for file in typed["attached"]],
        by=by,
        at=at,
    )
    # A second press of the button, or "back" and send again, must not send twice.
    request.session[_SENT] = [*request.session.get(_SENT, []), typed["key"]][-_MOST_KEYS:]
    return made.id


@performs(Act.OBSERVATION_DRAFT)
@require_POST
def offers(request: HttpRequest) -> HttpResponse:
    """What the text already told, while it is written; the text is kept as a draft on the way."""
    form = _form(request)
    by, at = asked(request).actor, asked(request).at
    draft = _keep(form, by, at) if form.data.get("text", "").strip() else form.data.get("draft", "")
    page = _new_page(form, by=by, at=at, draft=draft)
    if page.offers.people:
        # Whom somebody was shown is recorded under his name; that he is writing is not.
        subjects = [f"person:{one.value}" for one in page.offers.people]
        ledger.record(Act.PERSON_SEARCH, by=by, subjects=subjects, at=at)
    return answer(request, "reports/offers.html", page=page, form=form)


def _form(request: HttpRequest) -> ObservationForm:
    by, at = asked(request).actor, asked(request).at
    initial: dict[str, Any] = {}
    if request.method == "GET" and (draft := request.GET.get("draft")):
        kept = queries.draft(draft, by=by)
        initial = {
            "text": kept.text,
            "place": kept.place,
            "kind": kept.kind,
            "occurred": kept.occurred,
            "draft": kept.id,
            "people": kept.people,
        }
    sites = _sites(by)
    return ObservationForm(posted(request), request.FILES or None, sites=sites, at=at, initial=initial)


def _sites(by: Actor) -> list[tuple[str, str]]:
    if by.everywhere:
        return [(one.code, one.name) for one in places.establishments(by=by)]
    return [(code, code) for code in sorted(by.sites)]


def _unbound(form: ObservationForm) -> ObservationForm:
    """The same form, filled in but not judged: nobody has said yet that it is finished."""
    filled: Mapping[str, Any] = {name: form.data.get(name, "") for name in form.fields if name != "attached"}
    fresh = ObservationForm(None, sites=form.sites, at=form.at, initial=dict(filled))
    fresh.data = form.data
    return fresh


def _keep(form: ObservationForm, by: Actor, at: datetime) -> str:
    """Keep what was typed. A draft that is gone (sent in another window) begins a new one."""
    typed = form.data
    if not typed.get("text", "").strip():
        return ""
    known = typed.get("draft", "")
    still = known if any(one.id == known for one in queries.drafts(by=by)) else None
    return actions.save_draft(
        text=typed["text"],
        occurred=typed.get("occurred", ""),
        place=typed.get("place", ""),
        kind=typed.get("kind", ""),
        people=form.people,
        draft_id=still,
        by=by,
        at=at,
    )


def _new_page(form: ObservationForm, *, by: Actor, at: datetime, draft: str) -> pages.NewPage:
    text = str(form.data.get("text") or form.initial.get("text") or "")
    found = mentions.find(text, at=timezone.localtime(at))
    who = str(form.data.get("who", "")).strip()
    return pages.NewPage(
        offers=pages.offers(
            found, _people(form, found, who, by), ticked=form.ticked, now=timezone.localtime(at)
        ),
        draft=draft,
        kept=clock(at) if draft else "",
        suggest=reverse("reports:suggest_people"),
    )


def _people(
    form: ObservationForm, found: tuple[mentions.Mention, ...], who: str, by: Actor
) -> tuple[pages.Known, ...]:
    """Those the names could mean, and those already tapped; never more than the actor may see."""
    wanted: dict[str, pages.Known] = {}
    for name in [*([who] if who else []), *pages.names_in(found)]:
        for one in records.suggested_people(name, by=by, limit=3):
            identity = one.reference.removeprefix("person:")
            wanted.setdefault(identity, pages.Known(identity, one.name, one.detail))
    for reference, one in records.named([f"person:{one}" for one in form.people], by=by).items():
        identity = reference.removeprefix("person:")
        wanted.setdefault(identity, pages.Known(identity, one.name, one.detail))
    return tuple(wanted.values())


def _page(
    request: HttpRequest, form: ObservationForm, *, draft: str, open_: bool = False, wrong: bool = False
) -> HttpResponse:
    by, at = asked(request).actor, asked(request).at
    part = _new_page(form, by=by, at=at, draft=draft)
    page = pages.NewPage(
        offers=part.offers,
        draft=part.draft,
        kept=part.kept,
        drafts=pages.draft_lines(queries.drafts(by=by), now=at, but=draft),
        suggest=part.suggest,
        fresh=request.method == "GET",
        open=open_ or wrong,
    )
    return answer(request, "reports/new.html", wrong=wrong, page=page, form=form)


@performs(Act.OBSERVATION_DRAFT)
@require_POST
def discard(request: HttpRequest, draft: str) -> HttpResponse:
    """Throw a draft away."""
    actions.discard_draft(draft_id=draft, by=asked(request).actor, at=asked(request).at)
    return done(request, "reports:mine", _("The draft is gone."))


@performs(Act.OBSERVATION_READ_OWN)
@require_GET
def thanks(request: HttpRequest, observation: str) -> HttpResponse:
    """After sending: the reference number, and what happens now."""
    one = queries.my_report(observation, by=asked(request).actor)
    _show_own(request, observation)
    return answer(request, "reports/thanks.html", page=pages.ThanksPage(one.reference))


@performs(Act.OBSERVATION_READ_OWN)
@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """Everything one wrote oneself, with questions and feedback."""
    # Without the records: several in one entry would tell that they have one writer.
    show(request, as_pseudonym=A_REPORTER)
    by, at = asked(request).actor, asked(request).at
    found = queries.my_reports(by=by, cursor=request.GET.get("after"))
    following = f"{reverse('reports:mine')}?{urlencode({'after': found.next})}" if found.next else ""
    page = pages.mine_page(found.items, queries.drafts(by=by), next_href=following, now=at)
    return answer(request, "reports/mine.html", page=page)


@performs(Act.OBSERVATION_READ_OWN)
@require_GET
def my_observation(request: HttpRequest, observation: str) -> HttpResponse:
    """One observation one wrote oneself."""
    return _my_page(request, observation, AnswerForm())


@performs(Act.OBSERVATION_ANSWER)
@require_POST
def answer_question(request: HttpRequest, observation: str) -> HttpResponse:
    """Answer the unit's question."""
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _my_page(request, observation, form, wrong=True)
    typed = form.cleaned_data["answer"]
    actions.answer_return(
        observation_id=observation, answer=typed, by=asked(request).actor, at=asked(request).at
    )
    return done(
        request,
        "reports:my_observation",
        _("Thank you. Your answer is with the unit."),
        observation=observation,
    )


def _my_page(
    request: HttpRequest, observation: str, form: AnswerForm, *, wrong: bool = False
) -> HttpResponse:
    by, at = asked(request).actor, asked(request).at
    one = queries.my_report(observation, by=by)
    _show_own(request, observation)
    return answer(
        request,
        "reports/my_observation.html",
        wrong=wrong,
        page=pages.my_page(one, people=(), now=at),
        form=form,
    )


def _show_own(request: HttpRequest, observation: str) -> None:
    pseudonym = queries.pseudonym(observation, by=asked(request).actor)
    show(request, f"observation:{observation}", as_pseudonym=pseudonym)
