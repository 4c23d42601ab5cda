"""What the pages of instruments say: the list, and any one of them whole."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from beccaria.access.api import may_ever
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.instruments import Band, Instrument, Item
from beccaria.core.instruments.model import RuleKind
from beccaria.lib.instruments import Kept
from beccaria.lib.parts import Column, EmptyState, Fact, Link, Row, Table, Tag
from beccaria.risk.pages import library_words as words
from beccaria.risk.queries.library import Version

_DIGEST = 12


@dataclass(frozen=True, slots=True)
class LibraryPage:
    """All instruments."""

    lead: str
    table: Table
    monitoring: str


@dataclass(frozen=True, slots=True)
class Step:
    """One band of the picture: its name, where it begins and ends in points, and in percent of the picture."""

    name: str
    words: str
    begins: str
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class AnswerShown:
    """One answer: its name, its points, and when it applies."""

    name: str
    points: str
    anchor: str


@dataclass(frozen=True, slots=True)
class ItemShown:
    """One question with its answers."""

    id: str
    question: str
    kind: Tag
    ask: str
    evidence: str
    weight: str
    cost: str
    axis: str
    answers: tuple[AnswerShown, ...]


@dataclass(frozen=True, slots=True)
class InstrumentPage:
    """One version of an instrument, whole."""

    id: str
    title: str
    purpose: str
    tags: tuple[Tag, ...]
    facts: tuple[Fact, ...]
    rule: str
    unknowns: str
    scale: tuple[Step, ...]
    bands: Table
    matrix: Table | None
    tree: Table | None
    items: tuple[ItemShown, ...]
    later: tuple[str, ...]
    never: str
    sources: tuple[str, ...]
    versions: tuple[Link, ...]
    compare: str


def href(instrument_id: str, version: int | None = None) -> str:
    """The address of an instrument, or of one version of it."""
    plain = reverse("risk:instrument", args=[instrument_id])
    return plain if version is None else f"{plain}?version={version}"


def library_page(found: Sequence[Kept], *, by: Actor) -> LibraryPage:
    """The list of instruments."""
    columns = (
        Column(_("Instrument")),
        Column(_("What for")),
        Column(_("For whom")),
        Column(_("Training")),
        Column(_("Items"), numeric=True),
        Column(_("Version"), numeric=True),
    )
    rows = tuple(
        Row(
            (
                one.title,
                one.purpose,
                words.users(one.users),
                one.training,
                str(len(one.items)),
                _("%(version)s, our own") % {"version": one.version} if kept.own else str(one.version),
            ),
            href=href(one.id),
        )
        for kept in found
        for one in [kept.instrument]
    )
    return LibraryPage(
        lead=_(
            "An instrument asks the same of everybody and shows what nobody knows. It prepares; people decide."
        ),
        table=Table(_("Instruments"), columns, rows, EmptyState(_("No instruments are here"))),
        monitoring=reverse("risk:monitoring") if may_ever(Act.MONITORING_SEE, by) else "",
    )


def instrument_page(shown: Version, every: Sequence[Version]) -> InstrumentPage:
    """One version; `every` are all versions of it, the newest first."""
    one = shown.instrument
    numbers = [each.instrument.version for each in every]
    return InstrumentPage(
        id=one.id,
        title=one.title,
        purpose=one.purpose,
        tags=_tags(shown, numbers),
        facts=_facts(shown),
        rule=words.rule(one.rule.kind),
        unknowns=words.unknowns(one.rule.kind),
        scale=_scale(one),
        bands=_bands(one),
        matrix=_matrix(one) if one.rule.kind is RuleKind.MATRIX else None,
        tree=_tree(one) if one.rule.kind is RuleKind.TREE else None,
        items=tuple(_item(item) for item in one.items),
        later=one.later,
        never=words.never_asked(),
        sources=one.sources,
        versions=tuple(
            Link(_("Version %(version)s") % {"version": number}, href(one.id, number)) for number in numbers
        ),
        compare=_compare_href(one.id, numbers) if len(numbers) > 1 else "",
    )


def _compare_href(instrument_id: str, numbers: Sequence[int]) -> str:
    address = reverse("risk:instrument_compare", args=[instrument_id])
    return f"{address}?from={numbers[1]}&to={numbers[0]}"


def _tags(shown: Version, numbers: Sequence[int]) -> tuple[Tag, ...]:
    one = shown.instrument
    said = [Tag(_("version %(version)s") % {"version": one.version}, "accent")]
    if one.version != numbers[0]:
        said.append(Tag(_("a newer version is here"), "amber"))
    if shown.kept.own:
        said.append(Tag(_("our own")))
    if one.compartment:
        said.append(Tag(_("used only in the compartment %(name)s") % {"name": one.compartment}, "red"))
    said.append(Tag(_("in use: stays as it is"), "plain") if shown.used else Tag(_("not used yet"), "quiet"))
    return tuple(said)


def _facts(shown: Version) -> tuple[Fact, ...]:
    one = shown.instrument
    return (
        Fact(_("For whom"), words.users(one.users)),
        Fact(_("Training"), one.training),
        Fact(_("What it is worth"), one.validity),
        Fact(_("To be looked at again"), _("after %(days)s") % {"days": words.days(one.review_days)}),
        Fact(_("Items"), words.items(len(one.items))),
        Fact(_("Seal of the file"), shown.kept.digest[:_DIGEST]),
    )


def _scale(one: Instrument) -> tuple[Step, ...]:
    """The bands as parts of a bar, as wide as their share of the points; equally wide where nothing is added up."""
    if one.rule.kind is RuleKind.SUM:
        least, most = sum(item.least for item in one.items), sum(item.most for item in one.items)
        starts = [max(band.low, least) for band in one.bands]
        ends = [*starts[1:], max(most, starts[-1] + 1)]
    else:
        starts = [float(place) for place in range(len(one.bands))]
        ends = [start + 1 for start in starts]
    span = (ends[-1] - starts[0]) or 1
    return tuple(
        Step(
            band.name,
            band.words,
            f"{start:g}" if one.rule.kind is RuleKind.SUM else "",
            round(100 * (start - starts[0]) / span, 2),
            round(100 * max(0.0, end - start) / span, 2),
        )
        for band, start, end in zip(one.bands, starts, ends, strict=True)
    )


def _bands(one: Instrument) -> Table:
    adds = one.rule.kind is RuleKind.SUM
    columns = (
        Column(_("Band")),
        *((Column(_("From"), numeric=True),) if adds else ()),
        Column(_("What follows")),
    )
    rows = tuple(
        Row((step.name, *((step.begins,) if adds else ()), step.words or _("not said")))
        for step in _scale(one)
    )
    return Table(_("Bands, the mildest first"), columns, rows, EmptyState(_("None")))


def _matrix(one: Instrument) -> Table:
    (first, rows), (second, columns) = one.rule.axes.items()
    return Table(
        _("%(first)s down, %(second)s across") % {"first": first, "second": second},
        (
            Column(first),
            *(Column(_("%(band)s, from %(low)s") % {"band": b.name, "low": f"{b.low:g}"}) for b in columns),
        ),
        tuple(Row((_begins(band), *cells)) for band, cells in zip(rows, one.rule.cells, strict=True)),
        EmptyState(_("None")),
    )


def _begins(band: Band) -> str:
    return _("%(band)s, from %(low)s") % {"band": band.name, "low": f"{band.low:g}"}


def _tree(one: Instrument) -> Table:
    order = [one.rule.root, *(name for name in one.rule.nodes if name != one.rule.root)]
    rows = tuple(
        Row(
            (
                name,
                one.item(one.rule.nodes[name].item).question,
                "; ".join(f"{answer} → {to}" for answer, to in one.rule.nodes[name].leads.items()),
            )
        )
        for name in order
    )
    columns = (Column(_("Step")), Column(_("Question")), Column(_("Each answer leads to")))
    return Table(_("The way through the questions"), columns, rows, EmptyState(_("None")))


def _item(item: Item) -> ItemShown:
    return ItemShown(
        id=item.id,
        question=item.question,
        kind=words.kind(item.kind),
        ask=item.ask,
        evidence=item.evidence,
        weight=f"{item.weight:g}",
        cost=words.cost(item.cost),
        axis=item.axis,
        answers=tuple(
            AnswerShown(level.name.replace("_", " "), words.points(level.points * item.weight), level.anchor)
            for level in item.levels
        ),
    )
