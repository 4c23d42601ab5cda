"""The pages of the ledger. Every one of them is in the ledger itself."""

from datetime import datetime, time, timedelta
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from beccaria.access.api import Asked, names_of, performs, show
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.refusal import BadInput
from beccaria.ledger import api as ledger
from beccaria.lib import moments, paging
from beccaria.lib.parts import EmptyState, Table
from beccaria.oversight import actions, pages, queries
from beccaria.oversight.asking import Question, question
from beccaria.oversight.forms import CountForm, KnewForm, LedgerForm

_PAGE = 50
_DAYS = 14
_MOST_DAYS = 92
_ZIP = "application/zip"


def _said(request: HttpRequest, form: Any) -> dict[str, str]:
    return {name: request.GET.get(name, "") for name in form.fields}


def _asked(form: Any, *, by: Actor) -> Question | None:
    """The question of a form that is rightly filled in, or None."""
    return question(form.cleaned_data, by=by) if form.is_valid() else None


def _shown(asked: Question) -> list[str]:
    return [one for one in asked.wanted.subjects if not one.startswith(queries.SOUGHT)]


def _names(entries: list[Any], asked: Question | None, *, by: Actor) -> dict[str, str]:
    subjects = {one for entry in entries for one in entry.subjects} | set(
        asked.wanted.subjects if asked else ()
    )
    actors = {entry.actor for entry in entries} | set(asked.wanted.actors if asked else ())
    return queries.names(subjects | {f"user:{actor}" for actor in actors}, by=by)


@performs(Act.LEDGER_READ)
def entries(request: HttpRequest) -> HttpResponse:
    """The ledger, newest first, filtered."""
    actor = cast("Asked", request).actor
    form = LedgerForm(request.GET)
    said = _said(request, form)
    asked = _asked(form, by=actor)
    found: list[Any] = []
    if asked and asked.is_clear:
        place = paging.after(request.GET.get("after"))
        before = (place.moment, int(place.id)) if place else None
        found = list(ledger.entries(by=actor, wanted=asked.wanted, before=before, limit=_PAGE + 1))
        show(request, *_shown(asked), *(f"user:{one}" for one in asked.wanted.actors))
    more, found = len(found) > _PAGE, found[:_PAGE]
    names = _names(found, asked, by=actor)
    reasons = queries.reasons({one for entry in found for one in entry.subjects}, by=actor)
    following = paging.cursor(paging.After(found[-1].at, str(found[-1].id))) if more else ""
    page = pages.LedgerPage(
        frame=pages.frame("oversight:ledger", by=actor),
        form=form,
        narrowed=any(said[name] for name in ("act", "outcome", "since", "until", "session")),
        about=pages.about_words(asked, names) if asked else "",
        lines=tuple(pages.line(entry, names, reasons) for entry in found),
        choose=pages.choices(asked, "oversight:ledger", said) if asked else (),
        unknown=pages.unknown(asked) if asked else (),
        empty=EmptyState(_("The ledger holds nothing like this"), _("Ask for less, or for a longer time.")),
        next_href=pages.address("oversight:ledger", said, after=following) if more else "",
        export_href=pages.address("oversight:export", said),
        knew_href=pages.address("oversight:knew", {"about": said["about"]}) if said["about"] else "",
    )
    return render(request, "oversight/ledger.html", {"page": page})


@performs(Act.LEDGER_EXPORT, looks=False)
def export(request: HttpRequest) -> HttpResponse:
    """What the filters found, as a sealed file; taking it is recorded by the action."""
    asked = cast("Asked", request)
    wanted = _asked(LedgerForm(request.GET), by=asked.actor)
    if wanted is None or not wanted.is_clear:
        raise BadInput("It is not clear whom or what you mean: look at the list first, then export it.")
    made = actions.export(wanted.wanted, by=asked.actor, at=asked.at)
    return _file(made, f"ledger-{asked.at:%Y%m%d-%H%M%S}.zip")


@performs(Act.LEDGER_READ)
def knew(request: HttpRequest) -> HttpResponse:
    """Who had been shown a record by the end of a day."""
    at_work = cast("Asked", request)
    form = KnewForm(request.GET if "about" in request.GET else None)
    asked = _asked(form, by=at_work.actor) if form.is_bound else None
    table = None
    names: dict[str, str] = {}
    if asked and asked.is_clear:
        known = ledger.knowers(by=at_work.actor, wanted=asked.wanted)
        show(request, *_shown(asked))
        users = {f"user:{one.actor}" for one in known} | set(asked.wanted.subjects)
        names = queries.names(users, by=at_work.actor)
        by_then = moments.exact(asked.wanted.until or at_work.at)
        table = pages.knowers_table(
            known, names, by_then=_("Shown at least once before %(moment)s") % {"moment": by_then}
        )
    title = (asked and pages.about_words(asked, names)) or _("Who knew what, and when")
    lead = _("Who had been shown a record by the end of a day.")
    return _tables(request, "oversight:knew", form, asked, title=title, lead=lead, table=table)


@performs(Act.LEDGER_READ)
def counts(request: HttpRequest) -> HttpResponse:
    """How much each user did on each day; the last fortnight unless asked otherwise."""
    at_work = cast("Asked", request)
    form = CountForm(request.GET)
    asked = _asked(form, by=at_work.actor)
    table = detail = None
    names: dict[str, str] = {}
    if asked and asked.is_clear:
        zone = timezone.get_current_timezone()
        until = asked.wanted.until or at_work.at
        since = max(
            asked.wanted.since or until - timedelta(days=_DAYS - 1), until - timedelta(days=_MOST_DAYS)
        )
        first, last = (
            since.astimezone(zone).date(),
            (until - timedelta(microseconds=1)).astimezone(zone).date(),
        )
        wanted = ledger.Wanted(
            actors=asked.wanted.actors,
            since=datetime.combine(first, time.min, tzinfo=zone),
            until=until,
        )
        counted = ledger.counts(by=at_work.actor, wanted=wanted, zone=zone)
        names = {f"user:{key}": name for key, name in names_of({one.actor for one in counted}).items()}
        table, detail = pages.counts_table(counted, names, first=first, last=last)
    title = _("How much was looked at")
    lead = _("How much each user did, day by day, and how often something was refused.")
    return _tables(
        request, "oversight:counts", form, asked, title=title, lead=lead, table=table, detail=detail
    )


def _tables(
    request: HttpRequest,
    name: str,
    form: Any,
    asked: Question | None,
    *,
    title: str,
    lead: str,
    table: Table | None,
    detail: Table | None = None,
) -> HttpResponse:
    page = pages.TablesPage(
        frame=pages.frame(name, by=cast("Asked", request).actor),
        form=form,
        choose=pages.choices(asked, name, _said(request, form)) if asked else (),
        unknown=pages.unknown(asked) if asked else (),
        title=title,
        lead=lead,
        table=table,
        detail=detail,
    )
    return render(request, "oversight/tables.html", {"page": page})


@performs(Act.LEDGER_CHECKPOINT)
def checkpoint(request: HttpRequest) -> HttpResponse:
    """The signed head, and how to verify it with public tools."""
    asked = cast("Asked", request)
    signed = ledger.sign(ledger.head(), key=ledger.service_key(), at=asked.at)
    page = pages.checkpoint_page(signed, by=asked.actor, at=asked.at)
    return render(request, "oversight/checkpoint.html", {"page": page})


@performs(Act.LEDGER_CHECKPOINT)
def checkpoint_files(request: HttpRequest) -> HttpResponse:
    """The same as files, under the names the instructions use."""
    at = cast("Asked", request).at
    signed = ledger.sign(ledger.head(), key=ledger.service_key(), at=at)
    files = {
        "head.txt": signed.message.encode(),
        "head.sig": bytes.fromhex(signed.signature),
        "key.pem": signed.public_key.encode(),
    }
    return _file(actions.packed(files, at=at), f"checkpoint-{signed.position}.zip")


def _file(content: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type=_ZIP, headers=headers)
