"""New rows in one message: under the same rules as any others, all of them or none."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, ProgrammingError

from beccaria.access.api import acting
from beccaria.core.ids import new_id
from beccaria.lib import clock, together
from beccaria.reports.models import Authorship, Draft

pytestmark = pytest.mark.django_db


def draft(owner: str, **said: Any) -> Draft:
    return Draft(
        owner=owner, text="It's 100 % true; DROP TABLE", saved_at=clock.now(), people=["a", 'b"'], **said
    )


def test_what_was_given_is_there(actor_named: Callable[[str], Any]) -> None:
    with acting(actor_named("ana")) as ana:
        first, second = draft(ana.user), draft(ana.user, place="Yard")
        together.insert(first, second)
        kept = Draft.objects.get(pk=second.pk)
        assert (kept.text, kept.people, kept.place) == (second.text, ["a", 'b"'], "Yard")
        assert kept.saved_at == second.saved_at
        assert Draft.objects.filter(pk=first.pk).exists()


def test_row_security_holds_and_nothing_of_it_stays(actor_named: Callable[[str], Any]) -> None:
    with acting(actor_named("ana")) as ana:
        mine, theirs = draft(ana.user), draft("somebody else")
        with pytest.raises(ProgrammingError, match="row-level security"):
            together.insert(mine, theirs)
        assert not Draft.objects.filter(pk=mine.pk).exists(), "and the transaction goes on"


def test_a_conflict_undoes_all_and_the_transaction_goes_on(actor_named: Callable[[str], Any]) -> None:
    with acting(actor_named("ana")) as ana:
        twice = draft(ana.user)
        together.insert(twice)
        with pytest.raises(IntegrityError):
            together.insert(Authorship(observation_id=new_id(), reporter=ana.user), twice)
        assert Draft.objects.filter(pk=twice.pk).count() == 1
