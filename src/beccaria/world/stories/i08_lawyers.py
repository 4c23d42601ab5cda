"""Lawyers' numbers, and numbers that differ from them by one digit: innocent, and the first must never be stored."""

from beccaria.world.privileged import build_privileged
from beccaria.world.stage import Stage

KEY, TITLE, INNOCENT = "lawyers", "Lawyers' numbers and near-misses of them", True


def tell(stage: Stage) -> None:
    """Six people of three prisons call one lawyer; six others call a plumber whose number is one digit away."""
    lawyer = build_privileged(stage.theatre.plan).entries[3].number
    near = lawyer - 1 if lawyer % 10 else lawyer + 1
    for number, role in ((lawyer, "client"), (near, "caller of the plumber")):
        for site in stage.sites(3):
            for record in stage.prisoners(role, 2, site):
                for at in stage.every(0.1, 0.9, 12, 11):
                    stage.call(at, record, number)
    stage.act(stage.when(0.1, 11), "clients call one lawyer", None)
