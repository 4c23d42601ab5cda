"""What somebody types about an escort: the pack, its plan, its acknowledgement, how it ended, what was cleared."""

from collections.abc import Iterable
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from beccaria.core.escorts import Clear, Equipment, EscortLevel, Why
from beccaria.lib.asking import several_lines, yes_or_no
from beccaria.placement.actions.escorting import NewEscort, NewRoute, Planned
from beccaria.placement.pages.escort_words import CLEAR, EQUIPMENT, LEVELS, WHY

_SHORT: Final = 200
_LONG: Final = 2000
_WAYS: Final = 3


class PlanForm(forms.Form):
    """When, how long, at which level, with whom and what: can be planned anew until it is signed."""

    starts = forms.DateTimeField(
        label=_("It leaves at"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"required": _("Write when it leaves."), "invalid": _("Write a moment that exists.")},
    )
    hours = forms.FloatField(
        label=_("Hours, with the stay and the way back"),
        min_value=0.1,
        max_value=240,
        error_messages={"required": _("Write how many hours it takes.")},
    )
    level = forms.TypedChoiceField(
        label=_("Level of the escort"),
        coerce=int,
        choices=[(int(one), LEVELS[one]) for one in EscortLevel],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the level.")},
    )
    officers = forms.IntegerField(
        label=_("Officers beside the driver"),
        min_value=1,
        max_value=50,
        error_messages={"required": _("Write how many officers go along.")},
    )
    equipment = forms.MultipleChoiceField(
        label=_("What goes along"),
        required=False,
        choices=[(one.value, EQUIPMENT[one]) for one in Equipment],
        widget=forms.CheckboxSelectMultiple,
    )

    def planned(self) -> Planned:
        """What was typed."""
        given = self.cleaned_data
        return Planned(
            starts=given["starts"],
            hours=given["hours"],
            level=EscortLevel(given["level"]),
            officers=given["officers"],
            equipment=[Equipment(one) for one in given["equipment"]],
        )


class EscortForm(PlanForm):
    """A whole pack."""

    why = forms.ChoiceField(
        label=_("Why is he taken out?"),
        choices=[(one.value, WHY[one]) for one in Why],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say why he is taken out.")},
    )
    to_establishment = forms.ChoiceField(
        label=_("Prison that receives him"),
        required=False,
        choices=[],
        help_text=_("Empty for a hospital or a court."),
    )
    goal = forms.CharField(
        label=_("Where exactly"),
        max_length=_SHORT,
        help_text=_("The prison, hospital or court with its town; which gate or ward."),
        error_messages={"required": _("Write where he is taken.")},
    )
    help_outside = forms.BooleanField(label=_("Help from outside to free him is known of"), required=False)
    tried = forms.BooleanField(label=_("He has escaped or tried to"), required=False)
    near = forms.IntegerField(
        label=_("People of his near the way or the goal"), required=False, min_value=0, max_value=999
    )
    rests_on = forms.CharField(
        label=_("Who or what says so"),
        required=False,
        max_length=_LONG,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    notes = forms.CharField(
        label=_("Anything else for the escort"),
        required=False,
        max_length=_LONG,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, prisons: Iterable[tuple[str, str]], **options: Any) -> None:
        """Offer the prisons, and three ways."""
        super().__init__(*args, **options)
        field = self.fields["to_establishment"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  it is declared above
        field.choices = [("", _("none of this service")), *prisons]
        for number in range(1, _WAYS + 1):
            needed = number == 1
            self.fields[f"way_{number}"] = forms.CharField(
                label=_("Way %(number)s") % {"number": number},
                required=needed,
                max_length=_SHORT,
                help_text=_("Its roads by name: no map service is asked.") if needed else "",
                error_messages={"required": _("Write down one way at least.")},
            )
            self.fields[f"minutes_{number}"] = forms.IntegerField(
                label=_("Minutes"), required=needed, min_value=1, max_value=6000
            )
            self.fields[f"on_{number}"] = forms.CharField(
                label=_("What is on it"), required=False, max_length=_LONG
            )

    def routes(self) -> list[NewRoute]:
        """The ways that were named."""
        given = self.cleaned_data
        return [
            NewRoute(
                name=given[f"way_{number}"],
                minutes=given[f"minutes_{number}"] or 0,
                words=given[f"on_{number}"],
            )
            for number in range(1, _WAYS + 1)
            if given[f"way_{number}"]
        ]

    def new(self, person: str, order: str) -> NewEscort:
        """What was typed."""
        given = self.cleaned_data
        return NewEscort(
            person=person,
            why=Why(given["why"]),
            goal=given["goal"],
            to_establishment=given["to_establishment"],
            planned=self.planned(),
            routes=self.routes(),
            order=order,
            help_outside=given["help_outside"],
            tried=given["tried"],
            near=given["near"] or 0,
            rests_on=given["rests_on"],
            notes=given["notes"],
        )


class AcknowledgeForm(forms.Form):
    """Who receives him, and how."""

    said = several_lines(
        _("Who receives him, where and how?"), _("Say who receives him."), rows=2, longest=_LONG
    )


class OverForm(forms.Form):
    """How it ended."""

    over = yes_or_no(
        _("How did it end?"), _("Say how it ended."), yes=_("He is there"), no=_("It is cancelled")
    )
    why = several_lines(_("What happened?"), _("Say what happened."), rows=2, longest=_LONG)


class ClearForm(forms.Form):
    """What is cleared after an arrival."""

    what = forms.ChoiceField(
        label=_("What is cleared?"),
        choices=[],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what is cleared.")},
    )
    said = forms.CharField(label=_("Anything to say of it"), required=False, max_length=_LONG)

    def __init__(self, *args: Any, left: Iterable[Clear], **options: Any) -> None:
        """Offer what nobody has cleared yet."""
        super().__init__(*args, **options)
        field = self.fields["what"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  it is declared above
        field.choices = [(one.value, CLEAR[one]) for one in left]
