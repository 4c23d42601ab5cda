"""Values that leave a trail: whatever is made of one is one, and every look at one is written down.

Python does not follow a value through a comparison or into C code: so a value that is compared, hashed, measured or
printed leaves a mark on its trail, and what no mark tells is found by running twice with different values.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from enum import Enum
from typing import Any, Final

from beccaria.core.refusal import Spoken

# Python itself needs these to make, name and copy an object, or wants a plain value of them.
_MAKING: Final = {
    *("__new__", "__init__", "__init_subclass__", "__subclasshook__", "__class__", "__class_getitem__"),
    *("__getattribute__", "__setattr__", "__delattr__", "__dir__", "__sizeof__", "__doc__"),
    *("__reduce__", "__reduce_ex__", "__getnewargs__", "__getstate__"),
    *("from_bytes", "fromhex", "maketrans", "__getformat__"),
}
_PLAIN: Final = {
    *("__hash__", "__len__", "__index__", "__int__", "__float__", "__bool__", "__repr__", "__str__"),
    "__format__",
}


@dataclass
class Trail:
    """What was done with forbidden values, by the name of the operation."""

    done: list[str] = field(default_factory=list)


class Tainted:
    """Marks what is forbidden, or was made of it."""

    trail: Trail


def _watched(base: type, name: str) -> Callable[..., Any]:
    plain = getattr(base, name)

    def does(self: Tainted, *args: Any, **more: Any) -> Any:
        self.trail.done.append(name)
        made = plain(self, *args, **more)
        return made if name in _PLAIN else tainted(made, self.trail)

    return does


def _joined(self: Tainted, left: str) -> Any:
    """A plain text with this one after it: texts have no such operation of their own."""
    self.trail.done.append("__radd__")
    return tainted(left + str.__str__(self), self.trail)


def _kind(base: type) -> type:
    watched = {
        name: _watched(base, name)
        for name in dir(base)
        if name not in _MAKING and callable(getattr(base, name))
    }
    if base is str:
        watched["__radd__"] = _joined
    return type(f"Tainted{base.__name__.title()}", (Tainted, base), watched)


_KINDS: Final = {base: _kind(base) for base in (str, int, float)}


def tainted(value: Any, trail: Trail) -> Any:
    """The same value with a trail. A bool cannot carry one: the operation that made it is on the trail already."""
    if isinstance(value, Tainted | bool):
        return value
    if isinstance(value, list | tuple):
        return type(value)(tainted(one, trail) for one in value)
    kind = _KINDS.get(type(value))
    if kind is None:
        return value
    made = kind(value)
    made.trail = trail
    return made


class Carrier:
    """Puts forbidden fields, all with one value, on every input it is given."""

    def __init__(self, names: Iterable[str], value: str | int | None) -> None:
        """Without a value nothing is put on: that run is the yardstick."""
        self.trail = Trail()
        self._forbidden = {} if value is None else {name: tainted(value, self.trail) for name in names}

    def on(self, value: Any) -> Any:
        """The same input; every record in it, however deep, has the forbidden fields as attributes."""
        if is_dataclass(value) and not isinstance(value, type):
            return self._record(value)
        if isinstance(value, Mapping):
            return {key: self.on(one) for key, one in value.items()}
        if isinstance(value, list | tuple | set | frozenset):
            return type(value)(self.on(one) for one in value)
        return value

    def document(self, value: Any) -> Any:
        """The same document; every object in it, however deep, has the forbidden fields as keys."""
        if isinstance(value, Mapping):
            return {key: self.document(one) for key, one in value.items()} | self._forbidden
        return [self.document(one) for one in value] if isinstance(value, list) else value

    def _record(self, value: Any) -> Any:
        own = {one.name for one in fields(value)}
        more = {name: property(_holding(held)) for name, held in self._forbidden.items() if name not in own}
        kind: Any = type(type(value).__name__, (type(value),), {"__slots__": (), **more})
        made = object.__new__(kind)
        for name in own:
            object.__setattr__(made, name, self.on(getattr(value, name)))
        return made


def _holding(held: Any) -> Callable[[Any], Any]:
    return lambda _self: held


def told(value: Any) -> Any:
    """A result as plain values, so that two of them can be compared whoever made them."""
    if isinstance(value, Spoken):
        return ("refused", str(value))
    if isinstance(value, Enum):
        return (type(value).__name__, value.value)
    if is_dataclass(value) and not isinstance(value, type):
        return (type(value).__name__, {one.name: told(getattr(value, one.name)) for one in fields(value)})
    if isinstance(value, Mapping):
        return {key: told(one) for key, one in value.items()}
    if isinstance(value, set | frozenset):
        return frozenset(map(repr, map(told, value)))
    return [told(one) for one in value] if isinstance(value, list | tuple) else value


def is_tainted(value: Any) -> bool:
    """Whether anything in a result was made of something forbidden."""
    if isinstance(value, Tainted):
        return True
    if is_dataclass(value) and not isinstance(value, type):
        return any(is_tainted(getattr(value, one.name)) for one in fields(value))
    if isinstance(value, Mapping):
        return any(is_tainted(one) for pair in value.items() for one in pair)
    return isinstance(value, list | tuple | set | frozenset) and any(map(is_tainted, value))


def leaks(does: Callable[[Carrier], Any], names: Iterable[str], values: Iterable[str | int]) -> list[str]:
    """How forbidden fields reach what `does` answers, in words; nothing when they do not, or when it refuses them."""
    forbidden = tuple(names)
    plain = _answer(does, Carrier(forbidden, None))
    found, answers = [], []
    for value in values:
        carrier = Carrier(forbidden, value)
        answer = _answer(does, carrier)
        answers.append(told(answer))
        if isinstance(answer, Spoken) and not isinstance(plain, Spoken):
            continue  # refused for being there at all, which the values below may not change
        if is_tainted(answer):
            found.append(f"the answer holds {value!r}")
        if carrier.trail.done:
            found.append(f"{value!r} was looked at: {', '.join(sorted(set(carrier.trail.done)))}")
        if answers[-1] != told(plain):
            found.append(f"with {value!r} the answer is another one")
    if any(str(one) != str(answers[0]) for one in answers[1:]):
        found.append("the answer depends on the value")
    return found


def _answer(does: Callable[[Carrier], Any], carrier: Carrier) -> Any:
    try:
        made = does(carrier)
    except Spoken as refused:
        return refused
    return list(made) if hasattr(made, "__next__") else made
