"""Users, the duties they hold for a time, tokens, broken glass, and the buckets that limit haste."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from beccaria.access.marked import Rows
from beccaria.core.actors import Duty, Level, Purpose
from beccaria.core.acts import Act
from beccaria.lib.columns import identifier


class Users(BaseUserManager["User"]):
    """Finds users by their sign-in name."""

    def get_by_natural_key(self, username: str | None) -> "User":
        """Sign-in names are compared without case, as people type them."""
        return self.get(username__iexact=username)


class User(AbstractBaseUser):
    """Somebody who can sign in. There is no superuser: power is a duty, held for a time, recorded."""

    id = identifier()
    username = models.CharField(max_length=150, unique=True)
    email = models.EmailField(blank=True)
    name = models.TextField()
    organisation = models.TextField(
        blank=True, help_text="for people of other services: to whom things are addressed"
    )
    language = models.CharField(max_length=8, blank=True)
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = Users()

    class Labels:
        public: ClassVar = {"id", "organisation", "language", "is_active", "last_login"}
        personal: ClassVar = {"username", "email", "name", "password"}
        special: ClassVar[set[str]] = set()

    def get_full_name(self) -> str:
        """The name shown to colleagues."""
        return self.name

    def get_short_name(self) -> str:
        """The same."""
        return self.name


class DutyHeld(models.Model):
    """A duty somebody holds: where, how far cleared, from when until when, given by whom."""

    id = identifier()
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="duties")
    duty = models.TextField(choices=[(duty.value, duty.value) for duty in Duty if duty is not Duty.SYSTEM])
    sites = ArrayField(models.TextField(), help_text="establishment codes, or * for the whole service")
    level = models.PositiveSmallIntegerField(default=Level.OFFICIAL)
    compartments = ArrayField(models.TextField(), default=list)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    given_by = models.TextField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gt=F("starts_at")), name="duty_ends_after_start"
            ),
            models.CheckConstraint(condition=Q(level__lte=Level.SECRET), name="duty_level_known"),
        ]

    class Labels:
        public: ClassVar = {"id", "duty", "sites", "level", "compartments", "starts_at", "ends_at"}
        personal: ClassVar = {"user", "given_by"}
        special: ClassVar[set[str]] = set()


class Token(models.Model):
    """A bearer token for the REST interface: one duty, one purpose, until a moment. Only its digest is kept."""

    digest = models.CharField(primary_key=True, max_length=64)
    duty = models.ForeignKey(DutyHeld, on_delete=models.CASCADE)
    purpose = models.TextField(choices=[(purpose.value, purpose.value) for purpose in Purpose])
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("issued_at")), name="token_expires_after_issue"
            ),
        ]

    class Labels:
        public: ClassVar = {"digest", "purpose", "issued_at", "expires_at", "revoked_at"}
        personal: ClassVar = {"duty"}
        special: ClassVar[set[str]] = set()


class BrokenGlass(models.Model):
    """Wider sight for one hour, with a reason, looked at afterwards by somebody else."""

    id = identifier()
    user = models.TextField()
    reason = models.TextField()
    site = models.TextField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    reviewed_by = models.TextField(blank=True)
    reviewed_at = models.DateTimeField(null=True)
    finding = models.TextField(blank=True)

    rows = Rows(
        personal="user",
        personal_verbs=("select", "insert"),
        see=(Act.BREAK_GLASS_REVIEW,),
        change=(Act.BREAK_GLASS_REVIEW,),
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="glass_ends_after_start"),
            models.CheckConstraint(
                condition=(Q(reviewed_by="") & Q(reviewed_at=None))
                | (~Q(reviewed_by="") & Q(reviewed_at__isnull=False)),
                name="glass_reviewer_and_moment_together",
            ),
            models.CheckConstraint(condition=~Q(reviewed_by=F("user")), name="glass_reviewed_by_another"),
        ]

    class Labels:
        public: ClassVar = {"id", "site", "starts_at", "ends_at", "reviewed_at"}
        personal: ClassVar = {"user", "reason", "reviewed_by", "finding"}
        special: ClassVar[set[str]] = set()


class Confirmation(models.Model):
    """Why somebody said he needed a sensitive look, in his own words: read by those who oversee, by nobody else."""

    id = identifier()
    user = models.TextField()
    purpose = models.TextField(choices=[(purpose.value, purpose.value) for purpose in Purpose])
    reason = models.TextField()
    wanted = models.TextField(help_text="the address that was asked for, without its query")
    at = models.DateTimeField()

    rows = Rows(personal="user", personal_verbs=("insert",), see=(Act.LEDGER_READ,))

    class Labels:
        public: ClassVar = {"id", "purpose", "at"}
        personal: ClassVar = {"user", "reason", "wanted"}
        special: ClassVar[set[str]] = set()


class Bucket(models.Model):
    """A token bucket: how much haste is left for one key. In the database, so that every web node shares it."""

    key = models.CharField(primary_key=True, max_length=100)
    left = models.FloatField()
    at = models.DateTimeField()

    class Labels:
        public: ClassVar = {"key", "left", "at"}
        personal: ClassVar[set[str]] = set()
        special: ClassVar[set[str]] = set()


class Replay(models.Model):
    """The answer already given to a request that carried an Idempotency-Key, kept for a day."""

    key = models.CharField(
        primary_key=True, max_length=64, help_text="digest of the user, the address and the key"
    )
    body = models.CharField(max_length=64, help_text="digest of the request's body: another body is refused")
    status = models.PositiveSmallIntegerField()
    answer = models.JSONField()
    at = models.DateTimeField()
    user = models.TextField()

    rows = Rows(personal="user")

    class Labels:
        public: ClassVar = {"key", "body", "status", "at"}
        personal: ClassVar = {"answer", "user"}
        special: ClassVar[set[str]] = set()
