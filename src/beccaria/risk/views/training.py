"""Who is trained in which instrument: everybody sees his own, the head and the governor record."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from beccaria.access.api import answer, asked, may_ever, performs, show, tried
from beccaria.core.acts import Act
from beccaria.core.refusal import Refused
from beccaria.lib import moments
from beccaria.risk import actions, queries
from beccaria.risk.forms.assessing import TrainingForm
from beccaria.risk.pages.lists import training_table
from beccaria.risk.queries import instruments
from beccaria.risk.queries.training import trainees
from beccaria.risk.views.common import done

_USUAL = timedelta(days=730)


@performs(Act.ASSESSMENT_READ, looks=True)
def training(request: HttpRequest) -> HttpResponse:
    """The trainings one may see; a form for whoever records them."""
    by, at = asked(request).actor, asked(request).at
    form, posted = None, request.method == "POST"
    if may_ever(Act.TRAINING_RECORD, by):
        titles = [(kept.instrument.id, kept.instrument.title) for kept in instruments.for_people()]
        form = TrainingForm(
            request.POST if posted else None,
            people=trainees(by=by, at=at),
            instruments=titles,
            until=moments.day_of(at) + _USUAL,
        )
        given = form
        if posted and tried(form, lambda: actions.record_training(**given.cleaned_data, by=by, at=at)):
            return done(request, "training", _("Recorded."))
    elif posted:
        raise Refused("Your duty does not include this.")
    found = queries.trainings(by=by, at=at)
    show(request, *(f"user:{one.user}" for one in found))
    return answer(
        request, "risk/training.html", wrong=posted, table_of_trained=training_table(found), form=form
    )
