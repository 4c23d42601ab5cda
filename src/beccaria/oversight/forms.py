"""What somebody asks of the ledger."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from beccaria.oversight.words import SENTENCES

_LONGEST = 160
_OUTCOMES = [("", _("Done or refused")), ("done", _("Done")), ("refused", _("Refused"))]


class _Day(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class MomentField(forms.Field):
    """A day as people pick it, or an exact moment as links between our own pages carry it."""

    def __init__(self, *, end: bool = False, **kwargs: Any) -> None:
        """With `end`, a day means its last moment; a moment means itself."""
        super().__init__(widget=_Day(), required=False, **kwargs)
        self._end = end

    def to_python(self, value: Any) -> datetime | None:
        """Read it in the service's time zone. The end of a day is the beginning of the next one."""
        text = str(value or "").strip()
        if not text:
            return None
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            raise forms.ValidationError(
                gettext("Write the day as year-month-day, such as 2026-05-03.")
            ) from None
        if "T" in text:
            return moment if moment.tzinfo else moment.replace(tzinfo=timezone.get_current_timezone())
        begins = moment.date() + timedelta(days=1) if self._end else moment.date()
        return datetime.combine(begins, time.min, tzinfo=timezone.get_current_timezone())


class LedgerForm(forms.Form):
    """About whom, by whom, which act, how it ended, when, in which session."""

    about = forms.CharField(
        label=_("Person or record looked at"),
        required=False,
        max_length=_LONGEST,
        help_text=_("Name, number, or a pasted reference"),
    )
    user = forms.CharField(
        label=_("Who looked"),
        required=False,
        max_length=_LONGEST,
        help_text=_("Name of a user, or a pseudonym"),
    )
    act = forms.ChoiceField(label=_("What was done"), required=False)
    outcome = forms.ChoiceField(label=_("Outcome"), required=False, choices=_OUTCOMES)
    since = MomentField(label=_("From"))
    until = MomentField(label=_("To, included"), end=True)
    session = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer every act by its sentence."""
        super().__init__(*args, **kwargs)
        acts = sorted((str(words), act.value) for act, words in SENTENCES.items())
        self.fields["act"].choices = [  # type: ignore[attr-defined]  # a ChoiceField, as made above
            ("", _("Anything")),
            *((value, words) for words, value in acts),
        ]


class KnewForm(forms.Form):
    """Which record, and by which day."""

    about = forms.CharField(
        label=_("Person or record"),
        max_length=_LONGEST,
        help_text=_("Name, prisoner number, reference number or a pasted reference such as person:…"),
    )
    on = MomentField(label=_("By the end of"), end=True, help_text=_("Empty means now."))


class CountForm(forms.Form):
    """Whose acts, in which days."""

    user = forms.CharField(label=_("Who looked"), required=False, max_length=_LONGEST)
    since = MomentField(label=_("From"))
    until = MomentField(label=_("To, included"), end=True)
