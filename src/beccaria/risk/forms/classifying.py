"""What somebody types about a category or status: the proposal with its facts, yes or no, and why it ends."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from beccaria.core.actors import Level
from beccaria.core.classification import OWN_SCALE, Ground, Kind, Value
from beccaria.risk.actions import Decided, NewClassification, NewFact
from beccaria.risk.pages import classified_words as words

DAY: Final = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
MOST_FACTS: Final = 12
_FACT: Final = ("ground", "text", "observed", "reference", "judged", "conduct")


class ProposeForm(forms.Form):
    """A category or status of the country's list, its law, both sides of the matter, and its days."""

    what = forms.ChoiceField(
        label=_("What do you propose?"),
        widget=forms.RadioSelect,
        choices=[],
        error_messages={"required": _("Choose a category or a status.")},
    )
    article = forms.CharField(
        label=_("Which law or rule does it rest on?"),
        max_length=400,
        help_text=_("With the article, as the prisoner will read it."),
        error_messages={"required": _("Write the law or rule with its article.")},
    )
    why = forms.CharField(
        label=_("Why?"),
        max_length=4000,
        help_text=_("In words he would understand: what he did, and what follows from it."),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write why.")},
    )
    against = forms.CharField(
        label=_("What speaks against it?"),
        max_length=4000,
        help_text=_("Or that you looked and found nothing."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write what speaks against it, or that nothing was found.")},
    )
    starts = forms.DateField(
        label=_("From which day?"), widget=DAY, error_messages={"required": _("Write from which day.")}
    )
    until = forms.DateField(
        label=_("Until which day?"),
        required=False,
        widget=DAY,
        help_text=_("A status needs one, a year ahead at most. A category may go without."),
    )
    review = forms.DateField(
        label=_("Looked at again by"),
        required=False,
        widget=DAY,
        help_text=_("Empty: the last day that the law, or the strictest interval, allows."),
    )
    not_told = forms.BooleanField(
        label=_("He may not be made aware of it"),
        required=False,
        help_text=_("Only where a law or rule of your country says so."),
    )
    level = forms.TypedChoiceField(label=_("Who may read it?"), coerce=int, choices=[], initial=0)

    def __init__(
        self,
        data: Any = None,
        *,
        offered: tuple[tuple[Kind, Value], ...],
        highest: Level,
        facts: int = 2,
        **options: Any,
    ) -> None:
        """Offer the country's list, the writer's levels, and so many facts."""
        super().__init__(data, **options)
        what, level = self.fields["what"], self.fields["level"]
        assert isinstance(what, forms.ChoiceField)  # noqa: S101  they are declared above
        assert isinstance(level, forms.TypedChoiceField)  # noqa: S101
        what.choices = [(f"{kind.value}|{one.code}", _worded(kind, one)) for kind, one in offered]
        level.choices = [(int(one), words.LEVELS[one]) for one in Level if one <= highest]
        self.facts = max(1, min(facts, MOST_FACTS))
        for place in range(self.facts):
            for name, made in _fact_fields(first=place == 0).items():
                self.fields[f"fact{place}-{name}"] = made

    def clean(self) -> dict[str, Any]:
        """Each fact is whole, or empty beyond the first."""
        given = super().clean() or self.cleaned_data
        for place in range(1, self.facts):
            named = {name: given.get(f"fact{place}-{name}") for name in ("ground", "text", "observed")}
            if any(named.values()) and not all(named.values()):
                self.add_error(
                    f"fact{place}-text",
                    _("Say of this fact what it is, in words, and on which day; or leave it out."),
                )
        return given

    def groups(self) -> list[list[forms.BoundField]]:
        """For the page: the fields of each fact."""
        return [[self[f"fact{place}-{name}"] for name in _FACT] for place in range(self.facts)]

    def first(self) -> list[forms.BoundField]:
        """For the page: what stands before the facts."""
        return [self[name] for name in ("what", "article", "why", "against")]

    def last(self) -> list[forms.BoundField]:
        """For the page: what stands after them."""
        return [self[name] for name in ("starts", "until", "review", "not_told", "level")]

    def proposal(self, person: str) -> NewClassification:
        """What was typed, of this person."""
        given = self.cleaned_data
        kind, _bar, code = given["what"].partition("|")
        return NewClassification(
            person=person,
            kind=kind,
            value=code,
            article=given["article"],
            why=given["why"],
            against=given["against"],
            facts=[self._fact(place) for place in range(self.facts) if given.get(f"fact{place}-text")],
            starts=given["starts"],
            until=given["until"],
            review=given["review"],
            not_told=given["not_told"],
            level=Level(given["level"]),
        )

    def _fact(self, place: int) -> NewFact:
        return NewFact(**{name: self.cleaned_data[f"fact{place}-{name}"] for name in _FACT})


def _worded(kind: Kind, one: Value) -> str:
    text = f"{words.said(words.KINDS, kind)}: {words.value(kind, one.code)}"
    if one.words and (one.of_country or one.code.startswith(OWN_SCALE)):
        text = f"{text} ({one.words.rstrip('.')})"
    return text


def _fact_fields(*, first: bool) -> dict[str, forms.Field]:
    return {
        "ground": forms.ChoiceField(
            label=_("What kind of fact?"),
            required=first,
            choices=[("", ""), *((code.value, words.GROUNDS[code]) for code in Ground)],
            help_text=_("Nationality, origin, faith, language, health, family or a score are never one."),
            error_messages={"required": _("Choose what kind of fact it is.")},
        ),
        "text": forms.CharField(
            label=_("What did he do, or what was found?"),
            required=first,
            max_length=4000,
            widget=forms.Textarea(attrs={"rows": 3}),
            error_messages={"required": _("Write what he did or what was found.")},
        ),
        "observed": forms.DateField(
            label=_("On which day?"),
            required=first,
            widget=DAY,
            error_messages={"required": _("Write the day on which it was seen or found.")},
        ),
        "reference": forms.CharField(
            label=_("Record it rests on"),
            required=False,
            max_length=80,
            help_text=_("A report's number, such as 26-7K2FQ3X. How that must be handled is inherited."),
            widget=forms.TextInput(attrs={"autocomplete": "off"}),
        ),
        "judged": forms.BooleanField(
            label=_("This is a judgement of mine, no observed fact"), required=False
        ),
        "conduct": forms.BooleanField(
            label=_("It names a faith, origin or nationality, and tells what he did, not what he is"),
            required=False,
        ),
    }


class DecideForm(forms.Form):
    """Yes or no, with reasons; and, where the law names who decides, the number of that decision."""

    yes = forms.ChoiceField(
        label=_("Do you decide so?"),
        choices=(("yes", _("Yes, I decide so")), ("no", _("No"))),
        widget=forms.RadioSelect,
        error_messages={"required": _("Say yes or no.")},
    )
    answer = forms.CharField(
        label=_("Your reasons"),
        max_length=4000,
        help_text=_("In your own words; not those of the proposal."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write your reasons.")},
    )
    authority_note = forms.CharField(
        label=_("Day and number of its decision"), required=False, max_length=400
    )

    def __init__(self, *args: Any, authority: str = "", **options: Any) -> None:
        """Ask for the number only where the law names an authority."""
        super().__init__(*args, **options)
        if authority:
            self.fields["authority_note"].help_text = authority
        else:
            del self.fields["authority_note"]

    def decided(self) -> Decided:
        """What was said."""
        given = self.cleaned_data
        return Decided(
            yes=given["yes"] == "yes", answer=given["answer"], authority_note=given.get("authority_note", "")
        )


class EndForm(forms.Form):
    """Why it no longer holds."""

    why = forms.CharField(
        label=_("Why does it end?"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Write why.")},
    )


class DayForm(forms.Form):
    """A day in the past."""

    on = forms.DateField(label=_("What stood on"), required=False, widget=DAY)
