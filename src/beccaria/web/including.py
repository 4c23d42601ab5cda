"""Put what other apps show onto a page of the shell, by their addresses: the shell knows no app from inside.

The included view runs its own guard and records its own look, exactly as if the browser had asked for it; so the
page is whole without scripts and nothing moves while it loads.
"""

import copy
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.response import ContentNotRenderedError, SimpleTemplateResponse
from django.urls import resolve, reverse
from django.utils.safestring import SafeString, mark_safe

from beccaria.access.api import may_ever
from beccaria.core.actors import Actor

_STRIP = re.compile(
    r'<template data-handling="(\d)">\s*(<div.*?</div></div>)\s*(<div.*?</div></div>)\s*</template>',
    re.DOTALL,
)


@dataclass(frozen=True, slots=True, order=True)
class Strip:
    """How a piece must be handled, as its own template drew it for the top and the end of the page."""

    level: int
    top: SafeString
    foot: SafeString


@dataclass(frozen=True, slots=True)
class Included:
    """One piece of another app; its markup was made, and escaped, by that app's own template."""

    name: str
    markup: SafeString
    strip: Strip | None = None

    @property
    def urgent(self) -> int:
        """How many things in it cannot wait, by the mark that the task component sets."""
        return self.markup.count("data-urgent")


def included(
    request: HttpRequest, names: Iterable[str], *, actor: Actor, query: str = ""
) -> tuple[Included, ...]:
    """Ask each named address, leaving out those whose act the actor's duty never performs."""
    pieces = []
    for name in names:
        address = reverse(name)
        found = resolve(address)
        if may_ever(found.func.act, actor):  # type: ignore[attr-defined]  # every view has one: the gate serves no other
            asked = _as_part(request, address, query)
            answer = cast("HttpResponse", found.func(asked, *found.args, **found.kwargs))
            if isinstance(answer, SimpleTemplateResponse) and not answer.is_rendered:
                raise ContentNotRenderedError(f"{name} must answer with a finished page.")
            pieces.append(made(name, answer.content.decode()))
    return tuple(pieces)


def strictest(pieces: Iterable[Included | None]) -> Strip | None:
    """The strip of the piece that must be handled most strictly; None when none asks for more than the usual."""
    return max((piece.strip for piece in pieces if piece and piece.strip), default=None)


def made(name: str, text: str) -> Included:
    """Make a piece of what its view answered: a template of ours drew it and escaped what people wrote."""
    found = _STRIP.search(text)
    if found is None:
        return Included(name, mark_safe(text))  # noqa: S308  see above
    top, foot = (mark_safe(found[at]) for at in (2, 3))  # noqa: S308  see above
    return Included(name, mark_safe(_STRIP.sub("", text)), Strip(int(found[1]), top, foot))  # noqa: S308  see above


def _as_part(request: HttpRequest, address: str, query: str) -> HttpRequest:
    part = copy.copy(request)
    part.META = {**request.META, "HTTP_HX_REQUEST": "true", "QUERY_STRING": query, "PATH_INFO": address}
    part.path = part.path_info = address
    part.method = "GET"
    part.GET = QueryDict(query)
    part.__dict__.pop("headers", None)
    return part
