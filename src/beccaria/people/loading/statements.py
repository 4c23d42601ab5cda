"""The set-based statements that take people from the temporary table `incoming` into their own tables.

What changed is marked on `incoming` first and acted upon after, so that counting and changing cannot disagree.
"""

# ruff: noqa: S608  every text put together here is written in this module; values go as parameters

# What an identity asserts: our column, the file's column, and how an empty cell is written.
_ASSERTED = {
    "role": ("role", "incoming.role"),
    "number": ("number", "coalesce(incoming.number, '')"),
    "given_names": ("given_names", "incoming.given_names"),
    "surname": ("surname", "incoming.surname"),
    "aliases": ("aliases", "coalesce(incoming.aliases, '{}')"),
    "born": ("born", "incoming.born"),
    "sex": ("sex", "coalesce(incoming.sex, '')"),
    "nationality": ("nationality", "coalesce(incoming.nationality, '')"),
    "languages": ("languages", "coalesce(incoming.languages, '{}')"),
    "document": ("document", "coalesce(incoming.document, '')"),
    "document_key": ("document", "coalesce(incoming.made_document_key, '')"),
    "phone": ("phone", "coalesce(incoming.phone, '')"),
    "phone_key": ("phone", "coalesce(incoming.made_phone_key, '')"),
    "address": ("address", "coalesce(incoming.address, '')"),
}
_EMPTY = {"aliases": "'{}'::text[]", "languages": "'{}'::text[]", "born": "NULL::date"}
# Where and how he is held.
_HELD = {
    "establishment": ("establishment", "incoming.establishment"),
    "wing": ("wing", "coalesce(incoming.wing, '')"),
    "cell": ("cell", "coalesce(incoming.cell, '')"),
    "status": ("status", "coalesce(incoming.status, '')"),
    "category": ("category", "coalesce(incoming.category, '')"),
    "release_due": ("release_due", "incoming.release_due"),
}
_EMPTY_HELD = {"release_due": "NULL::date"}

KNOWN = """
UPDATE incoming SET made_known = true FROM people_person person
WHERE person.source = %(source)s AND person.key = incoming.person_id
"""


def _said(columns: dict[str, tuple[str, str]], found: set[str]) -> dict[str, str]:
    """Per column of ours what the file says, or what is known when the file has no such column."""
    return {ours: said if theirs in found else f"known.{ours}" for ours, (theirs, said) in columns.items()}


def _begun(columns: dict[str, tuple[str, str]], found: set[str], empty: dict[str, str]) -> str:
    """The same for a row that begins: what nobody ever said is empty."""
    return ", ".join(
        said if theirs in found else f"coalesce(known.{ours}, {empty.get(ours, repr(''))})"
        for ours, (theirs, said) in columns.items()
    )


def mark_changed_identities(found: set[str]) -> str:
    """Mark the records that now say something else."""
    said = _said(_ASSERTED, found)
    return f"""
UPDATE incoming SET made_identity_changed = true FROM people_identity known
WHERE known.source = %(source)s AND known.key = incoming.person_id AND known.until IS NULL
  AND ({", ".join(f"known.{ours}" for ours in said)}) IS DISTINCT FROM ({", ".join(said.values())})
"""


def mark_changed_custody(found: set[str]) -> str:
    """Mark the prisoners who are now held elsewhere or otherwise, or no longer, or for the first time."""
    said = _said(_HELD, found)
    return f"""
UPDATE incoming SET made_custody_changed = true
FROM incoming again
LEFT JOIN people_person person ON person.source = %(source)s AND person.key = again.person_id
LEFT JOIN people_custodyperiod known ON known.person_id = person.id AND known.ends_at IS NULL
WHERE again.row = incoming.row AND incoming.role = 'prisoner' AND incoming.establishment IS NOT NULL
  AND CASE WHEN incoming.released IS NOT NULL THEN known.id IS NOT NULL
      ELSE known.id IS NULL
        OR ({", ".join(f"known.{ours}" for ours in said)}) IS DISTINCT FROM ({", ".join(said.values())}) END
"""


def _line(found: set[str]) -> str:
    site = "coalesce(incoming.establishment, known.site)" if "establishment" in found else "known.site"
    born = "incoming.born" if "born" in found else "known.born"
    number = "coalesce(incoming.number, '')" if "number" in found else "known.number"
    return (
        f"incoming.role, incoming.made_name, {number}, {born}, incoming.made_sorts, {site}, "
        "known.searched || array_to_tsvector(incoming.made_words)"
    )


_LINE = "role, name, number, born, sorts, site, searched"


def mark_changed_lines(found: set[str]) -> str:
    """Mark the persons whose line in a list would read otherwise."""
    return f"""
UPDATE incoming SET made_shown_changed = true FROM people_person known
WHERE known.source = %(source)s AND known.key = incoming.person_id
  AND ({", ".join(f"known.{name}" for name in _LINE.split(", "))}) IS DISTINCT FROM ({_line(found)})
"""


COUNT_CHANGED = """
SELECT count(*) FROM incoming
WHERE made_known AND (made_identity_changed OR made_custody_changed OR made_shown_changed)
"""

ADD_PERSONS = """
INSERT INTO people_person
  (id, cluster, source, key, role, name, number, born, sorts, searched, recorded_at,
   site, level, compartments, handling)
SELECT gen_random_uuid()::text, gen_random_uuid()::text, %(source)s, person_id, role, made_name,
  coalesce(number, ''), born, made_sorts, array_to_tsvector(made_words), %(at)s, establishment, 0, '{}', '{}'
FROM incoming WHERE NOT made_known
"""

END_IDENTITIES = """
UPDATE people_identity known SET until = %(at)s FROM incoming
WHERE incoming.made_identity_changed AND known.source = %(source)s AND known.key = incoming.person_id
  AND known.until IS NULL
"""


def begin_identities(found: set[str]) -> str:
    """Write what the register says now where no identity holds."""
    return f"""
INSERT INTO people_identity
  (id, person_id, source, key, asserted_by, since, {", ".join(_ASSERTED)})
SELECT gen_random_uuid()::text, person.id, %(source)s, incoming.person_id, %(source)s, %(at)s,
  {_begun(_ASSERTED, found, _EMPTY)}
FROM incoming
JOIN people_person person ON person.source = %(source)s AND person.key = incoming.person_id
LEFT JOIN LATERAL (
  SELECT * FROM people_identity earlier
  WHERE earlier.source = %(source)s AND earlier.key = incoming.person_id ORDER BY earlier.since DESC LIMIT 1
) known ON true
WHERE incoming.made_identity_changed OR NOT incoming.made_known
"""


def change_lines(found: set[str]) -> str:
    """Bring the persons' lines in lists up to date."""
    return f"""
UPDATE people_person known SET ({_LINE}) = ROW({_line(found)})
FROM incoming WHERE incoming.made_shown_changed AND known.source = %(source)s AND known.key = incoming.person_id
"""


ADD_KEYS = """
INSERT INTO people_personkey (key, site, person_id)
SELECT made.key::bigint, coalesce(person.site, ''), person.id
FROM incoming
JOIN people_person person ON person.source = %(source)s AND person.key = incoming.person_id
CROSS JOIN LATERAL unnest(incoming.made_keys) AS made(key)
WHERE incoming.made_identity_changed OR NOT incoming.made_known
ON CONFLICT DO NOTHING
"""

MOVE_KEYS = """
UPDATE people_personkey keys SET site = coalesce(person.site, '')
FROM incoming
JOIN people_person person ON person.source = %(source)s AND person.key = incoming.person_id
WHERE incoming.made_shown_changed AND keys.person_id = person.id AND keys.site <> coalesce(person.site, '')
"""


# A period ends when he was released, or when the new one begins: at his reception if that is later, else now.
END_CUSTODY = """
UPDATE people_custodyperiod known
SET ends_at = greatest(known.starts_at, coalesce(
      incoming.released, CASE WHEN incoming.received > known.starts_at THEN incoming.received END, %(at)s)),
    ended_recorded_at = %(at)s
FROM incoming JOIN people_person person ON person.source = %(source)s AND person.key = incoming.person_id
WHERE incoming.made_custody_changed AND known.person_id = person.id AND known.ends_at IS NULL
"""


def begin_custody(found: set[str]) -> str:
    """Begin a period for everybody who is held and has none open."""
    return f"""
INSERT INTO people_custodyperiod
  (id, person_id, source, key, starts_at, recorded_at, {", ".join(_HELD)})
SELECT gen_random_uuid()::text, person.id, %(source)s,
  incoming.person_id || '@' || to_char(begun.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), begun.at, %(at)s,
  {_begun(_HELD, found, _EMPTY_HELD)}
FROM incoming
JOIN people_person person ON person.source = %(source)s AND person.key = incoming.person_id
LEFT JOIN LATERAL (
  SELECT * FROM people_custodyperiod earlier WHERE earlier.person_id = person.id
  ORDER BY earlier.starts_at DESC LIMIT 1
) known ON true
CROSS JOIN LATERAL (SELECT greatest(known.ends_at, coalesce(incoming.received, %(at)s)) AS at) begun
WHERE incoming.made_custody_changed AND incoming.released IS NULL
"""


ADD_PAST_CUSTODY = """
INSERT INTO people_custodyperiod
  (id, person_id, source, key, starts_at, ends_at, recorded_at, ended_recorded_at, establishment, wing, cell, status,
   category, release_due)
SELECT gen_random_uuid()::text, person.id, %(source)s,
  incoming.person_id || '@' || to_char(incoming.received AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'),
  incoming.received, incoming.released, %(at)s, %(at)s, incoming.establishment, coalesce(incoming.wing, ''),
  coalesce(incoming.cell, ''), coalesce(incoming.status, ''), coalesce(incoming.category, ''), incoming.release_due
FROM incoming
JOIN people_person person ON person.source = %(source)s AND person.key = incoming.person_id
WHERE incoming.role = 'prisoner' AND incoming.establishment IS NOT NULL AND incoming.received IS NOT NULL
  AND incoming.released IS NOT NULL
  AND NOT EXISTS (
    SELECT 1 FROM people_custodyperiod known
    WHERE known.person_id = person.id AND known.starts_at <= incoming.received AND known.ends_at >= incoming.received)
  AND NOT EXISTS (
    SELECT 1 FROM people_custodyperiod known
    WHERE known.person_id = person.id AND known.ends_at = incoming.released)
"""
