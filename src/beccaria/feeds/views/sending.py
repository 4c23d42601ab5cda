"""Send a file, see how it is read, take it in, see what became of it."""

from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from beccaria.access.api import answer, asked, done, performs, show, tried
from beccaria.core.acts import Act
from beccaria.core.feeds import Feed, State
from beccaria.core.refusal import Hidden
from beccaria.feeds import queries
from beccaria.feeds.actions import profiling, uploading
from beccaria.feeds.forms.sending import MappingForm, SendForm
from beccaria.feeds.pages import imports as pages
from beccaria.feeds.pages import preview as previews
from beccaria.feeds.store import folders


@performs(Act.FEED_READ)
@require_GET
def imports(request: HttpRequest) -> HttpResponse:
    """What came in, newest first."""
    return _imports(request, SendForm())


def _imports(request: HttpRequest, form: SendForm) -> HttpResponse:
    by, at = asked(request).actor, asked(request).at
    found = queries.imports(by=by, cursor=request.GET.get("after"))
    show(request, *(f"import:{one.id}" for one in found.items))
    following = f"?after={found.next}" if found.next else ""
    page = pages.imports_page(found, by=by, next_href=following, now=at)
    return answer(request, "feeds/imports.html", wrong=form.is_bound, page=page, form=form)


@performs(Act.FEED_LOAD)
@require_POST
def send(request: HttpRequest) -> HttpResponse:
    """Keep a file, locked, until its columns are known."""
    by, at, form = asked(request).actor, asked(request).at, SendForm(request.POST, request.FILES)
    made = tried(form, lambda: _receive(form, by=by, at=at))
    if made:
        return done(request, "feeds:preview", _("The file is here. Nothing of it is taken in yet."), made.id)
    return _imports(request, form)


def _receive(form: SendForm, *, by: Any, at: Any) -> Any:
    file = form.cleaned_data["file"]
    return uploading.receive(Feed(form.cleaned_data["kind"]), file.name, file.read(), by=by, at=at)


@performs(Act.FEED_READ)
@require_GET
def one_import(request: HttpRequest, brought: str) -> HttpResponse:
    """One import."""
    return answer(request, "feeds/import.html", page=_page(request, brought))


@performs(Act.FEED_READ, poll=True)
@require_GET
def progress(request: HttpRequest, brought: str) -> HttpResponse:
    """How far it is; when it is done, the page is asked for anew."""
    page = _page(request, brought)
    reply = answer(request, "feeds/progress.html", page=page)
    if not page.poll:
        reply.headers["HX-Refresh"] = "true"
    return reply


def _page(request: HttpRequest, brought: str) -> pages.ImportPage:
    one = queries.one_import(brought, by=asked(request).actor)
    show(request, f"import:{one.id}")
    has_rejected = folders.rejected(one.id).is_file()
    return pages.import_page(one, percent=folders.told(one.id), has_rejected=has_rejected)


@performs(Act.FEED_LOAD, looks=True)
def preview(request: HttpRequest, brought: str) -> HttpResponse:
    """Its headings, what they are taken for and its first rows; posted, it is tried or taken in."""
    by, at = asked(request).actor, asked(request).at
    one = queries.upload(brought, by=by)
    if one.seal is None or one.state == State.RUNNING:
        raise Hidden("This upload is no longer kept.")
    show(request, f"import:{one.id}")
    kind = Feed(one.kind)
    saved = queries.profiles(kind, by=by)
    first = saved.get(request.GET.get("profile", ""), dict(one.mapping))
    data = request.POST if request.method == "POST" else None
    with uploading.opened(one) as path:
        seen = queries.look(path, kind, _typed(data) or first, by=by, at=at)
    form = MappingForm(data, kind=kind, headings=seen.headings, found=seen.found)
    # htmx asks again whenever a heading is chosen, and changes nothing.
    looks_only = request.htmx and "act" not in request.POST  # type: ignore[attr-defined]  # django-htmx sets it
    if data is not None and not looks_only and tried(form, lambda: _start(request, one, form)):
        return done(request, "feeds:import", _("It is being taken in."), one.id)
    page = previews.preview_page(queries.one_import(one.id, by=by), seen)
    name = "feeds/preview_rows.html" if looks_only else "feeds/preview.html"
    wrong = data is not None and not looks_only
    return answer(request, name, wrong=wrong, page=page, form=form, profiles=tuple(saved), brought=one.id)


def _typed(data: Any) -> dict[str, str]:
    """The headings chosen so far."""
    prefix = "column_"
    return {
        name.removeprefix(prefix): data[name] for name in data or () if name.startswith(prefix) and data[name]
    }


def _start(request: HttpRequest, one: Any, form: MappingForm) -> None:
    by, at, given = asked(request).actor, asked(request).at, form.cleaned_data
    if given["save_as"]:
        profiling.remember(Feed(one.kind), given["save_as"], form.mapping(), by=by, at=at)
    uploading.start(
        one.id, form.mapping(), dry_run=request.POST.get("act") == "try", day=given["day"], by=by, at=at
    )


@performs(Act.FEED_LOAD)
@require_POST
def discard(request: HttpRequest, brought: str) -> HttpResponse:
    """Throw an upload away."""
    queries.upload(brought, by=asked(request).actor)
    uploading.discard(brought, by=asked(request).actor, at=asked(request).at)
    return done(request, "feeds:imports", _("The file is thrown away."))


@performs(Act.FEED_READ)
@require_GET
def rejected(request: HttpRequest, brought: str) -> FileResponse:
    """The rows of an import that were set aside, each with its reason."""
    one = queries.one_import(brought, by=asked(request).actor)
    show(request, f"import:{one.id}")
    path = folders.rejected(one.id)
    if not path.is_file():
        raise Hidden("No row of it was set aside, or the list is no longer kept.")
    return FileResponse(path.open("rb"), as_attachment=True, filename="rejected.csv")
