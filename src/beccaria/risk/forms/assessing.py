"""What an assessor types: an answer with its reasons, the judgement in words, and what follows from it."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from beccaria.core.assessing import Confidence, Likelihood
from beccaria.core.instruments import UNKNOWN, Instrument, Item
from beccaria.lib.asking import yes_or_no
from beccaria.risk.actions import NewFormulation, NewRating
from beccaria.risk.actions.taking_down import BECAUSE, SHORT
from beccaria.risk.pages.words import CONFIDENCES, likelihood


class RateForm(forms.Form):
    """One question: an answer or unknown, because of what, what speaks against it, and papers kept elsewhere."""

    because = forms.CharField(
        required=False,
        max_length=BECAUSE,
        label=_("Because of what?"),
        help_text=_("In a sentence; not needed when the evidence you choose says it."),
    )
    against = forms.CharField(required=False, max_length=BECAUSE, label=_("What speaks against it?"))
    looked_against = forms.BooleanField(required=False, label=_("I looked, and nothing speaks against it"))
    dossier = forms.CharField(
        required=False,
        max_length=SHORT,
        label=_("A paper that is kept elsewhere"),
        help_text=_("Which one and where in it, such as: judgment of 12 March, page 4."),
    )

    def __init__(self, data: Any = None, *, item: Item, **more: Any) -> None:
        """Offer the answers of this item."""
        super().__init__(data, **more)
        self.fields["level"] = forms.ChoiceField(
            label=item.question,
            choices=[*((level.name, level.anchor) for level in item.levels), (UNKNOWN, UNKNOWN)],
            error_messages={"required": _("Choose an answer, or unknown.")},
        )

    def rating(self, cites: Iterable[str]) -> NewRating:
        """What was answered."""
        return NewRating(**self.cleaned_data, cites=tuple(cites))


class FormulationForm(forms.Form):
    """The judgement in words. Nothing is required while it is only kept."""

    what = forms.CharField(
        required=False, label=_("What could happen?"), widget=forms.Textarea(attrs={"rows": 2})
    )
    to_whom = forms.CharField(required=False, label=_("To whom?"), widget=forms.Textarea(attrs={"rows": 2}))
    when = forms.CharField(
        required=False, label=_("When, or in which situations?"), widget=forms.Textarea(attrs={"rows": 2})
    )
    likelihood = forms.ChoiceField(
        required=False,
        label=_("How likely is it?"),
        help_text=_("Words with gaps between them, so that nobody argues over a figure nobody has."),
        widget=forms.RadioSelect,
    )
    how_likely = forms.CharField(
        required=False, label=_("What makes it so likely?"), widget=forms.Textarea(attrs={"rows": 2})
    )
    confidence = forms.ChoiceField(
        required=False,
        label=_("How sure are you?"),
        help_text=_("Another question than how likely it is: it asks what the judgement rests on."),
        choices=[(word.value, CONFIDENCES[word]) for word in Confidence],
        widget=forms.RadioSelect,
    )
    what_would_change = forms.CharField(
        required=False, label=_("What would change this judgement?"), widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, data: Any = None, **more: Any) -> None:
        """Offer the words of likelihood in the reader's language."""
        super().__init__(data, **more)
        offered = self.fields["likelihood"]
        offered.choices = [(word.value, likelihood(word)) for word in Likelihood]  # type: ignore[attr-defined]  # it is one

    def formulation(self) -> NewFormulation:
        """What was written."""
        given = dict(self.cleaned_data)
        likelihood_, confidence = given.pop("likelihood"), given.pop("confidence")
        return NewFormulation(
            **given,
            likelihood=Likelihood(likelihood_) if likelihood_ else None,
            confidence=Confidence(confidence) if confidence else None,
        )


class DecideForm(forms.Form):
    """The band somebody decides on, and why when it is another than proposed or the second person does not agree."""

    def __init__(
        self, data: Any = None, *, instrument: Instrument, proposed: str, disputed: bool = False, **more: Any
    ) -> None:
        """Offer the bands; the proposed one is said to be that, and none is chosen beforehand."""
        super().__init__(data, **more)
        self.fields["band"] = forms.ChoiceField(
            label=_("I decide"),
            choices=[(band.name, _band(band.name, band.words, proposed)) for band in instrument.bands],
            widget=forms.RadioSelect,
            error_messages={"required": _("Choose a band.")},
        )
        self.fields["reason"] = forms.CharField(
            required=disputed,
            label=_("Why, although the second person does not agree?")
            if disputed
            else _("Why otherwise than proposed?"),
            widget=forms.Textarea(attrs={"rows": 2}),
            error_messages={"required": _("The second person does not agree: say why you decide so.")},
        )


def _band(name: str, words: str, proposed: str) -> str | Promise:
    said = f"{name}: {words}" if words else name
    return f"{said} ({_('proposed')})" if name == proposed else said


class SecondForm(forms.Form):
    """What a second person says."""

    agrees = yes_or_no(
        _("I have read the answers and the evidence, and"),
        _("Choose one."),
        yes=_("I agree"),
        no=_("I do not agree"),
    )
    said = forms.CharField(required=False, label=_("In words"), widget=forms.Textarea(attrs={"rows": 2}))


class WhyForm(forms.Form):
    """A reason."""

    why = forms.CharField(label=_("Why?"), max_length=SHORT, error_messages={"required": _("Say why.")})


class TrainingForm(forms.Form):
    """Who is trained in what, until when."""

    def __init__(
        self,
        data: Any = None,
        *,
        people: Iterable[tuple[str, str]],
        instruments: Iterable[tuple[str, str]],
        until: date,
        **more: Any,
    ) -> None:
        """Offer the colleagues and the instruments."""
        super().__init__(data, **more)
        self.fields["user"] = forms.ChoiceField(label=_("Who"), choices=list(people))
        self.fields["instrument"] = forms.ChoiceField(label=_("Instrument"), choices=list(instruments))
        self.fields["until"] = forms.DateField(
            label=_("Holds until"), initial=until, widget=forms.DateInput(attrs={"type": "date"})
        )
