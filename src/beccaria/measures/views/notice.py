"""The notice of a measure on paper."""

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from beccaria.access.api import asked, confirm_purpose, performs, show
from beccaria.core.acts import Act
from beccaria.core.measures import Kind
from beccaria.core.refusal import Hidden
from beccaria.lib import printing
from beccaria.measures.pages import words
from beccaria.measures.pages.notice import NAME, notice
from beccaria.measures.pages.parts import regime_names
from beccaria.measures.queries import reading
from beccaria.places import api as places
from beccaria.risk import api as risk


@performs(Act.MEASURE_REASONS)
@require_GET
def notice_pdf(request: HttpRequest, measure: str) -> HttpResponse:
    """What he is given: printed only of what is decided, by who may read the reasons, and never of what is not told."""
    one = asked(request)
    read = reading.measure(measure, by=one.actor, at=one.at)
    if read.reasons is None or read.line.in_force_at is None or read.line.not_told:
        raise Hidden("There is no such record, or it is not yours to see.")
    confirm_purpose(request, read.person.marking, read.line.marking)
    show(request, f"measure:{measure}", f"person:{read.line.person}")
    site = read.line.site or ""
    try:
        prison = places.establishment(site, by=one.actor).name
    except ObjectDoesNotExist:  # a register's code that our estate does not have
        prison = site
    regimes = regime_names(risk.pack_at(read.person.site or site, by=one.actor))
    named = words.titled(read.line.kind, read.line.regime, regimes) if read.line.kind is Kind.REGIME else ""
    paper = notice(read, prison=prison, language=_language(one.GET.get("language", "")), regime=named)
    file = HttpResponse(printing.pdf(paper), content_type="application/pdf")
    file["Content-Disposition"] = f'attachment; filename="{NAME}"'
    file["Cache-Control"] = "no-store"
    return file


def _language(asked_for: str) -> str:
    known = {code for code, _name in settings.LANGUAGES}
    return asked_for if asked_for in known else settings.LANGUAGE_CODE
