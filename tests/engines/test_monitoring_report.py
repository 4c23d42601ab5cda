"""The whole report: which alarms speak, in which words, and that groups and measurements never reach a score."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import grimp
import numpy as np
import pytest

from beccaria.core.instruments import Agreement, Alpha, instrument_from
from beccaria.core.refusal import BadInput
from beccaria.engines.monitoring import Assessed, Limits, Monitored, Watched, monitor, watched
from beccaria.lib import reference

WHAT = Watched(
    instrument="example",
    version=1,
    title="The example",
    items=("a", "b"),
    bands=("low", "medium", "high"),
    flagged_from="medium",
    outcome="an incident within 30 days",
    follow_days=30,
)
AT = date(2026, 1, 31)


def quiet() -> Iterator[Assessed]:
    """Three years, fifty a month, one in ten of the low, three of the medium, six of the high; all alike."""
    for month in range(36):
        on = date(2023 + month // 12, month % 12 + 1, 10)
        for number in range(50):
            band = ("low", "low", "low", "medium", "high")[number % 5]
            happened = number // 5 < {"low": 1, "medium": 3, "high": 6}[band]
            yield Assessed(
                on=on,
                band=band,
                decided=band,
                groups={"sex": "women" if number % 2 else "men"},
                happened=happened,
            )


def kinds(found: Monitored) -> list[str]:
    return [alarm.kind for alarm in found.alarms]


def test_a_quiet_instrument_raises_no_alarm_about_time() -> None:
    found = monitor(WHAT, list(quiet()), at=AT)
    assert found.usage.assessments == 1800
    assert (found.followed, found.waiting, found.lost) == (1800, 0, 0)
    assert not {"base rate", "calibration", "bands", "completeness", "use", "override"} & set(kinds(found))


def test_groups_change_nothing_but_what_is_measured_by_group() -> None:
    cases = list(quiet())
    plain = monitor(WHAT, [replace(case, groups={}) for case in cases], at=AT)
    grouped = monitor(WHAT, cases, at=AT)
    for name in ("usage", "spreads", "shifts", "calibration", "outcomes", "gaps_left", "agreement"):
        assert getattr(plain, name) == getattr(grouped, name), name
    assert plain.disparities == ()
    assert grouped.disparities != ()


def test_a_jump_of_the_base_rate_is_said_with_what_how_sure_and_what_to_do() -> None:
    cases = [replace(case, happened=case.happened or case.on >= date(2025, 1, 1)) for case in quiet()]
    found = monitor(WHAT, cases, at=AT)
    alarm = next(alarm for alarm in found.alarms if alarm.kind == "base rate")
    assert str(alarm.what).startswith(
        "An incident within 30 days has become more frequent since about January 2025"
    )
    assert "one false alarm in 20 years" in str(alarm.sure)
    assert str(alarm.act).startswith("Do not read bands as before")
    assert alarm.sentence == f"{alarm.what} {alarm.sure} {alarm.act}"
    assert "calibration" in kinds(found)


def test_outcomes_of_the_latest_wait_until_their_time_is_over() -> None:
    late = [Assessed(on=AT - timedelta(days=3), band="low", happened=True) for _ in range(40)]
    found = monitor(WHAT, [*quiet(), *late], at=AT)
    assert (found.followed, found.waiting) == (1800, 40)
    assert "base rate" not in kinds(found)


def test_use_that_goes_wrong_is_named() -> None:
    cases = [
        replace(
            case,
            decided="low",
            unknown=frozenset({"a"}),
            blank=frozenset({"b"}) if case.band == "low" else frozenset(),
        )
        for case in quiet()
    ]
    found = kinds(monitor(WHAT, cases, at=AT))
    assert {"completeness", "unknown", "override", "override direction"} <= set(found)
    assert "use" in kinds(monitor(WHAT, cases, at=AT + timedelta(days=300)))
    assert kinds(monitor(WHAT, [], at=AT)) == ["use"]


def test_bands_that_move_and_bands_on_their_head_are_named() -> None:
    turned = {"low": "high", "medium": "medium", "high": "low"}
    cases = [replace(case, band=turned[case.band]) if case.on.year == 2025 else case for case in quiet()]
    found = monitor(WHAT, cases, at=AT)
    assert {"bands", "order of bands", "discrimination"} <= set(kinds(found))
    moved = next(alarm for alarm in found.alarms if alarm.kind == "bands")
    assert "In 2025 the bands are spread otherwise than in 2023" in str(moved.what)


def test_unequal_errors_are_an_alarm_with_both_rates() -> None:
    def warned_of(case: Assessed) -> bool:
        return case.groups["sex"] == "women" and case.band == "low" and case.on.month > 4

    cases = [replace(case, band="high") if warned_of(case) else case for case in quiet()]
    alarms = [alarm for alarm in monitor(WHAT, cases, at=AT).alarms if alarm.kind == "disparity"]
    assert any(str(alarm.what).startswith("False alarms") and "women" in str(alarm.what) for alarm in alarms)
    assert all("95 % interval" in str(alarm.sure) and "corrected" in str(alarm.sure) for alarm in alarms)


def test_judges_apart_are_an_alarm() -> None:
    apart = Agreement(Alpha(0.4, 30, 3, ""), ())
    assert "agreement" in kinds(monitor(WHAT, list(quiet()), at=AT, agreement=apart))
    together = Agreement(Alpha(0.9, 30, 3, ""), ())
    assert "agreement" not in kinds(monitor(WHAT, list(quiet()), at=AT, agreement=together))


def test_every_reader_is_told_what_cannot_be_had() -> None:
    notes = monitor(WHAT, list(quiet()), at=AT).notes
    assert any("Equal error rates and equal calibration cannot both hold" in str(note) for note in notes)
    assert any("not part of any score" in str(note) for note in notes)


def test_a_chart_that_could_not_notice_says_so() -> None:
    rare = [case for number, case in enumerate(quiet()) if number % 5 == 0]
    assert any("proves nothing" in str(note) for note in monitor(WHAT, rare, at=AT).notes)
    assert not any("proves nothing" in str(note) for note in monitor(WHAT, list(quiet()), at=AT).notes)
    assert any("not watched yet" in str(note) for note in monitor(WHAT, [], at=AT).notes)


def test_a_service_may_set_its_own_limits() -> None:
    cases = [replace(case, blank=frozenset({"a"})) if case.band == "high" else case for case in quiet()]
    assert "completeness" in kinds(monitor(WHAT, cases, at=AT))
    assert "completeness" not in kinds(monitor(WHAT, cases, at=AT, limits=Limits(incomplete=0.5)))


def test_an_instrument_of_ours_can_be_watched() -> None:
    folder = reference.FOLDER / "instruments"
    one = instrument_from(reference.read(folder / "oc-prisoner.yaml", folder / "schema.json"))
    what = watched(one, flagged_from=one.bands[-1].name, outcome="an incident", follow_days=90)
    assert what.bands == tuple(band.name for band in one.bands)
    assert what.warns(one.bands[-1].name)
    assert not what.warns(one.bands[0].name)
    with pytest.raises(BadInput):
        monitor(what, [Assessed(on=AT, band="no such band")], at=AT)


def test_measured_never_scored() -> None:
    """Nothing that scores or decides reads a measurement: not the rules, not an action, not another engine."""
    graph = grimp.build_graph("beccaria")
    monitoring = graph.find_descendants("beccaria.engines.monitoring") | {"beccaria.engines.monitoring"}
    assert not graph.find_upstream_modules("beccaria.core.instruments", as_package=True) & monitoring
    assert not graph.find_upstream_modules("beccaria.core", as_package=True) & monitoring
    readers = graph.find_downstream_modules("beccaria.engines.monitoring", as_package=True) - monitoring
    assert not [name for name in readers if name.startswith("beccaria.engines.") or ".actions" in name]
    # The proof can fail: with the import it forbids, it does.
    graph.add_import(
        importer="beccaria.core.instruments.scoring", imported="beccaria.engines.monitoring.disparity"
    )
    assert graph.find_upstream_modules("beccaria.core.instruments", as_package=True) & monitoring


def by_chance(rng: np.random.Generator) -> list[Assessed]:
    """Four years of sixty a month: bands, outcomes, overrides and groups fall as they fall, nothing ever changes."""
    found = []
    for month in range(48):
        on = date(2020 + month // 12, month % 12 + 1, 5)
        for place, group in zip(rng.choice(3, 60, p=(0.6, 0.3, 0.1)), rng.choice(2, 60), strict=True):
            moved = int(place) + int(rng.choice((-1, 0, 1), p=(0.04, 0.92, 0.04)))
            decided = WHAT.bands[min(2, max(0, moved))]
            happened = bool(rng.random() < (0.05, 0.15, 0.35)[place])
            groups = {"sex": ("women", "men")[group]}
            found.append(
                Assessed(on=on, band=WHAT.bands[place], decided=decided, groups=groups, happened=happened)
            )
    return found


def test_instruments_on_which_nothing_changes_are_seldom_alarmed_about() -> None:
    rng = np.random.default_rng(21)
    alarmed = [kinds(monitor(WHAT, by_chance(rng), at=date(2024, 3, 1))) for _ in range(15)]
    assert sum(bool(one) for one in alarmed) <= 4
