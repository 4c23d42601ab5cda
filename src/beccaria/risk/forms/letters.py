"""What somebody types for a letter: what was decided, each reason told or kept back; contests and answers."""

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from beccaria.risk.actions.letter_checks import LONGEST, NewReason
from beccaria.risk.actions.letters import NewLetter
from beccaria.risk.pages.letter_words import GROUNDS
from beccaria.risk.queries.reasons import Offered

OFFICES: Final = (
    ("the governor", _("the governor")),
    ("the head of intelligence", _("the head of intelligence")),
    ("the classification board", _("the classification board")),
    ("the prison service", _("the prison service")),
)
_TELL, _KNOWN = "tell", "known"
_DAY = {"type": "date"}


def _line(label: Any, help_text: Any, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, help_text=help_text, max_length=LONGEST, **more)


class LetterForm(forms.Form):
    """The letter. Its reasons are the fields `choice_N` and `text_N`, in the order of the reasons offered."""

    matter = _line(
        _("What was looked at?"), _("As he would say it: “how likely it is that you try to escape”.")
    )
    outcome = _line(_("What was decided?"), _("In a few plain words, and what it means for him."))
    decided_by = forms.ChoiceField(
        label=_("Who decided?"), choices=OFFICES, help_text=_("The office, never a name.")
    )
    ground = _line(_("On which law or rule does it rest?"), _("The article or rule, as it is called."))
    until = forms.DateField(
        label=_("Until when does it hold?"),
        required=False,
        widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d"),
    )
    review_on = forms.DateField(
        label=_("When is it looked at again, at the latest?"),
        required=False,
        widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d"),
    )
    remedy = _line(
        _("Where else can he turn to?"), _("A court, a judge, an ombudsman; as the law of the country says.")
    )
    language = forms.ChoiceField(label=_("In which language?"), choices=settings.LANGUAGES)
    interpreter = forms.BooleanField(
        label=_("An interpreter must read it to him"),
        required=False,
        help_text=_("Where there are no letters in his language, or he does not read."),
    )

    def __init__(
        self, *args: Any, offered: Sequence[Offered], offices: Sequence[str] = (), **options: Any
    ) -> None:
        """A choice and a sentence for every reason; what may not be told offers grounds only."""
        super().__init__(*args, **options)
        self.offered = tuple(offered)
        office = self.fields["decided_by"]
        assert isinstance(office, forms.ChoiceField)  # noqa: S101  it is declared above
        office.choices = [*((one, one) for one in offices), *OFFICES]
        for number, one in enumerate(self.offered):
            self.fields[f"choice_{number}"] = forms.ChoiceField(
                label=_("Tell him, or keep it back?"),
                choices=_choices(one),
                widget=forms.RadioSelect,
                error_messages={"required": _("Choose: tell it, or the ground on which it is kept back.")},
            )
            if one.why_not is None:
                self.fields[f"text_{number}"] = forms.CharField(
                    label=_("What is told, in your own words"),
                    required=False,
                    max_length=LONGEST,
                    help_text=_("One or two short sentences to him: “You tried to get away once before.”"),
                    widget=forms.Textarea(attrs={"rows": 2}),
                )

    def letter(self) -> NewLetter:
        """What was typed."""
        given = self.cleaned_data
        names = (
            "matter",
            "outcome",
            "ground",
            "remedy",
            "decided_by",
            "language",
            "interpreter",
            "until",
            "review_on",
        )
        reasons = {one.key: _reason(given, number) for number, one in enumerate(self.offered)}
        return NewLetter(**{name: given[name] for name in names}, reasons=reasons)

    def rows(self) -> list[tuple[Offered, forms.BoundField, forms.BoundField | None]]:
        """Each reason with its fields."""
        return [
            (one, self[f"choice_{number}"], self[f"text_{number}"] if one.why_not is None else None)
            for number, one in enumerate(self.offered)
        ]

    def first(self) -> list[forms.BoundField]:
        """The fields that are not about a single reason."""
        return [field for field in self if not field.name.startswith(("choice_", "text_"))]


def _choices(one: Offered) -> list[tuple[str, Any]]:
    grounds: list[tuple[str, Any]] = [(ground.value, words) for ground, words in GROUNDS.items()]
    if one.why_not:
        return grounds
    tell = (_KNOWN, _("Tell him: he knows the paper it rests on")) if one.papers else (_TELL, _("Tell him"))
    return [tell, *grounds]


def _reason(given: dict[str, Any], number: int) -> NewReason:
    choice = given[f"choice_{number}"]
    if choice in (_TELL, _KNOWN):
        return NewReason(text=given.get(f"text_{number}", ""), known=choice == _KNOWN)
    # Words that were typed before the ground was chosen are dropped: nothing of them is kept.
    return NewReason(ground=choice)


def initial_of(letter: Any, offered: Sequence[Offered]) -> dict[str, Any]:
    """What a draft says already, as the form shows it."""
    kept = {f"{one.kind}:{one.record}": one for one in letter.reasons}
    names = (
        "matter",
        "outcome",
        "ground",
        "remedy",
        "decided_by",
        "language",
        "interpreter",
        "until",
        "review_on",
    )
    found: dict[str, Any] = {name: getattr(letter, name) for name in names}
    for number, one in enumerate(offered):
        if said := kept.get(one.key):
            found[f"choice_{number}"] = said.ground or (_KNOWN if one.papers else _TELL)
            found[f"text_{number}"] = said.text
    return found


class ReturnForm(forms.Form):
    """Why a letter goes back to its writer."""

    why = forms.CharField(
        label=_("What must change?"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )


class DeliverForm(forms.Form):
    """How he was given the letter."""

    how = forms.CharField(
        label=_("How was it given to him?"),
        max_length=300,
        help_text=_("Handed over, read to him, by whom interpreted."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class ContestForm(forms.Form):
    """What he says against a decision."""

    raised_for = forms.CharField(
        label=_("Who contests it?"),
        max_length=200,
        help_text=_("He himself, his counsel, somebody for him."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    text = forms.CharField(
        label=_("What does he say?"),
        max_length=4000,
        help_text=_("In his words, as far as you can."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class AnswerForm(forms.Form):
    """What is answered to him."""

    upheld = forms.ChoiceField(
        label=_("Is he right?"),
        choices=(("yes", _("Yes: it is looked at again today")), ("no", _("No: it stays as it is"))),
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=_("The reasons for the answer"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )
