"""Ask the engine of names how near two names are, in which words, and by which keys a name is found."""

from functools import lru_cache

from beccaria.engines import names, names_fold
from beccaria.engines.names import Compared, Prepared, Why

_SEEN = 100_000


@lru_cache(maxsize=_SEEN)
def _prepared(name: str) -> Prepared:
    return names.prepare(name)


def compare_names(one: str, other: str) -> Compared:
    """How near two names are, 0 to 1, and why; whatever order and script."""
    return names.compare(_prepared(one), _prepared(other))


def named_in_words(why: tuple[Why, ...]) -> tuple[str, ...]:
    """What was noticed of the names, each in a sentence."""
    return tuple(names.in_words(one) for one in why)


@lru_cache(maxsize=_SEEN)
def name_keys(name: str) -> frozenset[str]:
    """The keys by which a name is looked up; two spellings of one name share at least one."""
    return names.keys(_prepared(name))


@lru_cache(maxsize=_SEEN)
def words(name: str) -> tuple[str, ...]:
    """The folded words of a name, for telling surname from given name."""
    return tuple(names_fold.words(name))
