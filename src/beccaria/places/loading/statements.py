"""The set-based statements that take an estate from the temporary table `incoming` into its own tables."""

# ruff: noqa: FLY002  both parts are constants; an f-string would look like SQL built from values

# An empty cell leaves what is known; of several rows about one place the newest is its present state. A row without
# a day speaks of the day it is loaded, but changes nothing when it says what was said before.

_NEWEST = """
WITH newest AS (
  SELECT DISTINCT ON (code) *, coalesce(as_of, %(today)s) AS said_on
  FROM incoming WHERE level = 'establishment'
  ORDER BY code, coalesce(as_of, %(today)s) DESC, row DESC
)
"""

ADD_ESTABLISHMENTS = "".join(
    (
        _NEWEST,
        """
INSERT INTO places_establishment
  (id, code, site, level, compartments, handling, name, folded, kind, category, sex, region, town, country, address,
   latitude, longitude, open, as_of)
SELECT gen_random_uuid()::text, code, code, 0, '{}', '{}', name, '', coalesce(kind, ''), coalesce(category, ''),
  coalesce(sex, ''), coalesce(region, ''), coalesce(town, ''), coalesce(country, ''), coalesce(address, ''),
  CASE WHEN longitude IS NULL THEN NULL ELSE latitude END, CASE WHEN latitude IS NULL THEN NULL ELSE longitude END,
  open, said_on
FROM newest WHERE NOT EXISTS (SELECT 1 FROM places_establishment known WHERE known.code = newest.code)
""",
    )
)

CHANGE_ESTABLISHMENTS = "".join(
    (
        _NEWEST,
        """
UPDATE places_establishment AS known SET
  name = newest.name,
  kind = coalesce(newest.kind, known.kind),
  category = coalesce(newest.category, known.category),
  sex = coalesce(newest.sex, known.sex),
  region = coalesce(newest.region, known.region),
  town = coalesce(newest.town, known.town),
  country = coalesce(newest.country, known.country),
  address = coalesce(newest.address, known.address),
  latitude = CASE WHEN newest.longitude IS NULL THEN known.latitude
                  ELSE coalesce(newest.latitude, known.latitude) END,
  longitude = CASE WHEN newest.latitude IS NULL THEN known.longitude
                   ELSE coalesce(newest.longitude, known.longitude) END,
  open = coalesce(newest.open, known.open),
  as_of = newest.said_on
FROM newest
WHERE newest.code = known.code AND newest.said_on >= known.as_of
  AND (known.name, known.kind, known.category, known.sex, known.region, known.town, known.country, known.address,
       known.open, known.as_of, known.latitude, known.longitude)
   IS DISTINCT FROM
      (newest.name, coalesce(newest.kind, known.kind), coalesce(newest.category, known.category),
       coalesce(newest.sex, known.sex), coalesce(newest.region, known.region), coalesce(newest.town, known.town),
       coalesce(newest.country, known.country), coalesce(newest.address, known.address),
       coalesce(newest.open, known.open), coalesce(newest.as_of, known.as_of),
       CASE WHEN newest.longitude IS NULL THEN known.latitude
            ELSE coalesce(newest.latitude::float8, known.latitude) END,
       CASE WHEN newest.latitude IS NULL THEN known.longitude
            ELSE coalesce(newest.longitude::float8, known.longitude) END)
""",
    )
)

_NEWEST_UNIT = """
WITH newest AS (
  SELECT DISTINCT ON (incoming.code) incoming.*, place.id AS establishment, above.id AS above
  FROM incoming
  JOIN places_establishment place ON place.code = incoming.site
  LEFT JOIN places_unit above ON above.code = incoming.parent
  WHERE incoming.level = %(kind)s
  ORDER BY incoming.code, coalesce(incoming.as_of, %(today)s) DESC, incoming.row DESC
)
"""

ADD_UNITS = "".join(
    (
        _NEWEST_UNIT,
        """
INSERT INTO places_unit
  (id, code, site, level, compartments, handling, establishment_id, parent_id, kind, name, use, category, sex, open)
SELECT gen_random_uuid()::text, code, site, 0, '{}', '{}', establishment, above, level, name, coalesce(kind, ''),
  coalesce(category, ''), coalesce(sex, ''), open
FROM newest WHERE NOT EXISTS (SELECT 1 FROM places_unit known WHERE known.code = newest.code)
""",
    )
)

CHANGE_UNITS = "".join(
    (
        _NEWEST_UNIT,
        """
UPDATE places_unit AS known SET
  parent_id = newest.above,
  name = newest.name,
  use = coalesce(newest.kind, known.use),
  category = coalesce(newest.category, known.category),
  sex = coalesce(newest.sex, known.sex),
  open = coalesce(newest.open, known.open)
FROM newest
WHERE newest.code = known.code
  AND (known.parent_id, known.name, known.use, known.category, known.sex, known.open)
   IS DISTINCT FROM
      (newest.above, newest.name, coalesce(newest.kind, known.use), coalesce(newest.category, known.category),
       coalesce(newest.sex, known.sex), coalesce(newest.open, known.open))
""",
    )
)

STATE = """
WITH said AS (
  SELECT DISTINCT ON (place.id, coalesce(incoming.as_of, %(today)s))
    place.id AS establishment, coalesce(incoming.as_of, %(today)s) AS said_on, incoming.as_of, incoming.name,
    coalesce(incoming.kind, '') AS kind, coalesce(incoming.category, '') AS category,
    coalesce(incoming.sex, '') AS sex, incoming.open, capacity, unavailable, present, rooms, rooms_unavailable
  FROM incoming JOIN places_establishment place ON place.code = incoming.code
  WHERE incoming.level = 'establishment'
  ORDER BY place.id, coalesce(incoming.as_of, %(today)s), incoming.row DESC
), worth_keeping AS (
  SELECT * FROM said WHERE as_of IS NOT NULL OR NOT EXISTS (
    SELECT 1 FROM (
      SELECT * FROM places_statement earlier
      WHERE earlier.establishment_id = said.establishment AND earlier.source = %(source)s
      ORDER BY earlier.as_of DESC LIMIT 1
    ) last
    WHERE (last.name, last.kind, last.category, last.sex, last.open, last.capacity, last.unavailable, last.present,
           last.rooms, last.rooms_unavailable)
      IS NOT DISTINCT FROM
          (said.name, said.kind, said.category, said.sex, said.open, said.capacity, said.unavailable, said.present,
           said.rooms, said.rooms_unavailable)
  )
), done AS (
  INSERT INTO places_statement AS known
    (id, establishment_id, as_of, source, name, kind, category, sex, open, capacity, unavailable, present, rooms,
     rooms_unavailable)
  SELECT gen_random_uuid()::text, establishment, said_on, %(source)s, name, kind, category, sex, open, capacity,
    unavailable, present, rooms, rooms_unavailable
  FROM worth_keeping
  ON CONFLICT (establishment_id, as_of, source) DO UPDATE SET
    name = EXCLUDED.name, kind = EXCLUDED.kind, category = EXCLUDED.category, sex = EXCLUDED.sex, open = EXCLUDED.open,
    capacity = EXCLUDED.capacity, unavailable = EXCLUDED.unavailable, present = EXCLUDED.present,
    rooms = EXCLUDED.rooms, rooms_unavailable = EXCLUDED.rooms_unavailable
  WHERE (known.name, known.kind, known.category, known.sex, known.open, known.capacity, known.unavailable,
         known.present, known.rooms, known.rooms_unavailable)
    IS DISTINCT FROM
        (EXCLUDED.name, EXCLUDED.kind, EXCLUDED.category, EXCLUDED.sex, EXCLUDED.open, EXCLUDED.capacity,
         EXCLUDED.unavailable, EXCLUDED.present, EXCLUDED.rooms, EXCLUDED.rooms_unavailable)
  RETURNING xmax = 0 AS fresh
)
SELECT count(*) FILTER (WHERE fresh), count(*) FILTER (WHERE NOT fresh) FROM done
"""

STATE_UNITS = """
WITH said AS (
  SELECT DISTINCT ON (unit.id, coalesce(incoming.as_of, %(today)s))
    unit.id AS unit, coalesce(incoming.as_of, %(today)s) AS said_on, incoming.as_of, capacity, unavailable, present
  FROM incoming JOIN places_unit unit ON unit.code = incoming.code
  WHERE incoming.level <> 'establishment'
    AND (capacity IS NOT NULL OR unavailable IS NOT NULL OR present IS NOT NULL)
  ORDER BY unit.id, coalesce(incoming.as_of, %(today)s), incoming.row DESC
), worth_keeping AS (
  SELECT * FROM said WHERE as_of IS NOT NULL OR NOT EXISTS (
    SELECT 1 FROM (
      SELECT * FROM places_unitstatement earlier
      WHERE earlier.unit_id = said.unit AND earlier.source = %(source)s ORDER BY earlier.as_of DESC LIMIT 1
    ) last
    WHERE (last.capacity, last.unavailable, last.present)
      IS NOT DISTINCT FROM (said.capacity, said.unavailable, said.present)
  )
), done AS (
  INSERT INTO places_unitstatement AS known (id, unit_id, as_of, source, capacity, unavailable, present)
  SELECT gen_random_uuid()::text, unit, said_on, %(source)s, capacity, unavailable, present FROM worth_keeping
  ON CONFLICT (unit_id, as_of, source) DO UPDATE SET
    capacity = EXCLUDED.capacity, unavailable = EXCLUDED.unavailable, present = EXCLUDED.present
  WHERE (known.capacity, known.unavailable, known.present)
    IS DISTINCT FROM (EXCLUDED.capacity, EXCLUDED.unavailable, EXCLUDED.present)
  RETURNING xmax = 0 AS fresh
)
SELECT count(*) FILTER (WHERE fresh), count(*) FILTER (WHERE NOT fresh) FROM done
"""

NAME_FROM_STATEMENTS = """
INSERT INTO places_establishmentname AS known (id, establishment_id, name, source, since, until)
SELECT gen_random_uuid()::text, said.establishment_id, said.name, said.source, min(said.as_of),
  CASE WHEN bool_or(said.name = place.name) THEN NULL ELSE max(said.as_of) END
FROM places_statement said JOIN places_establishment place ON place.id = said.establishment_id
WHERE place.code IN (SELECT code FROM incoming)
GROUP BY said.establishment_id, said.name, said.source
ON CONFLICT (establishment_id, name, source) DO UPDATE SET since = EXCLUDED.since, until = EXCLUDED.until
WHERE (known.since, known.until) IS DISTINCT FROM (EXCLUDED.since, EXCLUDED.until)
"""

NAME_OTHERWISE = """
INSERT INTO places_establishmentname AS known (id, establishment_id, name, source, since, until)
SELECT gen_random_uuid()::text, place.id, %(name)s, %(source)s, %(since)s::date, %(until)s::date
FROM places_establishment place WHERE place.code = %(code)s
ON CONFLICT (establishment_id, name, source) DO NOTHING
"""
