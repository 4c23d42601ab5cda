"""Find for a prison what only its own rows tell, those that handling keeps there among them: a piece of an alert.

A piece is the prison's alone, for it inherits what keeps its rows there. Nothing of it reaches the nation or another
prison, and neither its being there nor its absence is told anywhere (ADR 0023).
"""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime

from beccaria.core.actors import Actor
from beccaria.core.patterns import Found, Pattern, Value
from beccaria.detection.queries.kept_back import kept_back
from beccaria.detection.queries.tables import whole


def pieces(
    patterns: Collection[Pattern],
    found: Collection[Found],
    *,
    since: datetime | None,
    until: datetime,
    rows_since: datetime | None = None,
    parameters: Mapping[str, Mapping[str, Value]] | None = None,
    by: Actor,
) -> list[Found]:
    """What the patterns find in each prison's own rows that rests on rows it keeps; `found` is what all were told of.

    Whoever may read a finding of his prison alone in full needs no piece of it. Raises BadInput for parameters that
    cannot be.
    """
    from beccaria.engines.detection.running import run  # noqa: PLC0415  the engine takes seconds to import; only who runs rules waits for it

    held = kept_back(patterns, by=by)
    made: list[Found] = []
    if not held.prisons:
        return made
    with whole(patterns, since=rows_since, until=until, by=by) as rows:
        for site in held.prisons:
            own = held.of(site)
            known = {(one.pattern, one.key) for one in found if one.establishments == (site,)}
            seen = run(patterns, held.cut(rows, site), until=until, since=since, parameters=parameters)
            made += [
                replace(one, key=f"{one.key}@{site}")
                for one in seen
                if own.bears(one) and (one.pattern, one.key) not in known
            ]
    return made
