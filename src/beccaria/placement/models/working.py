"""The tables of work: what somebody can do, what posts there are, and what was checked and decided about a post."""

from typing import ClassVar, Final

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from beccaria.access.api import HELD_HERE, MARKING, Marked, Rows
from beccaria.core.acts import Act
from beccaria.core.working_places import Access, Answer, Skill
from beccaria.lib.columns import done, identifier, one_of

_PERSON: Final = "people.Person"


class SkillFact(Marked):
    """Somebody was seen, or said, to be able to do something; or was asked and named nothing (`skill` empty).

    A dated fact with its source, never changed: withdrawn with a reason.
    """

    id = identifier()
    person = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    skill = models.TextField(default="", blank=True)
    words = models.TextField(help_text="how it is known: trade, papers, offence, what was seen")
    reference = models.TextField(default="", blank=True, help_text="such as report:ID or event:ID")
    observed = models.DateField()
    written_by = models.TextField()
    written_at = models.DateTimeField()
    withdrawn_by = models.TextField(default="", blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_why = models.TextField(default="", blank=True)

    rows = Rows(see=(Act.SKILL_READ,), add=(Act.SKILL_WRITE,), change=(Act.SKILL_WRITE,), reaches=HELD_HERE)

    class Meta:
        constraints: ClassVar = [
            one_of("skill", Skill, name="skill_known", empty=True),
            models.CheckConstraint(condition=~Q(words=""), name="skill_says_how_it_is_known"),
            done("withdrawn", name="skill_withdrawn_with_reason"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["person"], name="skill_of_person", condition=Q(withdrawn_at=None))
        ]

    class Labels:
        public: ClassVar = {"id", *MARKING, "written_at", "withdrawn_at"}
        personal: ClassVar = {
            *("person", "skill", "words", "reference", "observed", "written_by", "withdrawn_by"),
            "withdrawn_why",
        }
        special: ClassVar[set[str]] = set()


class Post(Marked):
    """A post or activity of a prison: where it is, what it gives access to, and when somebody last walked it."""

    id = identifier()
    name = models.TextField()
    unit = models.TextField(default="", blank=True, help_text="code of the wing, landing or cell it is in")
    access = ArrayField(models.TextField(), default=list)
    walked_on = models.DateField(null=True, help_text="NULL: nobody has looked what can be reached there")
    written_by = models.TextField()
    written_at = models.DateTimeField()
    ended_by = models.TextField(default="", blank=True)
    ended_at = models.DateTimeField(null=True)
    ended_why = models.TextField(default="", blank=True)

    rows = Rows(see=(Act.POST_READ,), add=(Act.POST_WRITE,), change=(Act.POST_WRITE,))

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(access__contained_by=[one.value for one in Access]), name="post_access_known"
            ),
            models.CheckConstraint(condition=~Q(name="") & Q(site__isnull=False), name="post_has_a_name"),
            models.UniqueConstraint(
                fields=["site", "name"], condition=Q(ended_at=None), name="post_once_by_name"
            ),
            done("ended", name="post_ended_with_reason"),
        ]

    class Labels:
        public: ClassVar = {
            *("id", *MARKING, "name", "unit", "access", "walked_on", "written_at"),
            *("ended_at", "ended_why"),
        }
        personal: ClassVar = {"written_by", "ended_by"}
        special: ClassVar[set[str]] = set()


class PostCheck(Marked):
    """A post was checked for somebody: what the check said with its reasons then, and what a person decided."""

    id = identifier()
    person = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    answer = models.TextField()
    reasons = models.JSONField(help_text="the sentences with their values, as they were said")
    checked_by = models.TextField()
    checked_at = models.DateTimeField()
    given = models.BooleanField(null=True, help_text="NULL: nobody has decided yet")
    decided_by = models.TextField(default="", blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_why = models.TextField(default="", blank=True)
    ended_by = models.TextField(default="", blank=True)
    ended_at = models.DateTimeField(null=True)
    ended_why = models.TextField(default="", blank=True)

    rows = Rows(see=(Act.POST_CHECK,), add=(Act.POST_CHECK,), change=(Act.POST_DECIDE,))

    class Meta:
        constraints: ClassVar = [
            one_of("answer", Answer, name="postcheck_answer_known"),
            done("decided", name="postcheck_decided_with_reason"),
            done("ended", name="postcheck_ended_with_reason"),
            models.CheckConstraint(
                condition=Q(given=None, decided_at=None) | Q(given__isnull=False, decided_at__isnull=False),
                name="postcheck_given_by_a_decision",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["person", "-checked_at"], name="postcheck_of_person")]

    class Labels:
        public: ClassVar = {"id", *MARKING, "post", "checked_at", "decided_at", "ended_at"}
        personal: ClassVar = {
            *("person", "answer", "reasons", "checked_by", "given", "decided_by", "decided_why"),
            *("ended_by", "ended_why"),
        }
        special: ClassVar[set[str]] = set()
