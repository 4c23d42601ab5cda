"""Plant two observations and a report of North, with a word that stands nowhere else, the whole way to the police.

Ana wrote both. The second waits in the inbox; the first was graded and sanitised by Bo and given to the police by Cy.
The sanitised version does not hold the word, so whoever finds it saw more than was given.
"""

from datetime import datetime, timedelta
from typing import Any

# A word no other text in the planted database holds; found anywhere by somebody else, something leaked.
WORD = "quillwort"
FIRST = (
    f"On C wing the prisoner they call Tesa kept a phone in a hollow {WORD} box. He said the driver waits on Thursday. "
    "Two men from A wing brought him tobacco."
)
SECOND = f"Heard near the showers: the {WORD} is moved on Sunday. I did not see who spoke."


def plant(actor: Any, *, system: Any, at: datetime) -> None:
    """Everything through the actions, in the names of Ana, Bo and Cy. `actor(username)` gives an actor."""
    from beccaria.access.api import acting
    from beccaria.core.grading import Grade, Scheme
    from beccaria.core.handling import asserted
    from beccaria.reports import actions

    with acting(system) as by:
        actions.set_recipient(
            organisation="police",
            name="Police of the region",
            audience="police",
            agreement="Protocol 12/2024",
            by=by,
            at=at,
        )
    with acting(actor("ana")) as ana:
        first, second = (
            actions.submit_observation(
                text=text,
                occurred_at=at - timedelta(hours=hours),
                at=at - timedelta(hours=hours - 1),
                by=ana,
                place="C wing",
            )
            for text, hours in ((FIRST, 30), (SECOND, 3))
        )
    with acting(actor("bo")) as bo:
        report = actions.open_report(
            observation_ids=[first.id], by=bo, at=at, title=f"Phone in a {WORD} box", with_items=False
        )
        items = [
            actions.split_item(report_id=report, observation_id=first.id, text=sentence, by=bo, at=at)
            for sentence in FIRST.split(". ")
        ]
        handling = asserted(Scheme.THREE_FIVE_TWO, "P")
        judged = {
            item: actions.Judgement(
                grade=Grade(Scheme.THREE_FIVE_TWO, source, information),
                handling=handling,
                threats=("phones",),
            )
            for item, source, information in zip(items, "112", "ACC", strict=True)
        }
        actions.grade(
            report_id=report,
            judgements=judged,
            provenance=(f"Seen on C wing, {WORD}", Grade(Scheme.THREE_FIVE_TWO, "1", "A")),
            by=bo,
            at=at,
        )
        version = actions.sanitise(
            report_id=report,
            audience="police",
            texts={items[0]: "A prisoner of the establishment keeps a telephone."},
            title="A telephone on C wing",
            by=bo,
            at=at,
        )
    with acting(actor("cy")) as cy:
        actions.disseminate(report_id=report, version_id=version, organisation="police", by=cy, at=at)
        actions.give_feedback(observation_id=first.id, feedback="Used, thank you.", by=cy, at=at)
    del second
