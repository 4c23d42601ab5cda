"""What of the calendar is asked for; what somebody says who looked again, and who tries a newer version."""

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext_lazy as _

from beccaria.core.refusal import BadInput
from beccaria.core.reviews import Standing
from beccaria.lib.asking import several_lines
from beccaria.risk.actions.reviewing import StillHolds
from beccaria.risk.actions.taking_down import LONGEST
from beccaria.risk.queries.calendar_shapes import OVERDUE, WEEKS, Wanted


def wanted_of(given: Mapping[str, str]) -> Wanted:
    """What of the calendar an address asks for: `at`, `wing`, `standing`, `week`. Raises BadInput."""
    said = given.get("standing", "")
    if said and said not in {each.value for each in Standing}:
        raise BadInput("There is no such standing: choose due, overdue or later.")
    return Wanted(
        site=given.get("at", "")[:12],
        wing=given.get("wing", "")[:60],
        standing=Standing(said) if said else None,
        week=_week(given.get("week", "")),
    )


def _week(said: str) -> int | None:
    if not said:
        return None
    weeks = {str(number): number for number in range(OVERDUE, WEEKS + 1)}
    if said not in weeks:
        raise BadInput("There is no such week: choose one from the table.")
    return weeks[said]


class StillHoldsForm(forms.Form):
    """It still holds: why today, and what was looked at."""

    looked_at = several_lines(
        _("What did you look at?"),
        _("Say what you looked at."),
        rows=2,
        longest=LONGEST,
        help_text=_("Which records, whom you asked, since when."),
    )
    words = several_lines(
        _("Why does it still hold?"),
        _("Say why it still holds."),
        rows=4,
        longest=LONGEST,
        help_text=_("In words of today. Whoever may read the assessment reads this too."),
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
    why = several_lines(
        _("Why?"),
        _("Say why the assessments are to be scored anew."),
        longest=LONGEST,
        help_text=_("What changed in the instrument, and who decided that."),
    )

    def __init__(self, *args: object, instruments: list[tuple[str, str]], **options: object) -> None:
        """Offer the instruments with which somebody stands assessed by an older version."""
        super().__init__(*args, **options)  # type: ignore[arg-type]  # handed on as they came
        field = self.fields["instrument"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  it is declared above
        field.choices = [("", ""), *instruments]


class AnswerRescoringForm(forms.Form):
    """Approve it or reject it, and why."""

    why = several_lines(
        _("Why?"),
        _("Say why you approve or reject it."),
        longest=LONGEST,
        help_text=_("What you looked at in the report, and what convinced you."),
    )
