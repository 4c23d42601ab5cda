"""What somebody types about a membership: evidence, position, role, review, challenge and its answer."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from beccaria.lib.asking import several_lines, yes_or_no
from beccaria.networks.actions import NewEvidence, NewMembership
from beccaria.networks.forms.graded import ShownForm
from beccaria.networks.pages.words import BASES, DETERMINERS, POSITIONS, ROLES, choices


class EvidenceForm(ShownForm):
    """One thing that shows membership."""

    basis = forms.ChoiceField(
        label=_("What does it rest on?"),
        choices=lambda: [("", ""), *choices(BASES)],
        help_text=_(
            "Nationality, origin, language, faith, family, home town, a cell the prison chose or a shared lawyer"
            " never show membership."
        ),
        error_messages={"required": _("Choose what it rests on.")},
    )
    origin = forms.CharField(
        label=_("Where does it come from?"),
        max_length=200,
        help_text=_("Two things of one origin count once: write the same origin the same way."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Write where it comes from: two things of one origin count once.")},
    )
    field_order: Sequence[str] = (
        "basis",
        "text",
        "observed",
        "origin",
        "source",
        "information",
        "reference",
        "level",
    )

    def evidence(self) -> NewEvidence:
        """What was typed."""
        given = self.cleaned_data
        return NewEvidence(
            basis=given["basis"], origin=given["origin"], shown=self.shown(), level=self.wanted_level()
        )


class MembershipForm(EvidenceForm):
    """Who may belong, and the first thing that shows it."""

    group = forms.ChoiceField(
        label=_("To which group?"), choices=[], error_messages={"required": _("Choose the group.")}
    )
    who = forms.CharField(
        label=_("Who?"),
        max_length=120,
        help_text=_("Type a name or a number."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Write the name or the number of the person.")},
    )
    id_of_who = forms.CharField(required=False, max_length=36, widget=forms.HiddenInput)
    position = forms.ChoiceField(
        label=_("How near to its core?"), choices=choices(POSITIONS), initial="unknown", required=False
    )
    determined_by = forms.ChoiceField(
        label=_("Who determined it?"),
        required=False,
        choices=lambda: [("", _("Nobody yet: it follows from the evidence")), *choices(DETERMINERS)],
    )
    field_order = ("group", "who", "id_of_who", "position", "determined_by", *EvidenceForm.field_order)

    def __init__(self, *args: Any, groups: list[tuple[str, str]], **options: Any) -> None:
        """Offer the groups the writer may see."""
        super().__init__(*args, **options)
        field = self.fields["group"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  it is declared above
        field.choices = [("", ""), *groups]

    def membership(self, person: str) -> NewMembership:
        """The membership of this person."""
        given = self.cleaned_data
        return NewMembership(
            group=given["group"],
            person=person,
            evidence=self.evidence(),
            position=given["position"] or "unknown",
            determined_by=given["determined_by"],
        )


class PositionForm(forms.Form):
    """How near to the core he stands."""

    position = forms.ChoiceField(label=_("How near to its core?"), choices=choices(POSITIONS))


class RoleForm(forms.Form):
    """A role as a hypothesis: both sides are needed."""

    role = forms.ChoiceField(label=_("What may he do in it?"), choices=choices(ROLES))
    because = several_lines(_("What speaks for it?"), _("Write what speaks for it."), rows=2, longest=1000)
    against = several_lines(
        _("What speaks against it?"),
        _("Write what speaks against it, or that nothing was found."),
        rows=2,
        longest=1000,
        help_text=_("Or that you looked and found nothing."),
    )


class ReviewForm(forms.Form):
    """Whether it stays, and why."""

    kept = yes_or_no(_("Does it stay?"), _("Say whether it stays."))
    why = several_lines(_("Why?"), _("Write why."), rows=2, longest=500)


class ChallengeForm(forms.Form):
    """Who contests it, and what he says."""

    raised_for = forms.CharField(
        label=_("Who contests it?"),
        max_length=200,
        help_text=_("The person himself, his counsel, a member of staff."),
        error_messages={"required": _("Write who contests it.")},
    )
    text = several_lines(
        _("What does he say?"),
        _("Write what he says."),
        help_text=_("In his words. He need not have been shown this listing to contest what he suspects."),
    )


class AnswerForm(forms.Form):
    """Whether he is right, what follows, and the reasons."""

    upheld = yes_or_no(_("Is he right?"), _("Say whether he is right."))
    ends = forms.BooleanField(label=_("The membership ends"), required=False)
    withdraw = forms.MultipleChoiceField(
        label=_("Evidence that is withdrawn"), required=False, choices=[], widget=forms.CheckboxSelectMultiple
    )
    text = several_lines(_("The answer, with its reasons"), _("Write the answer."))

    def __init__(self, *args: Any, evidence: Sequence[tuple[str, str]], **options: Any) -> None:
        """Offer the evidence that still counts."""
        super().__init__(*args, **options)
        field = self.fields["withdraw"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101  it is declared above
        field.choices = list(evidence)
