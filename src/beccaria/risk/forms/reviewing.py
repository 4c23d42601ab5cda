"""What somebody says who looked at an assessment again, and who tries a newer version of an instrument."""

from django import forms
from django.utils.translation import gettext_lazy as _

from beccaria.risk.actions.reviewing import StillHolds
from beccaria.risk.actions.taking_down import LONGEST


class StillHoldsForm(forms.Form):
    """It still holds: why today, and what was looked at."""

    looked_at = forms.CharField(
        label=_("What did you look at?"),
        max_length=LONGEST,
        help_text=_("Which records, whom you asked, since when."),
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Say what you looked at.")},
    )
    words = forms.CharField(
        label=_("Why does it still hold?"),
        max_length=LONGEST,
        help_text=_("In words of today. Whoever may read the assessment reads this too."),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Say why it still holds.")},
    )

    def said(self) -> StillHolds:
        """What was said."""
        return StillHolds(self.cleaned_data["words"], self.cleaned_data["looked_at"])


class AskRescoringForm(forms.Form):
    """Which instrument is to be tried in its newest version, and why."""

    instrument = forms.ChoiceField(
        label=_("Which instrument?"),
        choices=[],
        error_messages={"required": _("Choose the instrument.")},
    )
    why = forms.CharField(
        label=_("Why?"),
        max_length=LONGEST,
        help_text=_("What changed in the instrument, and who decided that."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say why the assessments are to be scored anew.")},
    )

    def __init__(self, *args: object, instruments: list[tuple[str, str]], **options: object) -> None:
        """Offer the instruments with which somebody stands assessed by an older version."""
        super().__init__(*args, **options)  # type: ignore[arg-type]  # handed on as they came
        field = self.fields["instrument"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  it is declared above
        field.choices = [("", ""), *instruments]


class AnswerRescoringForm(forms.Form):
    """Approve it or reject it, and why."""

    why = forms.CharField(
        label=_("Why?"),
        max_length=LONGEST,
        help_text=_("What you looked at in the report, and what convinced you."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say why you approve or reject it.")},
    )
