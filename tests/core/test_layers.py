"""Each layer alone, never summed; a rating stands where its evidence comes from."""

from beccaria.core.instruments import Band, Instrument, Item, ItemKind, Level, Rule
from beccaria.core.instruments.model import RuleKind
from beccaria.core.layers import Layer, Seen, layer_of, layers

LEVELS = (Level("none", 0, "No"), Level("much", 3, "Yes"))
ONE = Instrument(
    id="invented",
    version=1,
    title="Invented",
    purpose="For a test",
    items=tuple(
        Item(id=name, question=f"{name}?", kind=ItemKind.DYNAMIC, evidence="Any", levels=LEVELS)
        for name in ("standing", "trade", "temper")
    ),
    rule=Rule(kind=RuleKind.SUM),
    bands=(Band("low", 0), Band("high", 5)),
    users=("assessor",),
    training="None",
    validity="None",
    review_days=30,
    sources=("None",),
)


def seen(ratings: dict[str, str], evidence: dict[str, list[str]]) -> dict[Layer, Seen]:
    return {one.layer: one for one in layers(ONE, ratings, evidence)}


def test_a_layer_alone_leaves_the_others_unknown() -> None:
    found = seen(
        {"standing": "much", "trade": "none", "temper": "much"},
        {"standing": ["report_item", "membership"], "trade": ["event"], "temper": ["dossier"]},
    )
    assert found[Layer.INTELLIGENCE].items == ("standing",)
    assert (found[Layer.INTELLIGENCE].alone.low, found[Layer.INTELLIGENCE].alone.high) == (3, 9)
    assert (found[Layer.BEHAVIOURAL].alone.low, found[Layer.BEHAVIOURAL].alone.high) == (0, 6)
    assert found[Layer.PSYCHOLOGICAL].alone.unknown == ("standing", "trade")


def test_evidence_of_two_kinds_stands_in_both_and_unknown_in_none() -> None:
    found = seen(
        {"standing": "much", "trade": "unknown"}, {"standing": ["warning", "event"], "trade": ["event"]}
    )
    assert found[Layer.INTELLIGENCE].items == found[Layer.BEHAVIOURAL].items == ("standing",)
    assert found[Layer.PSYCHOLOGICAL].items == ()


def test_what_no_layer_claims_is_in_none() -> None:
    assert layer_of("horoscope") is None
    assert all(one.items == () for one in seen({"standing": "much"}, {"standing": ["horoscope"]}).values())
