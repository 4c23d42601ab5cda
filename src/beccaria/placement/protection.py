"""What the database says of keeping apart to those who place people and may not read why: that two must not share."""

from beccaria.access.api import Rows, condition, visible
from beccaria.core.acts import Act
from beccaria.core.handling import HELD_BACK
from beccaria.people.api import visible_person
from beccaria.placement.models import Cover

# The bare rule: no reason, no part, no date, no identifier of it; only of people whom the reader may see, nothing of
# a compartment. A rule for a class is given in the same way; why it holds nobody can ask, for nothing here holds it.
# Somebody may have several records: the rule binds all of them. Each side of a pair is looked up through its index.
_MUST_NOT_SHARE = """
CREATE OR REPLACE FUNCTION placement_must_not_share(wanted text[], day date)
RETURNS TABLE (person text, other text, apart text, kind text) LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $find$
BEGIN
  RETURN QUERY EXECUTE $sql$
    WITH asked AS (
      SELECT mine.id AS person, fellow.id AS record FROM unnest($1) AS wanted(id)
      JOIN people_person mine ON mine.id = wanted.id
      JOIN people_person fellow ON fellow.cluster = mine.cluster
      WHERE {told} AND ({mine})
    ), kept AS (
      SELECT asked.person, keep.other, keep.apart, 'pair' AS kind
      FROM asked CROSS JOIN LATERAL (
        SELECT mine.other_id AS other, mine.* FROM placement_keepapart mine WHERE mine.one_id = asked.record
        UNION ALL
        SELECT theirs.one_id, theirs.* FROM placement_keepapart theirs WHERE theirs.other_id = asked.record
      ) keep
      WHERE keep.closed_at IS NULL AND (keep.until IS NULL OR keep.until >= $2) AND keep.compartments = '{{}}'
        AND (NOT (keep.handling && ARRAY{held_back}::text[]) OR keep.site = ANY ((SELECT app_list('sites'))::text[]))
      UNION ALL
      SELECT asked.person, rule.away_from, rule.apart, 'class'
      FROM asked JOIN placement_classrule rule ON rule.members @> ARRAY[asked.record]
      WHERE rule.ended_at IS NULL
      UNION ALL
      SELECT asked.person, bound.id, rule.apart, 'class'
      FROM asked JOIN placement_classrule rule ON rule.away_from = asked.record
      CROSS JOIN LATERAL unnest(rule.members) AS bound(id)
      WHERE rule.ended_at IS NULL
    )
    SELECT DISTINCT kept.person::text, kept.other::text, kept.apart::text, kept.kind::text FROM kept
    JOIN people_person theirs ON theirs.id = kept.other
    WHERE ({theirs}) AND kept.person <> kept.other
  $sql$ USING wanted, day;
END $find$;
REVOKE ALL ON FUNCTION placement_must_not_share(text[], date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION placement_must_not_share(text[], date) TO beccaria_web, beccaria_worker;
"""

# Who keeps covers reads no register of people: a look at somebody's record would tell those who read the ledger whom a
# compartment cares for. He is told the name behind a number, and behind the covers that are his to see; nothing else.
_COVER_PEOPLE = """
CREATE OR REPLACE FUNCTION placement_cover_people(wanted text[], typed text)
RETURNS TABLE (id text, holder text, name text, number text, establishment text, wing text) LANGUAGE plpgsql STABLE
SECURITY DEFINER SET search_path = public, pg_temp AS $find$
BEGIN
  RETURN QUERY EXECUTE $sql$
    SELECT person.id::text, coalesce(held.person_id, person.id)::text, person.name::text, person.number::text,
      coalesce(held.establishment, '')::text, coalesce(held.wing, '')::text
    FROM people_person person
    LEFT JOIN LATERAL (
      SELECT custody.* FROM people_person fellow
      JOIN people_custodyperiod custody ON custody.person_id = fellow.id AND custody.ends_at IS NULL
      WHERE fellow.cluster = person.cluster ORDER BY custody.starts_at DESC LIMIT 1
    ) held ON true
    WHERE (person.id = ANY ($1) OR (person.number = $2 AND $2 <> '' AND person.role = 'prisoner')) AND ({looked})
  $sql$ USING wanted, typed;
END $find$;
REVOKE ALL ON FUNCTION placement_cover_people(text[], text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION placement_cover_people(text[], text) TO beccaria_web, beccaria_worker;
"""

# Whoever places people weighs whether somebody on a wing can speak with who would live there. He learns which languages
# are spoken on which wing and nothing of the roster: neither who speaks them, nor how many, nor when they are there.
_LANGUAGES_SPOKEN = """
CREATE OR REPLACE FUNCTION placement_languages_spoken(
  prisons text[], since timestamptz, until timestamptz, day date
) RETURNS TABLE (wing text, language text) LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $find$
BEGIN
  RETURN QUERY EXECUTE $sql$
    SELECT DISTINCT shift.wing::text, said.language::text FROM placement_staffshift shift
    JOIN placement_stafflanguage said ON said.site = shift.site AND said.staff = shift.staff
    WHERE shift.site = ANY ($1) AND shift.withdrawn_at IS NULL AND shift.wing <> ''
      AND shift.ends > $2 AND shift.starts < $3 AND (said.over_from IS NULL OR said.over_from > $4)
      AND ({shift}) AND ({said})
  $sql$ USING prisons, since, until, day;
END $find$;
REVOKE ALL ON FUNCTION placement_languages_spoken(text[], timestamptz, timestamptz, date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION placement_languages_spoken(text[], timestamptz, timestamptz, date)
  TO beccaria_web, beccaria_worker;
"""


def statements() -> list[str]:
    """Run by `migrate` after the row policies are written."""
    told = f"({condition([Act.KEEP_APART_TOLD], Rows(), 'mine')})"
    people = {row: visible_person(row) for row in ("mine", "theirs")}
    return [
        _MUST_NOT_SHARE.format(told=told, held_back=HELD_BACK, **people),
        _COVER_PEOPLE.format(looked=_looked()),
        _LANGUAGES_SPOKEN.format(
            **{row: f"({condition([Act.PLACEMENT_SEE], Rows(), row)})" for row in ("shift", "said")}
        ),
    ]


def _looked() -> str:
    """Whom the keeper of covers may be told: people of his prisons, and those in covers that he may see."""
    seen = visible(Cover, "cover").replace("{", "{{").replace("}", "}}")
    named = "{row}.id IN (cover.person_id, cover.away_from_id)"
    sent = f"EXISTS (SELECT 1 FROM placement_cover cover WHERE {named} AND ({seen}))"  # noqa: S608  our own names
    return condition([Act.COVER_LOOK], Rows(reaches=sent), "person")
