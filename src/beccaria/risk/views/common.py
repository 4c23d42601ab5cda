"""What the views of assessments share: say who asks, answer 422 for what cannot be used, say what was done."""

from django.http import HttpRequest, HttpResponse

from beccaria.access import api as access
from beccaria.access.api import asked, confirm_purpose, show
from beccaria.people import api as people
from beccaria.people.api import PersonShown


def done(request: HttpRequest, to: str, words: str, *where: str) -> HttpResponse:
    """Go on to a page of this app and say there what was done."""
    return access.done(request, f"risk:{to}", words, *where)


def looked_at(request: HttpRequest, person: str, *assessments: str) -> PersonShown:
    """The person, after the reader said why where that must be said; the look is kept."""
    line = people.person(person, by=asked(request).actor).line
    confirm_purpose(request, line.marking)
    show(request, f"person:{person}", *(f"assessment:{one}" for one in assessments))
    return line
