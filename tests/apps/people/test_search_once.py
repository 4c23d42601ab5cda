"""A person with several records is shown once over all pages of a search, however far apart his records sort."""

from beccaria.core.judging import Verdict
from beccaria.core.persons import Role
from beccaria.people import api as people
from tests.apps.people.town import Town, town

__all__ = ["town"]


def _paged(town: Town, username: str, term: str, at_most: int, roles: tuple[str, ...] = ()) -> list[str]:
    """Every page's persons, one page after the other."""
    shown: list[str] = []
    with town.as_web(username) as actor:
        cursor = None
        while True:
            page = people.search(term, by=actor, cursor=cursor, at_most=at_most, roles=roles)
            assert len(page.items) == at_most or page.next is None, "a page is full unless it is the last"
            shown += [one.name for one in page.items]
            cursor = page.next
            if cursor is None:
                return shown


def test_a_person_is_on_one_page_only(town: Town) -> None:
    town.add("Bruno", "Dario", surname="Quill")
    first = town.add("first", given_names="Quillan", surname="Abbot")[0]
    last = town.add("last", given_names="Quillan", surname="Zimmer")[0]
    middle = town.add("middle", given_names="Quillan", surname="Moro")[0]
    town.judge(first, last, Verdict.SAME)
    town.judge(middle, last, Verdict.SAME)
    for username in ("bo", "nan"):
        for at_most in (1, 2, 3, 25):
            shown = _paged(town, username, "quill", at_most)
            assert len(shown) == 3, shown
            assert {"Bruno Quill", "Dario Quill"} <= set(shown)


def test_he_stands_where_his_first_found_record_stands(town: Town) -> None:
    first = town.add("first", given_names="Other", surname="Abbot")[0]
    last = town.add("last", given_names="Quillan", surname="Zimmer")[0]
    town.add("Bruno", surname="Quill")
    town.judge(first, last, Verdict.SAME)
    for username in ("bo", "nan"):
        for at_most in (1, 25):
            # The record of another name is not found; the person is, in the place of the one that is.
            shown = _paged(town, username, "quill", at_most)
            assert shown[0] == "Bruno Quill"
            assert len(shown) == 2


def test_a_record_that_may_not_be_seen_hides_nobody(town: Town) -> None:
    hidden = town.add("hidden", given_names="Quillan", surname="Abbot", site="SOUTH")[0]
    seen = town.add("seen", given_names="Quillan", surname="Zimmer")[0]
    town.judge(hidden, seen, Verdict.SAME)
    for at_most in (1, 25):
        assert _paged(town, "bo", "quill", at_most) == ["Quillan Zimmer"]
        assert len(_paged(town, "nan", "quill", at_most)) == 1


def test_with_a_role_he_is_shown_under_the_record_that_has_it(town: Town) -> None:
    visitor = town.add("visitor", given_names="Quillan", surname="Abbot")[0]
    prisoner = town.add("prisoner", given_names="Quillan", surname="Zimmer", role=Role.PRISONER)[0]
    town.judge(visitor, prisoner, Verdict.SAME)
    for username in ("bo", "nan"):
        for at_most in (1, 25):
            assert _paged(town, username, "quill", at_most, (Role.PRISONER,)) == ["Quillan Zimmer"]
            assert _paged(town, username, "quill", at_most, (Role.VISITOR,)) == ["Quillan Abbot"]
