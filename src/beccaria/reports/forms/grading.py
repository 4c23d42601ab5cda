"""What a grader types: an item, its grade and handling, what it is linked to, how it stands to others."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from beccaria.core.grading import Grade, Scheme, scheme_of
from beccaria.core.handling import Handling, asserted
from beccaria.core.links import Currency, Firmness, ItemRelation, Nature, Relation, Subject
from beccaria.core.refusal import BadInput
from beccaria.lib.spoken import in_words
from beccaria.reports.actions import Judgement
from beccaria.reports.pages.items import handled_by
from beccaria.reports.pages.words import (
    CURRENCIES,
    FIRMNESS,
    ITEM_RELATIONS,
    NATURES,
    RELATIONS,
    SUBJECTS,
    THREATS,
    choices,
)
from beccaria.reports.queries.shapes import ItemShown

_LONGEST: Final = 20_000
HANDLING: Final = ("handling_0", "handling_1", "handling_2")


class ItemForm(forms.Form):
    """A new item: what was selected or typed, else the sentences that were ticked."""

    text = forms.CharField(
        label=_("The item"),
        required=False,
        max_length=_LONGEST,
        help_text=_("Select a passage on the left or type; or tick sentences."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    observation = forms.CharField(required=False, max_length=36, widget=forms.HiddenInput)
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    @property
    def ticked(self) -> dict[str, list[int]]:
        """The numbers of the ticked sentences for each observation."""
        found: dict[str, list[int]] = {}
        for value in self.data.getlist("sentence") if hasattr(self.data, "getlist") else []:
            observation, _colon, number = value.rpartition(":")
            if observation and number.isdigit():
                found.setdefault(observation, []).append(int(number))
        return found


class EditForm(forms.Form):
    """Other words for an item that is not graded yet."""

    text = forms.CharField(label=_("The item"), max_length=_LONGEST, widget=forms.Textarea(attrs={"rows": 4}))


class GradeForm(forms.Form):
    """Source and information are judged apart; handling comes with the scheme."""

    scheme = forms.CharField(widget=forms.HiddenInput)
    source = forms.CharField(error_messages={"required": _("Choose the grade of the source.")})
    information = forms.CharField(error_messages={"required": _("Choose the grade of the information.")})
    handling_note = forms.CharField(
        label=_("Condition in words"),
        required=False,
        max_length=1000,
        help_text=_("For A3, H3 and the like."),
    )
    nature = forms.ChoiceField(label=_("What it is"), choices=choices(NATURES), widget=forms.RadioSelect)
    underlying = forms.CharField(
        label=_("Who keeps what it rests on"),
        required=False,
        max_length=300,
        help_text=_("For an assessment."),
    )
    subject = forms.ChoiceField(label=_("Whom it is about"), choices=choices(SUBJECTS))
    threats = forms.MultipleChoiceField(
        label=_("Threats"), required=False, choices=choices(THREATS), widget=forms.CheckboxSelectMultiple
    )
    currency = forms.ChoiceField(label=_("Currency"), choices=choices(CURRENCIES))
    reliability = forms.ChoiceField(label=_("Reliability"), choices=choices(FIRMNESS))
    concreteness = forms.ChoiceField(label=_("Concreteness"), choices=choices(FIRMNESS))
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """Make the grade and the handling of what was chosen, or say what is wrong with it."""
        given = super().clean() or {}
        if self.errors:
            return given
        try:
            given["judgement"] = Judgement(
                grade=Grade.read(given["scheme"], given["source"], given["information"]),
                handling=self._handling(given),
                **{name: given[name] for name in _SAID},
                threats=tuple(given["threats"]),
            )
        except BadInput as said:
            raise forms.ValidationError(in_words(said)) from said
        return given

    def _handling(self, given: dict[str, Any]) -> Handling:
        codes = [code for name in HANDLING for code in self.chosen(name)]
        scheme = handled_by(scheme_of(given["scheme"]))
        if scheme is Scheme.THREE_FIVE_TWO and "P" in codes:
            # P carries no conditions; the A and S that stand chosen beside it belong to C.
            codes = ["P"]
        return asserted(scheme, *codes, note=given["handling_note"])

    def chosen(self, name: str) -> list[str]:
        """What was chosen of codes that are drawn by hand."""
        if self.is_bound:
            return list(self.data.getlist(name)) if hasattr(self.data, "getlist") else []
        kept = self.initial.get(name, [])
        return [kept] if isinstance(kept, str) else list(kept)


_SAID: Final = ("nature", "underlying", "subject", "currency", "reliability", "concreteness")


def grade_initial(item: ItemShown, scheme: Scheme, usual: Handling | None) -> dict[str, Any]:
    """What stands in the form of an item: what it has, else what its neighbours have, else the strictest."""
    known, handled = item.handling if item.grade else usual, handled_by(scheme)
    codes = sorted(
        code.partition(":")[2] for code in (known.codes if known else ()) if code.startswith(f"{handled}:")
    )
    if not codes and handled is Scheme.THREE_FIVE_TWO:
        codes = ["C", "A1", "S2"]
    grouped: dict[str, list[str]] = {name: [] for name in HANDLING}
    for code in codes:
        place = {"A": 1, "S": 2}.get(code[0], 0) if handled is Scheme.THREE_FIVE_TWO else 0
        grouped[HANDLING[place]].append(code)
    graded = item.grade if item.grade and item.grade.scheme is scheme else None
    return {
        "scheme": scheme.value,
        "source": graded.source if graded else "",
        "information": graded.information if graded else "",
        **grouped,
        "handling_note": " ".join(sorted(known.notes)) if known else "",
        "nature": item.nature or Nature.FACT,
        "underlying": item.underlying,
        "subject": item.subject or Subject.OTHER,
        "threats": list(item.threats),
        "currency": item.currency or Currency.UNKNOWN,
        "reliability": item.reliability or Firmness.UNKNOWN,
        "concreteness": item.concreteness or Firmness.UNKNOWN,
    }


class ProvenanceForm(forms.Form):
    """How the whole was learned, without a name, and the grade of that."""

    provenance = forms.CharField(
        label=_("Provenance"),
        max_length=500,
        help_text=_("How it was learned, without a name: “seen by staff on the wing”."),
        error_messages={"required": _("Write how it was learned, without a name.")},
    )
    scheme = forms.CharField(widget=forms.HiddenInput)
    source = forms.CharField(error_messages={"required": _("Choose the grade of the source.")})
    information = forms.CharField(error_messages={"required": _("Choose the grade of the information.")})
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """Make the grade, or say what is wrong with it."""
        given = super().clean() or {}
        if not self.errors:
            try:
                given["grade"] = Grade.read(given["scheme"], given["source"], given["information"])
            except BadInput as said:
                raise forms.ValidationError(in_words(said)) from said
        return given

    def chosen(self, name: str) -> list[str]:
        """What was chosen of codes that are drawn by hand."""
        value = self.data.get(name) if self.is_bound else self.initial.get(name)
        return [str(value)] if value else []


class LinkForm(forms.Form):
    """A link to a record: suggested while typing, or named by its reference."""

    words = forms.CharField(label=_("Link to"), required=False, max_length=120)
    reference = forms.CharField(required=False, max_length=80, widget=forms.HiddenInput)
    relation = forms.ChoiceField(label=_("How"), choices=choices(RELATIONS), initial=Relation.ABOUT.value)


class RelateForm(forms.Form):
    """How an item stands to an earlier one, and why."""

    other = forms.CharField(max_length=36, widget=forms.HiddenInput)
    relation = forms.ChoiceField(choices=choices(ITEM_RELATIONS), initial=ItemRelation.CORROBORATES.value)
    why = forms.CharField(
        label=_("Why do you think so?"),
        max_length=1000,
        error_messages={"required": _("Write in a few words why.")},
    )
