"""Chinese, Korean and Vietnamese names in Latin letters: short syllables, in which one letter makes another name."""

import re
from functools import lru_cache
from typing import Final

# Common surnames in their usual romanisations; who bears one is read syllable by syllable.
SURNAMES: Final = frozenset(
    """
    wang li lee zhang chang liu lau chen chan tan yang huang wong hwang zhao chao wu ng zhou chou xu hsu sun ma zhu chu
    hu guo kuo he ho lin lam gao kao luo lo zheng cheng liang leung xie hsieh tang song sung deng teng han feng fung cao
    tsao peng zeng tseng xiao hsiao tian tien dong tung pan yuan cai tsai choi jiang chiang yu du tu ye yeh wei su lu
    ding ting ren shen yao lai qian qiu chiu dai tai qin jia fan fang shi shih xiong hsiung jin bai pai meng zhong
    kim gim ghim park pak bak bhak choe jung jeong chung cho jo kang gang jang chang yoon yun lim im oh shin sin seo suh
    kwon gwon an ahn hong yoo yu ryu ko go moon mun son bae baek paek heo hur huh nam noh roh no yi rhee
    mao duan lei hou shao yan hao kong cui gong wan qiao xue tao jiang bi kang long wen zou qi ji
    ning niu hua chiang ko kuan kung lang loh ooi ong goh koh teo teoh chua sim soh quek foo heng kwok
    nguyen tran le pham hoang huynh phan vu vo dang bui do ngo duong ly dinh dao doan truong trinh
    """.split()  # noqa: SIM905  names in quotes are harder to read
)
_SYLLABLES: Final = re.compile(
    r"(?:(?:zh|ch|sh|ts|tz|ss|sz|hs|ph|th|tr|kh|gh|ngh|ng|nh|gi|qu|[bpmfdtnlgkhjqxrzcsywv])?"
    r"(?:[iuyw]?[aeiou][aeiouy]?[iouy]?|y)(?:ng|nh|ch|[nrmpkltchsbg](?![aeiouy])|k|l)?){1,3}"
)
_SOUNDS: Final = (
    (re.compile("^(?:park|bak|bhak|pack|bag)$"), "pak"),
    (re.compile("^(?:lee|yi|rhee|ri|ree|rhie|i)$"), "li"),
    (re.compile("^(?:choi|choe|chwe)$"), "joi"),
    (re.compile("^(?:im|lim|rim|yim)$"), "lim"),
    (re.compile("^(?:roh|no|noh|ro)$"), "no"),
    (re.compile("^(?:yoo|yu|ryu|ryoo|you)$"), "yu"),
    (re.compile("^ahn$"), "an"),
    (re.compile("^(?:hsu|shu)$"), "su"),
    (re.compile("yeo|you|yo"), "yu"),
    (re.compile("eou|eo|oo|ou|eu|wu|u"), "u"),
    (re.compile("zh|ch|q|j"), "j"),
    (re.compile("hs|sh|ss|x|s"), "s"),
    (re.compile("ts|tz|z|c"), "z"),
    (re.compile("ph"), "f"),
    (re.compile("ong"), "ung"),
    (re.compile("(?<!n)g"), "k"),
    (re.compile("d|th"), "t"),
    (re.compile("b"), "p"),
    (re.compile("wu"), "u"),
    (re.compile("oh$"), "o"),
    (re.compile("ah$"), "a"),
    (re.compile("ae"), "e"),
    (re.compile("ie"), "e"),
    (re.compile("uo"), "o"),
    (re.compile("w(?=[aeo])"), "u"),
    (re.compile("^r"), "l"),
)


@lru_cache(maxsize=1 << 16)
def syllables(text: str) -> str:
    """How the text sounds if it is made of such syllables, else nothing."""
    if text not in SURNAMES and (len(text) > 14 or not _SYLLABLES.fullmatch(text)):  # noqa: PLR2004  three syllables at most
        return ""
    for written, heard in _SOUNDS:
        text = written.sub(heard, text)
    return text
