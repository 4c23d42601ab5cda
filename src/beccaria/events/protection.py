"""Who had a part in the incidents of these people, read as the owner under every policy that it touches."""

from beccaria.access.api import visible
from beccaria.events.models import Incident
from beccaria.people.api import visible_person

# Under row security each part asks the policy of its incident anew, and the planner reads whole tables for it: on
# 20,000 persons a chart's outermost ring took 200 ms. Here every incident and every person is looked at once, under the
# policies' own conditions. Persons who are hidden are not told, so that whoever counts them does not count them.
_PARTS = """
CREATE OR REPLACE FUNCTION events_parts_beside(
  records text[], at_least integer, since timestamptz, until timestamptz
) RETURNS TABLE (
  incident text, person text, part text, family text, at timestamptz, level integer, handling text[], site text
) LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $find$
BEGIN
  RETURN QUERY EXECUTE $sql$
    SELECT incident.id::text, part.person_id::text, part.part, incident.family, incident.at, incident.level::integer,
      incident.handling, incident.site
    FROM (
      SELECT mine.incident_id FROM events_incidentpart mine
      WHERE mine.person_id = ANY ($1) AND mine.part <> 'responder'
      GROUP BY mine.incident_id HAVING count(DISTINCT mine.person_id) >= $2
    ) named
    JOIN events_incident incident ON incident.id = named.incident_id
    JOIN events_incidentpart part ON part.incident_id = incident.id AND part.part <> 'responder'
    JOIN people_person person ON person.id = part.person_id
    WHERE incident.at >= $3 AND incident.at < $4 AND ({incident}) AND ({person})
  $sql$ USING records, at_least, since, until;
END $find$;
REVOKE ALL ON FUNCTION events_parts_beside(text[], integer, timestamptz, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION events_parts_beside(text[], integer, timestamptz, timestamptz)
  TO beccaria_web, beccaria_worker;
"""


def statements() -> list[str]:
    """Run by `migrate` after the row policies are written."""
    return [_PARTS.format(incident=visible(Incident, "incident"), person=visible_person("person"))]
