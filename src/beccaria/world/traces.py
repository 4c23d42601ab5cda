"""Write the rows that storylines leave in feed files: visits, calls, payments, remarks, incidents, finds."""

from beccaria.world.codes import OUTSIDERS
from beccaria.world.days import DAY, HOUR
from beccaria.world.effects import Change
from beccaria.world.life.remarks import PLACED, kind_of
from beccaria.world.life.visits import closed
from beccaria.world.names.pools import Name
from beccaria.world.outsiders import Outsider
from beccaria.world.pen import Pen


class Traces(Pen):
    """The pen of a storyline. Rows look exactly like ordinary ones; only the truth knows whose they are."""

    def register(
        self,
        person: Outsider,
        site: int,
        *,
        name: Name | None = None,
        role: str = "visitor",
        phone: int | None = None,
    ) -> str:
        """Somebody is entered at a prison, under this name; gives the identifier of the record."""
        written = name or person.name
        code = self._codes.one(OUTSIDERS + self.next_record())
        person.records.append(code)
        row = {
            "person_id": code,
            "role": role,
            "given_names": written.given,
            "surname": written.surname,
            "born": person.born,
            "sex": "female" if person.female else "male",
            "nationality": person.pool.code,
            "establishment": self._estate.sites[site].code,
            "phone": f"+{phone or person.phone}",
            "address": person.address,
            "document": person.document if role == "visitor" else None,
        }
        self._leave("people", site, row, 0)
        return code

    def visit(  # a visit has that many facts
        self,
        at: int,
        record: int,
        person: Outsider,
        code: str | None,
        *,
        name: Name | None = None,
        outcome: str = "completed",
        reason: str | None = None,
        relationship: str = "friend",
        born: bool = True,
        document: bool = True,
    ) -> int:
        """A visit, or the attempt at one, on the next day that the prison has visits. Gives the moment."""
        site, _ = self.place_of(record, at)
        at = self._visiting(at - at % (HOUR // 2), site)
        row = {
            "at": at,
            "ends_at": at + HOUR,
            "prisoner_id": self._id(record),
            "visitor_id": code,
            "visitor_name": (name or person.name).full,
            "visitor_born": person.born if born else None,
            "visitor_document": person.document if document else None,
            "visitor_phone": f"+{person.phone}",
            "visitor_address": person.address,
            "relationship": relationship,
            "kind": "social",
            "outcome": outcome,
            "reason": reason,
        }
        self._leave("visits", site, row, at)
        return at

    def _visiting(self, at: int, site: int) -> int:
        """The same hour on the next visiting day; at the end of the period, on the last one."""
        later = next(day for day in range(7) if not closed(at // DAY + day, site))
        if at + later * DAY + HOUR < self._plan.days * DAY:
            return at + later * DAY
        earlier = next(day for day in range(7) if not closed(at // DAY - day, site))
        return at - earlier * DAY

    def call(self, at: int, record: int, number: int, seconds: int | None = None) -> None:
        """A call from the wing's telephone."""
        site, wing = self.place_of(record, at)
        code = self._id(record)
        row = {
            "at": at,
            "seconds": int(self.rng.integers(40, 560)) if seconds is None else seconds,
            "wing": self._estate.wings[wing].code,
            "prisoner_id": code,
            "account": f"P{code}",
            "number": f"+{number}",
            "direction": "out",
            "outcome": "answered",
        }
        self._leave("calls", site, row, at)

    def pay(self, at: int, record: int, person: Outsider, amount: float, *, name: Name | None = None) -> None:
        """Money for a prisoner."""
        site, _ = self.place_of(record, at)
        row = {
            "at": at,
            "prisoner_id": self._id(record),
            "payer_name": (name or person.name).full,
            "payer_account": person.account,
            "payer_address": person.address,
            "amount": float(amount),
            "currency": "EUR",
            "direction": "in",
            "method": "bank transfer",
        }
        self._leave("payments", site, row, at)

    def canteen(self, at: int, record: int, amount: float) -> None:
        """Something bought."""
        site, _ = self.place_of(record, at)
        name = self._people.full_name(record)
        row = {"at": at, "prisoner_id": self._id(record), "payer_name": name, "amount": float(amount),
               "currency": "EUR", "direction": "out", "method": "canteen"}  # fmt: skip
        self._leave("payments", site, row, at)

    def remark(
        self,
        at: int,
        topic: str,
        records: list[int],
        *,
        turn: int = 0,
        named: bool = True,
        wing: int | None = None,
    ) -> None:
        """An officer's observation about these people, by whoever was on duty."""
        hall = self.place_of(records[0], at)[1] if wing is None else wing
        site = self._estate.wings[hall].site
        officer = self._duty(hall, at, turn)
        text, hand, spot = self._text(topic, records, hall, at, officer)
        reported = min(at + int(self.rng.lognormal(0.9, 0.8) * HOUR), self._plan.days * DAY - 1)
        row = {
            "occurred_at": at,
            "reported_at": reported,
            "wing": self._estate.wings[hall].code,
            "place": spot if self.rng.random() < PLACED else None,
            "kind": kind_of(topic),
            "text": text,
            "people": ";".join(self._id(record) for record in records) if named and records else None,
            "reporter": self._staff.number(officer),
            "language": hand.language,
        }
        self._leave("observations", site, row, reported)

    def incident(
        self,
        at: int,
        family: str,
        people: list[tuple[int, str]],
        *,
        severity: str = "minor",
        topic: str | None = None,
    ) -> None:
        """An incident with its people and their roles."""
        site, wing = self.place_of(people[0][0], at)
        records = [record for record, _ in people]
        text, _, _ = self._text(topic or family, records, wing, at, self._duty(wing, at))
        row = {
            "at": at,
            "wing": self._estate.wings[wing].code,
            "family": family,
            "severity": severity,
            "text": text,
            "people": ";".join(f"{self._id(record)}:{role}" for record, role in people),
        }
        self._leave("incidents", site, row, at)

    def find(
        self,
        at: int,
        wing: int,
        item: str,
        *,
        record: int | None = None,
        officer: int | None = None,
        how: str = "search",
    ) -> None:
        """Something found."""
        site = self._estate.wings[wing].site
        finder = self._duty(wing, at) if officer is None else officer
        text, _, _ = self._text("find", [] if record is None else [record], wing, at, finder)
        cells = self._estate.wings[wing].cells
        cell = cells[int(self.rng.integers(len(cells)))] if how == "search" else None
        if cell is not None:
            self._search(at, wing, cell, finder)
        row = {
            "at": at,
            "wing": self._estate.wings[wing].code,
            "cell": cell,
            "item": item,
            "quantity": float(self.rng.integers(1, 30)) if item == "drugs" else 1.0,
            "unit": "g" if item == "drugs" else "piece",
            "how": how,
            "person_id": None if record is None else self._id(record),
            "found_by": self._staff.number(finder),
            "text": text,
        }
        self._leave("finds", site, row, at)

    def _search(self, at: int, wing: int, cell: str, officer: int) -> None:
        """The search that a find comes from: it is in the file of searches like every other."""
        row = {"at": at, "wing": self._estate.wings[wing].code, "cell": cell, "staff": self._staff.number(officer),
               "minutes": int(self.rng.integers(8, 45))}  # fmt: skip
        self._leave("searches", self._estate.wings[wing].site, row, at)

    def drone(self, at: int, wing: int, outcome: str = "seen", payload: str | None = None) -> None:
        """A drone by night."""
        text, _, _ = self._text("drone", [], wing, at, self._duty(wing, at))
        row = {
            "at": at,
            "wing": self._estate.wings[wing].code,
            "outcome": outcome,
            "payload": payload,
            "text": text,
        }
        self._leave("drones", self._estate.wings[wing].site, row, at)

    def look_up(self, at: int, officer: int, record: int, reason: str) -> None:
        """An officer opens a record."""
        row = {
            "at": at,
            "staff": self._staff.number(officer),
            "person_id": self._id(record),
            "reason": reason,
        }
        self._leave("lookups", int(self._staff.site[officer]), row, at)

    def activity(self, begin: int, end: int, record: int, kind: str, name: str) -> None:
        """A job, a course or a group that somebody joins."""
        site, _ = self.place_of(record, begin)
        row = {"starts": begin, "ends": end, "person_id": self._id(record), "kind": kind, "name": name}
        self._leave("activities", site, row, begin)

    def fewer_calls(self, factor: float, begin: int, end: int, *, wing: int = -1, record: int = -1) -> None:
        """Ordinary calls become rarer."""
        self._effects.calls.append(Change(factor, begin, end, wing=wing, record=record))

    def fewer_finds(self, factor: float, begin: int, end: int, officer: int) -> None:
        """Searches by an officer find less, or more."""
        self._effects.finds.append(Change(factor, begin, end, officer=officer))
