"""Say the solver's reasons in the reader's language, with names in the place of records.

The solver and its command speak English and know people by identifier. What no pattern here knows is said as it came.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from beccaria.people.api import Placed
from beccaria.placement.pages import words
from beccaria.placement.pages.matters_words import NEEDS

_Names = Mapping[str, Placed]
_KEPT: Final = r"\((?P<why>.*)\)(?P<near>, in the same (?:yard|prison))?"


def said(reasons: Iterable[str], people: _Names) -> tuple[str, ...]:
    """Each reason in words."""
    return tuple(_one(reason, people) for reason in reasons)


def together(reasons: str) -> str:
    """Several reasons that were kept as one text."""
    return "; ".join(said(reasons.split("; "), {}))


def placed(why: str, cost: Mapping[str, int]) -> str:
    """Why somebody goes where he is proposed to go; `cost` is what that place costs, by term."""
    begun = why.split(": ", 1)[0]
    if begun in _BEGUN:
        return f"{_BEGUN[begun]}: {words.costs(cost)}"
    found = re.fullmatch(r"no place: nothing lawful is left(?:; (?P<but>.+))?", why)
    if found is None:
        return why
    but = relaxed(found["but"]) if found["but"] else ""
    return "; ".join(filter(None, (_("no place: nothing lawful is left"), but)))


def relaxed(but: str) -> str:
    """What would have to give way for a place."""
    found = re.fullmatch(r"(?P<place>.+?) would do but for: (?P<against>.+)", but)
    if found is None:
        return but
    values = {"place": found["place"], "against": together(found["against"])}
    return _("%(place)s would do but for: %(against)s") % values


def _one(reason: str, people: _Names) -> str:
    for pattern, say in _PATTERNS:
        if found := re.fullmatch(pattern, reason):
            return say(found, people)
    return _named(reason, people)


def _named(text: str, people: _Names) -> str:
    """Names for identifiers, wherever they stand."""
    for holder, one in people.items():
        text = text.replace(holder, one.name)
    return text


def _kept(found: "re.Match[str]", people: _Names) -> str:
    values = {"name": _named(found["who"], people), "why": _cause(found["why"])}
    return _("%(name)s is there, from whom he is kept: %(why)s") % values + _near(found)


def _several(found: "re.Match[str]", people: _Names) -> str:
    values = {"count": found["count"], "why": _cause(_named(found["why"], people))}
    if found["count"] == "one person":
        return _("Somebody is there from whom he is kept: %(why)s") % values + _near(found)
    values["count"] = found["count"].removesuffix(" people")
    return _("%(count)s people are there from whom he is kept: %(why)s") % values + _near(found)


def _already(found: "re.Match[str]", people: _Names) -> str:
    values = {"count": found["count"], "why": _cause(_named(found["why"], people))}
    return _("%(count)s of his group are there already: %(why)s") % values + _near(found)


def _cause(why: str) -> str:
    """The rule behind it; words that somebody wrote himself stay as they are."""
    for pattern, sentence in _CAUSES:
        if found := re.fullmatch(pattern, why):
            return str(sentence) % found.groupdict()
    code = why.replace(" ", "_")
    return words.said(words.CAUSES, code) if code in words.CAUSES else why


def _near(found: "re.Match[str]") -> str:
    return {
        None: "",
        ", in the same yard": _(", in the same yard"),
        ", in the same prison": _(", in the same prison"),
    }[found["near"]]


def _full(found: "re.Match[str]", people: _Names) -> str:
    del people
    return _("It is full: %(inside)s of %(places)s.") % found.groupdict()


def _lacks(found: "re.Match[str]", people: _Names) -> str:
    """What he needs that is not written down of the wing: it may be there all the same."""
    del people
    needs = ", ".join(words.said(NEEDS, code) for code in found["what"].split(" and "))
    return _("Nothing that is written down says that it has what he needs: %(needs)s.") % {"needs": needs}


def _takes(sentence: Promise) -> Callable[["re.Match[str]", _Names], str]:
    """A rule about him and the wing: what of him it does not take."""
    return lambda found, _people: str(sentence) % found.groupdict()


_BEGUN: Final = {
    "he stays where he is": gettext_lazy("he stays where he is"),
    "the cheapest lawful place for all together": gettext_lazy("the cheapest lawful place for all together"),
}
_CAUSES: Final[tuple[tuple[str, Promise], ...]] = (
    (r"feud: (?P<one>.+) and (?P<other>.+)", gettext_lazy("feud: %(one)s and %(other)s")),
    (r"rivals: (?P<one>.+) and (?P<other>.+)", gettext_lazy("rivals: %(one)s and %(other)s")),
    (
        r"kept apart by decision: (?P<one>.+) and (?P<other>.+)",
        gettext_lazy("kept apart by decision: %(one)s and %(other)s"),
    ),
    (
        r"at most (?P<most>\d+) leaders of (?P<group>.+) together",
        gettext_lazy("at most %(most)s leaders of %(group)s together"),
    ),
    (
        r"at most (?P<most>\d+) of (?P<group>.+) together",
        gettext_lazy("at most %(most)s of %(group)s together"),
    ),
    (
        r"he and all who are recorded as he is are kept from somebody there",
        gettext_lazy("he and all who are recorded as he is are kept from somebody there"),
    ),
    (r"must not share it", gettext_lazy("must not share it")),
)
_PATTERNS: Final[tuple[tuple[str, Callable[["re.Match[str]", _Names], str]], ...]] = (
    (r"full: (?P<inside>\d+) of (?P<places>\d+)", _full),
    (rf"(?P<who>\S+) is there, from whom he is kept {_KEPT}", _kept),
    (rf"(?P<count>one person|\d+ people) from whom he is kept {_KEPT}", _several),
    (rf"(?P<count>\d+) there already {_KEPT}", _already),
    (r"has no places", _takes(gettext_lazy("It has no places."))),
    (r"is closed tonight", _takes(gettext_lazy("It is closed tonight."))),
    (r"takes no (?P<what>\S+) people", _takes(gettext_lazy("It takes no %(what)s people."))),
    (r"takes no category (?P<what>.+)", _takes(gettext_lazy("It takes no category %(what)s."))),
    (
        r"takes ages (?P<low>\d+) to (?P<high>\d+)",
        _takes(gettext_lazy("It takes people from %(low)s to %(high)s years.")),
    ),
    (r"takes nobody (?P<what>.+)", _takes(gettext_lazy("It takes nobody %(what)s."))),
    (
        r"is not equipped for the (?P<what>.+) regime",
        _takes(gettext_lazy("It is not equipped for the %(what)s regime.")),
    ),
    (r"has no (?P<what>.+)", _lacks),
    (
        r"is out of reach of (?P<what>.+), where he must appear soon",
        _takes(gettext_lazy("It is out of reach of %(what)s, where he must appear soon.")),
    ),
    (
        r"all (?P<moves>\d+) moves are used where they gain more",
        _takes(gettext_lazy("All %(moves)s moves are used where they gain more.")),
    ),
    (
        r"crowding or his group there cost as much as it would save",
        _takes(gettext_lazy("Crowding or his group there would cost as much as it saves.")),
    ),
    (r"more than (?P<moves>\d+) moves", _takes(gettext_lazy("More than %(moves)s moves are wanted."))),
    (
        r"a place for somebody else who needs it more",
        _takes(gettext_lazy("Somebody else needs the place more.")),
    ),
)
