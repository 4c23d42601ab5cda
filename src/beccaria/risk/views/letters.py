"""Letters of reasons: write, look through, approve, deliver, print; and what waits, and what was kept back."""

from collections.abc import Callable, Sequence
from typing import Any, cast

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from beccaria.access.api import Asked, confirm_purpose, performs, show, tried
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.countries import sure
from beccaria.core.refusal import Cannot, Hidden
from beccaria.lib import printing
from beccaria.lib.papers import Paper, language_for
from beccaria.people import api as people
from beccaria.people.api import PersonShown
from beccaria.places import api as places
from beccaria.risk.actions import letters as writing
from beccaria.risk.forms.letters import DeliverForm, LetterForm, ReturnForm, initial_of
from beccaria.risk.pages import letters as pages
from beccaria.risk.pages import letters_kept, told
from beccaria.risk.pages.letter_paper import NAME, paper
from beccaria.risk.queries import contests, letters
from beccaria.risk.queries.decisions import Decision, decision
from beccaria.risk.queries.law import pack_at
from beccaria.risk.queries.letters import LetterShown
from beccaria.risk.queries.reasons import Offered, reasons
from beccaria.risk.views.common import done

_WRONG = 422


@performs(Act.LETTER_READ)
@require_GET
def letter(request: HttpRequest, letter: str) -> HttpResponse:
    """One letter, as it will be printed, with its reasons and what comes next."""
    return _show(request, letter)


def _show(request: HttpRequest, letter_id: str, **wrong: forms.Form) -> HttpResponse:
    asked = cast("Asked", request)
    by, at = asked.actor, asked.at
    read = letters.letter(letter_id, by=by)
    person = _person(read.person, by)
    confirm_purpose(request, person.marking)
    show(request, f"letter:{letter_id}", f"person:{read.person}")
    found = _decision_of(read, by)
    page = pages.letter_page(
        read,
        person,
        _paper(read, person, by),
        reasons(found, by=by, at=at, whole=False) if found else (),
        found,
        marking=letters.marking(letters.row(letter_id, by=by), by=by),
        by=by,
        now=at,
    )
    usual: dict[str, forms.Form] = {"give_back": ReturnForm(), "deliver": DeliverForm()}
    faulty = next(iter(wrong.values()), None)
    values = {"page": page, "forms": usual | wrong, "faulty": faulty}
    return render(request, "risk/letter.html", values, status=_WRONG if wrong else 200)


def _decision_of(read: LetterShown, by: Actor) -> Decision | None:
    """The decision, where the reader may see it: who oversees reads letters alone."""
    try:
        return decision(read.of, read.decision, by=by)
    except Hidden:
        return None


def _person(person_id: str, by: Actor) -> PersonShown:
    found = people.named([person_id], by=by).get(person_id)
    if found is None:
        raise Hidden("There is no such record, or it is not yours to see.")
    return found


def _paper(read: LetterShown, person: PersonShown, by: Actor) -> Paper:
    prison = places.named({read.site}, by=by).get(read.site, "") if read.site else ""
    return paper(read, person, prison=prison)


@performs(Act.LETTER_READ)
@require_GET
def sheet(request: HttpRequest, letter: str) -> HttpResponse:
    """The letter alone, to print or to read to him."""
    asked = cast("Asked", request)
    read = letters.letter(letter, by=asked.actor)
    person = _person(read.person, asked.actor)
    show(request, f"letter:{letter}", f"person:{read.person}")
    page = {
        "paper": _paper(read, person, asked.actor),
        "draft": read.approved_at is None,
        "back": reverse("risk:letter", args=[letter]),
    }
    return render(request, "risk/letter_sheet.html", {"page": page})


@performs(Act.LETTER_READ)
@require_GET
def pdf(request: HttpRequest, letter: str) -> HttpResponse:
    """The letter as PDF, once it is approved. Raises Cannot before."""
    asked = cast("Asked", request)
    read = letters.letter(letter, by=asked.actor)
    if read.approved_at is None:
        raise Cannot("This letter is not approved yet: nothing is printed before.")
    person = _person(read.person, asked.actor)
    show(request, f"letter:{letter}", f"person:{read.person}")
    answer = HttpResponse(printing.pdf(_paper(read, person, asked.actor)), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{NAME}"'
    return answer


@performs(Act.LETTER_WRITE)
def new(request: HttpRequest, kind: str, decision_id: str) -> HttpResponse:
    """Write the letter for a decision, or go on with its draft."""
    asked = cast("Asked", request)
    by, at = asked.actor, asked.at
    found = decision(kind, decision_id, by=by)
    if found.why_no_letter:
        raise Cannot(found.why_no_letter)
    person = _person(found.person, by)
    offered = reasons(found, by=by, at=at)
    data = request.POST if request.method == "POST" else None
    offices = [found.authority] if found.authority else []
    spoken = sorted({one for said in people.person(found.person, by=by).now for one in said.languages})
    first = _first(found, offered, spoken, by=by)
    form = LetterForm(data, offered=offered, offices=offices, initial=first)
    if data is not None and (
        made := tried(form, lambda: writing.write_letter(kind, decision_id, form.letter(), by=by, at=at))
    ):
        return done(request, "letter", _("Kept. Look at it as he will read it."), made)
    show(request, found.reference, f"person:{found.person}")
    page = pages.write_page(found, person, languages=spoken, by=by, now=at)
    values = {"page": page, "form": form, "rests_on": pages.rests_on}
    return render(request, "risk/letter_new.html", values, status=_WRONG if data is not None else 200)


def _first(
    found: Decision, offered: Sequence[Offered], spoken: Sequence[str], *, by: Actor
) -> dict[str, Any]:
    """What the form begins with: the draft, or the words of the decision and of the country's law where verified."""
    draft = next((one for one in letters.of_decision(found, by=by) if one.approved_at is None), None)
    if draft:
        return initial_of(draft, offered)
    language, interpreter = language_for(spoken)
    pack = pack_at(found.marking.site, by=by)
    remedy = pack.appeal.words if pack and sure(pack.appeal) else ""
    return {
        "matter": found.matter if found.instrument else "",
        "outcome": found.outcome if found.instrument else "",
        "ground": found.ground,
        "decided_by": found.authority,
        "remedy": remedy,
        "until": found.until,
        "review_on": found.review_on,
        "language": language,
        "interpreter": interpreter,
    }


def _done(
    request: HttpRequest, letter_id: str, act: Callable[[], None], words: str, **given: forms.Form
) -> HttpResponse:
    """Do it and come back to the letter; with its reason there when it is refused."""
    form = next(iter(given.values()), forms.Form({}))
    if tried(form, act):
        return done(request, "letter", words, letter_id)
    return _show(request, letter_id, **(given or {"none": form}))


@performs(Act.LETTER_WRITE)
@require_POST
def send(request: HttpRequest, letter: str) -> HttpResponse:
    """Put it before a second person."""
    asked = cast("Asked", request)
    return _done(
        request,
        letter,
        lambda: writing.send_letter(letter, by=asked.actor, at=asked.at),
        _("It waits for a second person now."),
    )


@performs(Act.LETTER_APPROVE)
@require_POST
def approve(request: HttpRequest, letter: str) -> HttpResponse:
    """Approve it."""
    asked = cast("Asked", request)
    return _done(
        request,
        letter,
        lambda: writing.approve_letter(letter, by=asked.actor, at=asked.at),
        _("Approved. It can be printed and delivered."),
    )


@performs(Act.LETTER_APPROVE)
@require_POST
def give_back(request: HttpRequest, letter: str) -> HttpResponse:
    """Return it to its writer."""
    asked, form = cast("Asked", request), ReturnForm(request.POST)

    def act() -> None:
        writing.return_letter(letter, why=form.cleaned_data["why"], by=asked.actor, at=asked.at)

    return _done(request, letter, act, _("Returned to its writer."), give_back=form)


@performs(Act.LETTER_READ)
@require_POST
def deliver(request: HttpRequest, letter: str) -> HttpResponse:
    """Write down that he was given it."""
    asked, form = cast("Asked", request), DeliverForm(request.POST)

    def act() -> None:
        writing.deliver_letter(letter, how=form.cleaned_data["how"], by=asked.actor, at=asked.at)

    return _done(request, letter, act, _("Written down."), deliver=form)


@performs(Act.LETTER_READ)
@require_GET
def waiting(request: HttpRequest) -> HttpResponse:
    """Letters to approve or deliver, and contests to answer."""
    return _waiting(request, "risk/letters.html")


@performs(Act.LETTER_READ, poll=True)
@require_GET
def today(request: HttpRequest) -> HttpResponse:
    """The same, on Today."""
    return _waiting(request, "risk/letters_today.html")


def _waiting(request: HttpRequest, template: str) -> HttpResponse:
    asked = cast("Asked", request)
    by = asked.actor
    several, contested = letters.waiting(by=by), contests.to_answer(by=by)
    named = people.named({one.person for one in several} | {one.person for one in contested}, by=by)
    show(request, *(f"letter:{one.id}" for one in several), *(f"contest:{one.id}" for one in contested))
    page = told.list_page(several, contested, named, now=asked.at)
    return render(request, template, {"page": page})


@performs(Act.LETTER_READ)
@require_GET
def kept_back(request: HttpRequest) -> HttpResponse:
    """What was kept from people, on which grounds: for who oversees, and for the house itself."""
    asked = cast("Asked", request)
    found = letters.kept_back(by=asked.actor)
    named = people.named({one.person for one in found}, by=asked.actor)
    show(request, *(f"letter:{one.id}" for one in found))
    page = letters_kept.kept_page(found, named, now=asked.at)
    return render(request, "risk/letters_kept.html", {"page": page})
