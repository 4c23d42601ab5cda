"""What somebody types who writes down a group, or how two groups stand to each other."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from beccaria.core.actors import Level
from beccaria.networks.actions import NewGroup, NewRelation
from beccaria.networks.forms.graded import DAY, ShownForm, offer_levels
from beccaria.networks.models.columns import EVERY_PRISON
from beccaria.networks.pages.words import DEFINITIONS, DETERMINERS, KINDS, RELATIONS, choices
from beccaria.networks.queries import GroupRead

HERE, EVERYWHERE, CHOSEN = "here", "everywhere", "chosen"
_WHERE: Final = (
    (HERE, _("Only this prison")),
    (EVERYWHERE, _("Every prison")),
    (CHOSEN, _("Some prisons by name")),
)


class FilterForm(forms.Form):
    """Which groups to list."""

    q = forms.CharField(label=_("Name"), required=False, max_length=120)
    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=lambda: [("", _("All")), *choices(KINDS)]
    )


class GroupForm(forms.Form):
    """A group, by whose definition, determined by whom."""

    name = forms.CharField(
        label=_("Name"), max_length=120, error_messages={"required": _("Write what the group is called.")}
    )
    others = forms.CharField(
        label=_("Other names"),
        required=False,
        max_length=1000,
        help_text=_("Each on a line of its own."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    kind = forms.ChoiceField(label=_("What kind of group is it?"), choices=choices(KINDS))
    definition = forms.ChoiceField(
        label=_("By which definition is it one?"),
        choices=choices(DEFINITIONS),
        widget=forms.RadioSelect,
        help_text=_("Agencies that do not say which definition they use talk past each other."),
    )
    definition_note = forms.CharField(label=_("The law, or the wording used"), required=False, max_length=500)
    determined_by = forms.ChoiceField(
        label=_("Who determined that?"), choices=choices(DETERMINERS), widget=forms.RadioSelect
    )
    determined_on = forms.DateField(label=_("On which day"), required=False, widget=DAY)
    determined_note = forms.CharField(label=_("Decision, number, court"), required=False, max_length=500)
    parent = forms.ChoiceField(label=_("Part of"), required=False, choices=[])
    summary = forms.CharField(
        label=_("What is known of it"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    not_to_subject = forms.BooleanField(
        label=_("Its members must not be made aware of the listing"), required=False, initial=True
    )
    where = forms.ChoiceField(
        label=_("Which prisons are to know of it?"),
        choices=_WHERE,
        widget=forms.RadioSelect,
        initial=HERE,
        help_text=_("A prison that does not know the group does not see its members either."),
    )
    to = forms.CharField(
        label=_("Prisons by name or code"),
        required=False,
        help_text=_("Only for some prisons: one a line."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    level = forms.TypedChoiceField(label=_("Who may read it?"), coerce=int, choices=[], initial=0)

    def __init__(self, *args: Any, highest: Level, parents: list[tuple[str, str]], **options: Any) -> None:
        """Offer groups to be part of, and no level above the writer's own."""
        super().__init__(*args, **options)
        offer_levels(self, highest)
        field = self.fields["parent"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  it is declared above
        field.choices = [("", _("No other group")), *parents]

    def to_lines(self) -> list[str]:
        """What was typed as prisons."""
        return [line.strip() for line in self.cleaned_data["to"].splitlines() if line.strip()]

    def group(self, to: list[str]) -> NewGroup:
        """The group, known at these prisons."""
        given = self.cleaned_data
        kept = ("name", "kind", "definition", "definition_note", "determined_by", "determined_on")
        return NewGroup(
            **{name: given[name] for name in (*kept, "determined_note", "summary", "not_to_subject")},
            other_names=given["others"].splitlines(),
            parent=given["parent"] or None,
            reaches=[EVERY_PRISON] if given["where"] == EVERYWHERE else to,
            level=Level(given["level"]),
        )


def beginning(read: GroupRead) -> dict[str, Any]:
    """What the form of a group begins with."""
    line = read.line
    everywhere = EVERY_PRISON in read.reaches
    return {
        "name": line.name,
        "others": "\n".join(line.other_names),
        "kind": line.kind.value,
        "definition": line.definition.value,
        "definition_note": read.definition_note,
        "determined_by": line.determined_by.value,
        "determined_on": read.determined_on,
        "determined_note": read.determined_note,
        "parent": read.parent.id if read.parent else "",
        "summary": read.summary,
        "not_to_subject": line.not_to_subject,
        "where": EVERYWHERE if everywhere else CHOSEN if read.reaches else HERE,
        "to": "" if everywhere else "\n".join(read.reaches),
        "level": line.level,
    }


class RelationForm(ShownForm):
    """How a group stands to another, and what shows it."""

    kind = forms.ChoiceField(label=_("How does it stand to the other?"), choices=choices(RELATIONS))
    other = forms.ChoiceField(
        label=_("The other group"),
        choices=[],
        error_messages={"required": _("Choose the other group.")},
    )
    since = forms.DateField(label=_("Since when"), required=False, widget=DAY)
    until = forms.DateField(label=_("Until when"), required=False, widget=DAY)
    field_order = ("kind", "other", "since", "until", "text", "observed", "source", "information")

    def __init__(self, *args: Any, others: list[tuple[str, str]], **options: Any) -> None:
        """Offer the other groups the writer may see."""
        super().__init__(*args, **options)
        field = self.fields["other"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  it is declared above
        field.choices = [("", ""), *others]

    def relation(self, group: str) -> NewRelation:
        """How this group stands to the other."""
        given = self.cleaned_data
        return NewRelation(
            group=group,
            other=given["other"],
            kind=given["kind"],
            shown=self.shown(),
            since=given["since"],
            until=given["until"],
            level=self.wanted_level(),
        )
