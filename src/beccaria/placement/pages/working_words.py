"""Say skills, weak points, access and what a check answers in the reader's language."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise, lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from beccaria.core.working_places import ACCESS_WORDS, WEAKNESS_WORDS, Answer, Reach, Skill
from beccaria.lib.parts import Tag
from beccaria.lib.spoken import in_words

Words = Mapping[str, str | Promise]
_lazily = lazy(in_words, str)
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
WEAKNESSES: Final[Words] = {one: _lazily(said) for one, said in WEAKNESS_WORDS.items()}
ACCESS: Final[Words] = {one: _lazily(said) for one, said in ACCESS_WORDS.items()}
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
