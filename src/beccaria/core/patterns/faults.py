"""Find what is wrong with a pattern, each fault in one sentence that says what to do."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from beccaria.core.feedfiles import SERVICE_FILES
from beccaria.core.patterns.found import placeholders
from beccaria.core.patterns.model import Case, Kind, Parameter, Pattern
from beccaria.core.patterns.values import checked
from beccaria.core.refusal import BadInput

BASIS: Final = ("intelligence", "care", "integrity")
PLAN: Final = ("times", "every_days")
"""Beside its columns a row of a test may say how often it is repeated, and after how many days."""


def faults(one: Pattern) -> list[str]:
    """Everything that is wrong, in the order of reading; nothing when it can be used."""
    return [*_whole(one), *_sentences(one), *_parameters(one), *_cases(one)]


def _whole(one: Pattern) -> Iterator[str]:
    if one.version < 1:
        yield "The version is not a whole number from 1: number the versions 1, 2, 3."
    if not 0 <= one.floor <= 1:
        yield "The floor is no share from 0 to 1: say below which precision the pattern is suspended."
    if one.base_rate < 0:
        yield "The base rate is below nothing: say how many alerts 1,000 prisoners give in a year."
    if one.basis not in BASIS:
        yield f"It serves {one.basis}, which is no basis: write one of {', '.join(BASIS)}."
    if (one.basis == "integrity") != (one.compartment == "integrity"):
        yield "What concerns staff belongs to the compartment integrity, and nothing else does: name both or neither."
    for kind in one.reads:
        if kind not in SERVICE_FILES:
            yield f"It reads {kind}, which no feed has: name feeds such as calls, visits or finds."
    if strange := set(one.needs) - set(one.reads):
        yield f"It needs {', '.join(sorted(strange))} without reading it: name it under reads too."


def _sentences(one: Pattern) -> Iterator[str]:
    for untold in sorted(set(one.phrases) - set(one.values)):
        yield f"The phrases tell {untold}, which is not among the values: say there what it means."
    told = (phrase for words in one.phrases.values() for phrase in words.values())
    sentences = (("sentence", one.sentence), ("unusual", one.unusual), *(("phrase", each) for each in told))
    for name, sentence in sentences:
        try:
            used = placeholders(sentence)
        except ValueError:
            yield f"The {name} has a brace that does not close: write {{name}}."
            continue
        for strange in sorted(set(used) - set(one.values)):
            yield f"The {name} says {{{strange}}}, which is not among the values: say there what it means."


def _parameters(one: Pattern) -> Iterator[str]:
    for each in one.parameters:
        if each.kind is not Kind.YES_NO and (each.least is None or each.most is None):
            yield f"{each.name} has no bounds: say the least and the most it may be."
            continue
        yield from _defaults(each)


def _defaults(one: Parameter) -> Iterator[str]:
    for where, value in (("", one.default), *(one.countries or {}).items()):
        try:
            checked(one, value)
        except BadInput as bad:
            yield f"{where + ': ' if where else ''}{bad}"


def _cases(one: Pattern) -> Iterator[str]:
    if not any(case.found for case in one.cases):
        yield "No test shows what it finds: add one."
    if not any(not case.found for case in one.cases):
        yield "No test shows what it must not flag: add one that finds nothing."
    for case in one.cases:
        yield from (f"Test {case.name!r}: {fault}" for fault in _case(one, case))


def _case(one: Pattern, case: Case) -> Iterator[str]:
    try:
        date.fromisoformat(case.until)
    except ValueError:
        yield f"{case.until} is no day: write one as 2026-03-31."
    if strange := sorted(set(case.parameters) - {each.name for each in one.parameters}):
        yield f"it sets {strange[0]}, which is no parameter: declare it or take it out."
    for kind, rows in case.tables.items():
        if kind not in one.reads:
            yield f"it has rows of {kind}, which the pattern does not read: add it under reads or take them out."
            continue
        known = {column.name for column in SERVICE_FILES[kind].columns} | set(PLAN)
        for column in sorted({name for row in rows for name in row} - known):
            yield f"{kind} has no column {column}: see the columns in the reference of the files."
