"""The set-based statements that take observations from the temporary table `incoming` into their own tables."""

KNOWN = """
UPDATE incoming SET made_known = true FROM reports_observation known WHERE known.id = incoming.made_id
"""

CONTRADICTS = """
incoming.made_known AND EXISTS (
  SELECT 1 FROM reports_observation known
  WHERE known.id = incoming.made_id AND (known.text, known.occurred_at, known.site)
    IS DISTINCT FROM (incoming.text, incoming.occurred_at, incoming.establishment))
"""
WHY_CONTRADICTS = """
'observation_id: ' || incoming.observation_id
  || ' was loaded before with other words, time or place, and an observation is never changed: send a new one.'
"""

KNOW_PEOPLE = """
UPDATE incoming SET made_people = coalesce(
  (SELECT array_agg(person.id ORDER BY named.place)
   FROM unnest(incoming.people) WITH ORDINALITY AS named(key, place)
   JOIN people_person person ON person.source = %(source)s AND person.key = named.key),
  '{}')
"""

UNKNOWN_PEOPLE = """
SELECT count(*), coalesce(sum(cardinality(people) - cardinality(made_people)), 0)
FROM incoming WHERE cardinality(people) > cardinality(made_people)
"""

REFERENCES_TAKEN = """
SELECT row, made_received_at FROM (
  SELECT row, made_received_at, made_reference,
    row_number() OVER (PARTITION BY made_reference ORDER BY row) AS nth
  FROM incoming WHERE NOT made_known
) numbered
WHERE nth > 1
   OR EXISTS (SELECT 1 FROM reports_observation known WHERE known.reference = numbered.made_reference)
"""

REFER_ANEW = """
UPDATE incoming SET made_reference = anew.made
FROM unnest(%(rows)s::integer[], %(made)s::text[]) AS anew(row, made) WHERE anew.row = incoming.row
"""

ADD = """
INSERT INTO reports_observation
  (id, reference, pseudonym, site, level, compartments, handling, text, kind, place, people, occurred_at, received_at,
   stage, folded)
SELECT made_id, made_reference, made_pseudonym, establishment, 1, '{}', '{}', text, made_kind, coalesce(made_place, ''),
  made_people, occurred_at, made_received_at, %(stage)s,
  lower(replace(made_reference, '-', ' ')) || ' ' || made_folded
FROM incoming WHERE NOT made_known
"""

ADD_AUTHORS = """
INSERT INTO reports_authorship (id, observation_id, reporter)
SELECT gen_random_uuid()::text, made_id, made_author
FROM incoming WHERE NOT made_known AND made_author IS NOT NULL
"""

ADD_STAGES = """
INSERT INTO reports_observationstage (id, observation_id, before, after, at, who, words)
SELECT gen_random_uuid()::text, made_id, '', %(stage)s, made_received_at, made_pseudonym, ''
FROM incoming WHERE NOT made_known
"""

LINK = """
UPDATE reports_observation known SET people = known.people || ARRAY(
  SELECT named FROM unnest(incoming.made_people) AS named WHERE NOT named = ANY (known.people))
FROM incoming
WHERE incoming.made_known AND known.id = incoming.made_id AND NOT known.people @> incoming.made_people
"""
