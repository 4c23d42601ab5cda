"""Make a country pack of plain values, as YAML or JSON gives them; its sense is judged by `faults`."""

from collections.abc import Mapping
from typing import Any, Final

from beccaria.core.countries.model import (
    UNKNOWN,
    Category,
    Clock,
    Decides,
    Fact,
    Pack,
    Recipient,
    Regime,
    RegimeKind,
    Status,
    StatusKind,
)

_NOT_SAID: Final = {"value": UNKNOWN, "source": None, "verified": False}


def pack_from(said: Mapping[str, Any]) -> Pack:
    """The pack these values describe. Raises KeyError, ValueError or TypeError for another shape."""
    names, determined, isolation = said["names"], said["determined"], said["isolation"]
    return Pack(
        id=said["id"],
        codes=tuple(dict.fromkeys((said["id"], *said.get("codes", ())))),
        english_name=_fact(names["english"]),
        own_names=_fact(names["own"]),
        languages=_fact(said["languages"]),
        currency=_fact(said["currency"]),
        time_zone=_fact(said["time_zone"]),
        determined_by=_fact(determined["by"]),
        determined_how=_fact(determined["how"]),
        definition=_fact(determined["definition"]),
        categories_known=_fact(said["categories"]["scheme"]),
        categories=tuple(
            Category(
                one["code"],
                _fact(one["describes"]),
                _fact(one["crosswalk"]),
                _fact(one["decided_by"]) if "decided_by" in one else None,
            )
            for one in said["categories"]["list"]
        ),
        given_to=_fact(said["categories"].get("given_to", _NOT_SAID)),
        statuses=tuple(
            Status(StatusKind(one["kind"]), _fact(one["called"]), _fact(one["for_whom"]), _fact(one["told"]))
            for one in said.get("statuses", ())
        ),
        regimes=tuple(_regime(one) for one in said["regimes"]),
        clocks={Clock(name): _fact(one) for name, one in said["clocks"].items()},
        isolation_hours=_fact(isolation["hours_a_day"]),
        isolation_days=_fact(isolation["days"]),
        notice=_fact(said["notice"]),
        appeal=_fact(said["appeal"]),
        sharing={Recipient(name): _fact(one) for name, one in said["sharing"].items()},
        decides={Decides(name): _fact(one) for name, one in said["decides"].items()},
        more=tuple((one["about"], _fact(one)) for one in said.get("more", ())),
    )


def _regime(said: Mapping[str, Any]) -> Regime:
    return Regime(
        id=said["id"],
        name=said["name"],
        kind=RegimeKind(said["kind"]),
        for_whom=_fact(said["for_whom"]),
        legal_ground=_fact(said["legal_ground"]),
        authority=_fact(said["authority"]),
        longest_first=_fact(said["longest_first"]),
        renewal=_fact(said["renewal"]),
        restrictions=tuple(_fact(one) for one in said["restrictions"]),
        safeguards=tuple(_fact(one) for one in said["safeguards"]),
        remedy=_fact(said["remedy"]),
        parts=tuple((kind, _fact(one)) for one in said["restrictions"] for kind in one.get("measures", ())),
    )


def _fact(said: Mapping[str, Any]) -> Fact:
    value = said["value"]
    return Fact(
        value=tuple(str(one) for one in value) if isinstance(value, list) else value,
        source=said.get("source"),
        verified=said.get("verified"),
        note=said.get("note", ""),
    )
