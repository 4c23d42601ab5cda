"""What people type about duties, purposes and broken glass."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from beccaria.access.models import DutyHeld
from beccaria.access.words import DUTY_WORDS, PURPOSE_WORDS
from beccaria.core.actors import EVERYWHERE, PURPOSES, Duty, Purpose

_LONGEST = 1000
SHORTEST_REASON = 15


class DutyForm(forms.Form):
    """Which duty, for which purpose."""

    duty_held = forms.ChoiceField(label=_("Your duty now"), widget=forms.RadioSelect)
    purpose_wanted = forms.ChoiceField(
        label=_("What are you here for?"),
        required=False,
        choices=[("", _("What the duty usually needs")), *PURPOSE_WORDS.items()],
    )

    def __init__(self, *args: Any, held: list[DutyHeld], **kwargs: Any) -> None:
        """Offer the duties this user holds, nothing else."""
        super().__init__(*args, **kwargs)
        self._held = {str(one.pk): one for one in held}
        choices = [(key, _where(one)) for key, one in self._held.items()]
        self.fields["duty_held"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField, as made above

    @property
    def duty(self) -> DutyHeld:
        """The chosen duty."""
        return self._held[self.cleaned_data["duty_held"]]

    @property
    def purpose(self) -> Purpose | None:
        """The chosen purpose, or None for the usual one."""
        chosen = self.cleaned_data.get("purpose_wanted")
        return Purpose(chosen) if chosen else None


def _where(held: DutyHeld) -> str:
    place = (
        gettext("whole service")
        if EVERYWHERE in held.sites
        else ", ".join(held.sites) or held.user.organisation
    )
    return f"{DUTY_WORDS[Duty(held.duty)]}: {place}" if place else str(DUTY_WORDS[Duty(held.duty)])


class PurposeForm(forms.Form):
    """For what, and why."""

    purpose = forms.ChoiceField(label=_("Purpose"))
    reason = forms.CharField(
        label=_("Why do you need to see this?"),
        help_text=_("One sentence. The data protection officer can read it."),
        min_length=SHORTEST_REASON,
        error_messages={"min_length": _("Say it in a sentence: somebody else must understand it.")},
        max_length=_LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, duty: Duty, **kwargs: Any) -> None:
        """Offer the purposes this duty may claim."""
        super().__init__(*args, **kwargs)
        self.fields["purpose"].choices = [  # type: ignore[attr-defined]  # a ChoiceField, as made above
            (purpose.value, PURPOSE_WORDS[purpose]) for purpose in sorted(PURPOSES[duty])
        ]


class GlassForm(forms.Form):
    """Where, and why it cannot wait."""

    site = forms.CharField(
        label=_("Establishment code"), help_text=_("As the list of places shows it."), max_length=40
    )
    reason = forms.CharField(
        label=_("Why can this not wait?"),
        help_text=_("One or two sentences. Somebody else reads them afterwards and writes what he finds."),
        min_length=SHORTEST_REASON,
        error_messages={"min_length": _("Say it in a sentence: somebody else must understand it.")},
        max_length=_LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class ReviewForm(forms.Form):
    """What the reviewer found."""

    finding = forms.CharField(
        label=_("What did you find?"), max_length=_LONGEST, widget=forms.Textarea(attrs={"rows": 2})
    )
