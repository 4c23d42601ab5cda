"""What is told of persons: frozen values, without the tables they came from."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Self

from beccaria.core.actors import Level
from beccaria.core.markings import Marking
from beccaria.engines.names import Why
from beccaria.people.models import CustodyPeriod, Identity


@dataclass(frozen=True, slots=True)
class Held:
    """Where a person was or is held, in which status and category, since when; codes as the register writes them."""

    establishment: str
    wing: str
    cell: str
    status: str
    category: str
    starts_at: datetime
    ends_at: datetime | None
    release_due: date | None
    source: str
    recorded_at: datetime

    @classmethod
    def of(cls, row: CustodyPeriod) -> Self:
        """From its row."""
        return cls(
            establishment=row.establishment,
            wing=row.wing,
            cell=row.cell,
            status=row.status,
            category=row.category,
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            release_due=row.release_due,
            source=row.source,
            recorded_at=row.recorded_at,
        )


@dataclass(frozen=True, slots=True)
class Asserted:
    """What somebody asserted of a person, and when we held it for true. `person` is the record it is on."""

    id: str
    person: str
    source: str
    asserted_by: str
    role: str
    number: str
    name: str
    given_names: str
    surname: str
    aliases: tuple[str, ...]
    born: date | None
    sex: str
    nationality: str
    languages: tuple[str, ...]
    document: str
    phone: str
    address: str
    since: datetime
    until: datetime | None

    @classmethod
    def of(cls, row: Identity) -> Self:
        """From its row."""
        return cls(
            id=row.id,
            person=row.person_id,
            source=row.source,
            asserted_by=row.asserted_by,
            role=row.role,
            number=row.number,
            name=f"{row.given_names} {row.surname}".strip(),
            given_names=row.given_names,
            surname=row.surname,
            aliases=tuple(row.aliases),
            born=row.born,
            sex=row.sex,
            nationality=row.nationality,
            languages=tuple(row.languages),
            document=row.document,
            phone=row.phone,
            address=row.address,
            since=row.since,
            until=row.until,
        )


@dataclass(frozen=True, slots=True)
class PersonShown:
    """A person on one line. `held` is where he is now, None for everybody who is not in custody.

    `also` holds his other records, where a list shows him once for all of them.
    """

    id: str
    role: str
    name: str
    sorts: str
    number: str
    born: date | None
    site: str | None
    level: int
    handling: tuple[str, ...]
    aliases: tuple[str, ...]
    held: Held | None
    source: str = ""
    also: "tuple[PersonShown, ...]" = ()

    @property
    def marking(self) -> Marking:
        """How his record is marked: by it a look has to be justified again, and whatever shows him is handled."""
        return Marking(site=self.site, level=Level(self.level), handling=frozenset(self.handling))


@dataclass(frozen=True, slots=True)
class PersonRead:
    """A person with everything that was asserted of him and every place he was held, newest first.

    All his records together, as far as the reader may see them; `line` is the one that leads, `line.also` are the
    others.
    """

    line: PersonShown
    identities: tuple[Asserted, ...]
    custody: tuple[Held, ...]

    @property
    def records(self) -> tuple[PersonShown, ...]:
        """Every record of his, the leading one first."""
        return (self.line, *self.line.also)

    @property
    def level(self) -> int:
        """The strictest level of what is shown of him."""
        return max(one.level for one in self.records)

    @property
    def handling(self) -> tuple[str, ...]:
        """Every condition that any of his records carries."""
        return tuple(dict.fromkeys(said for one in self.records for said in one.handling))

    @property
    def now(self) -> tuple[Asserted, ...]:
        """The records that hold now."""
        return tuple(one for one in self.identities if one.until is None)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person who could be the one asked for: how near, why in the words of the comparison, and what is held.

    `related` says how he may belong to the one asked for without being him; `named`, how the names compare.
    """

    person: PersonShown
    score: float
    because: tuple[str, ...]
    held_name: str
    related: str = ""
    named: tuple[Why, ...] = ()
