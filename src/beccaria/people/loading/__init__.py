"""Load people: the register's records, each a person of its own, with where he is held, all in one transaction."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TYPE_CHECKING

from beccaria.access.api import require
from beccaria.core.acts import Act
from beccaria.core.feedfiles import PEOPLE, Column
from beccaria.engines.names_fold import document_key, full_name, phone_key, search_words, sort_name
from beccaria.engines.persons_compare import describe, holding_keys
from beccaria.ledger import api as ledger
from beccaria.lib.staging import Outcome, Staging, ask, learn, run
from beccaria.people.loading import arrivals, statements
from beccaria.places import api as places

if TYPE_CHECKING:
    from collections.abc import Callable

    from beccaria.core.actors import Actor
    from beccaria.lib.staging import Job
    from beccaria.lib.tables import Value

SOURCE = "register"
_COUNTRY = re.compile(r"[A-Za-z]{2}")
_EXTRA = (
    *(Column(f"made_{name}") for name in ("name", "sorts", "phone_key", "document_key")),
    Column("made_words", "list"),
    Column("made_keys", "list"),
    *(
        Column(f"made_{name}", "yes_no")
        for name in ("known", "identity_changed", "custody_changed", "shown_changed")
    ),
)


def load_people(job: Job, *, by: Actor) -> Outcome:
    """Load people and where they are held. Two records of one name stay two persons.

    A record that says something else than before ends the earlier identity and begins another; a change of place,
    status or category ends a custody period and begins another. A column that the file does not have leaves what is
    known. Raises Refused, CannotRead; on an error nothing is loaded.
    """
    require(Act.PERSON_LOAD, by)
    with Staging(job, PEOPLE) as staging:
        table = staging.open(may_be_future=frozenset({"release_due"}))
        staging.copy_table(table, _Judge(by=by), _EXTRA)
        new, changed = _take_over(set(table.found), job.at)
        arrivals.compare_loaded(by=by, at=job.at)
        outcome = staging.outcome(new=new, changed=changed)
    ledger.record(
        Act.PERSON_LOAD,
        by=by,
        subjects=[f"file:{outcome.sha256}"],
        at=job.at,
        detail={
            "kind": "people",
            "rows": outcome.rows,
            "new": outcome.new,
            "changed": outcome.changed,
            "rejected": outcome.rejected,
        },
    )
    return outcome


def _take_over(found: set[str], at: datetime) -> tuple[int, int]:
    said = {"source": SOURCE, "at": at}
    learn("people_person", "people_identity", "people_custodyperiod")
    run(statements.KNOWN, said)
    run(statements.mark_changed_identities(found), said)
    run(statements.mark_changed_custody(found), said)
    run(statements.mark_changed_lines(found), said)
    (changed,) = ask(statements.COUNT_CHANGED)
    new = run(statements.ADD_PERSONS, said)
    learn("people_person")
    run(statements.END_IDENTITIES, said)
    run(statements.begin_identities(found), said)
    run(statements.change_lines(found), said)
    run(statements.ADD_KEYS, said)
    run(statements.MOVE_KEYS, said)
    run(statements.END_CUSTODY, said)
    run(statements.begin_custody(found), said)
    run(statements.ADD_PAST_CUSTODY, said)
    return new, changed


class _Judge:
    """Looks at one record after the other, and fills in the words and keys by which it is found."""

    def __init__(self, *, by: Actor) -> None:
        self._site: Callable[[str], str | None] = places.site_finder(by=by)
        self._units = set(places.unit_sites(by=by))

    def __call__(self, values: dict[str, Value]) -> str | None:
        site = None
        if values["establishment"]:
            site = self._site(str(values["establishment"]))
            if site is None:
                return f"establishment: there is no establishment {values['establishment']}: load the estate first."
        if values["nationality"] and not _COUNTRY.fullmatch(str(values["nationality"])):
            return f"nationality: “{values['nationality']}” is not a code of two letters, such as IT: correct it."
        if why := _out_of_order(values):
            return why
        values["establishment"] = site
        values["nationality"] = str(values["nationality"]).upper() if values["nationality"] else None
        for unit in ("wing", "cell"):
            # A code may be given as it is inside the establishment, or as it is unique in the service.
            if values[unit] and (whole := f"{site}-{values[unit]}") in self._units:
                values[unit] = whole
        _fill(values)
        return None


def _out_of_order(values: dict[str, Value]) -> str | None:
    born, received, released = values["born"], values["received"], values["released"]
    if isinstance(released, datetime) and isinstance(received, datetime) and released < received:
        return "released: it lies before received: correct one of the two."
    if isinstance(born, date) and isinstance(received, datetime) and born >= received.date():
        return "born: it lies after received: correct one of the two."
    return None


def _fill(values: dict[str, Value]) -> None:
    given, surname = str(values["given_names"]), str(values["surname"])
    phone, document = str(values["phone"] or ""), str(values["document"] or "")
    aliases = values["aliases"] if isinstance(values["aliases"], tuple) else ()
    name = full_name(given, surname)
    values["made_name"] = name
    values["made_sorts"] = sort_name(given, surname)
    values["made_phone_key"] = phone_key(phone)
    values["made_document_key"] = document_key(document)
    numbers = [str(values["number"])] if values["number"] else []
    values["made_words"] = tuple(search_words(given, surname, aliases, numbers))
    known = describe(
        (name, *aliases),
        born=born if isinstance(born := values["born"], date) else None,
        phones=(phone,),
        documents=(document,),
        addresses=(str(values["address"] or ""),),
    )
    values["made_keys"] = tuple(str(key) for key in sorted(holding_keys(known)))
    for flag in ("known", "identity_changed", "custody_changed", "shown_changed"):
        values[f"made_{flag}"] = False
