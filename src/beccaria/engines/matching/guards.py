"""Two people who are easily taken for one: twins, parent and child of one name, families, namesakes; never joined.

Each such pair is told with a sentence, so that a person can look; nothing here says that they are relatives.
"""

from collections.abc import Iterable
from typing import Final

import duckdb
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from beccaria.engines.matching import short_names

GENERATION: Final = 15
# A given name that so many surnames bear is a name, and no slip of another.
_BORNE: Final = 3
# Barracks, hostels and prisons are addresses of many, and make nobody a relative.
_CROWD: Final = 12
# A birth that so many of one surname share is made up, and nobody's.
_SHARERS: Final = 50
_NEAR: Final = (
    "(jaro_winkler_similarity(given1_l, given1_r) >= 0.8 OR damerau_levenshtein(given1_l, given1_r) <= 1 "
    "OR (least(length(given1_l), length(given1_r)) > 4 AND damerau_levenshtein(given1_l, given1_r) <= 2))"
)
_TWO_NAMES: Final = f"least(borne_l, borne_r) >= greatest({_BORNE}, 0.2 * greatest(borne_l, borne_r))"
_LIKE_SURNAME: Final = "(surname_l = surname_r OR jaro_winkler_similarity(surname_l, surname_r) >= 0.88)"
_FIELDS: Final = (
    *("given", "given1", "surname", "middle", "suffix", "born", "sex", "home", "number", "phone", "document"),
    *("email", "postcode", "birth_place", "birth_year", "birth_rest", "forms", "borne"),
)
# Names that differ although nobody miswrote one: of two sexes, or unlike, or both borne by many; no short forms.
_WORDS: Final = (
    "list_filter(string_split(concat_ws(' ', given_{0}, middle_{0}), ' '), word -> length(word) > 1)"
)
_OTHER_NAME: Final = f"""
coalesce(given1_l <> given1_r AND least(length(given1_l), length(given1_r)) > 1
  AND NOT (given_l = surname_r AND surname_l = given_r) AND (coalesce(sex_l <> sex_r, false)
    OR (NOT (len(forms_l) > 0 AND len(forms_r) > 0 AND list_has_any(forms_l, forms_r))
      AND NOT list_has_any({_WORDS.format("l")}, {_WORDS.format("r")})
      AND (NOT {_NEAR} OR {_TWO_NAMES}))), false)"""
_ONE_NAME: Final = (
    "(given1_l = given1_r OR (len(forms_l) > 0 AND len(forms_r) > 0 AND list_has_any(forms_l, forms_r))) "
    "AND surname_l = surname_r"
)
_YEARS: Final = "abs(TRY_CAST(birth_year_l AS INTEGER) - TRY_CAST(birth_year_r AS INTEGER))"
# The first of January is what offices write when they know the year only.
_OTHER_BIRTH: Final = f"""
coalesce({_YEARS} >= 1 AND birth_rest_l <> birth_rest_r AND birth_rest_l <> '0101' AND birth_rest_r <> '0101'
  AND damerau_levenshtein(born_l, born_r) > 2, false)"""
# At one address two slips in a birth are less likely than a parent and a child.
_FAR_BIRTH: Final = (
    f"coalesce({_YEARS} >= {GENERATION} AND birth_rest_l <> birth_rest_r "
    "AND birth_rest_l <> '0101' AND birth_rest_r <> '0101', false)"
)
_HOME: Final = (
    "coalesce(home_l = home_r, false) OR coalesce(phone_l = phone_r, false) "
    "OR coalesce(number_l = number_r AND postcode_l = postcode_r, false)"
)
_NO_HOME: Final = "(home_l IS NULL OR home_r IS NULL) AND (phone_l IS NULL OR phone_r IS NULL)"
_NOTHING_SHARED: Final = f"""
NOT ({_HOME}) AND NOT coalesce(document_l = document_r, false) AND NOT coalesce(email_l = email_r, false)
  AND NOT coalesce(postcode_l = postcode_r, false) AND NOT coalesce(birth_place_l = birth_place_r, false)"""
_SAME_DOCUMENT: Final = "coalesce(damerau_levenshtein(document_l, document_r) <= 2, false)"
_KIND: Final = f"""
CASE
  WHEN {_SAME_DOCUMENT} THEN NULL
  WHEN {_LIKE_SURNAME} AND born_l = born_r AND {_OTHER_NAME} AND ({_HOME} OR {_NO_HOME}) THEN 'twins'
  WHEN {_ONE_NAME} AND (({_OTHER_BIRTH} AND {_YEARS} >= {GENERATION}) OR (({_HOME}) AND {_FAR_BIRTH}) OR
    coalesce(suffix_l <> suffix_r AND born_l IS DISTINCT FROM born_r, false)) THEN 'generations'
  WHEN {_ONE_NAME} AND {_OTHER_BIRTH} AND {_YEARS} >= 3 AND {_NOTHING_SHARED} THEN 'namesakes'
  WHEN given1_l <> given1_r AND surname_l <> surname_r AND {_OTHER_BIRTH} AND {_NOTHING_SHARED}
    AND NOT (given_l = surname_r AND surname_l = given_r) THEN 'others'
  WHEN ({_HOME}) AND {_OTHER_NAME} AND born_l IS DISTINCT FROM born_r THEN 'family'
END"""
# Where nobody would be surprised: both names well borne and one home. The rest may as well be a miswritten person.
_PLAIN: Final = f"""
kind = 'others' OR ({_HOME}) AND CASE kind WHEN 'twins' THEN (NOT {_NEAR} AND least(borne_l, borne_r) >= {_BORNE})
  OR coalesce(sex_l <> sex_r, false) WHEN 'generations' THEN {_FAR_BIRTH}
  WHEN 'family' THEN {_OTHER_BIRTH} AND least(borne_l, borne_r) >= {_BORNE} ELSE false END"""
_HOME_WORDS: Final = (
    "CASE WHEN coalesce(home_l = home_r, false) THEN ', same address' "
    "WHEN coalesce(phone_l = phone_r, false) THEN ', same telephone number' ELSE '' END"
)
_SENTENCE: Final = f"""
CASE kind
  WHEN 'twins' THEN 'possibly related, twins: same surname and birth date' || {_HOME_WORDS} ||
    ', given names ' || given_l || ' and ' || given_r
  WHEN 'generations' THEN 'possibly related, parent and child of one name: ' ||
    CASE WHEN {_YEARS} >= {GENERATION} THEN 'births ' || {_YEARS} || ' years apart'
    ELSE 'different generation after the name' END || {_HOME_WORDS}
  WHEN 'namesakes' THEN 'same name, different people: births ' || {_YEARS} || ' years apart and nothing else shared'
  WHEN 'others' THEN 'other names, another birth and nothing else shared'
  ELSE 'possibly related, ' || CASE WHEN coalesce(surname_l = surname_r, false) THEN
    CASE WHEN {_YEARS} >= {GENERATION} THEN 'parent and child' ELSE 'brothers, sisters or spouses' END
    ELSE 'one household' END || {_HOME_WORDS} || coalesce(', births ' || {_YEARS} || ' years apart', '')
END"""


_TINY: Final = 1e-16
# Two candidates a and b for one record, less than a bit apart: neither is linked (l, r) when they are barred people.
_NO_RIVALS: Final = "SELECT l AS a, r AS b, l, r, l AS ql, r AS qr FROM guard_likely WHERE false"
_RIVALS: Final = " UNION ALL ".join(
    f"SELECT least(p.{mine}, q.{mine}) AS a, greatest(p.{mine}, q.{mine}) AS b, p.l, p.r, q.l AS ql, q.r AS qr "
    "FROM guard_likely p "
    f"JOIN guard_likely q ON p.{shared} = q.{shared} AND p.{mine} <> q.{mine} WHERE q.weight > p.weight - 1"
    for mine, shared in (("l", "r"), ("r", "l"))
)

_TIED: Final = (
    "SELECT v.l, v.r FROM guard_rivals v JOIN guarded g ON g.l = v.a AND g.r = v.b "
    "ANTI JOIN barred q ON q.l = v.ql AND q.r = v.qr"
)

_SURE: Final = "SELECT count(*) AS n FROM guard_likely p ANTI JOIN guarded g ON g.l = p.l AND g.r = p.r"
_SUSPECT: Final = (
    "SELECT g.kind, count(*) AS n FROM guard_likely p JOIN guarded g ON g.l = p.l AND g.r = p.r GROUP BY kind"
)
# In one table the plain cases are never joined. The others are, but only where nine of ten likely pairs are none of
# them: where hardly anybody stands twice, whoever is like somebody else is somebody else.
_BARRED_WITHIN: Final = f"""
CREATE OR REPLACE TEMP TABLE barred AS SELECT l, r FROM guarded
WHERE plain OR (SELECT coalesce(sum(n), 0) FROM ({_SUSPECT})) > 0.1 * (SELECT count(*) FROM guard_likely)"""
# Across two tables each table tells how often two of its own people are so alike. Where that hardly ever happens, and
# many others are found in both without any doubt, two records so alike are one person miswritten.
_BARRED_ACROSS: Final = f"""
CREATE OR REPLACE TEMP TABLE barred AS
WITH sure AS ({_SURE}), suspect AS ({_SUSPECT}),
  inside AS (SELECT kind, count(*) AS n FROM guarded WHERE one_side GROUP BY kind),
  cleared AS (SELECT s.kind FROM suspect s LEFT JOIN inside i USING (kind) CROSS JOIN sure
    WHERE sure.n >= 50 AND s.n <= 0.1 * sure.n AND coalesce(i.n, 0) <= 0.1 * s.n)
SELECT l, r FROM guarded WHERE NOT one_side AND (kind = 'others' OR kind NOT IN (SELECT kind FROM cleared))"""


def find(con: duckdb.DuckDBPyConnection, pairs: str) -> None:
    """Make the table `guarded` (l, r, kind, plain, one_side, sentence): who in `records` may be related.

    Looked at are all who share surname and birth, or a home of few, and the pairs of the table `pairs` (l, r).
    """
    _people(con)
    candidates = f"SELECT least(l, r) AS l, greatest(l, r) AS r FROM {pairs} guard_given" + "".join(
        f" UNION SELECT a.unique_id, b.unique_id FROM guard_people a JOIN guard_people b ON {same} "
        "WHERE a.unique_id < b.unique_id"
        for same in (
            f"a.surname = b.surname AND a.born = b.born AND a.sharers <= {_SHARERS}",
            f"a.home = b.home AND a.crowd <= {_CROWD}",
            f"a.phone = b.phone AND a.callers <= {_CROWD}",
        )
    )
    both = ", ".join(
        f"{side}.{field} AS {field}_{side}" for field in ("side", *_FIELDS) for side in ("l", "r")
    )
    con.execute(
        f"CREATE OR REPLACE TABLE guarded AS SELECT a AS l, b AS r, kind, {_PLAIN} AS plain, "
        "side_l = side_r AS one_side, "
        f"{_SENTENCE} AS sentence FROM "
        f"(SELECT *, {_KIND} AS kind FROM (SELECT p.l AS a, p.r AS b, {both} FROM ({candidates}) p "
        "JOIN guard_people l ON l.unique_id = p.l JOIN guard_people r ON r.unique_id = p.r)) "
        "WHERE kind IS NOT NULL ORDER BY a, b"
    )
    con.execute("DROP TABLE guard_people")


def _people(con: duckdb.DuckDBPyConnection) -> None:
    short_names.register(con, "guard_names")
    fields = ", ".join(f"r.{field}" for field in _FIELDS if field not in {"home", "forms", "borne"})
    con.execute(
        "CREATE OR REPLACE TEMP TABLE guard_people AS "
        "WITH forms AS (SELECT name, list_sort(list(whole)) AS forms FROM guard_names GROUP BY name), "
        "borne AS (SELECT given1, count(DISTINCT surname) AS borne FROM records GROUP BY given1), "
        f"people AS (SELECT r.unique_id, r.side, {fields}, coalesce(f.forms, []) AS forms, "
        f"greatest(coalesce(b.borne, 0), CASE WHEN f.forms IS NULL THEN 0 ELSE {_BORNE} END) AS borne, "
        "coalesce(CASE WHEN r.number IS NOT NULL AND r.street IS NOT NULL "
        "THEN concat_ws(' ', r.number, r.street, r.unit) END, 'box ' || r.po_box) AS home "
        "FROM records r LEFT JOIN forms f ON f.name = r.given1 LEFT JOIN borne b ON b.given1 = r.given1) "
        "SELECT *, count(home) OVER (PARTITION BY side, home) AS crowd, "
        "count(phone) OVER (PARTITION BY side, phone) AS callers, "
        "count(*) OVER (PARTITION BY side, surname, born) AS sharers FROM people"
    )


def allowed(
    con: duckdb.DuckDBPyConnection,
    records: int,
    pairs: tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]],
    *,
    two_sides: bool,
) -> NDArray[np.bool_]:
    """Which of these likely pairs (left, right, probability) may be links; `find` is asked on the way.

    In one table no chain may bring barred people together either. Across two tables the pair itself counts, and a
    record for which two barred people are equally likely stays without a link.
    """
    left, right, probability = pairs
    weight = np.log2(np.maximum(probability, _TINY)) - np.log2(np.maximum(1 - probability, _TINY))
    con.register("guard_pairs", pa.table({"l": left, "r": right, "weight": weight}))
    con.execute("CREATE OR REPLACE TEMP TABLE guard_likely AS SELECT * FROM guard_pairs")
    con.unregister("guard_pairs")
    con.execute(f"CREATE OR REPLACE TEMP TABLE guard_rivals AS {_RIVALS if two_sides else _NO_RIVALS}")
    find(con, "(SELECT l, r FROM guard_likely UNION SELECT a, b FROM guard_rivals)")
    con.execute(_BARRED_ACROSS if two_sides else _BARRED_WITHIN)
    barred = _numbers(con, "SELECT l, r FROM barred", records)
    if not two_sides:
        return apart(records, pairs, [divmod(each, records) for each in barred.tolist()])
    tied = _numbers(con, _TIED, records)
    return ~np.isin(left * records + right, np.concatenate([barred, tied]))


def _numbers(con: duckdb.DuckDBPyConnection, pairs: str, records: int) -> NDArray[np.int64]:
    """Pairs of records (l before r) as one number each."""
    statement = f"SELECT DISTINCT l::BIGINT * {records} + r AS pair FROM ({pairs}) ORDER BY pair"
    return np.asarray(con.execute(statement).fetchnumpy()["pair"], dtype=np.int64)


def as_table(con: duckdb.DuckDBPyConnection, *, two_sides: bool) -> pa.Table:
    """What `find` found and the table `settled` (l, r) does not join: left_id, right_id, probability (nought), why."""
    return con.execute(
        "SELECT a.id AS left_id, b.id AS right_id, 0.0 AS probability, sentence AS why FROM guarded g "
        "JOIN records a ON a.unique_id = g.l JOIN records b ON b.unique_id = g.r "
        "ANTI JOIN settled s ON s.l = g.l AND s.r = g.r WHERE NOT (? AND g.one_side) "
        "AND kind <> 'others' ORDER BY g.l, g.r",
        [two_sides],
    ).to_arrow_table()


def apart(
    records: int,
    pairs: tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]],
    barred: Iterable[tuple[int, int]],
) -> NDArray[np.bool_]:
    """Which pairs (left, right, probability) may be joined so that no two barred ones come together, by any chain.

    The most probable are joined first; ties by record number.
    """
    left, right, probability = pairs
    head = list(range(records))
    enemies: dict[int, set[int]] = {}
    for one, other in barred:
        enemies.setdefault(one, set()).add(other)
        enemies.setdefault(other, set()).add(one)
    members: dict[int, list[int]] = {}

    def root(record: int) -> int:
        while head[record] != record:
            head[record] = head[head[record]]
            record = head[record]
        return record

    kept = np.zeros(len(left), dtype=bool)
    for place in np.lexsort((right, left, -probability)).tolist():
        one, other = root(int(left[place])), root(int(right[place]))
        mine, theirs = members.get(one, [one]), members.get(other, [other])
        if one != other:
            if len(mine) > len(theirs):
                one, other, mine, theirs = other, one, theirs, mine
            if not all(enemies.get(record, set()).isdisjoint(theirs) for record in mine if record in enemies):
                continue
            head[one] = other
            theirs.extend(mine)
            members[other] = theirs
            members.pop(one, None)
        kept[place] = True
    return kept
