"""What the head types who wants something known or done."""

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any, Final

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from beccaria.lib.asking import several_lines
from beccaria.reports.pages.words import THREATS, choices

_EVENING: Final = time(18, 0)


class DayField(forms.DateField):
    """A day, meaning its evening."""

    def __init__(self, **options: Any) -> None:
        """Show the browser's own calendar."""
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}), **options)

    def to_python(self, value: Any) -> Any:
        """The evening of the day, in the service's zone."""
        day = super().to_python(value)
        return timezone.make_aware(datetime.combine(day, _EVENING)) if day else None


class RequirementForm(forms.Form):
    """A question the service wants answered."""

    title = forms.CharField(label=_("In a few words"), max_length=120)
    text = forms.CharField(
        label=_("What do we want to know?"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4})
    )
    threats = forms.MultipleChoiceField(
        label=_("Threats"), required=False, choices=choices(THREATS), widget=forms.CheckboxSelectMultiple
    )
    ends_at = DayField(label=_("Until"), required=False)


class TaskForm(forms.Form):
    """Something to be done by a day."""

    text = forms.CharField(
        label=_("What is to be done?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    due_at = DayField(label=_("By"))
    requirement_id = forms.ChoiceField(label=_("For which requirement"), required=False)
    report_id = forms.ChoiceField(label=_("About which report"), required=False)
    given_to = forms.ChoiceField(label=_("Who does it"), required=False)

    def __init__(
        self,
        *args: Any,
        requirements: Sequence[tuple[str, str]],
        reports: Sequence[tuple[str, str]],
        colleagues: Sequence[tuple[str, str]],
        **options: Any,
    ) -> None:
        """What a task may belong to, and who may be asked."""
        super().__init__(*args, **options)
        offers = (
            ("requirement_id", _("none"), requirements),
            ("report_id", _("none"), reports),
            ("given_to", _("the unit"), colleagues),
        )
        for name, nothing, offered in offers:
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101  for the type checker: declared so above
            field.choices = [("", nothing), *offered]


class DoneForm(forms.Form):
    """What came of a task."""

    outcome = several_lines(_("What came of it?"), _("Write what came of it."), rows=2, longest=2000)


class EndForm(forms.Form):
    """Nothing to type: pressing it is enough."""


class RevealForm(forms.Form):
    """Why the name of a reporter is needed."""

    reference = forms.CharField(label=_("Reference number of the observation"), max_length=12)
    reason = several_lines(
        _("Why must the name be known?"),
        _("Write why: without a reason no name is revealed."),
        rows=4,
        longest=1000,
        help_text=_("A second custodian reads this and decides. It stays on record."),
    )
