"""Load observations: the same rules as when somebody sends one, for a whole file at once."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import connection

from beccaria.access.api import User, require
from beccaria.core.acts import Act
from beccaria.core.feedfiles import OBSERVATIONS, Column
from beccaria.core.ids import new_pseudonym, new_reference
from beccaria.core.refusal import BadInput
from beccaria.core.reporting import Kind, Stage
from beccaria.core.wording import words
from beccaria.engines.folding import fold
from beccaria.ledger import api as ledger
from beccaria.lib.staging import Outcome, Staging, ask, learn, run
from beccaria.places import api as places
from beccaria.reports.actions.changing import LONGEST
from beccaria.reports.loading import statements
from beccaria.reports.queries.tracing import loaded_as

if TYPE_CHECKING:
    from collections.abc import Callable

    from beccaria.core.actors import Actor
    from beccaria.lib.staging import Job
    from beccaria.lib.tables import Value

_SOURCE = "register"
_MOST_PEOPLE = 50
_LONGEST_PLACE = 200
_CLOCKS_DIFFER = timedelta(minutes=5)
# How other systems and languages call what we call by one word of our list.
_KINDS = {
    "general": Kind.OTHER,
    "contraband": Kind.FIND,
    "ritrovamento": Kind.FIND,
    "debt": Kind.MONEY,
    "denaro": Kind.MONEY,
    "phone": Kind.TELEPHONE,
    "telefono": Kind.TELEPHONE,
    "colloquio": Kind.VISIT,
    "violenza": Kind.VIOLENCE,
    "comportamento": Kind.BEHAVIOUR,
    "association": Kind.BEHAVIOUR,
    "vulnerability": Kind.BEHAVIOUR,
    **{kind.value: kind for kind in Kind},
}
_EXTRA = (
    *(
        Column(f"made_{name}")
        for name in ("id", "pseudonym", "reference", "kind", "place", "folded", "author")
    ),
    Column("made_received_at", "moment"),
    Column("made_people", "list"),
    Column("made_known", "yes_no"),
)


def load_observations(job: Job, *, by: Actor) -> Outcome:
    """Load observations. A reporter's staff number becomes an authorship only he and a custodian can see.

    An observation is never changed by a later file; persons it names that were unknown are linked when they have
    become known. Raises Refused, CannotRead; on an error nothing is loaded.
    """
    require(Act.OBSERVATION_LOAD, by)
    with Staging(job, OBSERVATIONS) as staging:
        table = staging.open()
        judge = _Judge(job, by=by)
        staging.copy_table(table, judge, _EXTRA)
        learn("people_person", "reports_observation")
        run(statements.KNOWN)
        staging.refuse(statements.CONTRADICTS, statements.WHY_CONTRADICTS)
        _link_people(staging)
        _make_references_single(job.at.year)
        said = {"stage": Stage.SUBMITTED.value}
        new = run(statements.ADD, said)
        run(statements.ADD_AUTHORS)
        run(statements.ADD_STAGES, said)
        changed = run(statements.LINK)
        if judge.other_kinds:
            staging.notes.append(
                f"{judge.other_kinds} rows have a kind that is not in our list: kept as “other”."
            )
        outcome = staging.outcome(new=new, changed=changed)
    ledger.record(
        Act.OBSERVATION_LOAD,
        by=by,
        subjects=[f"file:{outcome.sha256}"],
        at=job.at,
        detail={
            "kind": "observations",
            "rows": outcome.rows,
            "new": outcome.new,
            "changed": outcome.changed,
            "rejected": outcome.rejected,
        },
    )
    return outcome


class _Judge:
    """Applies the rules of intake to one row after the other, and fills in what intake would make."""

    def __init__(self, job: Job, *, by: Actor) -> None:
        self._site: Callable[[str], str | None] = places.site_finder(by=by)
        self._users = {name.casefold(): pk for name, pk in User.objects.values_list("username", "pk")}
        self._at = job.at
        self.other_kinds = 0

    def __call__(self, values: dict[str, Value]) -> str | None:
        site = self._site(str(values["establishment"]))
        if site is None:
            return (
                f"establishment: there is no establishment {values['establishment']}: load the estate first."
            )
        try:
            text = words(str(values["text"]), what="text: it", longest=LONGEST)
        except BadInput as bad:
            return str(bad)
        people = values["people"] or ()
        if isinstance(people, tuple) and len(people) > _MOST_PEOPLE:
            return f"people: an observation names up to {_MOST_PEOPLE} persons: split it."
        occurred, reported = values["occurred_at"], values["reported_at"]
        received = reported if isinstance(reported, datetime) else self._at
        if isinstance(occurred, datetime) and occurred > received + _CLOCKS_DIFFER:
            return "reported_at: it is reported before it happened: correct one of the two."
        self._fill(values, site, text, received)
        return None

    def _fill(self, values: dict[str, Value], site: str, text: str, received: datetime) -> None:
        where = ", ".join(str(part) for part in (values["wing"], values["place"]) if part)[:_LONGEST_PLACE]
        reporter = str(values["reporter"] or "").strip()
        values["establishment"] = site
        values["text"] = text
        values["made_id"] = loaded_as(str(values["observation_id"]))
        values["made_pseudonym"] = new_pseudonym()
        values["made_reference"] = new_reference(received.year)
        values["made_kind"] = self._kind(values["kind"])
        values["made_place"] = where
        values["made_folded"] = fold(f"{text} {where}")
        values["made_author"] = (
            self._users.get(reporter.casefold(), f"staff:{reporter}") if reporter else None
        )
        values["made_received_at"] = received
        values["made_known"] = False

    def _kind(self, written: Value) -> str:
        if not written:
            return Kind.OTHER
        if found := _KINDS.get(fold(str(written))):
            return found
        self.other_kinds += 1
        return Kind.OTHER


def _link_people(staging: Staging) -> None:
    """Turn the register's person identifiers into ours, and say how many nobody knows."""
    run(statements.KNOW_PEOPLE, {"source": _SOURCE})
    rows, names = ask(statements.UNKNOWN_PEOPLE)
    if rows:
        staging.notes.append(
            f"{rows} observations name persons who are not loaded ({names} in all): they were taken in without those "
            "links. Load the people, then this file again."
        )


def _make_references_single(year: int) -> None:
    """Give new reference numbers to rows whose own is taken: with a million, chance makes some meet."""
    while True:
        with connection.cursor() as cursor:
            cursor.execute(statements.REFERENCES_TAKEN)
            taken = cursor.fetchall()
            if not taken:
                return
            made = [new_reference(received.year if received else year) for _, received in taken]
            cursor.execute(statements.REFER_ANEW, {"rows": [row for row, _ in taken], "made": made})
