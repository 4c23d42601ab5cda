"""Groups: the list, one of them, writing it down, changing it, and how it stands to others."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from beccaria.access.api import SEARCHES, answer, asked, performs, show, take, tried
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.refusal import BadInput, Hidden, TooFast
from beccaria.lib.parts import Link
from beccaria.networks import actions, queries
from beccaria.networks.forms.graded import ShownForm, WhyForm
from beccaria.networks.forms.grouping import CHOSEN, FilterForm, GroupForm, RelationForm, beginning
from beccaria.networks.pages import groups as pages
from beccaria.networks.pages import parts
from beccaria.networks.queries import GroupRead
from beccaria.networks.views.common import done, following
from beccaria.places import api as places


@performs(Act.GROUP_READ)
@require_GET
def groups(request: HttpRequest) -> HttpResponse:
    """Groups by name and kind."""
    by, at = asked(request).actor, asked(request).at
    form = FilterForm(request.GET or None)
    typed = form.cleaned_data if form.is_valid() else {}
    q, kind = typed.get("q", ""), typed.get("kind", "")
    if q and not take(SEARCHES, by.user, at=at):
        raise TooFast("That was a lot of searching in one minute: wait a little, then go on.")
    try:
        found = queries.groups(by=by, at=at, q=q, kind=kind, cursor=request.GET.get("after"))
    except BadInput:
        found = queries.groups(by=by, at=at, q=q, kind=kind)
    show(request, *(f"group:{one.id}" for one in found.items))
    next_href = following("groups", found.next, q=q, kind=kind)
    page = pages.groups_page(found, by=by, next_href=next_href, sought=bool(q or kind))
    return answer(request, "networks/groups.html", page=page, form=form)


@performs(Act.GROUP_READ)
@require_GET
def group(request: HttpRequest, group: str) -> HttpResponse:
    """One group."""
    return _show(request, group)


def _show(request: HttpRequest, group: str, **wrong: Any) -> HttpResponse:
    by, at = asked(request).actor, asked(request).at
    read = queries.group(group, by=by, at=at)
    _shown(request, read)
    related = [one.id for one in read.relations]
    page = pages.group_page(read, by=by, may_not=queries.may_change(read, by=by), now=at)
    return answer(
        request,
        "networks/group.html",
        wrong=bool(wrong),
        page=page,
        end=wrong.get("end") or WhyForm(auto_id="end_%s"),
        over={one: WhyForm(auto_id=f"over_{one}_%s") for one in related} | wrong.get("over", {}),
        shown={one: ShownForm(auto_id=f"shown_{one}_%s", highest=by.level) for one in related}
        | wrong.get("shown", {}),
        faulty=wrong.get("faulty"),
    )


def _shown(request: HttpRequest, read: GroupRead) -> None:
    show(
        request,
        f"group:{read.line.id}",
        *(f"group:{one.other}" for one in read.relations),
        *(f"person:{one.person.id}" for one in read.members),
    )


@performs(Act.GROUP_WRITE)
def new_group(request: HttpRequest) -> HttpResponse:
    """Write down a group."""
    by, at = asked(request).actor, asked(request).at
    data = request.POST if request.method == "POST" else None
    first = {"parent": request.GET.get("parent", "")}
    form = GroupForm(
        data, highest=by.level, parents=queries.group_names(by=by), initial=None if data else first
    )
    if data is not None:
        made = tried(form, lambda: actions.write_group(form.group(_to(form, by=by)), by=by, at=at))
        if made:
            return done(
                request, "group", _("Written down. Now say who belongs to it, on what evidence."), made
            )
    page = pages.group_form(title=_("Write down a group"), back=Link(_("Groups"), parts.address("groups")))
    return answer(request, "networks/group_form.html", wrong=data is not None, page=page, form=form)


@performs(Act.GROUP_WRITE)
def change_group(request: HttpRequest, group: str) -> HttpResponse:
    """Say it better."""
    by, at = asked(request).actor, asked(request).at
    read = queries.group(group, by=by, at=at)
    if why := queries.may_change(read, by=by):
        raise Hidden(why)
    show(request, f"group:{group}")
    data = request.POST if request.method == "POST" else None
    parents = [one for one in queries.group_names(by=by) if one[0] != group]
    form = GroupForm(data, highest=by.level, parents=parents, initial=beginning(read))
    if data is not None and tried(
        form, lambda: actions.change_group(group, form.group(_to(form, by=by)), by=by, at=at)
    ):
        return done(request, "group", _("Changed."), group)
    page = pages.group_form(
        title=_("Change %(group)s") % {"group": read.line.name},
        back=Link(read.line.name, parts.address("group", group)),
        handling=parts.strip([(read.line.level, read.line.handling)]),
    )
    return answer(request, "networks/group_form.html", wrong=data is not None, page=page, form=form)


def _to(form: GroupForm, *, by: Actor) -> list[str]:
    """The establishments that were typed by name or code. Raises BadInput."""
    if form.cleaned_data["where"] != CHOSEN:
        return []
    find = places.site_finder(by=by)
    found = {line: find(line) for line in form.to_lines()}
    if unknown := [line for line, code in found.items() if code is None]:
        raise BadInput(
            "There is no prison “%(name)s”: write its name as in the list of places, or its code.",
            name=unknown[0][:60],
        )
    if not found:
        raise BadInput("Write which prisons are to know of it, one a line.")
    return [code for code in found.values() if code]


@performs(Act.GROUP_WRITE)
@require_POST
def end_group(request: HttpRequest, group: str) -> HttpResponse:
    """It is over."""
    by, at, form = asked(request).actor, asked(request).at, WhyForm(request.POST, auto_id="end_%s")
    if tried(form, lambda: actions.end_group(group, why=form.cleaned_data["why"], by=by, at=at)):
        return done(request, "group", _("Over. Nobody is shown as its member any more."), group)
    return _show(request, group, end=form, faulty=form)


@performs(Act.GROUP_WRITE)
def relate(request: HttpRequest, group: str) -> HttpResponse:
    """Say how it stands to another group."""
    by, at = asked(request).actor, asked(request).at
    read = queries.group(group, by=by, at=at)
    show(request, f"group:{group}")
    data = request.POST if request.method == "POST" else None
    form = RelationForm(data, highest=by.level, others=queries.group_names(by=by))
    if data is not None and tried(form, lambda: actions.relate(form.relation(group), by=by, at=at)):
        return done(request, "group", _("Written down."), group)
    page = pages.FormPage(
        title=_("How %(group)s stands to another group") % {"group": read.line.name},
        lead=_("On evidence, with its day and its grade, like everything else."),
        send=_("Save"),
        back=Link(read.line.name, parts.address("group", group)),
        handling=parts.strip([(read.line.level, read.line.handling)]),
    )
    return answer(request, "networks/form.html", wrong=data is not None, page=page, form=form)


@performs(Act.GROUP_WRITE)
@require_POST
def relation_evidence(request: HttpRequest, relation: str) -> HttpResponse:
    """One more thing that shows how two groups stand to each other."""
    by, at = asked(request).actor, asked(request).at
    group = queries.group_of_relation(relation, by=by)
    form = ShownForm(request.POST, auto_id=f"shown_{relation}_%s", highest=by.level)
    if tried(
        form,
        lambda: actions.add_relation_evidence(
            relation, form.shown(), level=form.wanted_level(), by=by, at=at
        ),
    ):
        return done(request, "group", _("Added."), group)
    return _show(request, group, shown={relation: form}, faulty=form)


@performs(Act.GROUP_WRITE)
@require_POST
def end_relation(request: HttpRequest, relation: str) -> HttpResponse:
    """They no longer stand so."""
    by, at = asked(request).actor, asked(request).at
    group = queries.group_of_relation(relation, by=by)
    form = WhyForm(request.POST, auto_id=f"over_{relation}_%s")
    if tried(form, lambda: actions.end_relation(relation, why=form.cleaned_data["why"], by=by, at=at)):
        return done(request, "group", _("Over."), group)
    return _show(request, group, over={relation: form}, faulty=form)
