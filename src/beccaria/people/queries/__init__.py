"""Reads of people."""

from beccaria.people.queries.circumstances import (
    HomeRead,
    NeedRead,
    homes,
    needs,
    standing,
)
from beccaria.people.queries.clusters import fellows, leading, merged_pairs, records_of
from beccaria.people.queries.co_locating import CoLocated, co_located
from beccaria.people.queries.holding import HeldNow, held_now
from beccaria.people.queries.living import addresses
from beccaria.people.queries.marked import kept_back, markings, register_keys, surnames
from beccaria.people.queries.matching import Sought, match
from beccaria.people.queries.numbered import Numbered, numbered
from beccaria.people.queries.placed import Placed, held_in, inside, placed
from beccaria.people.queries.reading import (
    custody_of,
    custody_on,
    held_at,
    identities_on,
    is_known,
    lines,
    named,
    person,
    taken_for,
    together,
)
from beccaria.people.queries.recognised import Recognised, recognised
from beccaria.people.queries.recognising import RecognitionShown, recognitions, the_recognition
from beccaria.people.queries.reviewing import (
    ACROSS,
    AT_MOST,
    Judged,
    Pace,
    PairRead,
    Wanted,
    following,
    how_many_wait,
    judged_of,
    last_judged,
    pace,
    pair,
    preceding,
    waiting,
)
from beccaria.people.queries.searching import chosen, search, suggest
from beccaria.people.queries.shapes import Asserted, Candidate, Held, PersonRead, PersonShown
from beccaria.people.queries.stays import Stay, stays
from beccaria.people.queries.wings import wings_now

__all__ = [
    "ACROSS",
    "AT_MOST",
    "Asserted",
    "Candidate",
    "CoLocated",
    "Held",
    "HeldNow",
    "HomeRead",
    "Judged",
    "NeedRead",
    "Numbered",
    "Pace",
    "PairRead",
    "PersonRead",
    "PersonShown",
    "Placed",
    "Recognised",
    "RecognitionShown",
    "Sought",
    "Stay",
    "Wanted",
    "addresses",
    "chosen",
    "co_located",
    "custody_of",
    "custody_on",
    "fellows",
    "following",
    "held_at",
    "held_in",
    "held_now",
    "homes",
    "how_many_wait",
    "identities_on",
    "inside",
    "is_known",
    "judged_of",
    "kept_back",
    "last_judged",
    "leading",
    "lines",
    "markings",
    "match",
    "merged_pairs",
    "named",
    "needs",
    "numbered",
    "pace",
    "pair",
    "person",
    "placed",
    "preceding",
    "recognised",
    "recognitions",
    "records_of",
    "register_keys",
    "search",
    "standing",
    "stays",
    "suggest",
    "surnames",
    "taken_for",
    "the_recognition",
    "together",
    "waiting",
    "wings_now",
]
