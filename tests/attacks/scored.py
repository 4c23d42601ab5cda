"""How each function of core that scores, bands, ranks, prices or orders is asked, with forbidden fields on all it gets.

A new function of that kind belongs in SCORED with a call like those here; or, when nothing of a person goes in, in
NOTHING_OF_A_PERSON with the reason.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from beccaria.core import assessing, decisions, escorts, layers, rescoring, working_places
from beccaria.core import countries as law
from beccaria.core import instruments as engine
from beccaria.core.allocation import costs, cover, keeping_apart, reading, rules, selecting
from beccaria.core.allocation.stored import restored, stored
from beccaria.core.classification import Kind, compare, compare_status, read
from beccaria.core.clocks import isolation
from beccaria.core.grading import Grade, Scheme
from beccaria.core.groups import Basis, Evidence, counting, independent, look_again, supported
from beccaria.core.instruments import Instrument, Judged
from beccaria.core.patterns.found import Found, Unusual
from beccaria.core.patterns.ranking import ranked, within_budget
from beccaria.core.profile import Dimension, Identity, Kept, Profile, for_reader
from beccaria.core.reviews import clock_days, until
from beccaria.lib import countries, instruments, reference
from tests.attacks.tainting import Carrier

Ask = Callable[[Carrier], Any]
DAY: Final = date(2026, 11, 21)
AT: Final = datetime(2026, 11, 21, 9, tzinfo=UTC)
ONE: Final = instruments.newest()["oc-prisoner"].instrument
TREE: Final = instruments.newest()["ve-typology"].instrument
MATRIX: Final = instruments.newest()["ocg-criminality-capability"].instrument
PACK: Final = countries.packs()["NL"]
OTHER: Final = countries.packs()["IT"]
PROFILER: Final = decisions.pack_from(
    reference.read(
        reference.FOLDER / "decisions" / "risk-profiler.yaml", reference.FOLDER / "decisions" / "schema.json"
    )
)
ALONE: Final = isolation.Run(
    (
        isolation.Day(DAY, timedelta(hours=1), isolation.Shown.ALONE, apart=True),
        isolation.Day(DAY + timedelta(days=1), timedelta(), isolation.Shown.UNKNOWN, apart=True),
    )
)
PLACES: Final[dict[str, Any]] = {
    "format": "beccaria-placement-1",
    "on": "2026-11-23",
    "prisons": [{"id": "P", "at": [0, 0], "courts": ["east"]}, {"id": "Q", "at": [30, 40]}],
    "wings": [
        {
            "id": name,
            "prison": prison,
            "capacity": 2,
            "sexes": ["male"],
            "categories": ["B"],
            "statuses": ["sentenced"],
            "regimes": ["standard"],
            "languages": ["en"],
        }
        for name, prison in (("A", "P"), ("B", "Q"), ("C", "Q"))
    ],
    "people": [
        {
            "id": who,
            "sex": "male",
            "category": "B",
            "age": 30,
            "status": "sentenced",
            "home": [3, 4],
            "groups": [{"group": "G", "role": role}],
            "languages": ["en"],
            "traits": ["young"],
            "hearings": [{"on": "2026-12-20", "court": "east"}],
            "waits": ["joinery"],
        }
        for who, role in (("one", "leader"), ("two", "member"), ("three", "member"))
    ],
    "keep_apart": {
        "pairs": [{"a": "one", "b": "two"}],
        "between": [{"a": "person:one", "b": "trait:nobody"}],
        "standing": [{"roles": ["leader"], "from": ["member"]}],
        "dispersal": [{"group": "G", "most": 2}],
    },
    "cover": [{"person": "one", "from": "three"}],
    "fewest_alike": 2,
}


def ratings(one: Instrument) -> dict[str, str]:
    """An answer to every second question of an instrument; the others are unknown."""
    return {item.id: item.levels[-1].name for item in one.items[::2]}


def evidence() -> list[Evidence]:
    """Three pieces that show a membership, of two origins."""
    good = Grade(Scheme.THREE_FIVE_TWO, "1", "A")
    told = ((Basis.COURT_FINDING, "the court"), (Basis.FINANCE, "payments"), (Basis.SIGN, "payments"))
    return [
        Evidence(basis, origin, DAY - timedelta(days=30 * n), good) for n, (basis, origin) in enumerate(told)
    ]


def found(key: str, strength: float) -> Found:
    """Something a pattern found."""
    unusual = Unusual("Four in a day.", 4, 1, "the wing")
    return Found(
        *(
            "calls",
            1,
            key,
            AT,
            AT,
            ("p1", "p2"),
            ("NORTH",),
            "Many called one number.",
            {},
            (),
            unusual,
            (),
            (),
        ),
        strength,
    )


def profile() -> Profile:
    """A profile with one risk that was judged."""
    kept = Kept()
    who = Identity(
        name="A", other_names=(), born=None, number="", held_at="NORTH", held_since=None, kept=kept
    )
    judged = Dimension(
        id="a1",
        instrument="escape",
        version=1,
        title="Escape",
        band="high",
        kept=kept,
        band_low="low",
        band_high="high",
        low=3.0,
        high=9.0,
        unknown=4,
        likelihood="likely",
        confidence="low",
        overridden=False,
        decided_on=DAY,
        review_due=DAY,
    )
    return Profile(made_at=AT, country="NL", identity=who, decisions=(), dimensions=(judged,))


def _instance(carrier: Carrier) -> Any:
    return carrier.on(reading.instance_from(carrier.document(PLACES)))


def _place(does: Callable[[Any, Any, Any], Any]) -> Ask:
    def ask(carrier: Carrier) -> Any:
        whole = _instance(carrier)
        return [does(who, wing, whole) for who in whole.people.values() for wing in whole.wings.values()]

    return ask


def _apart(does: Callable[[Mapping[str, Any], Any], Any]) -> Ask:
    def ask(carrier: Carrier) -> Any:
        return does(carrier.document(PLACES["keep_apart"]), selecting.Register.of(_instance(carrier).people))

    return ask


def _cards(carrier: Carrier) -> list[Judged]:
    given = [ratings(ONE), {item.id: item.levels[0].name for item in ONE.items}]
    cards = [
        Judged(judge, who, given[(n + m) % 2])
        for n, judge in enumerate(("a", "b"))
        for m, who in enumerate(("x", "y"))
    ]
    return [carrier.on(each) for each in cards]


def _kinds(does: Callable[[Instrument, dict[str, str]], Any]) -> Ask:
    """Asked with a sum, a tree and a matrix, read from documents that hold forbidden fields everywhere."""

    def ask(carrier: Carrier) -> Any:
        return [does(carrier.on(one), ratings(one)) for one in (ONE, TREE, MATRIX)]

    return ask


def _evidence(does: Callable[[list[Evidence]], Any]) -> Ask:
    return lambda carrier: does(carrier.on(evidence()))


def _full(one: Instrument, given: Mapping[str, str]) -> dict[str, str]:
    return {item.id: given.get(item.id, engine.UNKNOWN) for item in one.items}


def _instrument(carrier: Carrier) -> Any:
    path = instruments.FOLDER / "oc-prisoner.yaml"
    one = engine.instrument_from(carrier.document(reference.read(path, instruments.SCHEMA)))
    return one, engine.faults(one), engine.score(one, ratings(one))


def _decided(carrier: Carrier) -> Any:
    group = {"band": "3a", "standing": "principal subject"}
    return decisions.decide(carrier.on(PROFILER), carrier.document({"groups": [group], "alerts": []}))


_KNOWN: Final = escorts.Known(escape_high=True, status=True)
_ABLE: Final = working_places.Able(skills=frozenset({working_places.Skill.METAL}), escape_high=True)
_SPOT: Final = working_places.Spot(
    frozenset({working_places.Access.TOOLS}),
    (working_places.Near(working_places.Weakness.ROOF, working_places.Reach.AT_IT),),
)

SCORED: Final[dict[str, Ask]] = {
    "allocation.costs.terms": _place(costs.terms),
    "allocation.cover.open_rules": lambda carrier: cover.open_rules(_instance(carrier)),
    "allocation.cover.standing": lambda carrier: cover.standing(_instance(carrier)),
    "allocation.cover.loose": lambda carrier: cover.loose(_instance(carrier)),
    "allocation.cover.classes": lambda carrier: cover.classes(_instance(carrier).people.values(), 2),
    "allocation.rules.answers": _place(lambda who, _wing, whole: rules.answers(who, whole)),
    "allocation.rules.barred": _place(
        lambda who, wing, whole: rules.barred(rules.answers(who, whole), wing, whole)
    ),
    "allocation.rules.bars": _place(rules.bars),
    "allocation.rules.soon": lambda carrier: [
        rules.soon(who, _instance(carrier), rules.SOON) for who in _instance(carrier).people.values()
    ],
    "allocation.keeping_apart.apart_from": _apart(keeping_apart.apart_from),
    "allocation.keeping_apart.between_from": _apart(keeping_apart.between_from),
    "allocation.keeping_apart.standing_from": lambda carrier: keeping_apart.standing_from(
        carrier.document(PLACES["keep_apart"])
    ),
    "allocation.keeping_apart.cover_from": lambda carrier: keeping_apart.cover_from(
        carrier.document(PLACES), _instance(carrier).people
    ),
    "allocation.reading.instance_from": _instance,
    "allocation.stored.restored": lambda carrier: restored(stored(_instance(carrier))),
    "allocation.selecting.Register.of": lambda carrier: selecting.Register.of(_instance(carrier).people),
    "assessing.direction": lambda carrier: assessing.direction(carrier.on(("low", "high")), "low", "high"),
    "assessing.is_weak": lambda carrier: assessing.is_weak(carrier.on([assessing.Grade("4x4", "X", "1")])),
    "classification.crosswalk.compare": lambda carrier: [
        compare(carrier.on(PACK), one.code, carrier.on(OTHER)) for one in PACK.categories
    ],
    "classification.crosswalk.compare_status": lambda carrier: compare_status(
        carrier.on(PACK), law.StatusKind.EXTREMIST, carrier.on(OTHER)
    ),
    "classification.model.read": lambda carrier: [
        read(carrier.on(PACK), Kind.CATEGORY, one.code) for one in PACK.categories
    ],
    "clocks.isolation.Day.hours": lambda carrier: [each.hours for each in carrier.on(ALONE).days],
    "clocks.isolation.Run.counted": lambda carrier: carrier.on(ALONE).counted,
    "clocks.isolation.Run.unknown": lambda carrier: carrier.on(ALONE).unknown,
    "decisions.deciding.decide": _decided,
    "escorts.needed": lambda carrier: escorts.needed(carrier.on(_KNOWN)),
    "escorts.asked": lambda carrier: escorts.asked(carrier.on(_KNOWN)),
    "groups.belonging.counting": _evidence(lambda pieces: counting(pieces, on=DAY)),
    "groups.belonging.independent": _evidence(independent),
    "groups.belonging.look_again": _evidence(lambda pieces: look_again(pieces, on=DAY)),
    "groups.belonging.supported": _evidence(lambda pieces: supported(pieces, on=DAY)),
    "instruments.agreement.compare_judges": lambda carrier: engine.compare_judges(
        carrier.on(ONE), _cards(carrier)
    ),
    "instruments.pairs.pairs": lambda carrier: engine.pairs(carrier.on(ONE), _cards(carrier)),
    "instruments.pairs.intraclass_of": lambda carrier: engine.intraclass_of(carrier.on(ONE), _cards(carrier)),
    "instruments.reading.instrument_from": _instrument,
    "instruments.scoring.score": _kinds(engine.score),
    "instruments.scoring.bounds": _kinds(lambda one, given: engine.bounds(one, _full(one, given))),
    "instruments.scoring.place_of": _kinds(lambda one, _given: engine.place_of(one, 2.0)),
    "instruments.sensitivity.order": _kinds(lambda one, given: engine.order(one, {"x": given, "y": {}})),
    "layers.layers": _kinds(lambda one, given: layers.layers(one, given, dict.fromkeys(given, ("event",)))),
    "patterns.ranking.ranked": lambda carrier: ranked(carrier.on([found("x", 2.0), found("y", 5.0)])),
    "patterns.ranking.within_budget": lambda carrier: within_budget(
        carrier.on([found("x", 2.0), found("y", 5.0)]), most=1
    ),
    "profile.giving.for_reader": lambda carrier: for_reader(
        carrier.on(profile()), {"NL": PACK, "IT": OTHER}, carrier.on(OTHER)
    ),
    "profile.shape.Profile.kept": lambda carrier: carrier.on(profile()).kept,
    "profile.shape.Profile.reviews": lambda carrier: carrier.on(profile()).reviews,
    "rescoring.outcome": _kinds(rescoring.outcome),
    "rescoring.moved": _kinds(
        lambda one, _given: rescoring.moved(one, one.bands[0].name, one.bands[-1].name)
    ),
    "reviews.Until.standing": lambda carrier: carrier.on(until(DAY, DAY)).standing(DAY),
    "reviews.clock_days": lambda carrier: clock_days(180, carrier.on(PACK)),
    "working_places.check": lambda carrier: working_places.check(carrier.on(_ABLE), carrier.on(_SPOT)),
}

_LAW: Final = "the law of a country, the same for everybody"
_NUMBERS: Final = "plain numbers, without anybody to whom they belong"
_PART: Final = "a part of an instrument, the same for everybody"
_PAPER: Final = "how a paper is graded or handled, not whom it is about"
_FACTS: Final = "facts that the pack names, and no others: what deciding makes of them is above"
NOTHING_OF_A_PERSON: Final[dict[str, str]] = {
    "actors.": "who is acting, not about whom",
    "allocation.costs.distance": _NUMBERS,
    "allocation.cover.unit": "how far apart, the same for everybody",
    "allocation.fields.": "one named value of a document",
    "classification.deciding.": _LAW,
    "classification.model.choices": _LAW,
    "classification.scale.": _LAW,
    "countries.": _LAW,
    "decisions.facts.": _FACTS,
    "decisions.model.": _FACTS,
    "decisions.reading.": "a pack of rules, the same for everybody",
    "escorts.staff": _NUMBERS,
    "grading.": _PAPER,
    "instruments.agreement.alpha": _NUMBERS,
    "instruments.model.": _PART,
    "instruments.pairs.intraclass": _NUMBERS,
    "instruments.pairs.weighted_kappa": _NUMBERS,
    "instruments.scoring.band_at": _NUMBERS,
    "instruments.sensitivity.Order.of": "a place that was reckoned already",
    "letters.plain.": "how long the sentences of a text are",
    "handling.": _PAPER,
    "markings.": _PAPER,
    "measures.deciding.": _LAW,
    "measures.model.standing": "the days of a measure",
    "patterns.reading.": "a pattern, the same for everybody",
    "patterns.values.": "a pattern's own settings",
    "policy.": "who may do what",
    "profile.giving.giving": _LAW,
    "profile.shape.strictest_of": _PAPER,
    "warning.standing": "two moments of a warning",
}
"""Names, or beginnings of names that end in a full stop, and why no forbidden field can come in."""
