"""Who is meant by a few words such as "group:Harbour/leader", "trait:vulnerable" or "person:P7"."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from beccaria.core.allocation.model import Person
from beccaria.core.refusal import BadInput


@dataclass(frozen=True)
class Register:
    """People by what can be asked for, read once."""

    people: Mapping[str, Person]
    groups: dict[str, list[str]] = field(default_factory=dict)
    roles: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    traits: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, people: Mapping[str, Person]) -> "Register":
        """Go through everybody once."""
        made = cls(people)
        for one in people.values():
            for group, role in one.groups:
                made.groups.setdefault(group, []).append(one.id)
                made.roles.setdefault((group, role), []).append(one.id)
            for trait in one.traits:
                made.traits.setdefault(trait, []).append(one.id)
        return made

    def found(self, selector: str) -> tuple[str, ...]:
        """The people meant, in the order of the instance. A group or a trait nobody has means nobody."""
        kind, _, name = selector.partition(":")
        if kind == "person" and name in self.people:
            return (name,)
        if kind == "trait" and name:
            return tuple(self.traits.get(name, ()))
        if kind == "group" and name:
            group, _, role = name.rpartition("/") if "/" in name else (name, "", "")
            return tuple(self.roles.get((group, role), ()) if role else self.groups.get(group, ()))
        raise BadInput(
            "Keep-apart: “%(said)s” means nobody here; write person:ID, group:NAME, group:NAME/ROLE or trait:NAME.",
            said=selector,
        )

    def in_roles(self, group: str, roles: Iterable[str]) -> tuple[str, ...]:
        """Those of a group who have one of these roles."""
        return tuple(one for role in sorted(roles) for one in self.roles.get((group, role), ()))
