"""Give a chart out as a file: what the reader may see of it, under the same filters; taking it is in the ledger."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from beccaria.access.api import DUTY_WORDS, PURPOSE_WORDS, Asked, names_of, performs
from beccaria.core.actors import Level
from beccaria.core.acts import Act
from beccaria.lib import moments
from beccaria.networks import actions
from beccaria.networks.exporting import Sheet, made
from beccaria.networks.pages.chart import banner_of, lead_of, title_of
from beccaria.networks.pages.drawn import Drawn
from beccaria.networks.views.charted import charted, subjects
from beccaria.people import api as people


@performs(Act.NETWORK_EXPORT, looks=False)
def export(request: HttpRequest, person: str = "", group: str = "") -> HttpResponse:
    """The chart as GraphML, GEXF, XLSX, CSV, SVG, PNG or PDF."""
    asked = cast("Asked", request)
    found = charted(request, person=person, group=group, looks=False)
    file = made(request.GET.get("format", ""), _sheet(found.what, asked), at=asked.at)
    actions.take_out(
        actions.Taken(
            subjects=tuple(subjects(found.what)),
            form=request.GET.get("format", ""),
            ties=len(found.what.lines),
            content=file.content,
        ),
        by=asked.actor,
        at=asked.at,
    )
    headers = {
        "Content-Disposition": f'attachment; filename="{file.name}"',
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
    }
    return HttpResponse(file.content, content_type=file.media, headers=headers)


def _sheet(what: Drawn, asked: Asked) -> Sheet:
    actor = asked.actor
    name = names_of({actor.user}).get(actor.user, "")
    said = {"name": name, "duty": str(DUTY_WORDS[actor.duty])}
    return Sheet(
        what=what,
        title=title_of(what),
        lead=lead_of(what),
        banner=banner_of(what),
        levels=tuple(people.strip(level).words for level in Level),
        who=_("Taken out by %(name)s, %(duty)s") % said,
        when=moments.exact(asked.at),
        purpose=_("for: %(purpose)s") % {"purpose": str(PURPOSE_WORDS[actor.purpose])},
    )
