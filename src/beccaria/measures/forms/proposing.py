"""What somebody types about a measure: the restriction, its law and end, PLANN, facts, what he is told."""

from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from beccaria.core.actors import Level
from beccaria.core.countries import Fact, sure
from beccaria.core.measures import Kind
from beccaria.measures.actions.proposing import NewMeasure
from beccaria.measures.actions.regimes import PARTS, NewSet
from beccaria.measures.pages import words
from beccaria.people import api as people
from beccaria.risk import api as risk

MOMENT: Final = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
_FORMATS: Final = ("%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M")


def moment(label: Any, **more: Any) -> forms.DateTimeField:
    """A day and an hour, where the service is."""
    return forms.DateTimeField(label=label, widget=MOMENT, input_formats=_FORMATS, **more)


def _text(label: Any, missing: Any, *, rows: int = 3, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": missing},
        **more,
    )


def _line(label: Any, missing: Any, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=400, error_messages={"required": missing}, **more)


class ProposeForm(risk.FactsForm):
    """A measure of one person. Nothing of it is left out: what a judge would ask is asked here."""

    kind = forms.ChoiceField(
        label=_("What is restricted?"), choices=[], error_messages={"required": _("Choose it.")}
    )
    what = _line(
        _("In words, for whoever carries it out"),
        _("Write what exactly is restricted."),
        help_text=_("Such as: visits behind glass, with an officer in the room."),
    )
    article = _line(
        _("Which law or rule does it rest on?"),
        _("Write the law or rule with its article."),
        help_text=_("With the article, as the prisoner will read it."),
    )
    office = _line(_("Which office answers for it?"), _("Write the office."), help_text=_("Never a name."))
    starts = moment(_("From when?"), error_messages={"required": _("Write from when.")})
    ends = moment(
        _("Until when?"),
        help_text=_("It is over at that minute by itself. A longer one is decided anew."),
        error_messages={"required": _("Write until when: no measure is without an end.")},
    )
    contact_hours = forms.DecimalField(
        label=_("Hours a day among others"),
        required=False,
        min_value=0,
        max_value=24,
        decimal_places=1,
        max_digits=3,
        help_text=_("Only of what keeps him apart. Two hours or less is isolation, whatever it is called."),
    )
    limit_told = forms.CharField(
        label=_("Authority that is told when the limit of isolation is reached"),
        required=False,
        max_length=400,
        help_text=_("Needed for isolation: an office outside the prison."),
    )
    necessary = _text(
        _("Why is it necessary?"),
        _("Write why it is necessary."),
        help_text=_("What would happen without it."),
    )
    proportionate = _text(_("Why is it proportionate?"), _("Write why it is proportionate."))
    alternatives = _text(
        _("What milder was considered, and why does it not do?"), _("Write what milder was considered.")
    )
    non_discriminatory = _text(
        _("Are others in his place treated so?"),
        _("Write whether others in his place are treated so."),
        help_text=_(
            "What you looked at to know it. Faith, origin, nationality and health are never a reason."
        ),
        rows=2,
    )
    accountable = _text(
        _("Who answers for it, and how is it recorded and looked at?"), _("Write who answers for it."), rows=2
    )
    told = forms.CharField(
        label=_("The reasons in words for him"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "One on each line, as they will be printed. Nothing that gives a source or another person away."
        ),
    )
    not_told = forms.BooleanField(
        label=_("He must not be made aware of it"),
        required=False,
        help_text=_(
            "Only where a law of your country says so. Duties that carry measures out do not see it either."
        ),
    )
    remedy = _line(_("Where else can he turn to?"), _("Write where he can turn to."))
    level = forms.TypedChoiceField(label=_("Who may read the reasons?"), coerce=int, choices=[], initial=0)

    def __init__(
        self,
        data: Any = None,
        *,
        kinds: list[tuple[str, str]],
        highest: Level,
        facts: int = 2,
        **options: Any,
    ) -> None:
        """Offer the kinds and regimes of the country, the writer's levels, and so many facts."""
        super().__init__(data, facts=facts, **options)
        kind, level = self.fields["kind"], self.fields["level"]
        assert isinstance(kind, forms.ChoiceField)  # noqa: S101  they are declared above
        assert isinstance(level, forms.TypedChoiceField)  # noqa: S101
        kind.choices = kinds
        level.choices = [(int(one), people.LEVELS[one]) for one in Level if one <= highest]

    def first(self) -> list[forms.BoundField]:
        """For the page: what stands before the facts."""
        names = ("kind", "what", "article", "office", "starts", "ends", "contact_hours", "limit_told")
        return [self[name] for name in names]

    def plann(self) -> list[forms.BoundField]:
        """For the page: why."""
        names = ("necessary", "proportionate", "alternatives", "non_discriminatory", "accountable")
        return [self[name] for name in names]

    def last(self) -> list[forms.BoundField]:
        """For the page: what he is told, and where he can turn to."""
        return [self[name] for name in ("told", "not_told", "remedy", "level")]

    def proposal(self, person: str) -> NewMeasure:
        """What was typed, of this person."""
        given = self.cleaned_data
        kind, _bar, regime = given["kind"].partition("|")
        plain = (
            "what",
            "article",
            "office",
            "starts",
            "ends",
            "contact_hours",
            "limit_told",
            "remedy",
            "told",
        )
        plann = ("necessary", "proportionate", "alternatives", "non_discriminatory", "accountable")
        return NewMeasure(
            person=person,
            kind=kind,
            regime=regime,
            facts=self.facts_said(),
            not_told=given["not_told"],
            level=Level(given["level"]),
            **{name: given[name] for name in (*plain, *plann)},
        )


def _part(label: Any) -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=400)


def _named(fact: Fact) -> str:
    said = {"words": fact.words, "source": fact.source or ""}
    if sure(fact):
        return gettext("Named in: %(source)s") % said
    return gettext("“%(words)s” (%(source)s; no source confirms it)") % said


class SetForm(forms.Form):
    """What a regime consists of: of each measure what exactly is restricted; empty where it is no part of it."""

    necessary = _text(
        _("Why does he need these, beyond the regime itself?"),
        _("Write why these are needed."),
        help_text=_("In fresh words: each of them is decided by itself."),
    )
    ends = moment(
        _("Until when?"),
        help_text=_("No later than the regime. Each is over at that minute by itself."),
        error_messages={"required": _("Write until when: no measure is without an end.")},
    )

    def __init__(self, data: Any = None, *, named: Mapping[Kind, Fact] | None = None, **options: Any) -> None:
        """One line for each kind that a regime can consist of.

        What the country's sources are known to name stands in its line; what none confirms stands beside it.
        """
        super().__init__(data, **options)
        for kind in PARTS:
            self.fields[kind.value] = field = _part(words.KINDS[kind])
            if fact := (named or {}).get(kind):
                field.initial = fact.words if sure(fact) else ""
                field.help_text = _named(fact)
        self.order_fields([*(kind.value for kind in PARTS), "ends", "necessary"])

    def new(self) -> NewSet:
        """What was typed."""
        given = self.cleaned_data
        parts = [(kind, given[kind.value]) for kind in PARTS if given[kind.value].strip()]
        return NewSet(parts=parts, ends=given["ends"], necessary=given["necessary"])


def kinds_offered(regimes: dict[str, str]) -> list[tuple[str, str]]:
    """What may be chosen: every kind, and each regime of the country by its name."""
    plain = [(kind.value, str(words.KINDS[kind])) for kind in Kind if kind is not Kind.REGIME]
    return [
        *plain,
        *((f"{Kind.REGIME.value}|{key}", words.titled(Kind.REGIME, key, regimes)) for key in regimes),
    ]
