"""Words in a written name that are not names: titles, particles, generations, and words that belong to the next one."""

# ruff: noqa: RUF001  letters that look alike are the point
from enum import Enum, auto
from typing import Final


class Role(Enum):
    """What a word does in a name."""

    TITLE = auto()  # before a name, and not part of it
    HONOUR = auto()  # after a name, and not part of it
    PARTICLE = auto()  # de, van, al-: joins names and is left out as often as not
    ARTICLE = auto()  # an-Nasser, ar-Rahman: an article only before its own letter
    OPENS = auto()  # a particle that is a name of its own when it stands first: Le Duc Tho, Ben Miller
    GENERATION = auto()
    SERVANT = auto()  # Abd al-, which is nothing without the next word
    JOINED = auto()  # Mc, Abu: written together with the next word or apart
    FORMER = auto()  # née, alias: what follows need not be there


_TITLES: Final = """
mr mrs ms miss mister dr doctor prof professor sir lady lord dame rev reverend fr father sheikh shaykh sheik shaikh
cheikh hajji hadji hajj haj mullah maulana ayatollah hojatoleslam gen general colonel col maj major capt captain
lt lieutenant sgt sergeant pvt cpl corporal sig signor signora signorina dott dottor dottssa ing avv herr frau mme
mlle madame monsieur mademoiselle senor senora sra srta don dona donna pan pani gospodin gospozha g-n dhr mevr
president king queen prince princess emir pope saint rabbi imam mufti comrade avvocato geom rag cav on hon
dipl mag ddr univ drs ir kyrios kyria bay bayan hoca sayin
السيد السيدة الشيخ الدكتور د الحاج الحاجة الأستاذ г-н г-жа господин госпожа д-р מר גברת דר
"""
_HONOURS: Final = (
    "md phd dphil esq esquire obe mbe cbe kc qc dds bey pasha effendi efendi hanim san sama kun ji sahib"
)
_PARTICLES: Final = """
de der den del della dello dei degli dalla dal da di du des dos das do la lo las los le les van von vom vander vanden
ter ten tot te zu zum zur af av al el ul the bin ibn ben bint binti binte bt bte ould ould walad
oglu ogli ogly kyzy qizi kizi y e i und et og och ap ab
בן בת בר ה ال بن ابن بنت ولد آل д
"""
_OPENS: Final = "le do van ben al la du den di da de i e y te el dos ab ap zu ter"
_GENERATIONS: Final = {
    **dict.fromkeys(["jr", "jnr", "junior", "fils", "filho", "hijo", "mladsi", "ml", "younger"], "junior"),
    **dict.fromkeys(["sr", "snr", "senior", "pere", "starsi", "elder"], "senior"),
    "ii": "2",
    "iii": "3",
    "iv": "4",
    "vi": "6",
    "vii": "7",
    "viii": "8",
    "nd": "2",
    "rd": "3",
    "neto": "grandson",
}
_JOINED: Final = "mc mac abu abou abo aboul fitz umm saint st ابو أبو ام أم"
_SERVANT: Final = "abd abdul abdel abdal abdur abdar abdus abdoul abdool abdu abdi عبد"
_FORMER: Final = (
    "nee née geb geborene born ne nata formerly alias aka dit dite detto detta alcunha vulgo kaldet"
)

ROLES: Final[dict[str, Role]] = {
    **dict.fromkeys(_PARTICLES.split(), Role.PARTICLE),
    **dict.fromkeys(("an", "ar", "as", "ash", "ad", "at", "az", "ur", "us", "ud"), Role.ARTICLE),
    **dict.fromkeys(_OPENS.split(), Role.OPENS),
    **dict.fromkeys(_TITLES.split(), Role.TITLE),
    **dict.fromkeys(_HONOURS.split(), Role.HONOUR),
    **dict.fromkeys(_GENERATIONS, Role.GENERATION),
    **dict.fromkeys(_JOINED.split(), Role.JOINED),
    **dict.fromkeys(_SERVANT.split(), Role.SERVANT),
    **dict.fromkeys(_FORMER.split(), Role.FORMER),
}
GENERATIONS: Final = _GENERATIONS
