"""What somebody types who keeps two people apart, ends that, or sets a rule for groups."""

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from beccaria.core.actors import Level as Clearance
from beccaria.core.allocation import Level
from beccaria.core.placement import Cause, Part
from beccaria.people.api import LEVELS as CLEARANCES
from beccaria.placement.actions import NewDispersal, NewGroupApart, NewKeepApart
from beccaria.placement.pages.words import CAUSES, LEVELS, PARTS, WHERE

LONGEST: Final = 2000
_APART: Final = [(level.value, LEVELS[level]) for level in Level]
_WHERE: Final = [(level.value, WHERE[level]) for level in Level]


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def _why(label: Any, wrong: Any, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": wrong},
        **more,
    )


class KeepApartForm(forms.Form):
    """Two people, how far apart, why, until when."""

    who = forms.CharField(
        label=_("From whom?"),
        max_length=120,
        help_text=_("Type a name or a number, and choose him."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Say from whom he is to be kept.")},
    )
    id_of_who = forms.CharField(required=False, max_length=36, widget=forms.HiddenInput)
    apart = forms.ChoiceField(
        label=_("How far?"), choices=_APART, widget=forms.RadioSelect, initial=Level.WING
    )
    cause = forms.ChoiceField(label=_("Because of"), choices=[(one.value, CAUSES[one]) for one in Cause])
    his_part = forms.ChoiceField(
        label=_("What he is in it"), choices=[(one.value, PARTS[one]) for one in Part]
    )
    other_part = forms.ChoiceField(
        label=_("What the other one is in it"), choices=[(one.value, PARTS[one]) for one in Part]
    )
    why = _why(
        _("Why?"),
        _("Write why they are kept apart."),
        help_text=_("What happened or was said. Whoever may read this record reads it."),
    )
    reference = forms.CharField(
        label=_("What shows it"),
        required=False,
        max_length=200,
        help_text=_("The number of a report, or event: and its identifier."),
    )
    review = forms.DateField(
        label=_("Look again by"),
        required=False,
        widget=_day(),
        help_text=_("Within a year; in 90 days if left empty."),
    )
    until = forms.DateField(
        label=_("Ends by itself after"),
        required=False,
        widget=_day(),
        help_text=_("Empty: until somebody ends it."),
    )
    level = forms.TypedChoiceField(label=_("How sensitive is it?"), coerce=int, choices=[])

    def __init__(self, *args: Any, highest: Clearance, **options: Any) -> None:
        """Offer levels up to that of the writer."""
        super().__init__(*args, **options)
        field = self.fields["level"]
        assert isinstance(field, forms.TypedChoiceField)  # noqa: S101  it is declared above
        field.choices = [(int(one), CLEARANCES[one]) for one in Clearance if one <= highest]

    def new(self, person: str, other: str) -> NewKeepApart:
        """What was typed, with whom the name means."""
        given = self.cleaned_data
        return NewKeepApart(
            person=person,
            other=other,
            apart=Level(given["apart"]),
            cause=Cause(given["cause"]),
            his_part=Part(given["his_part"]),
            other_part=Part(given["other_part"]),
            why=given["why"],
            reference=given["reference"],
            review=given["review"],
            until=given["until"],
            level=Clearance(given["level"]),
        )


class EndForm(forms.Form):
    """Why it need not hold any more."""

    why = _why(_("Why does it no longer hold?"), _("Write why it no longer holds."))


class GroupApartForm(forms.Form):
    """Two groups that are kept apart by decision."""

    group = forms.ChoiceField(label=_("Group"), choices=[])
    other = forms.ChoiceField(label=_("Kept from"), choices=[])
    apart = forms.ChoiceField(label=_("How far?"), choices=_APART, initial=Level.WING)
    why = _why(_("Why?"), _("Write why they are kept apart."))

    def __init__(self, *args: Any, groups: Sequence[tuple[str, str]], **options: Any) -> None:
        """Offer the groups the reader may see."""
        super().__init__(*args, **options)
        for name in ("group", "other"):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101  it is declared above
            field.choices = [("", ""), *groups]

    def new(self) -> NewGroupApart:
        """What was typed."""
        given = self.cleaned_data
        return NewGroupApart(
            group=given["group"], other=given["other"], apart=Level(given["apart"]), why=given["why"]
        )


class DispersalForm(forms.Form):
    """How many of a group, or of each group, may live together."""

    group = forms.ChoiceField(
        label=_("Group"), choices=[], required=False, help_text=_("Empty: it holds for each group alike.")
    )
    most = forms.IntegerField(label=_("At most so many together"), min_value=1, max_value=1000)
    leaders = forms.IntegerField(label=_("Of leaders at most"), required=False, min_value=1, max_value=1000)
    apart = forms.ChoiceField(label=_("Where"), choices=_WHERE, initial=Level.WING)
    why = _why(_("Why?"), _("Write why."))

    def __init__(self, *args: Any, groups: Sequence[tuple[str, str]], **options: Any) -> None:
        """Offer the groups the reader may see."""
        super().__init__(*args, **options)
        field = self.fields["group"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  it is declared above
        field.choices = [("", ""), *groups]

    def new(self) -> NewDispersal:
        """What was typed."""
        given = self.cleaned_data
        return NewDispersal(
            group=given["group"],
            most=given["most"],
            leaders=given["leaders"],
            apart=Level(given["apart"]),
            why=given["why"],
        )
