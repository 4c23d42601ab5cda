"""Put what other apps show onto a page of the shell, by their addresses: the shell knows no app from inside.

The included view runs its own guard and records its own look, exactly as if the browser had asked for it; so the
page is whole without scripts and nothing moves while it loads.
"""

import copy
from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.response import ContentNotRenderedError, SimpleTemplateResponse
from django.urls import resolve, reverse
from django.utils.safestring import SafeString, mark_safe

from beccaria.access.api import may_ever
from beccaria.core.actors import Actor


@dataclass(frozen=True, slots=True)
class Included:
    """One piece of another app; its markup was made, and escaped, by that app's own template."""

    name: str
    markup: SafeString

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
            pieces.append(Included(name, mark_safe(answer.content.decode())))  # noqa: S308  # a template of ours escaped it
    return tuple(pieces)


def _as_part(request: HttpRequest, address: str, query: str) -> HttpRequest:
    part = copy.copy(request)
    part.META = {**request.META, "HTTP_HX_REQUEST": "true", "QUERY_STRING": query, "PATH_INFO": address}
    part.path = part.path_info = address
    part.method = "GET"
    part.GET = QueryDict(query)
    part.__dict__.pop("headers", None)
    return part
