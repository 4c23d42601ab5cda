"""Load the estate: the service's own file or a country's register, all of it in one transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from beccaria.access.api import require
from beccaria.core.acts import Act
from beccaria.core.feedfiles import ESTATE, Column
from beccaria.engines.folding import fold
from beccaria.ledger import api as ledger
from beccaria.lib.staging import Outcome, Staging, ask, run
from beccaria.lib.tables import Good
from beccaria.places.loading import statements
from beccaria.places.loading.tree import Tree
from beccaria.places.models import Establishment, EstablishmentName, Unit
from beccaria.places.registers import Known, Register, recognise

if TYPE_CHECKING:
    from collections.abc import Iterator

    from beccaria.core.actors import Actor
    from beccaria.lib.staging import Job

_EXTRA = (Column("rooms", "whole"), Column("rooms_unavailable", "whole"), Column("site"))
_OWN_FILE = "the service's own file"


def load_estate(job: Job, *, by: Actor) -> Outcome:
    """Load establishments, wings, landings and cells. Raises Refused, CannotRead; on an error nothing is loaded.

    An empty cell leaves what is known. Of several statements about one place the newest is its present state, and
    all are kept with their day and source.
    """
    require(Act.PLACE_LOAD, by)
    with Staging(job, ESTATE) as staging:
        register = recognise(job.path, _known()) if not job.profile else None
        if register is None:
            _stage_own_file(staging)
            source = _OWN_FILE
        else:
            _stage_register(staging, register)
            source = register.source
        outcome = _take_over(staging, register, source)
    ledger.record(
        Act.PLACE_LOAD,
        by=by,
        subjects=[f"file:{outcome.sha256}"],
        at=job.at,
        detail={
            "kind": "estate",
            "rows": outcome.rows,
            "new": outcome.new,
            "changed": outcome.changed,
            "rejected": outcome.rejected,
        },
    )
    return outcome


def _known() -> list[Known]:
    found = Establishment.objects.values_list("code", "name", "kind", "country")
    return [Known(code, name, kind, country) for code, name, kind, country in found]


def _stage_own_file(staging: Staging) -> None:
    table = staging.open(unique=("code",))
    if "as_of" in table.found:
        table.unique = ("code", "as_of")
    tree = Tree(
        dict(Unit.objects.values_list("code", "kind")),
        dict(Unit.objects.values_list("code", "parent__code")),
        dict(Unit.objects.values_list("code", "site")),
        set(Establishment.objects.values_list("code", flat=True)),
    )
    for row in table.rows():
        if isinstance(row, Good):
            tree.add(row.values)
    staging.copy_table(table, tree.judge, _EXTRA)


def _stage_register(staging: Staging, register: Register) -> None:
    staging.expect(register.headings)
    for bad in register.rejected:
        staging.reject(bad)

    def good() -> Iterator[Good]:
        for number, values in enumerate(register.rows, start=1):
            staging.rows += 1
            yield Good(number, values | {"site": values["code"]})

    staging.copy(good(), _EXTRA)
    staging.notes.append(f"Recognised: {register.name}. Source: {register.source}.")
    staging.notes.extend(register.notes)
    if register.ignored:
        staging.notes.append(f"Columns that were not used: {', '.join(register.ignored)}.")


def _take_over(staging: Staging, register: Register | None, source: str) -> Outcome:
    said = {"source": source, "today": staging.job.at.astimezone(staging.job.zone).date()}
    changed = run(statements.CHANGE_ESTABLISHMENTS, said)
    new = run(statements.ADD_ESTABLISHMENTS, said)
    for kind in ("wing", "landing", "cell"):
        changed += run(statements.CHANGE_UNITS, said | {"kind": kind})
        new += run(statements.ADD_UNITS, said | {"kind": kind})
    fresh, corrected = ask(statements.STATE, said)
    unit_fresh, unit_corrected = ask(statements.STATE_UNITS, said)
    names = run(statements.NAME_FROM_STATEMENTS)
    for other in register.names if register else ():
        names += run(
            statements.NAME_OTHERWISE,
            {
                "code": other.code,
                "name": other.name,
                "source": other.source,
                "since": other.since,
                "until": other.until,
            },
        )
    _fold_names()
    return staging.outcome(
        new=new,
        changed=changed,
        counts={
            "statements_new": fresh + unit_fresh,
            "statements_changed": corrected + unit_corrected,
            "names": names,
        },
    )


def _fold_names() -> None:
    """Refresh the folded names by which establishments are found: the database has no folding of its own."""
    every: dict[str, set[str]] = {}
    for establishment, name in EstablishmentName.objects.values_list("establishment_id", "name"):
        every.setdefault(establishment, set()).add(fold(name))
    for place in Establishment.objects.all():
        words = every.get(place.pk, set()) | {fold(place.name), fold(place.town), fold(place.code)}
        folded = " | ".join(sorted(word for word in words if word))
        if folded != place.folded:
            place.folded = folded
            place.save(update_fields=["folded"])
