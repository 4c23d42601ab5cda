"""Several judges side by side: how far they agree in all and on each question, and what each said."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from beccaria.access.api import names_of
from beccaria.lib.parts import Column, EmptyState, HandlingStrip, Link, RangeBar, Row, Table, Tag
from beccaria.people.api import PersonShown
from beccaria.risk.pages import parts
from beccaria.risk.pages.assessments import bar
from beccaria.risk.queries.judges import Compared


@dataclass(frozen=True, slots=True)
class JudgesPage:
    """Judgements of one person that were made apart."""

    handling: HandlingStrip | None
    title: str
    person: str
    back: str
    bars: tuple[tuple[Link, RangeBar | str], ...]
    agreement: str
    table: Table | None
    alone: str


def judges_page(found: Compared, person: PersonShown) -> JudgesPage:
    """The judges by name, their ranges one under the other, and every question with what each said."""
    names = names_of({line.assessor for line in found.judges})
    agreed = found.agreement
    return JudgesPage(
        handling=parts.strip(found.judges),
        title=found.of.title,
        person=person.name,
        back=parts.assessment_href(found.of.id),
        bars=tuple(
            (
                Link(names.get(line.assessor, ""), parts.assessment_href(line.id)),
                bar(line, names.get(line.assessor, "")),
            )
            for line in found.judges
        ),
        agreement=_agreement(found),
        table=_table(found, names) if agreed else None,
        alone=""
        if agreed
        else _(
            "Nobody else judged him with this version without knowing of this: there is nothing to compare."
        ),
    )


def _agreement(found: Compared) -> str:
    if found.agreement is None:
        return ""
    overall = found.agreement.overall
    if overall.value is None:
        return _(overall.words)
    return _("%(judges)s judges, agreement %(alpha).2f (Krippendorff's alpha, ordinal). %(words)s") % {
        "judges": overall.judges,
        "alpha": overall.value,
        "words": _(overall.words),
    }


def _table(found: Compared, names: dict[str, str]) -> Table:
    one = found.of.by
    rows = []
    for item in one.items if one else ():
        said = [found.ratings[line.id].get(item.id) for line in found.judges]
        levels = [each.level if each else "" for each in said]
        apart = len({level for level in levels if level}) > 1
        rows.append(
            Row(
                (
                    item.question,
                    *(level.replace("_", " ") for level in levels),
                    Tag(_("apart"), "amber") if apart else Tag(_("same"), "quiet"),
                ),
                marked=apart,
            )
        )
    columns = (
        Column(_("Question")),
        *(Column(names.get(line.assessor, "")) for line in found.judges),
        Column(_("Agreement")),
    )
    return Table(_("What each said"), columns, tuple(rows), EmptyState(_("Nothing to compare")))
