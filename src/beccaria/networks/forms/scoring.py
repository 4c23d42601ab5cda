"""What a judge answers: one question a part, anchors in words, unknown as big as the others, and because of what."""

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from beccaria.core.actors import Level as Secrecy
from beccaria.core.instruments import UNKNOWN, Instrument, Item
from beccaria.networks.actions import NewScorecard
from beccaria.networks.actions.scoring import LONGEST_BECAUSE, LONGEST_NOTE
from beccaria.networks.pages.ranges import worded
from beccaria.networks.queries.card_shapes import Answer


class ScoreForm(forms.Form):
    """The questions of one instrument. `levels` are the levels of secrecy the judge may choose, with their words."""

    def __init__(
        self,
        data: Any = None,
        *,
        instrument: Instrument,
        levels: list[tuple[int, str | Promise]],
        **more: Any,
    ) -> None:
        """Make two fields for each question, then the note."""
        super().__init__(data, **more)
        self.instrument = instrument
        for item in instrument.items:
            self.fields[f"level-{item.id}"] = _level(item)
            self.fields[f"because-{item.id}"] = forms.CharField(
                max_length=LONGEST_BECAUSE,
                label=gettext_lazy("Because of what?"),
                help_text=item.evidence,
                error_messages={"required": gettext_lazy("Write because of what, or choose unknown.")},
                widget=forms.Textarea(attrs={"rows": 2}),
            )
        self.fields["note"] = forms.CharField(
            required=False,
            max_length=LONGEST_NOTE,
            label=gettext_lazy("In your words"),
            help_text=gettext_lazy("What the answers together mean, and what speaks against it."),
            widget=forms.Textarea(attrs={"rows": 4}),
        )
        self.fields["secrecy"] = forms.ChoiceField(
            label=gettext_lazy("Who may read it"),
            choices=levels,
            widget=forms.RadioSelect,
            initial=levels[0][0],
        )

    def clean(self) -> dict[str, Any]:
        """What nobody knows needs no reason."""
        given = super().clean() or self.cleaned_data
        for item in self.instrument.items:
            because = f"because-{item.id}"
            if given.get(f"level-{item.id}", UNKNOWN) == UNKNOWN and because not in given:
                self.errors.pop(because, None)
                given[because] = ""
        return given

    def questions(self) -> list[tuple[str, forms.BoundField, forms.BoundField]]:
        """For the page: each question with its two fields."""
        return [
            (item.question, self[f"level-{item.id}"], self[f"because-{item.id}"])
            for item in self.instrument.items
        ]

    def scorecard(self) -> NewScorecard:
        """What was answered."""
        given = self.cleaned_data
        return NewScorecard(
            instrument=self.instrument.id,
            answers={
                item.id: Answer(given[f"level-{item.id}"], given[f"because-{item.id}"])
                for item in self.instrument.items
            },
            note=given["note"],
            level=Secrecy(int(given["secrecy"])),
        )


def _level(item: Item) -> forms.ChoiceField:
    known = [(level.name, worded(level)) for level in item.levels]
    return forms.ChoiceField(
        label=item.question,
        choices=[*known, (UNKNOWN, gettext_lazy("Unknown: nobody has found out"))],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose an answer, or unknown.")},
    )
