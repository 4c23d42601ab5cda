"""What somebody types about posts, weak points of buildings, what people can do, and who is given which post."""

from collections.abc import Iterable
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from beccaria.core.working_places import Access, Reach, Skill, Weakness
from beccaria.lib.asking import yes_or_no
from beccaria.placement.actions.working import NewPost, NewSkill
from beccaria.placement.pages.working_words import ACCESS, REACH, SKILLS, WEAKNESSES
from beccaria.places.api import NewWeakPoint

_SHORT: Final = 200
_LONG: Final = 2000
_NOTHING: Final = "nothing"


def _day(label: Any, help_text: Any = "", *, required: bool = True) -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=help_text,
        required=required,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Write the day."), "invalid": _("Write a day that exists.")},
    )


def _words(label: Any, otherwise: Any, *, rows: int = 2, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=_LONG,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": otherwise},
    )


class SkillForm(forms.Form):
    """What somebody can do, or that he was asked and named nothing."""

    skill = forms.ChoiceField(
        label=_("What can he do?"),
        choices=[
            ("", ""),
            (_NOTHING, _("He was asked and named nothing that matters here")),
            *((one.value, SKILLS[one]) for one in Skill),
        ],
        error_messages={"required": _("Choose what he can do.")},
    )
    words = _words(
        _("How is it known?"),
        _("Say how it is known."),
        help_text=_("His trade or papers, an offence, what was seen, what he said himself."),
    )
    observed = _day(_("Seen or said on"))
    reference = forms.CharField(
        label=_("Record that shows it"), required=False, max_length=_SHORT, help_text=_("Its number.")
    )

    def new(self, person: str) -> NewSkill:
        """What was typed."""
        given = self.cleaned_data
        return NewSkill(
            person=person,
            skill=None if given["skill"] == _NOTHING else Skill(given["skill"]),
            words=given["words"],
            observed=given["observed"],
            reference=given["reference"],
        )


class _InUnit(forms.Form):
    """A form that offers the wings, landings and cells of one prison."""

    def __init__(self, *args: Any, units: Iterable[tuple[str, str]], **options: Any) -> None:
        """Offer these."""
        super().__init__(*args, **options)
        field = self.fields["unit"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  every form of this kind declares it
        field.choices = [("", _("the whole prison")), *units]


class PostForm(_InUnit):
    """A post or activity."""

    name = forms.CharField(
        label=_("Post or activity"),
        max_length=_SHORT,
        error_messages={"required": _("Write what the post is called.")},
    )
    unit = forms.ChoiceField(label=_("Where it is"), required=False, choices=[])
    access = forms.MultipleChoiceField(
        label=_("What it gives access to"),
        required=False,
        choices=[(one.value, ACCESS[one]) for one in Access],
        widget=forms.CheckboxSelectMultiple,
    )
    walked_on = _day(
        _("Somebody walked it on"),
        _("And wrote down what can be reached from there. Leave empty if nobody has."),
        required=False,
    )

    def new(self, site: str) -> NewPost:
        """What was typed."""
        given = self.cleaned_data
        return NewPost(
            site=site,
            name=given["name"],
            unit=given["unit"],
            access=[Access(one) for one in given["access"]],
            walked_on=given["walked_on"],
        )


class WeakPointForm(_InUnit):
    """A weak point of a building."""

    kind = forms.ChoiceField(
        label=_("What is weak?"), choices=[(one.value, WEAKNESSES[one]) for one in Weakness]
    )
    unit = forms.ChoiceField(label=_("From where is it reached?"), required=False, choices=[])
    reach = forms.ChoiceField(
        label=_("How near does one get?"),
        choices=[(str(int(one)), REACH[one]) for one in Reach],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say how near one gets.")},
    )
    words = _words(_("What is it?"), _("Say what the weak point is."))
    found_on = _day(_("Found on"))

    def new(self, site: str) -> NewWeakPoint:
        """What was typed."""
        given = self.cleaned_data
        return NewWeakPoint(
            site=site,
            unit=given["unit"],
            kind=Weakness(given["kind"]),
            reach=Reach(int(given["reach"])),
            words=given["words"],
            found_on=given["found_on"],
        )


class MendForm(forms.Form):
    """What was done about a weak point."""

    what = _words(_("What was done about it?"), _("Say what was done about it."))


class CheckForm(forms.Form):
    """Which post is checked for somebody."""

    post = forms.ChoiceField(
        label=_("Post or activity"), choices=[], error_messages={"required": _("Choose the post.")}
    )

    def __init__(self, *args: Any, posts: Iterable[tuple[str, str]], **options: Any) -> None:
        """Offer the posts of his prison."""
        super().__init__(*args, **options)
        field = self.fields["post"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  it is declared above
        field.choices = [("", ""), *posts]


class EndPostForm(CheckForm):
    """Which post there is no more, and why."""

    why = _words(_("Why?"), _("Write why."))


class DecideForm(forms.Form):
    """Whether somebody is given a post, and why."""

    give = yes_or_no(
        _("Is he given the post?"), _("Say yes or no."), yes=_("Yes, he is given it"), no=_("No")
    )
    why = _words(_("Why?"), _("Write why."))


class WhyForm(forms.Form):
    """Why something ends or was wrong."""

    why = _words(_("Why?"), _("Write why."))
