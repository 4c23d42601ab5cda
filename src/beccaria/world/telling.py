"""Tell every storyline of the folder to its stage, and say of those this world is too small for what is missing."""

import importlib
import pkgutil
from functools import cache
from types import ModuleType

from beccaria.world import stories
from beccaria.world.effects import Trace
from beccaria.world.stage import LEAST_DAYS, CannotTellError, Stage, Theatre
from beccaria.world.told import Told


@cache
def modules() -> tuple[ModuleType, ...]:
    """The modules of the storylines: crimes first, then innocents."""
    names = [found.name for found in pkgutil.iter_modules(stories.__path__)]
    ordered = sorted(names, key=lambda name: (name[0] != "s", name))
    return tuple(importlib.import_module(f"{stories.__name__}.{name}") for name in ordered)


def tell_all(theatre: Theatre) -> list[Told]:
    """Every storyline, told or with the reason why not."""
    return [_tell(theatre, module) for module in modules()]


def _tell(theatre: Theatre, module: ModuleType) -> Told:
    innocent = bool(getattr(module, "INNOCENT", False))
    story = Told(
        key=module.KEY,
        title=module.TITLE,
        expect="untouched" if innocent else getattr(module, "EXPECT", "found"),
        innocent=innocent,
        secret=bool(getattr(module, "SECRET", False)),
    )
    before = len(theatre.effects.traces)
    changes = [len(part) for part in (theatre.effects.calls, theatre.effects.finds)]
    if theatre.plan.days < LEAST_DAYS:
        story.untold = f"needs {LEAST_DAYS} days"
        return story
    try:
        module.tell(Stage(theatre, story))
    except CannotTellError as error:
        del (
            theatre.effects.traces[before:],
            theatre.effects.calls[changes[0] :],
            theatre.effects.finds[changes[1] :],
        )
        return Told(story.key, story.title, story.expect, innocent, story.secret, untold=str(error))
    for position in story.traces:
        trace = theatre.effects.traces[position]
        theatre.effects.traces[position] = Trace(story.key, trace.file, trace.site, trace.row, trace.known)
    story.acts.sort(key=lambda act: act.at)
    return story
