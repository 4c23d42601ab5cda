"""Which column of a table means what: recognised by its heading, or given; nothing usable is refused."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from beccaria.core.refusal import BadInput
from beccaria.engines.matching.vocabulary import HEADINGS, IDENTIFIERS, OTHERS, PREFIXES

_MEANINGS: Final = {heading: field for field, words in HEADINGS.items() for heading in words.split()}
# One of these must be there: without any, no two rows can be told to be the same person.
_TELLING: Final = frozenset(
    ("given", "surname", "name", "born", "phone", "email", "document", "address", "street", "note")
)
_NAMES: Final = frozenset(("given", "surname", "name"))


@dataclass(frozen=True, slots=True)
class Columns:
    """The heading of the identifier (None: rows are numbered from 1) and of each field."""

    id: str | None
    fields: Mapping[str, str]

    def has(self, *fields: str) -> bool:
        """Whether all of these fields are there."""
        return all(field in self.fields for field in fields)


def fold_heading(heading: str) -> str:
    """A heading without case, accents and punctuation: `Prénom(s)` is `prenom_s`, `dateOfBirth` `date_of_birth`."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", heading)
    plain = "".join(c for c in unicodedata.normalize("NFKD", spaced) if not unicodedata.combining(c))
    return re.sub(r"[^0-9a-z]+", "_", plain.casefold()).strip("_")


def recognise(headings: Sequence[str], given: Mapping[str, str] | None = None) -> Columns:
    """Say which heading is which field. `given` (field or a word for it -> heading) outranks what is recognised.

    Raises BadInput with one sentence when a given heading is missing or nothing can be compared.
    """
    id_heading, fields = _given(headings, given or {})
    for meant in (_meaning, _loosely):
        for heading in headings:
            field = meant(heading)
            if field and field not in fields and heading not in (id_heading, *fields.values()):
                fields[field] = heading
    if not _TELLING & set(fields):
        raise BadInput(
            f"No column says who a row is about; the headings are: {', '.join(headings) or 'none'}. "
            "Name them with --columns, for instance --columns name=HEADING,born=HEADING."
        )
    return Columns(id_heading or _identifier(headings, fields), fields)


def _given(headings: Sequence[str], given: Mapping[str, str]) -> tuple[str | None, dict[str, str]]:
    places = {fold_heading(heading): heading for heading in reversed(headings)}
    id_heading: str | None = None
    fields: dict[str, str] = {}
    for word, heading in given.items():
        found = heading if heading in headings else places.get(fold_heading(heading))
        if found is None:
            raise BadInput(f"There is no heading {heading!r}: choose one of {', '.join(headings)}.")
        folded = fold_heading(word)
        if folded in ("id", "key"):
            id_heading = found
        elif folded in HEADINGS or folded in _MEANINGS:
            fields[folded if folded in HEADINGS else _MEANINGS[folded]] = found
        else:
            raise BadInput(f"There is no field {word!r}: choose one of id, {', '.join(HEADINGS)}.")
    return id_heading, fields


def _meaning(heading: str) -> str | None:
    return _MEANINGS.get(fold_heading(heading))


def _loosely(heading: str) -> str | None:
    """The meaning of a heading behind words such as `mailing_` or `visitor_`, or before a number or a unit."""
    folded = fold_heading(heading)
    if folded.startswith(OTHERS) or folded.endswith("_id"):
        return None
    for prefix in sorted(PREFIXES, key=len, reverse=True):
        if folded.startswith(prefix) and (found := _MEANINGS.get(folded.removeprefix(prefix))):
            return found
    return _MEANINGS.get(re.sub(r"(_std|_clean|_raw|_text|_\d+)$", "", folded))


def _identifier(headings: Sequence[str], fields: Mapping[str, str]) -> str | None:
    free = [heading for heading in headings if heading not in fields.values()]
    places = {fold_heading(heading): heading for heading in reversed(free)}
    return next((places[name] for name in IDENTIFIERS if name in places), None)


def shared(left: Columns, right: Columns) -> frozenset[str]:
    """The fields both tables have, a full name counting for its parts. Raises BadInput when there are none."""
    mine, theirs = _with_parts(left), _with_parts(right)
    both = mine & theirs
    if not both & _TELLING:
        raise BadInput(
            f"The two tables have no telling column in common: left {', '.join(sorted(mine))}; "
            f"right {', '.join(sorted(theirs))}. Name them with --columns."
        )
    return both


def _with_parts(columns: Columns) -> frozenset[str]:
    found = set(columns.fields)
    if found & _NAMES:
        found |= {"given", "surname"}
    if "birth_year" in found:
        found.add("born")
    if "address" in found:
        found |= {"number", "street"}
    return frozenset(found)
