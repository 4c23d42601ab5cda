"""Write a person's name as another register would: transliterated, turned round, shortened, mistyped."""

from collections.abc import Callable
from datetime import date

import numpy as np

from beccaria.world.names.pools import Name, Pool

_USUAL = 0.7
_EVEN = 0.5
_DOUBLED = 2
_TURNED = 0.3
_MONTHS = 12
_SAFE_DAY = 28
_RESPELL: dict[str, tuple[tuple[str, str], ...]] = {
    "ar": (
        ("Mohammed", "Muhammad"),
        ("Mohamed", "Mohammed"),
        ("Youssef", "Yusuf"),
        ("Ahmed", "Ahmad"),
        ("Hussein", "Hosein"),
        ("El ", "Al "),
        ("Ben ", "Ben"),
        ("Abdel", "Abdul "),
        ("ou", "u"),
        ("ch", "sh"),
        ("Kh", "K"),
        ("Ou", "Wa"),
        ("ss", "s"),
        ("dj", "j"),
        ("aa", "a"),
        ("ee", "i"),
        ("Said", "Saeed"),
        ("Omar", "Umar"),
        ("kader", "qader"),
    ),
    "uk": (
        ("Oleksandr", "Aleksandr"),
        ("Serhiy", "Sergei"),
        ("Volodymyr", "Vladimir"),
        ("Mykola", "Nikolai"),
        ("Dmytro", "Dmitri"),
        ("Mykhaylo", "Mikhail"),
        ("iy", "ij"),
        ("Yu", "Iu"),
        ("y", "i"),
        ("H", "G"),
    ),
    "ka": (
        ("dze", "dse"),
        ("Giorgi", "Georgi"),
        ("Davit", "David"),
        ("shvili", "schvili"),
        ("Nikoloz", "Nikolas"),
    ),
    "sq": (("ë", "e"), ("Ç", "C"), ("xh", "dj"), ("Gj", "Dj"), ("sh", "s")),
    "bs": (("ć", "c"), ("č", "c"), ("š", "s"), ("ž", "z"), ("Đ", "Dj"), ("ić", "ic")),
    "ro": (("Ionut", "Ionuț"), ("Stefan", "Ștefan"), ("escu", "esco"), ("Constantin", "Costantin")),
    "es": (("á", "a"), ("é", "e"), ("í", "i"), ("ó", "o"), ("ñ", "n"), ("z", "s")),
    "pl": (("ł", "l"), ("ś", "s"), ("ó", "o"), ("ń", "n"), ("ź", "z"), ("Ł", "L"), ("ą", "a")),
    "tr": (
        ("\u0131", "i"),
        ("ş", "s"),
        ("ğ", "g"),
        ("ü", "u"),
        ("ö", "o"),
        ("Ç", "C"),
        ("Ş", "S"),
        ("İ", "I"),
    ),
    "zh": (("X", "Hs"), ("Zh", "Ch"), ("Qi", "Chi")),
    "it": (("De ", "De"), ("Di ", "Di"), ("D'", "D "), ("tt", "t"), ("ll", "l"), ("cc", "c"), ("zz", "z")),
    "fr": (
        ("Mamadou", "Mamadu"),
        ("Moussa", "Musa"),
        ("Ndiaye", "N'Diaye"),
        ("Cheikh", "Sheikh"),
        ("ou", "u"),
        ("Fall", "Fal"),
    ),
    "en": (("Kelvin", "Calvin"), ("Osas", "Hosas"), ("gbe", "be"), ("kw", "qu")),
    "ur": (
        ("Muhammad", "Mohammad"),
        ("Hussain", "Hossain"),
        ("ee", "i"),
        ("Chaudhry", "Choudhary"),
        ("Umar", "Omar"),
    ),
}
_NICKNAMES = {
    "Giuseppe": "Peppe", "Antonio": "Totò", "Francesco": "Ciccio", "Salvatore": "Turi",
    "Vincenzo": "Enzo", "Giovanni": "Gianni", "Domenico": "Mimmo", "Luigi": "Gigi",
    "Pasquale": "Lino", "Gennaro": "Genny", "Raffaele": "Lello", "Alessandro": "Sandro",
    "Michele": "Lele", "Calogero": "Lillo", "Rocco": "Roky", "Ciro": "Cirù",
    "Aleksandar": "Aco", "Oleksandr": "Sasha", "Mohammed": "Moha", "Gheorghe": "Gigi",
    "Constantin": "Costi", "Alexandru": "Alex", "William": "Bill", "Robert": "Bob",
}  # fmt: skip
_KEYS = {
    "a": "s",
    "e": "r",
    "i": "o",
    "o": "p",
    "n": "m",
    "r": "t",
    "s": "a",
    "t": "y",
    "l": "k",
    "u": "i",
    "c": "v",
    "d": "f",
}


def respell(name: Name, pool: Pool, rng: np.random.Generator) -> Name:
    """The same sounds in other letters, after the habits of the language."""
    pairs = _RESPELL.get(pool.languages[0], _RESPELL["it"])
    whole = f"{name.given}\t{name.surname}"
    fitting = [pair for pair in pairs if pair[0] in whole]
    if not fitting:
        return mistype(name, pool, rng)
    old, new = fitting[int(rng.integers(len(fitting)))]
    given, surname = whole.replace(old, new, 1).split("\t")
    return Name(given.strip(), surname.strip())


def mistype(name: Name, pool: Pool, rng: np.random.Generator) -> Name:
    """One slip of the hand in the surname: two letters changed round, one dropped, doubled or hit beside."""
    del pool
    text = name.surname
    at = int(rng.integers(1, max(2, len(text) - 1)))
    kind = int(rng.integers(4))
    if kind == 0 and at + 1 < len(text):
        text = text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    elif kind == 1:
        text = text[:at] + text[at + 1 :]
    elif kind == _DOUBLED:
        text = text[:at] + text[at : at + 1] + text[at:]
    else:
        text = text[:at] + _KEYS.get(text[at : at + 1], text[at : at + 1]) + text[at + 1 :]
    return Name(name.given, text)


def turn_round(name: Name, pool: Pool, rng: np.random.Generator) -> Name:
    """Given name and surname in each other's places."""
    del pool, rng
    return Name(name.surname, name.given)


def shorten(name: Name, pool: Pool, rng: np.random.Generator) -> Name:
    """Only the first surname, or a nickname, or an initial."""
    if " " in name.surname and pool.double:
        return Name(name.given, name.surname.split()[0])
    nickname = _NICKNAMES.get(name.given)
    if nickname and rng.random() < _USUAL:
        return Name(nickname, name.surname)
    return Name(name.given[:1] + ".", name.surname)


def upper(name: Name, pool: Pool, rng: np.random.Generator) -> Name:
    """All in capitals, as old terminals wrote."""
    del pool, rng
    return Name(name.given.upper(), name.surname.upper())


def join(name: Name, pool: Pool, rng: np.random.Generator) -> Name:
    """Two words written as one, or with a hyphen."""
    if " " not in name.surname:
        return respell(name, pool, rng)
    return Name(name.given, name.surname.replace(" ", "" if rng.random() < _EVEN else "-"))


def marry(name: Name, pool: Pool, rng: np.random.Generator) -> Name:
    """A woman's surname with her husband's, in one of the ways in which offices write it."""
    other = pool.surname(int(rng.integers(len(pool.surnames))))
    forms = (f"{name.surname} {other}", f"{name.surname} in {other}", other, f"{name.surname}-{other}")
    return Name(name.given, forms[int(rng.integers(len(forms)))])


_BYNAMES = (
    "il Biondo",
    "'o Rosso",
    "lo Zoppo",
    "Pelé",
    "il Professore",
    "Scintilla",
    "Mezzanotte",
    "il Lungo",
    "Tigre",
    "Bombolo",
)


def byname(name: Name, rng: np.random.Generator) -> str:
    """What others call a man: the short form of his name, or something about him."""
    short = _NICKNAMES.get(name.given.split()[0])
    return short if short and rng.random() < _USUAL else _BYNAMES[int(rng.integers(len(_BYNAMES)))]


_WAYS: tuple[tuple[Callable[[Name, Pool, np.random.Generator], Name], float], ...] = (
    (respell, 0.38), (mistype, 0.24), (turn_round, 0.1), (shorten, 0.1), (upper, 0.08), (join, 0.1),
)  # fmt: skip


def vary(name: Name, pool: Pool, rng: np.random.Generator) -> Name:
    """The name as another register wrote it. Languages whose order is often misread are turned round more often."""
    if pool.swapped and rng.random() < _TURNED:
        return turn_round(name, pool, rng)
    draw, total = float(rng.random()), 0.0
    for way, share in _WAYS:
        total += share
        if draw < total:
            return way(name, pool, rng)
    return upper(name, pool, rng)


def vary_birthday(born: date, rng: np.random.Generator) -> date | None:
    """The date of birth as another register wrote it: mostly right; day and month changed, a year off, unknown."""
    draw = float(rng.random())
    right, turned, year, guessed = 0.8, 0.87, 0.92, 0.96
    if draw < right:
        return born
    if draw < turned and born.day <= _MONTHS:
        return date(born.year, born.day, born.month)
    if draw < year:
        return date(born.year + (1 if rng.random() < _EVEN else -1), born.month, min(born.day, _SAFE_DAY))
    return date(born.year, 1, 1) if draw < guessed else None
