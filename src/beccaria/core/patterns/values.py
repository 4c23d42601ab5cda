"""Settle the parameters of a pattern: its defaults, those of the country, those of the service; bounds are kept."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from math import isfinite

from beccaria.core.patterns.model import Kind, Parameter, Pattern, Value
from beccaria.core.refusal import BadInput


class Values(Mapping[str, Value]):
    """The parameters in force, each as the kind it is declared as."""

    def __init__(self, said: Mapping[str, Value]) -> None:
        """Keep them; `values` has checked them."""
        self._said = dict(said)

    def __getitem__(self, name: str) -> Value:
        """One parameter. Raises KeyError for one the pattern does not declare."""
        return self._said[name]

    def __iter__(self) -> Iterator[str]:
        """Their names."""
        return iter(self._said)

    def __len__(self) -> int:
        """How many there are."""
        return len(self._said)

    def whole(self, name: str) -> int:
        """A whole number."""
        return int(self._said[name])

    def number(self, name: str) -> float:
        """A number."""
        return float(self._said[name])

    def yes(self, name: str) -> bool:
        """A yes or no."""
        return bool(self._said[name])


def values(one: Pattern, given: Mapping[str, Value] | None = None, country: str = "") -> Values:
    """The parameters in force. Raises BadInput with one sentence for a name or value that cannot be."""
    given = given or {}
    known = {each.name: each for each in one.parameters}
    if strange := sorted(set(given) - set(known)):
        raise BadInput(
            "%(pattern)s has no parameter %(name)s: choose one of those on its page.",
            pattern=one.id,
            name=strange[0],
        )
    said = {}
    for name, each in known.items():
        usual = (each.countries or {}).get(country, each.default)
        said[name] = checked(each, given.get(name, usual))
    return Values(said)


def of_country(one: Pattern, country: str) -> Pattern:
    """The pattern with the defaults of a country; with its own where it says nothing of that country."""
    usual = (
        replace(each, default=(each.countries or {}).get(country, each.default)) for each in one.parameters
    )
    return replace(one, parameters=tuple(usual))


def fitting(one: Pattern, given: Mapping[str, Value]) -> dict[str, Value]:
    """Those of the parameters a service once set that a pattern still has and that lie in its bounds.

    A release may take a parameter away or narrow its bounds: then the default counts again, and one old value does not
    keep every rule from running.
    """
    said = {}
    for each in one.parameters:
        if each.name in given:
            try:
                said[each.name] = checked(each, given[each.name])
            except BadInput:
                continue
    return said


def checked(one: Parameter, value: Value) -> Value:
    """The value, if the parameter can have it. Raises BadInput."""
    if one.kind is Kind.YES_NO:
        if not isinstance(value, bool):
            raise BadInput("%(name)s is a yes or no: write true or false.", name=one.name)
        return value
    if isinstance(value, bool | str) or not isfinite(value):
        raise BadInput("%(name)s is a number: write one.", name=one.name)
    if one.kind is Kind.WHOLE and value != int(value):
        raise BadInput("%(name)s is a whole number: %(value)s is none.", name=one.name, value=f"{value:g}")
    if (one.least is not None and value < one.least) or (one.most is not None and value > one.most):
        raise BadInput(
            "%(name)s lies from %(least)s to %(most)s: %(value)s does not.",
            name=one.name,
            least=f"{one.least:g}",
            most=f"{one.most:g}",
            value=f"{value:g}",
        )
    return int(value) if one.kind is Kind.WHOLE else float(value)
