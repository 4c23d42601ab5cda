"""Say what a chart shows in the reader's words: kinds of ties, shapes, roles, grades, support."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from beccaria.core.groups import Role as GroupRole
from beccaria.core.groups import Support
from beccaria.core.persons import Role
from beccaria.networks.queries.chart_shapes import Node, TieKind

Words = str | Promise

KINDS: Final[dict[TieKind, Words]] = {
    TieKind.REPORT: _("graded intelligence"),
    TieKind.VISIT: _("visits"),
    TieKind.PAYMENT: _("payments"),
    TieKind.CALL: _("calls asked for"),
    TieKind.INCIDENT: _("the same incident"),
    TieKind.CELL: _("shared a cell"),
    TieKind.WING: _("were on one wing"),
    TieKind.KINSHIP: _("said to be kin"),
    TieKind.LOADED: _("a loaded network"),
}

# Shape says what somebody is held to do; colour says where he belongs. Names are those of the drawing library.
LEADING, LINKING, KEEPING, HELPING, DOING = "star", "diamond", "pentagon", "hexagon", "triangle"
HELD, OUTSIDE, STAFF = "ellipse", "rectangle", "rhomboid"
SHAPE_WORDS: Final[dict[str, Words]] = {
    LEADING: _("leader (hypothesis)"),
    LINKING: _("connects: intermediary, communicator or crossover (hypothesis)"),
    KEEPING: _("keeps it together: organiser, insulator, guardian or monitor (hypothesis)"),
    HELPING: _("makes possible: extender or facilitator (hypothesis)"),
    DOING: _("operational (hypothesis)"),
    HELD: _("prisoner, no role known"),
    OUTSIDE: _("outside: visitor or contact"),
    STAFF: _("member of staff"),
}
_OF_ROLE: Final[dict[str, str]] = {
    GroupRole.LEADER: LEADING,
    GroupRole.INTERMEDIARY: LINKING,
    GroupRole.COMMUNICATOR: LINKING,
    GroupRole.CROSSOVER: LINKING,
    GroupRole.ORGANISER: KEEPING,
    GroupRole.INSULATOR: KEEPING,
    GroupRole.GUARDIAN: KEEPING,
    GroupRole.MONITOR: KEEPING,
    GroupRole.EXTENDER: HELPING,
    GroupRole.FACILITATOR: HELPING,
    GroupRole.OPERATIONAL: DOING,
}
_OF_PERSON: Final[dict[str, str]] = {
    Role.PRISONER: HELD,
    Role.VISITOR: OUTSIDE,
    Role.CONTACT: OUTSIDE,
    Role.STAFF: STAFF,
}

ROLE_WORDS: Final[dict[str, Words]] = {
    GroupRole.LEADER: _("leader"),
    GroupRole.INTERMEDIARY: _("intermediary"),
    GroupRole.OPERATIONAL: _("operational"),
    GroupRole.ORGANISER: _("organiser"),
    GroupRole.INSULATOR: _("insulator"),
    GroupRole.COMMUNICATOR: _("communicator"),
    GroupRole.GUARDIAN: _("guardian"),
    GroupRole.EXTENDER: _("extender"),
    GroupRole.MONITOR: _("monitor"),
    GroupRole.CROSSOVER: _("crossover"),
    GroupRole.FACILITATOR: _("facilitator"),
}
# What the arithmetic of the ties alone makes of somebody: another thing than the role he is held to have.
FORM_WORDS: Final[dict[str, Words]] = {
    "leader": _("a leader"),
    "intermediary": _("an intermediary"),
    "core": _("one of the core"),
    "operational": _("operational"),
    "peripheral": _("at the edge"),
    "isolated": _("alone"),
}
SUPPORT_WORDS: Final[dict[str, Words]] = {
    Support.SUPPORTED: _("member"),
    Support.SUSPECTED: _("suspected member"),
    Support.LAPSED: _("lapsed: nothing refreshed it"),
    Support.ENDED: _("ended"),
}
# Weakest grade to draw, across schemes: source and information as core.grading orders them.
GRADES: Final[tuple[tuple[str, Words], ...]] = (
    ("", _("every grade")),
    ("2:2", _("reliable source, known first hand")),
    ("2:4", _("reliable source")),
    ("5:4", _("all but what has no known basis or is suspected false")),
)


def shape(node: Node) -> str:
    """The shape of a person: by the role he is held to have in a group, otherwise by what he is to the prison."""
    named = next((_OF_ROLE[mark.role] for mark in node.marks if mark.role in _OF_ROLE), None)
    return named or _OF_PERSON.get(node.person.role, OUTSIDE)
