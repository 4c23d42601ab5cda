"""Write persons: add one, say something new about one, move one. Nothing that was said is overwritten."""

from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from typing import Any

from beccaria.access.api import require
from beccaria.core.actors import Actor, Level
from beccaria.core.acts import Act
from beccaria.core.ids import PersonId, new_id
from beccaria.core.markings import Marking
from beccaria.core.persons import Role, Sex, Status
from beccaria.core.refusal import BadInput, Cannot
from beccaria.engines import names_fold
from beccaria.ledger.api import record
from beccaria.people.actions.keying import follow_site, write_keys
from beccaria.people.deferring import compare_later
from beccaria.people.models import CustodyPeriod, Identity, Person
from beccaria.places import api as places

HERE = "service"
_OLDEST = 1900


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What somebody asserts of a person; empty where he does not know."""

    role: Role
    given_names: str = ""
    surname: str = ""
    aliases: tuple[str, ...] = ()
    number: str = ""
    born: date | None = None
    sex: str = ""
    nationality: str = ""
    languages: tuple[str, ...] = ()
    document: str = ""
    phone: str = ""
    address: str = ""
    account: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a person is held, and how."""

    establishment: str
    wing: str = ""
    cell: str = ""
    status: str = ""
    category: str = ""
    release_due: date | None = None


def add_person(
    said: Said,
    *,
    site: str | None,
    by: Actor,
    at: datetime,
    level: Level = Level.OFFICIAL,
    source: str = HERE,
    key: str = "",
) -> PersonId:
    """Add a person by a first record. `site` is the establishment he belongs to.

    Same names are no obstacle: a name is not a person. Raises Refused, BadInput.
    """
    require(Act.PERSON_ADD, by, Marking(site=site, level=level))
    _check(said, at)
    _check_site(site, by=by)
    made = new_id()
    row = Person(
        id=made,
        source=source,
        key=key or made,
        site=site,
        level=level,
        recorded_at=at,
        **_repeated(said),
        searched=" ".join(_words(said)),
    )
    row.save(force_insert=True)
    _insert_identity(row, said, source=source, key=key or made, by=by, at=at)
    write_keys(made)
    compare_later(made)
    record(Act.PERSON_ADD, by=by, subjects=[f"person:{made}"], at=at, detail={})
    return PersonId(made)


def change_identity(identity_id: str, said: Said, *, by: Actor, at: datetime) -> str:
    """End a record and begin another in its place, asserted by the actor. Returns the new record's identifier.

    Raises Refused, BadInput, and Cannot when somebody was quicker.
    """
    old = Identity.objects.select_related("person").get(pk=identity_id)
    require(Act.PERSON_CHANGE, by, old.person.marking)
    _check(said, at)
    if not Identity.objects.filter(pk=identity_id, until=None).update(until=at):
        raise Cannot("This record has been changed meanwhile: open the person again.")
    new = _insert_identity(old.person, said, source=old.source, key=old.key, by=by, at=at)
    _repeat(old.person)
    changed = [one.name for one in fields(said) if getattr(said, one.name) != _plain(getattr(old, one.name))]
    record(Act.PERSON_CHANGE, by=by, subjects=[f"person:{old.person_id}"], at=at, detail={"changed": changed})
    return new


def add_identity(
    person_id: PersonId, said: Said, *, by: Actor, at: datetime, source: str = HERE, key: str = ""
) -> str:
    """Add a further record of a person, beside what others assert: another name he gives, a number he uses."""
    row = Person.objects.get(pk=person_id)
    require(Act.PERSON_CHANGE, by, row.marking)
    _check(said, at)
    made = _insert_identity(row, said, source=source, key=key or new_id(), by=by, at=at)
    _repeat(row)
    record(Act.PERSON_CHANGE, by=by, subjects=[f"person:{person_id}"], at=at, detail={"added": "identity"})
    return made


def move(person_id: PersonId, to: Place, *, since: datetime, by: Actor, at: datetime) -> None:
    """End the custody that lasts and begin another in `to`. The person then belongs to that establishment.

    Only who may change persons at both establishments can move one across. Raises Refused, BadInput.
    """
    row = Person.objects.get(pk=person_id)
    require(Act.PERSON_CHANGE, by, row.marking)
    _check_site(to.establishment, by=by)
    _check_place(to, since=since, at=at)
    require(Act.PERSON_CHANGE, by, Marking(site=to.establishment, level=Level(row.level)))
    _end_custody(row, since, at)
    made = new_id()
    CustodyPeriod.objects.create(
        id=made,
        person=row,
        source=HERE,
        key=made,
        establishment=to.establishment,
        wing=to.wing,
        cell=to.cell,
        status=to.status,
        category=to.category,
        release_due=to.release_due,
        starts_at=since,
        recorded_at=at,
    )
    if row.site != to.establishment:
        Person.objects.filter(pk=person_id).update(site=to.establishment)
        follow_site(person_id)
    record(Act.PERSON_CHANGE, by=by, subjects=[f"person:{person_id}"], at=at, detail={"changed": ["custody"]})


def release(person_id: PersonId, *, since: datetime, by: Actor, at: datetime) -> None:
    """End the custody that lasts. Raises Refused, BadInput, and Cannot when he is not held."""
    row = Person.objects.get(pk=person_id)
    require(Act.PERSON_CHANGE, by, row.marking)
    if since > at:
        raise BadInput("A release cannot be recorded before it happens: give its real time.")
    if not _end_custody(row, since, at):
        raise Cannot("This person is not in custody.")
    record(Act.PERSON_CHANGE, by=by, subjects=[f"person:{person_id}"], at=at, detail={"changed": ["custody"]})


def _end_custody(row: Person, since: datetime, at: datetime) -> bool:
    lasting = CustodyPeriod.objects.filter(person=row, ends_at=None).first()
    if lasting is None:
        return False
    if lasting.starts_at > since:
        raise BadInput("This lies before he came to where he is now: look at the time again.")
    CustodyPeriod.objects.filter(pk=lasting.pk).update(ends_at=since, ended_recorded_at=at)
    return True


def _insert_identity(row: Person, said: Said, *, source: str, key: str, by: Actor, at: datetime) -> str:
    made = new_id()
    Identity.objects.create(
        id=made,
        person=row,
        source=source,
        key=key,
        asserted_by=by.user,
        role=said.role.value,
        number=said.number.strip(),
        given_names=said.given_names.strip(),
        surname=said.surname.strip(),
        aliases=list(said.aliases),
        born=said.born,
        sex=said.sex,
        nationality=said.nationality,
        languages=list(said.languages),
        document=said.document.strip(),
        document_key=names_fold.document_key(said.document),
        phone=said.phone.strip(),
        phone_key=names_fold.phone_key(said.phone),
        address=said.address.strip(),
        account=said.account.strip(),
        since=at,
    )
    return made


def _repeat(row: Person) -> None:
    """Let the person's own line repeat what his first source says now, and be found by every name he ever had."""
    rows = list(Identity.objects.filter(person=row).order_by("since", "id"))
    now = [one for one in rows if one.until is None]
    first = next((one for one in now if one.source == row.source and one.key == row.key), now[0])
    words = {word for one in rows for word in _words(_said(one))}
    Person.objects.filter(pk=row.pk).update(**_repeated(_said(first)), searched=" ".join(sorted(words)))
    write_keys(row.pk)
    compare_later(row.pk)


def _said(row: Identity) -> Said:
    known: dict[str, Any] = {
        one.name: _plain(getattr(row, one.name)) for one in fields(Said) if one.name != "role"
    }
    return Said(role=Role(row.role), **known)


def _plain(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _repeated(said: Said) -> dict[str, Any]:
    return {
        "role": said.role.value,
        "name": names_fold.full_name(said.given_names, said.surname),
        "number": said.number.strip(),
        "born": said.born,
        "sorts": names_fold.sort_name(said.given_names, said.surname),
    }


def _words(said: Said) -> list[str]:
    return names_fold.search_words(said.given_names, said.surname, said.aliases, [said.number])


def _check(said: Said, at: datetime) -> None:
    if not names_fold.full_name(said.given_names, said.surname):
        raise BadInput("A person needs a name: write what he is called, even a nickname.")
    if said.born and not date(_OLDEST, 1, 1) <= said.born <= at.astimezone(UTC).date():
        raise BadInput("A birth date lies between 1 January 1900 and today: look at the year.")
    if said.sex not in {"", *Sex}:
        raise BadInput("The sex is male, female, other, or left empty.")
    code = said.nationality
    if code and not (len(code) == 2 and code.isascii() and code.isalpha() and code.isupper()):  # noqa: PLR2004  two letters, as the sentence says
        raise BadInput("A nationality is two capital letters, such as IT.")


def _check_site(site: str | None, *, by: Actor) -> None:
    if site is not None and site not in places.codes(by=by):
        raise BadInput("There is no establishment of this code: choose one from the list.")


def _check_place(to: Place, *, since: datetime, at: datetime) -> None:
    if since > at:
        raise BadInput("A move cannot be recorded before it happens: give its real time.")
    if to.status not in {"", *Status}:
        raise BadInput("The status is remand, sentenced, or left empty.")
