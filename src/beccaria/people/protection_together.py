"""Who was held together, read as the owner under the persons' own policy: both must be visible."""

from beccaria.access.api import visible
from beccaria.people.models import Person

# A row of custody is seen when its person is. Under row security the planner reads every person there is for that, on
# both sides; here only those in question are looked at, under the same condition.
_TOGETHER = """
CREATE OR REPLACE FUNCTION people_together(
  records text[], whole_wing boolean, among boolean, since timestamptz, until timestamptz
) RETURNS TABLE (
  person text, other text, establishment text, wing text, cell text, began timestamptz, ended timestamptz, stay text
) LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $find$
BEGIN
  RETURN QUERY EXECUTE $sql$
    SELECT mine.person_id::text, theirs.person_id::text, mine.establishment, mine.wing, mine.cell,
      greatest(mine.starts_at, theirs.starts_at), least(mine.ends_at, theirs.ends_at), least(mine.id, theirs.id)::text
    FROM people_custodyperiod mine
    JOIN people_person held ON held.id = mine.person_id
    JOIN people_custodyperiod theirs ON theirs.establishment = mine.establishment AND theirs.wing = mine.wing
      AND $sql$ || CASE WHEN whole_wing THEN 'mine.wing <> $4' ELSE 'theirs.cell = mine.cell AND mine.cell <> $4' END
    || CASE WHEN among THEN ' AND theirs.person_id = ANY ($1) AND theirs.person_id > mine.person_id' ELSE '' END
    || $sql$ AND theirs.person_id <> mine.person_id
      AND theirs.starts_at < coalesce(mine.ends_at, 'infinity')
      AND coalesce(theirs.ends_at, 'infinity') > mine.starts_at
    JOIN people_person beside ON beside.id = theirs.person_id
    WHERE mine.person_id = ANY ($1)
      AND theirs.starts_at < $3 AND mine.starts_at < $3
      AND coalesce(theirs.ends_at, 'infinity') > $2 AND coalesce(mine.ends_at, 'infinity') > $2
      AND ({held}) AND ({beside})
  $sql$ USING records, since, until, '';
END $find$;
REVOKE ALL ON FUNCTION people_together(text[], boolean, boolean, timestamptz, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION people_together(text[], boolean, boolean, timestamptz, timestamptz)
  TO beccaria_web, beccaria_worker;
"""


def statements() -> list[str]:
    """Run by `migrate` after the row policies are written."""
    return [_TOGETHER.format(held=visible(Person, "held"), beside=visible(Person, "beside"))]
