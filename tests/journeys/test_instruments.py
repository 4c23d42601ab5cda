"""Instruments read and watched in real browsers: any of them, its figures, judges compared; on the phone too."""

import re
from collections.abc import Callable
from typing import Any

import psycopg
import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Service

Visit = Callable[..., Page]
Check = Callable[[Page], None]
Picture = Callable[..., None]
MANY, WATCHED = 400, "work-and-place"
# Copies of one planted prisoner, assessed over four years; every seventh strikes somebody soon after.
_PLANT = (
    """INSERT INTO people_person SELECT (jsonb_populate_record(one, jsonb_build_object('id', gen_random_uuid()::text,
         'key', 'copy-' || copies.n, 'cluster', gen_random_uuid()::text, 'born',
         (date '1960-01-01' + copies.n * 40)::text))).*
       FROM people_person one, generate_series(1, %(many)s) AS copies (n) WHERE one.key = 'seed-mts'""",
    """INSERT INTO people_identity SELECT (jsonb_populate_record(one, jsonb_build_object('id', gen_random_uuid()::text,
         'person_id', copy.id, 'key', copy.key, 'sex', CASE WHEN substr(copy.key, 6)::int %% 3 = 0 THEN 'female'
         ELSE 'male' END, 'nationality', CASE WHEN substr(copy.key, 6)::int %% 2 = 0 THEN 'IT' ELSE 'ZZ' END))).*
       FROM people_identity one, people_person copy WHERE one.key = 'seed-mts' AND copy.key LIKE 'copy-%%'""",
    """INSERT INTO risk_assessment SELECT (jsonb_populate_record(NULL::risk_assessment, jsonb_build_object(
         'id', gen_random_uuid()::text, 'site', 'NORTH', 'level', 0, 'compartments', '[]'::jsonb,
         'handling', '[]'::jsonb,
         'person_id', copy.id, 'instrument', %(watched)s::text, 'version', 1, 'digest', 'x', 'state', 'draft',
         'assessor', judge.id, 'started_at', day.at - interval '2 days', 'saved_at', day.at, 'what', '', 'to_whom', '',
         'when', '', 'how_likely', '', 'what_would_change', '', 'likelihood', '', 'confidence', '', 'proposed_band', '',
         'band_low', '', 'band_high', '', 'second_person', '', 'second_words', '', 'decided_band', '', 'decided_by', '',
         'override', '', 'override_reason', '', 'superseded_why', '', 'despite', ''))).*
       FROM people_person copy, access_user judge,
         LATERAL (SELECT now() - substr(copy.key, 6)::int * interval '3.6 days' AS at) day
       WHERE copy.key LIKE 'copy-%%' AND (judge.username = 'asa'
         OR (judge.username = 'bo' AND substr(copy.key, 6)::int %% 10 = 0))""",
    """INSERT INTO risk_rating (id, assessment_id, item, level, because, against, looked_against, weak, seal, rated_by,
         rated_at)
       SELECT gen_random_uuid()::text, judged.id, asked.item, CASE WHEN hashtext(judged.id || asked.item) %% 5 = 0
         THEN 'unknown' ELSE asked.level END, '', '', true, false, '', judged.assessor, judged.started_at
       FROM risk_assessment judged, unnest(%(items)s::text[], %(levels)s::text[]) AS asked (item, level)
       WHERE judged.instrument = %(watched)s""",
    """UPDATE risk_assessment SET state = 'rated', finished_at = saved_at,
         proposed_band = (%(bands)s::text[])[1 + abs(hashtext(id)) %% 3] WHERE instrument = %(watched)s""",
    """INSERT INTO events_incident SELECT (jsonb_populate_record(one, jsonb_build_object('id', gen_random_uuid()::text,
         'key', copy.key, 'at', now() - substr(copy.key, 6)::int * interval '3.6 days' + interval '20 days'))).*
       FROM events_incident one, people_person copy
       WHERE one.key = 'fight' AND copy.key LIKE 'copy-%%' AND substr(copy.key, 6)::int %% 4 = 0
         AND substr(copy.key, 6)::int > 8""",
    """INSERT INTO events_incidentpart (id, part, incident_id, person_id)
       SELECT gen_random_uuid()::text, 'assailant', incident.id, copy.id
       FROM events_incident incident JOIN people_person copy ON copy.key = incident.key""",
)


@pytest.fixture(scope="module")
def watched(service: Service) -> str:
    """Four hundred people assessed with one instrument, as the administrator plants them."""
    from beccaria.lib import instruments

    one = instruments.newest()[WATCHED].instrument
    said: dict[str, Any] = {
        "many": MANY,
        "watched": WATCHED,
        "items": [item.id for item in one.items],
        "levels": [item.levels[0].name for item in one.items],
        "bands": [band.name for band in one.bands],
    }
    with psycopg.connect(service.cluster.admin_url, dbname=service.database) as connection:
        for statement in _PLANT:
            connection.execute(statement.encode(), said)
    return WATCHED


def test_any_instrument_can_be_read_also_without_scripts(
    visit: Visit, accessible: Check, picture: Picture
) -> None:
    page = visit("ana", scripts=False)
    page.goto("/instruments/")
    page.get_by_role("link", name="Organised crime from custody").click()
    expect(page.locator("main")).to_contain_text("Nobody knows, or nobody looked")
    expect(page.locator("main")).to_contain_text("Never asked, never used")
    page = visit("asa")
    for address in (
        "",
        "oc-prisoner/",
        "ocg-criminality-capability/",
        "ve-typology/",
        "escape/compare/?from=1&to=1",
    ):
        page.goto(f"/instruments/{address}")
        accessible(page)
    page.goto("/instruments/oc-prisoner/")
    picture(page, "instrument")
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="Print")).to_be_hidden()


def test_the_monitor_is_read_from_the_top_and_taken_away(
    visit: Visit, watched: str, accessible: Check, picture: Picture
) -> None:
    page = visit("gil")
    page.goto("/monitoring/")
    accessible(page)
    page.get_by_role("link", name="work").first.click()
    expect(page.get_by_role("heading", name="For whom does it err?")).to_be_visible()
    expect(page.locator("main")).to_contain_text(str(MANY + MANY // 10))
    for summary in page.locator("main summary").all():
        summary.click()
    accessible(page)
    picture(page, "monitor")
    with page.expect_download() as download:
        page.get_by_role("link", name="As a table (CSV)").click()
    assert download.value.suggested_filename == f"{watched}.csv"
    page.get_by_role("link", name="Judges compared").first.click()
    expect(page.locator("main")).to_contain_text(re.compile("(Asa|Bo) [A-Z][a-z]+ and (Bo|Asa) [A-Z]"))
    accessible(page)
    picture(page, "judges")


def test_it_fits_a_phone(visit: Visit, watched: str, accessible: Check) -> None:
    page = visit("gil", phone=True)
    compared = f"/monitoring/calibration/?by={watched}"
    for address in ("/instruments/", "/instruments/oc-prisoner/", f"/monitoring/{watched}/", compared):
        page.goto(address)
        accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), address
