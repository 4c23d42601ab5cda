"""What somebody types about the roster: the limit of hours near people of high risk, a shift, a language, a reason."""

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from beccaria.placement.actions.languages import NewStaffLanguage
from beccaria.placement.actions.rostering import FEWEST_DAYS, MOST_DAYS, NewNearLimit, NewShift
from beccaria.placement.forms.keeping import LONGEST

_SHORT: Final = 60
_LISTED: Final = 300


class NearLimitForm(forms.Form):
    """How many hours in how many days, near whom, why."""

    hours = forms.IntegerField(
        label=_("At most so many hours"),
        min_value=1,
        max_value=MOST_DAYS * 24,
        error_messages={"required": _("Say how many hours.")},
    )
    days = forms.IntegerField(
        label=_("In so many days"),
        min_value=FEWEST_DAYS,
        max_value=MOST_DAYS,
        initial=28,
        error_messages={"required": _("Say in how many days.")},
    )
    categories = forms.MultipleChoiceField(
        label=_("Categories that count as high risk"),
        choices=[],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one.")},
    )
    why = forms.CharField(
        label=_("Why this limit?"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("It is this prison's own: no law names a number."),
        error_messages={"required": _("Write why.")},
    )

    def __init__(self, *args: Any, categories: Sequence[str], **options: Any) -> None:
        """Offer the categories of those who are held there."""
        super().__init__(*args, **options)
        field = self.fields["categories"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101  it is declared above
        field.choices = [(one, one) for one in categories]

    def new(self, site: str) -> NewNearLimit:
        """What was typed."""
        given = self.cleaned_data
        return NewNearLimit(
            site=site,
            hours=given["hours"],
            days=given["days"],
            categories=tuple(given["categories"]),
            why=given["why"],
        )


def _moment(label: Any, otherwise: Any) -> forms.DateTimeField:
    return forms.DateTimeField(
        label=label,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"required": otherwise},
    )


class ShiftForm(forms.Form):
    """Who works where from when to when."""

    staff = forms.CharField(
        label=_("Staff number"), max_length=_SHORT, error_messages={"required": _("Write the staff number.")}
    )
    wing = forms.ChoiceField(label=_("Wing"), choices=[], error_messages={"required": _("Choose the wing.")})
    starts = _moment(_("Begins"), _("Say when it begins."))
    ends = _moment(_("Ends"), _("Say when it ends."))
    needs = forms.CharField(
        label=_("Skills the wing asks for"),
        required=False,
        max_length=_LISTED,
        help_text=_("Separated by ;"),
    )
    skills = forms.CharField(
        label=_("Skills this member of staff has"),
        required=False,
        max_length=_LISTED,
        help_text=_("Separated by ;"),
    )

    def __init__(self, *args: Any, wings: Sequence[tuple[str, str]], **options: Any) -> None:
        """Offer the wings of the prison."""
        super().__init__(*args, **options)
        field = self.fields["wing"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  it is declared above
        field.choices = [("", ""), *wings]

    def new(self, site: str) -> NewShift:
        """What was typed."""
        given = self.cleaned_data
        return NewShift(
            site=site,
            staff=given["staff"],
            wing=given["wing"],
            starts=given["starts"],
            ends=given["ends"],
            needs=tuple(given["needs"].split(";")),
            skills=tuple(given["skills"].split(";")),
        )


class PlanForm(forms.Form):
    """Why a proposed roster is accepted or put aside."""

    reason = forms.CharField(
        label=_("Why?"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Write why.")},
    )

    @property
    def why(self) -> str:
        """What was typed."""
        return str(self.cleaned_data["reason"])


class StaffLanguageForm(forms.Form):
    """Who of staff speaks which language."""

    staff = forms.CharField(
        label=_("Staff number"), max_length=_SHORT, error_messages={"required": _("Write the staff number.")}
    )
    name = forms.CharField(
        label=_("Language"),
        max_length=_SHORT,
        error_messages={"required": _("Write the language.")},
        help_text=_("As its speakers call it, or in English."),
    )

    def new(self, site: str) -> NewStaffLanguage:
        """What was typed."""
        given = self.cleaned_data
        return NewStaffLanguage(site=site, staff=given["staff"], name=given["name"])
