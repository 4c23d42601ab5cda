"""Why two names were scored as they were: a code, the words concerned, and one English sentence for people."""

from enum import StrEnum
from typing import Final, NamedTuple


class Because(StrEnum):
    """What was found between two names. The words stand left name first."""

    SAME = "same"
    OTHER_ORDER = "other_order"
    SPELLING = "spelling"
    SCRIPT = "script"
    SLIP = "slip"
    NICKNAME = "nickname"
    LANGUAGE = "language"
    INITIAL = "initial"
    JOINED = "joined"
    GENDERED = "gendered"
    PARTLY = "partly"
    MORE = "more"
    PATRONYMIC = "patronymic"
    OTHER = "other"
    OTHER_PATRONYMIC = "other_patronymic"
    OTHER_GENERATION = "other_generation"
    ONE_GENERATION = "one_generation"
    FEW = "few"
    COMMON = "common"
    LOOSE = "loose"
    NOTHING = "nothing"
    CUT = "cut"
    SAME_BIRTH = "same_birth"
    OTHER_BIRTH = "other_birth"
    NEAR_BIRTH = "near_birth"
    YEAR_OF_BIRTH = "year_of_birth"
    UNKNOWN_BIRTH = "unknown_birth"


class Why(NamedTuple):
    """One reason: what it was, and the words of the left and of the right name it was about."""

    because: Because
    left: str = ""
    right: str = ""


_SENTENCES: Final = {
    Because.SAME: "The names are the same.",
    Because.OTHER_ORDER: "The parts stand in another order: given names and surname are changed round.",
    Because.SPELLING: "“{left}” and “{right}” are spellings of one name.",
    Because.SCRIPT: "“{left}” and “{right}” are one name in two scripts.",
    Because.SLIP: "“{left}” and “{right}” differ as by a slip in writing.",
    Because.NICKNAME: "“{left}” and “{right}” are a name and its short form.",
    Because.LANGUAGE: "“{left}” and “{right}” are one name in two languages.",
    Because.INITIAL: "“{left}” and “{right}” agree as far as the initial goes.",
    Because.JOINED: "“{left}” and “{right}” are the same, written joined or apart.",
    Because.GENDERED: "“{left}” and “{right}” are a surname in its male and female form.",
    Because.PARTLY: "“{left}” and “{right}” are alike, but not enough to be one name.",
    Because.MORE: "Only one of them has “{left}{right}”.",
    Because.PATRONYMIC: "Only one of them gives the father's name, “{left}{right}”.",
    Because.OTHER: "“{left}” and “{right}” are different names.",
    Because.OTHER_PATRONYMIC: "The fathers' names differ: “{left}” and “{right}”.",
    Because.OTHER_GENERATION: "One is “{left}”, the other “{right}”: they may be parent and child.",
    Because.ONE_GENERATION: "Only one of them is “{left}{right}”: they may be parent and child.",
    Because.FEW: "One of them is a single name, which many people have.",
    Because.COMMON: "The names they share are common ones.",
    Because.LOOSE: "What they share is not written alike, and one has a surname more.",
    Because.NOTHING: "There is no name to compare on one side.",
    Because.CUT: "A name was too long and only its beginning was compared.",
    Because.SAME_BIRTH: "The dates of birth are the same.",
    Because.OTHER_BIRTH: "The dates of birth differ.",
    Because.NEAR_BIRTH: "The dates of birth {left} and {right} may be one with a slip, and were not weighed.",
    Because.YEAR_OF_BIRTH: "A birth on 1 January may mean only the year ({left}, {right}), and was not weighed.",
    Because.UNKNOWN_BIRTH: "A date of birth stands for an unknown one, and was not weighed.",
}


def in_words(why: Why) -> str:
    """The reason as one English sentence."""
    return _SENTENCES[why.because].format(left=why.left, right=why.right)
