"""What somebody types about a category or status: the proposal with its facts, yes or no, and why it ends."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from beccaria.core.actors import Level
from beccaria.core.classification import OWN_SCALE, Kind, Value
from beccaria.lib.asking import several_lines
from beccaria.risk.actions import NewClassification
from beccaria.risk.facts_form import DAY, FactsForm
from beccaria.risk.pages import classified_words as words


class ProposeForm(FactsForm):
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
    why = several_lines(
        _("Why?"),
        _("Write why."),
        rows=4,
        help_text=_("In words he would understand: what he did, and what follows from it."),
    )
    against = several_lines(
        _("What speaks against it?"),
        _("Write what speaks against it, or that nothing was found."),
        help_text=_("Or that you looked and found nothing."),
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
        super().__init__(data, facts=facts, **options)
        what, level = self.fields["what"], self.fields["level"]
        assert isinstance(what, forms.ChoiceField)  # noqa: S101  they are declared above
        assert isinstance(level, forms.TypedChoiceField)  # noqa: S101
        what.choices = [(f"{kind.value}|{one.code}", _worded(kind, one)) for kind, one in offered]
        level.choices = [(int(one), words.LEVELS[one]) for one in Level if one <= highest]

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
            facts=self.facts_said(),
            starts=given["starts"],
            until=given["until"],
            review=given["review"],
            not_told=given["not_told"],
            level=Level(given["level"]),
        )


def _worded(kind: Kind, one: Value) -> str:
    text = f"{words.said(words.KINDS, kind)}: {words.value(kind, one.code)}"
    if one.words and (one.of_country or one.code.startswith(OWN_SCALE)):
        text = f"{text} ({one.words.rstrip('.')})"
    return text


class DayForm(forms.Form):
    """A day in the past."""

    on = forms.DateField(label=_("What stood on"), required=False, widget=DAY)
