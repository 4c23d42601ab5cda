"""What somebody types who writes down a family tie, a need, a hearing, or what somebody waits for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from beccaria.core.circumstances import FIRST, LAST, Need, Tie, Wait
from beccaria.events.api import NewHearing
from beccaria.people.api import NewHome, NewNeed
from beccaria.placement.actions.waiting import NewWaiting
from beccaria.placement.pages.matters_words import NEEDS, TIES, WAITS

_SHORT = 120


def _text(label: Any, wrong: Any = "", **more: Any) -> forms.CharField:
    messages = {"required": wrong} if wrong else {}
    return forms.CharField(
        label=label,
        max_length=_SHORT,
        required=bool(wrong),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages=messages,
        **more,
    )


class HomeForm(forms.Form):
    """Who keeps the family tie, and where."""

    tie = forms.ChoiceField(label=_("Who keeps the tie?"), choices=[(one.value, TIES[one]) for one in Tie])
    town = _text(_("In which town?"), _("Write the town where that person lives."))
    latitude = forms.FloatField(
        label=_("Latitude"),
        required=False,
        min_value=-90,
        max_value=90,
        help_text=_("Only where the estate does not know the town: in degrees, such as 44.42."),
    )
    longitude = forms.FloatField(label=_("Longitude"), required=False, min_value=-180, max_value=180)

    def new(self, person: str) -> NewHome:
        """What was typed."""
        given = self.cleaned_data
        return NewHome(
            person=person,
            tie=Tie(given["tie"]),
            town=given["town"],
            latitude=given["latitude"],
            longitude=given["longitude"],
        )


class NeedForm(forms.Form):
    """What he needs where he lives."""

    need = forms.ChoiceField(
        label=_("What must the place have?"), choices=[(one.value, NEEDS[one]) for one in Need]
    )
    until = forms.DateField(
        label=_("Until"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("The last day on which he needs it; empty if it does not pass."),
    )

    def new(self, person: str) -> NewNeed:
        """What was typed."""
        return NewNeed(person=person, need=Need(self.cleaned_data["need"]), until=self.cleaned_data["until"])


class HearingForm(forms.Form):
    """When he must appear before which court."""

    at = forms.DateTimeField(
        label=_("When?"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"required": _("Write when he must appear.")},
    )
    court = _text(_("Before which court?"), _("Write the name of the court."))
    town = _text(_("In which town?"), help_text=_("By it the service knows which prisons serve the court."))

    def new(self, person: str) -> NewHearing:
        """What was typed."""
        given = self.cleaned_data
        return NewHearing(person=person, at=given["at"], court=given["court"], town=given["town"])


class WaitingForm(forms.Form):
    """What he waits for."""

    kind = forms.ChoiceField(
        label=_("What does he wait for?"),
        choices=[(one.value, WAITS[one]) for one in Wait],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether it is a programme or work.")},
    )
    name = _text(_("Its name"), _("Write the name of the programme or work."))
    priority = forms.IntegerField(
        label=_("Priority"),
        min_value=FIRST,
        max_value=LAST,
        initial=LAST,
        help_text=_("1 is the most urgent, 5 the least."),
    )

    def new(self, person: str) -> NewWaiting:
        """What was typed."""
        given = self.cleaned_data
        return NewWaiting(
            person=person, kind=Wait(given["kind"]), name=given["name"], priority=given["priority"]
        )
