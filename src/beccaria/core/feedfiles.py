"""Name the columns of every file that `load` takes and `simulate` writes: one list, so the two cannot drift apart."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "number", "whole", "moment", "day", "yes_no", "list"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, what its cells hold, and the other headings under which it is recognised."""

    name: str
    kind: Kind = "text"
    required: bool = False
    also: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    means: str = ""


@dataclass(frozen=True, slots=True)
class FileKind:
    """One kind of file: its columns, the first of which identifies a row across loads."""

    name: str
    columns: tuple[Column, ...]

    @property
    def key(self) -> str:
        """The column that identifies a row: loading the same key twice changes nothing."""
        return self.columns[0].name

    @property
    def required(self) -> tuple[str, ...]:
        """The columns without which a file is refused whole."""
        return tuple(column.name for column in self.columns if column.required)


def _c(
    name: str,
    kind: Kind = "text",
    also: tuple[str, ...] = (),
    *,
    required: bool = False,
    choices: tuple[str, ...] = (),
    means: str = "",
) -> Column:
    return Column(name, kind, required, also, choices, means)


_AT = _c(
    "at",
    "moment",
    ("when", "date", "datetime", "data"),
    required=True,
    means="when it happened, with its offset",
)
_ESTABLISHMENT = _c(
    "establishment", "text", ("prison", "site", "istituto"), required=True, means="code of the establishment"
)
_WING = _c("wing", means="code of the wing inside the establishment")
_CELL = _c("cell", means="code of the cell inside the wing")

ESTATE = FileKind(
    "estate",
    (
        _c(
            "code",
            "text",
            ("prison_id", "id"),
            required=True,
            means="code of the place, unique in the service",
        ),
        _c("level", choices=("establishment", "wing", "landing", "cell"), required=True),
        _c("parent", means="code of the place above it; empty for an establishment"),
        _c("name", required=True),
        _c("kind", means="what the register calls it: remand house, sentenced, open …"),
        _c("category", means="security category, in the register's own letters"),
        _c("sex", choices=("male", "female", "mixed", "")),
        _c("capacity", "whole", means="regulatory places"),
        _c("unavailable", "whole", means="places out of use"),
        _c("present", "whole", means="people present at the register's date"),
        _c("region"),
        _c("town"),
        _c("country", means="ISO 3166-1 alpha-2"),
        _c("address"),
        _c("latitude", "number"),
        _c("longitude", "number"),
        _c("open", "yes_no"),
        _c("as_of", "day", means="date of the register"),
    ),
)

PEOPLE = FileKind(
    "people",
    (
        _c("person_id", "text", ("id",), required=True, means="the register's own identifier of this record"),
        _c("role", choices=("prisoner", "visitor", "staff", "contact"), required=True),
        _c("number", "text", ("prisoner_number",), means="prisoner or staff number"),
        _c("given_names", "text", ("first_name", "nome", "forenames"), required=True),
        _c("surname", "text", ("last_name", "cognome"), required=True),
        _c("aliases", "list", means="other names and nicknames, separated by ;"),
        _c("born", "day", ("date_of_birth", "dob")),
        _c("sex", choices=("male", "female", "other", "")),
        _c("nationality", means="ISO 3166-1 alpha-2"),
        _c("languages", "list"),
        _c("establishment"),
        _c("wing"),
        _c("cell"),
        _c("status", choices=("remand", "sentenced", "")),
        _c("category", means="security category"),
        _c("received", "moment"),
        _c("release_due", "day"),
        _c("released", "moment"),
        _c("phone"),
        _c("address"),
        _c("document", means="passport or identity card number"),
    ),
)

MOVEMENTS = FileKind(
    "movements",
    (
        _c("movement_id", "text", ("id",), required=True),
        _c("person_id", required=True),
        _AT,
        _c(
            "kind",
            required=True,
            choices=(
                "reception",
                "transfer",
                "cell",
                "court",
                "hospital",
                "release",
                "temporary_release",
                "return",
                "escape",
            ),
        ),
        _c("from_establishment"),
        _c("to_establishment"),
        _c("to_wing"),
        _c("to_cell"),
        _c("reason"),
    ),
)

VISITS = FileKind(
    "visits",
    (
        _c("visit_id", "text", ("id",), required=True),
        _AT,
        _c("ends_at", "moment"),
        _ESTABLISHMENT,
        _c("prisoner_id", required=True, means="person_id of the prisoner"),
        _c("visitor_id", means="person_id of the visitor, when that prison registered one"),
        _c("visitor_name", required=True),
        _c("visitor_born", "day"),
        _c("visitor_document"),
        _c("visitor_phone"),
        _c("visitor_address"),
        _c("relationship"),
        _c("kind", choices=("social", "official", "video")),
        _c("outcome", choices=("booked", "completed", "refused", "cancelled", "no_show"), required=True),
        _c("reason"),
    ),
)

CALLS = FileKind(
    "calls",
    (
        _c("call_id", "text", ("id",), required=True),
        _AT,
        _c("seconds", "whole", required=True),
        _ESTABLISHMENT,
        _WING,
        _c("prisoner_id", means="person_id; empty when the account is not attributed"),
        _c("account", means="PIN or account from which was called"),
        _c("number", required=True, means="number called or calling, E.164"),
        _c("direction", choices=("out", "in")),
        _c("outcome", choices=("answered", "unanswered", "refused")),
    ),
)

PAYMENTS = FileKind(
    "payments",
    (
        _c("payment_id", "text", ("id",), required=True),
        _AT,
        _ESTABLISHMENT,
        _c("prisoner_id", required=True),
        _c("payer_name", required=True),
        _c("payer_account", means="IBAN or card token"),
        _c("payer_address"),
        _c("amount", "number", required=True, means="in the currency's major unit"),
        _c("currency"),
        _c("direction", choices=("in", "out")),
        _c("method"),
    ),
)

INCIDENTS = FileKind(
    "incidents",
    (
        _c("incident_id", "text", ("id",), required=True),
        _AT,
        _ESTABLISHMENT,
        _WING,
        _c(
            "family",
            required=True,
            means="assault, self_harm, disorder, damage, fire, escape_attempt, threat, …",
        ),
        _c("severity", choices=("minor", "serious", "critical", "")),
        _c("text"),
        _c(
            "people",
            "list",
            means="person_id:role pairs, separated by ;  roles: assailant victim fighter witness suspect subject",
        ),
    ),
)

FINDS = FileKind(
    "finds",
    (
        _c("find_id", "text", ("id",), required=True),
        _AT,
        _ESTABLISHMENT,
        _WING,
        _CELL,
        _c(
            "item",
            required=True,
            choices=("drugs", "phone", "sim", "weapon", "alcohol", "tool", "cash", "other"),
        ),
        _c("quantity", "number"),
        _c("unit"),
        _c("how", choices=("search", "scanner", "dog", "mail", "patrol", "intelligence", "visit")),
        _c("person_id"),
        _c("found_by", means="staff number"),
        _c("text"),
    ),
)

OBSERVATIONS = FileKind(
    "observations",
    (
        _c("observation_id", "text", ("id", "ref", "reference"), required=True),
        _c("occurred_at", "moment", ("when", "date", "datetime", "data", "occurred"), required=True),
        _c("reported_at", "moment", ("reported",)),
        _ESTABLISHMENT,
        _WING,
        _c("place", "text", ("where", "luogo", "location")),
        _c("kind", "text", ("type", "tipo")),
        _c("text", "text", ("observation", "remark", "testo", "narrative"), required=True),
        _c("people", "list", ("who", "persons"), means="person_id, separated by ;"),
        _c("reporter", "text", ("officer", "staff"), means="staff number"),
        _c("language", means="ISO 639-1"),
    ),
)

DRONES = FileKind(
    "drones",
    (
        _c("sighting_id", "text", ("id",), required=True),
        _AT,
        _ESTABLISHMENT,
        _WING,
        _c("outcome", choices=("seen", "dropped", "recovered", "driven_off")),
        _c("payload"),
        _c("text"),
    ),
)

DOORS = FileKind(
    "doors",
    (
        _c("door_id", "text", ("id",), required=True, means="identifier of the event"),
        _AT,
        _ESTABLISHMENT,
        _WING,
        _CELL,
        _c("person_id", required=True, means="who left his cell or came back"),
        _c("way", required=True, choices=("out", "back")),
        _c(
            "company",
            choices=(
                *(
                    "association",
                    "exercise_with_others",
                    "work",
                    "education",
                    "programme",
                    "worship",
                    "visit",
                ),
                *("conversation", "exercise_alone", "washing", "search", "escort", "other", ""),
            ),
            means="with whom or for what; empty counts as no contact",
        ),
    ),
)
"""Doors of cells, for the clock of isolation. The simulated service has none."""

FILES: dict[str, FileKind] = {
    kind.name: kind
    for kind in (ESTATE, PEOPLE, MOVEMENTS, VISITS, CALLS, PAYMENTS, INCIDENTS, FINDS, OBSERVATIONS, DRONES)
}

_STAFF = _c("staff", required=True, means="staff number")

SHIFTS = FileKind(
    "shifts",
    (
        _c("shift_id", "text", ("id",), required=True),
        _c("starts", "moment", required=True),
        _c("ends", "moment", required=True),
        _ESTABLISHMENT,
        _WING,
        _STAFF,
    ),
)

LOOKUPS = FileKind(
    "lookups",
    (
        _c("lookup_id", "text", ("id",), required=True),
        _AT,
        _ESTABLISHMENT,
        _STAFF,
        _c("person_id", required=True, means="whose record was opened"),
        _c("reason", means="the purpose the member of staff gave"),
    ),
)

SEARCHES = FileKind(
    "searches",
    (
        _c("search_id", "text", ("id",), required=True),
        _AT,
        _ESTABLISHMENT,
        _WING,
        _CELL,
        _STAFF,
        _c("minutes", "whole"),
    ),
)

ACTIVITIES = FileKind(
    "activities",
    (
        _c("activity_id", "text", ("id",), required=True),
        _c("starts", "moment", required=True),
        _c("ends", "moment"),
        _ESTABLISHMENT,
        _c("person_id", required=True),
        _c("kind", choices=("job", "course", "group")),
        _c("name", required=True),
    ),
)

PRIVILEGED = FileKind(
    "privileged",
    (
        _c("privileged_id", "text", ("id",), required=True),
        _c(
            "kind",
            required=True,
            choices=("lawyer", "court", "ombudsman", "inspector", "doctor", "consulate"),
        ),
        _c("name", required=True),
        _c("number", means="E.164; calls to and from it must be refused at loading"),
    ),
)

SERVICE_FILES: dict[str, FileKind] = {
    **FILES,
    **{kind.name: kind for kind in (SHIFTS, LOOKUPS, SEARCHES, ACTIVITIES, PRIVILEGED)},
}
"""All files a service can deliver: those that `load` takes now, and those for parts that come later."""
