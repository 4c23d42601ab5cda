"""Say the parts of an instrument in the reader's language; its own words stay as it is written."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from beccaria.access.api import DUTY_WORDS
from beccaria.core.actors import Duty
from beccaria.core.instruments import ItemKind
from beccaria.core.instruments.model import RuleKind
from beccaria.lib.parts import Tag


def users(duties: tuple[str, ...]) -> str:
    """Who may use it, in the words of duties."""
    known = {duty.value for duty in Duty}
    return ", ".join(str(DUTY_WORDS[Duty(one)]) if one in known else one for one in duties)


def kind(one: ItemKind) -> Tag:
    """Whether an item can change, and which way it speaks."""
    return {
        ItemKind.STATIC: Tag(_("does not change"), "quiet"),
        ItemKind.DYNAMIC: Tag(_("can change"), "plain"),
        ItemKind.PROTECTIVE: Tag(_("protects"), "good"),
    }[one]


def rule(one: RuleKind) -> str:
    """How answers come together."""
    return {
        RuleKind.SUM: _(
            "Points times weight are added up over all answers; the bands say what the sum means."
        ),
        RuleKind.MATRIX: _(
            "The points of each side are added up apart; the two bands meet in a cell of the table."
        ),
        RuleKind.TREE: _("The answers lead from question to question until a band is reached."),
        RuleKind.JUDGEMENT: _("Nothing is added up: whoever assessed says the band in his own words."),
    }[one]


def unknowns(one: RuleKind) -> str:
    """How the range under unknown answers is found."""
    return {
        RuleKind.SUM: _("Exact: every unknown answer is taken at its least and at its most."),
        RuleKind.MATRIX: _("Exact: every cell that the unknown answers of both sides can still reach."),
        RuleKind.TREE: _("Exact: every way that the unknown answers still leave open is gone through."),
        RuleKind.JUDGEMENT: _("As long as nobody has judged, every band is possible."),
    }[one]


def cost(value: float) -> str:
    """How hard an item is to find out."""
    names = (_("easy"), _("rather easy"), _("some work"), _("hard"), _("very hard"))
    return names[min(max(round(value), 1), 5) - 1]


def days(count: int) -> str:
    """A number of days."""
    return ngettext("%(count)s day", "%(count)s days", count) % {"count": count}


def items(count: int) -> str:
    """A number of items."""
    return ngettext("%(count)s item", "%(count)s items", count) % {"count": count}


def points(value: float) -> str:
    """Points with their sign where they lower."""
    return ngettext("%(points)s point", "%(points)s points", round(abs(value))) % {"points": f"{value:g}"}


def never_asked() -> str:
    """What no instrument may ask or use, in words."""
    return _(
        "Religion or faith, ethnicity, race, nationality or citizenship, language, health or disability, sexual "
        "orientation, political opinion, union membership, genetic or biometric data. An instrument that uses one of "
        "them is refused."
    )


def what(line: str) -> str:
    """The name of a line of a comparison."""
    head, __, rest = line.partition(" ")
    plain = {
        "title": _("Title"),
        "purpose": _("Purpose"),
        "users": _("Who may use it"),
        "training": _("Training"),
        "validity": _("What it is worth"),
        "review": _("Days to the next review"),
        "sources": _("Sources"),
        "rule": _("How answers come together"),
        "band": _("Band"),
        "axis": _("Side"),
        "row": _("Row of the table"),
        "node": _("Question of the tree"),
        "question": _("Question"),
        "kind": _("Kind"),
        "evidence": _("What counts as evidence"),
        "ask": _("Ask him so"),
        "later": _("Needs weeks"),
        "weight": _("Weight"),
        "cost": _("How hard to find out"),
        "answer": _("Answer"),
    }[head]
    return f"{plain}: {rest}" if rest else plain
