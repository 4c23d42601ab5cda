"""Find persons by the words of their names through an index, under the same condition as the row policy."""

from beccaria.access.api import visible
from beccaria.people.models import Person

# Under row security the planner does not take the text condition into the index, because it is not leakproof. This
# function runs as the owner and applies the policy's own condition itself, in the order of the list, after a row.
#
# Whoever has the whole service goes through the index of words. Whoever has some establishments goes through the
# persons there in the order of the list, and "IS TRUE" keeps the index of words out: how long the answer takes then
# depends on his own establishments alone and tells nothing about how often a name occurs in others.
_SEARCH = """
CREATE OR REPLACE FUNCTION search_people(
  wanted tsquery, after_sorts text, after_id text, roles text[], at_most integer
) RETURNS TABLE (id text, sorts text) LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $find$
BEGIN
  IF app_text('sites') = '*' THEN
    RETURN QUERY EXECUTE $sql$
      SELECT found.id::text, found.sorts FROM (
        SELECT row.id, row.sorts, row.role FROM people_person row
        WHERE row.searched @@ $1 AND ({visible}) OFFSET 0
      ) found
      WHERE (found.sorts, found.id) > ($2, $3) AND (cardinality($4) = 0 OR found.role = ANY ($4))
      ORDER BY found.sorts, found.id LIMIT $5
    $sql$ USING wanted, after_sorts, after_id, roles, at_most;
  ELSE
    RETURN QUERY EXECUTE $sql$
      SELECT row.id::text, row.sorts FROM people_person row
      WHERE row.site = ANY ($6) AND (row.searched @@ $1) IS TRUE AND ({visible})
        AND (row.sorts, row.id) > ($2, $3) AND (cardinality($4) = 0 OR row.role = ANY ($4))
      ORDER BY row.sorts, row.id LIMIT $5
    $sql$ USING wanted, after_sorts, after_id, roles, at_most, app_list('sites');
  END IF;
END $find$;
REVOKE ALL ON FUNCTION search_people(tsquery, text, text, text[], integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION search_people(tsquery, text, text, text[], integer) TO beccaria_web, beccaria_worker;
"""


def statements() -> list[str]:
    """Run by `migrate` after the row policies are written."""
    return [_SEARCH.format(visible=visible(Person, "row"))]
