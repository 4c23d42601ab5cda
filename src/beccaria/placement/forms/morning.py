"""What somebody types who asks about many: the people of this morning, a wing to be closed, how many may move."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from beccaria.core.allocation import Mode
from beccaria.placement.queries.instance import Asked

_MOST_MOVES = 10_000


class MorningForm(forms.Form):
    """Who is to be placed together."""

    people = forms.MultipleChoiceField(
        label=_("Who is to be placed?"),
        choices=[],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one.")},
    )

    def __init__(self, *args: Any, waiting: Sequence[tuple[str, str]], **options: Any) -> None:
        """Offer those who wait; nobody else can be named."""
        super().__init__(*args, **options)
        field = self.fields["people"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101  it is declared above
        field.choices = list(waiting)

    def asked(self) -> Asked:
        """The question."""
        return Asked(mode=Mode.LIST, people=tuple(self.cleaned_data["people"]))


class CloseForm(forms.Form):
    """Which wing is closed tonight."""

    wing = forms.ChoiceField(
        label=_("Which wing is closed tonight?"),
        choices=[],
        error_messages={"required": _("Choose the wing.")},
    )

    def __init__(self, *args: Any, wings: Sequence[tuple[str, str]], **options: Any) -> None:
        """Offer the wings of the prison."""
        super().__init__(*args, **options)
        field = self.fields["wing"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  it is declared above
        field.choices = [("", ""), *wings]

    def asked(self, site: str) -> Asked:
        """The question."""
        return Asked(mode=Mode.CLOSE, establishment=site, wing=self.cleaned_data["wing"])


class BalanceForm(forms.Form):
    """How many may be moved to set a prison right."""

    moves = forms.IntegerField(
        label=_("At most so many moves"),
        min_value=1,
        max_value=_MOST_MOVES,
        initial=10,
        error_messages={"required": _("Say how many may move.")},
    )

    def asked(self, site: str) -> Asked:
        """The question."""
        return Asked(mode=Mode.ESTATE, establishment=site, moves=self.cleaned_data["moves"])


class DecideManyForm(forms.Form):
    """Who of those in an answer is decided as it proposes, and when they move."""

    chosen = forms.MultipleChoiceField(
        label=_("Who moves as proposed?"),
        choices=[],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one.")},
    )
    due = forms.DateTimeField(
        label=_("When they are moved"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"required": _("Say when they are to be moved.")},
    )

    def __init__(self, *args: Any, moving: Sequence[tuple[str, str]], **options: Any) -> None:
        """Offer those whom the answer moves, all of them chosen."""
        super().__init__(*args, **options)
        field = self.fields["chosen"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101  it is declared above
        field.choices = list(moving)
        field.initial = [key for key, _words in moving]

    @property
    def due_at(self) -> datetime:
        """When they are moved."""
        due = self.cleaned_data["due"]
        assert isinstance(due, datetime)  # noqa: S101  the field gives nothing else
        return due
