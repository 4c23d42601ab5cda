"""Find persons by the words of their names through an index, under the same condition as the row policy."""

from beccaria.access.api import visible
from beccaria.people.models import Person

# Under row security the planner does not take the text condition into the index, because it is not leakproof. This
# function runs as the owner and applies the policy's own condition itself, in the order of the list, after a row.
#
# Whoever has the whole service goes through the index of words. Whoever has some establishments goes through the
# persons there in the order of the list, and "IS TRUE" keeps the index of words out: how long the answer takes then
# depends on his own establishments alone and tells nothing about how often a name occurs in others.
#
# Of the records of one person only the first that is found counts, whichever page it stands on: so a person is shown
# once over all pages, and a page needs to know nothing of those before it. "(SELECT …) IS NULL" is asked record by
# record in the order of the list, until the page is full.
_FIRST = """(
        SELECT true FROM people_person earlier
        WHERE earlier.cluster = {row}.cluster AND (earlier.sorts, earlier.id) < ({row}.sorts, {row}.id)
          AND (earlier.searched @@ $1) IS TRUE AND ({visible})
          AND (cardinality($4) = 0 OR earlier.role = ANY ($4)) LIMIT 1
      ) IS NULL"""
_SEARCH = """
CREATE OR REPLACE FUNCTION search_people(
  wanted tsquery, after_sorts text, after_id text, roles text[], at_most integer
) RETURNS TABLE (id text, sorts text) LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $find$
BEGIN
  IF app_text('sites') = '*' THEN
    RETURN QUERY EXECUTE $sql$
      SELECT later.id::text, later.sorts FROM (
        SELECT found.id, found.sorts, found.cluster FROM (
          SELECT row.id, row.sorts, row.role, row.cluster FROM people_person row
          WHERE row.searched @@ $1 AND ({visible}) OFFSET 0
        ) found
        WHERE (found.sorts, found.id) > ($2, $3) AND (cardinality($4) = 0 OR found.role = ANY ($4))
        ORDER BY found.sorts, found.id OFFSET 0
      ) later
      WHERE {first_later}
      ORDER BY later.sorts, later.id LIMIT $5
    $sql$ USING wanted, after_sorts, after_id, roles, at_most;
  ELSE
    RETURN QUERY EXECUTE $sql$
      SELECT row.id::text, row.sorts FROM people_person row
      WHERE row.site = ANY ($6) AND (row.searched @@ $1) IS TRUE AND ({visible})
        AND (row.sorts, row.id) > ($2, $3) AND (cardinality($4) = 0 OR row.role = ANY ($4))
        AND {first_row}
      ORDER BY row.sorts, row.id LIMIT $5
    $sql$ USING wanted, after_sorts, after_id, roles, at_most, app_list('sites');
  END IF;
END $find$;
REVOKE ALL ON FUNCTION search_people(tsquery, text, text, text[], integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION search_people(tsquery, text, text, text[], integer) TO beccaria_web, beccaria_worker;
"""


# Each key is looked up alone, and at most so many persons are taken from it: a name that a million bear says as little
# as none, and costs as little. A key counts for more the fewer have it. Whoever has some establishments is answered
# from their part of the index alone: how long the answer takes tells nothing about others.
_CANDIDATES = """
CREATE OR REPLACE FUNCTION candidate_people(wanted bigint[], at_each integer, at_most integer)
RETURNS TABLE (id text, weight double precision) LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $find$
BEGIN
  RETURN QUERY EXECUTE $sql$
    WITH found AS (
      SELECT wanted.key, kept.person_id
      FROM unnest($1) AS wanted(key)
      CROSS JOIN LATERAL (
        SELECT keys.person_id FROM people_personkey keys
        JOIN people_person row ON row.id = keys.person_id
        WHERE keys.key = wanted.key AND $sql$
    || CASE WHEN app_text('sites') = '*' THEN 'true' ELSE 'keys.site = ANY ($4)' END || $sql$
          AND ({visible})
        LIMIT $2
      ) kept
    ), weighed AS (SELECT key, 1 / ln(1 + count(*)) AS weight FROM found GROUP BY key)
    SELECT found.person_id::text, sum(weighed.weight)::double precision
    FROM found JOIN weighed USING (key) GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT $3
  $sql$ USING wanted, at_each, at_most, app_list('sites');
END $find$;
REVOKE ALL ON FUNCTION candidate_people(bigint[], integer, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION candidate_people(bigint[], integer, integer) TO beccaria_web, beccaria_worker;
"""


def visible_person(row: str) -> str:
    """The condition of the persons' own policy on `row`, for functions of other apps that run as the owner."""
    return visible(Person, row)


def statements() -> list[str]:
    """Run by `migrate` after the row policies are written."""
    seen = visible(Person, "row")
    first = {
        f"first_{row}": _FIRST.format(row=row, visible=visible(Person, "earlier")) for row in ("later", "row")
    }
    return [_SEARCH.format(visible=seen, **first), _CANDIDATES.format(visible=seen)]
