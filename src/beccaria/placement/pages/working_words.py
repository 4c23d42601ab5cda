"""Say skills, weak points, access and what a check answers in the reader's language."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from beccaria.core.working_places import Access, Answer, Reach, Skill, Weakness
from beccaria.lib.parts import Tag

Words = Mapping[str, str | Promise]
SKILLS: Final[Words] = {
    Skill.METAL: gettext_lazy("metalwork"),
    Skill.EXPLOSIVES: gettext_lazy("explosives"),
    Skill.CLIMBING: gettext_lazy("climbing"),
    Skill.BUILDING: gettext_lazy("building work"),
    Skill.LOCKS: gettext_lazy("locks"),
    Skill.ELECTRICS: gettext_lazy("electrics and alarms"),
    Skill.DRIVING: gettext_lazy("driving heavy vehicles"),
    Skill.COMPUTERS: gettext_lazy("computers and networks"),
    Skill.CHEMICALS: gettext_lazy("chemicals"),
    Skill.FORGERY: gettext_lazy("forging papers"),
}
WEAKNESSES: Final[Words] = {
    Weakness.ROOF: gettext_lazy("roof"),
    Weakness.WALL: gettext_lazy("wall"),
    Weakness.FENCE: gettext_lazy("fence"),
    Weakness.GATE: gettext_lazy("gate"),
    Weakness.WINDOW: gettext_lazy("window"),
    Weakness.SHAFT: gettext_lazy("shaft or duct"),
    Weakness.VEHICLE: gettext_lazy("vehicle or delivery"),
    Weakness.SYSTEMS: gettext_lazy("alarm, camera or network"),
}
ACCESS: Final[Words] = {
    Access.GOODS: gettext_lazy("goods, deliveries or money"),
    Access.MOVEMENT: gettext_lazy("movement between wings"),
    Access.STAFF_AREAS: gettext_lazy("staff areas"),
    Access.TOOLS: gettext_lazy("tools"),
    Access.KEYS: gettext_lazy("keys"),
    Access.COMPUTERS: gettext_lazy("computers"),
    Access.VEHICLES: gettext_lazy("vehicles"),
    Access.CHEMICALS: gettext_lazy("chemicals"),
}
REACH: Final[Mapping[Reach, str | Promise]] = {
    Reach.NEAR: gettext_lazy("near it"),
    Reach.AT_IT: gettext_lazy("at it"),
}


def said(words: Words, code: str) -> str:
    """A code in words."""
    return str(words.get(code, code))


def answer_tag(answer: Answer) -> Tag:
    """What a check says, as a tag."""
    return {
        Answer.ALLOWED: Tag(_("nothing speaks against it"), "good"),
        Answer.ASK: Tag(_("ask first"), "amber"),
        Answer.NO: Tag(_("no"), "accent"),
    }[answer]
