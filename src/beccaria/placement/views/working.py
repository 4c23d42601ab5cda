"""Posts and weak points of a prison, what somebody can do, and a post checked and decided for him."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from beccaria.access.api import answer, asked, confirm_purpose, done, performs, refusal, show, tried
from beccaria.core.acts import Act
from beccaria.core.markings import Marking
from beccaria.core.refusal import Hidden
from beccaria.people import api as people
from beccaria.people.api import PersonShown
from beccaria.placement.actions import working as actions
from beccaria.placement.forms.working import (
    CheckForm,
    DecideForm,
    EndPostForm,
    MendForm,
    PostForm,
    SkillForm,
    WeakPointForm,
    WhyForm,
)
from beccaria.placement.pages import working as pages
from beccaria.placement.queries import known
from beccaria.placement.queries import working as queries
from beccaria.places import api as places


@performs(Act.POST_READ)
@require_GET
def works(request: HttpRequest) -> HttpResponse:
    """The posts of the first of one's prisons."""
    mine = _mine(request)
    if not mine:
        raise Hidden("There is no establishment of your duty.")
    return redirect(reverse("placement:work", args=[min(mine, key=lambda code: (mine[code], code))]))


@performs(Act.POST_READ)
@require_GET
def work(request: HttpRequest, site: str) -> HttpResponse:
    """The posts and weak points of one prison."""
    return _work(request, site)


def _work(request: HttpRequest, site: str, **wrong: forms.Form) -> HttpResponse:
    by, mine = asked(request).actor, _mine(request)
    if site not in mine:
        raise Hidden("There is no such establishment, or it is not yours to see.")
    posts = queries.posts(site, by=by)
    weak = places.weak_points(site, by=by, mended=True)
    given = queries.given_at(site, by=by)
    show(
        request,
        f"place:{site}",
        *(f"weak_point:{one.id}" for one in weak),
        *(f"person:{one.person.id}" for one in given),
    )
    names = {one.code: one.name for one in places.units(site, by=by)}
    return answer(
        request,
        "placement/work.html",
        wrong=bool(wrong),
        page=pages.work_page(site, mine, posts, weak, given, names=names, by=by),
        site=site,
        post=wrong.get("post") or PostForm(units=_units(request, site), auto_id="post_%s"),
        weak=wrong.get("weak") or WeakPointForm(units=_units(request, site), auto_id="weak_%s"),
        ended=wrong.get("ended") or EndPostForm(posts=_posts(request, site), auto_id="ended_%s"),
        mend=wrong.get("mend") or MendForm(auto_id="mend_%s"),
        faulty=next(iter(wrong.values()), None),
    )


@performs(Act.POST_WRITE)
@require_POST
def post_new(request: HttpRequest, site: str) -> HttpResponse:
    """Write a post down."""
    by, at = asked(request).actor, asked(request).at
    form = PostForm(request.POST, units=_units(request, site), auto_id="post_%s")
    if tried(form, lambda: actions.write_post(form.new(site), by=by, at=at)):
        return done(request, "placement:work", _("Written down."), site)
    return _work(request, site, post=form)


@performs(Act.POST_WRITE)
@require_POST
def post_end(request: HttpRequest, site: str) -> HttpResponse:
    """There is no such post any more."""
    by, at = asked(request).actor, asked(request).at
    form = EndPostForm(request.POST, posts=_posts(request, site), auto_id="ended_%s")

    def act() -> None:
        actions.end_post(form.cleaned_data["post"], why=form.cleaned_data["why"], by=by, at=at)

    if tried(form, act):
        return done(request, "placement:work", _("Ended."), site)
    return _work(request, site, ended=form)


@performs(Act.WEAK_POINT_WRITE)
@require_POST
def weak_new(request: HttpRequest, site: str) -> HttpResponse:
    """Write a weak point down."""
    by, at = asked(request).actor, asked(request).at
    form = WeakPointForm(request.POST, units=_units(request, site), auto_id="weak_%s")
    if tried(form, lambda: places.write_weak_point(form.new(site), by=by, at=at)):
        return done(request, "placement:work", _("Written down. Posts near it are checked with it."), site)
    return _work(request, site, weak=form)


@performs(Act.WEAK_POINT_WRITE)
@require_POST
def weak_mend(request: HttpRequest, weak_point: str) -> HttpResponse:
    """A weak point was mended."""
    by, at = asked(request).actor, asked(request).at
    site = places.weak_point(weak_point, by=by).site
    form = MendForm(request.POST, auto_id="mend_%s")
    if tried(
        form,
        lambda: places.mend_weak_point(weak_point, what=form.cleaned_data["what"], by=by, at=at),
    ):
        return done(request, "placement:work", _("Mended."), site)
    return _work(request, site, mend=form)


@performs(Act.SKILL_READ)
@require_GET
def work_of(request: HttpRequest, person: str) -> HttpResponse:
    """What somebody can do, and which posts were checked for him."""
    return _person(request, person)


def _person(request: HttpRequest, person: str, **wrong: forms.Form) -> HttpResponse:
    by, at = asked(request).actor, asked(request).at
    line = _line(request, person)
    judged = known.judged(person, by=by, at=at)
    checks = queries.checks_of(person, by=by)
    show(request, f"person:{person}", *judged.records, *(f"check:{one.id}" for one in checks))
    shown = people.person_lines([line], by=by, at=at)[0]
    return answer(
        request,
        "placement/work_of.html",
        wrong=bool(wrong),
        page=pages.person_page(shown, line, judged, checks, by=by),
        person=person,
        skill=wrong.get("skill") or SkillForm(auto_id="skill_%s"),
        check=wrong.get("check") or _check_form(request, line),
        withdraw=wrong.get("withdraw") or WhyForm(auto_id="withdraw_%s"),
        faulty=next(iter(wrong.values()), None),
    )


@performs(Act.SKILL_WRITE)
@require_POST
def skill_new(request: HttpRequest, person: str) -> HttpResponse:
    """Write down what somebody can do."""
    by, at = asked(request).actor, asked(request).at
    form = SkillForm(request.POST, auto_id="skill_%s")
    if tried(form, lambda: actions.add_skill(form.new(person), by=by, at=at)):
        return done(request, "placement:work_of", _("Written down."), person)
    return _person(request, person, skill=form)


@performs(Act.SKILL_WRITE)
@require_POST
def skill_withdraw(request: HttpRequest, skill: str) -> HttpResponse:
    """It was wrong."""
    by, at = asked(request).actor, asked(request).at
    person = actions.person_of_skill(skill, by=by)
    form = WhyForm(request.POST, auto_id="withdraw_%s")
    if tried(form, lambda: actions.withdraw_skill(skill, why=form.cleaned_data["why"], by=by, at=at)):
        return done(request, "placement:work_of", _("It no longer counts."), person)
    return _person(request, person, withdraw=form)


@performs(Act.POST_CHECK)
@require_POST
def check_new(request: HttpRequest, person: str) -> HttpResponse:
    """Have a post checked for somebody."""
    by, at = asked(request).actor, asked(request).at
    form = _check_form(request, _line(request, person), sent=True)
    made = tried(form, lambda: actions.check_post(person, form.cleaned_data["post"], by=by, at=at))
    if made:
        return redirect(reverse("placement:check", args=[made]))
    return _person(request, person, check=form)


@performs(Act.POST_CHECK)
@require_GET
def check(request: HttpRequest, check: str) -> HttpResponse:
    """One check."""
    return _check(request, check)


def _check(request: HttpRequest, check: str, **wrong: forms.Form) -> HttpResponse:
    by, at = asked(request).actor, asked(request).at
    one = queries.check_of(check, by=by)
    confirm_purpose(request, one.person.marking)
    show(request, f"check:{check}", f"person:{one.person.id}")
    shown = people.person_lines([one.person], by=by, at=at)[0]
    return answer(
        request,
        "placement/work_check.html",
        wrong=bool(wrong),
        page=pages.check_page(one, shown, by=by),
        check=check,
        decide=wrong.get("decide") or DecideForm(auto_id="decide_%s"),
        end=wrong.get("end") or WhyForm(auto_id="end_%s"),
        faulty=next(iter(wrong.values()), None),
    )


@performs(Act.POST_DECIDE)
@require_POST
def check_decide(request: HttpRequest, check: str) -> HttpResponse:
    """Give a post or refuse it."""
    by, at = asked(request).actor, asked(request).at
    form = DecideForm(request.POST, auto_id="decide_%s")

    def act() -> None:
        given = form.cleaned_data
        actions.decide_post(check, give=given["give"] == "yes", why=given["why"], by=by, at=at)

    if tried(form, act):
        return done(request, "placement:check", _("Decided."), check)
    return _check(request, check, decide=form)


@performs(Act.POST_DECIDE)
@require_POST
def check_end(request: HttpRequest, check: str) -> HttpResponse:
    """He no longer has the post."""
    by, at = asked(request).actor, asked(request).at
    form = WhyForm(request.POST, auto_id="end_%s")
    if tried(form, lambda: actions.end_given_post(check, why=form.cleaned_data["why"], by=by, at=at)):
        return done(request, "placement:check", _("Ended."), check)
    return _check(request, check, end=form)


def _mine(request: HttpRequest) -> dict[str, str]:
    by = asked(request).actor
    return {
        one.code: one.name
        for one in places.establishments(by=by)
        if refusal(Act.POST_READ, by, Marking(site=one.code)) is None
    }


def _units(request: HttpRequest, site: str) -> list[tuple[str, str]]:
    return [(one.code, f"{one.name} ({one.code})") for one in places.units(site, by=asked(request).actor)]


def _line(request: HttpRequest, person: str) -> PersonShown:
    found = people.person(person, by=asked(request).actor).line
    confirm_purpose(request, found.marking)
    return found


def _check_form(request: HttpRequest, line: PersonShown, *, sent: bool = False) -> CheckForm:
    site = line.held.establishment if line.held else line.site or ""
    return CheckForm(request.POST if sent else None, posts=_posts(request, site), auto_id="check_%s")


def _posts(request: HttpRequest, site: str) -> list[tuple[str, str]]:
    return [(one.id, one.name) for one in queries.posts(site, by=asked(request).actor)]
