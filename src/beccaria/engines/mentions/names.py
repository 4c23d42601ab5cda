"""Find what may be names of persons in a text: capitalised sequences, initials, nicknames in quotes."""

import re
from collections.abc import Iterator
from typing import Final

from beccaria.engines.mentions.shape import Kind, Mention

_CAPITAL: Final = r"[A-ZÀ-ÖØ-ÞŠŽČĆĐŁ]"
_SMALL: Final = r"[a-zà-öø-ÿšžčćđłńśźżęąőűğışţăâî]"
_WORD: Final = (
    rf"(?:[DO]['\u2019])?(?:Mc|Mac|De|Di|La|Van)?{_CAPITAL}{_SMALL}+(?:[-'\u2019]{_CAPITAL}{_SMALL}+)*"
)
_PARTICLE: Final = r"(?:de|di|da|del|della|dello|dei|degli|van|von|der|den|ter|bin|ibn|al|el|y|la|le|dos|do)"
_NAME: Final = re.compile(
    rf"(?<![\w.@]){_WORD}(?:\s(?:{_PARTICLE}\s){{0,2}}(?:{_WORD}|{_CAPITAL}\.))*(?![\w@])"
)
_SHOUTED: Final = re.compile(rf"(?<![\w.@-]){_CAPITAL}{{3,}}(?:\s{_WORD}|\s{_CAPITAL}{{3,}}){{1,2}}(?![\w@])")
_INITIALS: Final = re.compile(rf"(?<![\w.])(?:{_CAPITAL}\.\s?){{2,4}}(?:{_CAPITAL}(?!\w))?")
_QUOTED: Final = re.compile(r"[\"“„«\u2018](?P<name>[^\"”“»\u2019\n]{2,30})[\"”“»\u2019]")
_CALLED: Final = re.compile(
    r"\b(?:detto|detta|alias|a\.?k\.?a\.?|known as|nicknamed|called|soprannominato)\s"
    rf"(?P<name>(?:(?:[Ii]l|[Ll][oa'])\s?)?{_WORD})"
)

# What a person does next: after one of these, a single word that opens a sentence is offered as a name too.
_ACTS: Final = re.compile(
    r"\s(?:has|had|was|is|told|said|says|gave|gives|passed|took|met|asked|wants|will|spoke|and|received|"
    r"ha|è|era|aveva|dice|ha detto|vuole|parla|parlava|riceve|passa|incontra|e|si)\b"
)

# Words that begin sentences or name days, months and the prison itself; a lone one of these is not a person.
_COMMON: Final = frozenset(
    """
    a about after afterwards all also although an and another any as at because before behind between
    both but by can cell during each every few first for from good he her here his how i if in inside
    into it its just last later like many maybe more most my near no nobody none not nothing now of
    officer officers on one only or other others our outside people perhaps prison prisoner prisoners
    police reported said saw search searched seen several she since so some somebody someone soon staff
    still that the their then there these they this those three to today tonight told two under until up
    very visit visitor visitors was we well were what when where which while who why wing with within
    without yesterday you your staff landing yard kitchen workshop gym chapel monday tuesday wednesday
    thursday friday saturday sunday january february march april may june july august september october
    november december morning evening afternoon night al alle allo alla ai agli anche ancora allora
    appena altri altro avanti con contro come così cosa cella da dal dalla dai dei del della delle dello
    di dopo due durante e ed era erano fra fuori gli ha hanno ho i il in ieri la le lei lo loro lui ma
    mentre molti nel nella nelle nei nessuno niente non nulla oggi ogni ora per perché però poi prima
    qualcuno quando quello questa queste questi questo qui sabato se sera si sono sopra sotto stamattina
    stasera su sul sulla tra tre tutti tutto un una uno verso visto detenuto detenuti agente agenti
    polizia sezione reparto colloquio cortile cucina lunedì martedì mercoledì giovedì venerdì domenica
    gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre
    mattina pomeriggio notte mr mrs ms dr sig signor signora
    """.split()  # noqa: SIM905  two hundred words in quotes are harder to read
)


def names(text: str) -> Iterator[Mention]:
    """Nicknames, initials and capitalised names, surest first; the value is the name with single spaces."""
    for found in _QUOTED.finditer(text):
        name = found["name"].strip()
        if name[:1].isupper() and len(name.split()) <= 3:  # noqa: PLR2004  a longer quotation is something said
            yield Mention(
                found.start("name"), found.end("name"), Kind.NICKNAME, found["name"], " ".join(name.split())
            )
    for found in _CALLED.finditer(text):
        yield Mention(found.start("name"), found.end("name"), Kind.NICKNAME, found["name"], found["name"])
    for found in _INITIALS.finditer(text):
        written = found.group().rstrip()
        value = ".".join(re.findall(_CAPITAL, written)) + "."
        yield Mention(found.start(), found.start() + len(written), Kind.INITIALS, written, value)
    for pattern in (_SHOUTED, _NAME):
        for found in pattern.finditer(text):
            yield from _person(text, found)


def _person(text: str, found: re.Match[str]) -> Iterator[Mention]:
    words = list(re.finditer(r"\S+", found.group()))
    while words and words[0].group().lower().strip(".'") in _COMMON:
        words = words[1:]
    while words and words[-1].group().lower() in _COMMON:
        words = words[:-1]
    if not words:
        return
    start, end = found.start() + words[0].start(), found.start() + words[-1].end()
    if len(words) == 1 and _opens_a_sentence(text, start) and not _ACTS.match(text, end):
        return
    written = text[start:end]
    yield Mention(start, end, Kind.NAME, written, " ".join(written.split()))


def _opens_a_sentence(text: str, start: int) -> bool:
    # A single capitalised word at the beginning of a sentence is as likely a verb as a name.
    before = text[:start].rstrip()
    return not before or before[-1] in ".!?:\n•-"
