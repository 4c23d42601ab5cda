"""Find users, their duties and their tokens."""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import connection
from django.db.models import Q
from django.db.models.functions import Lower

from beccaria.access import gate
from beccaria.access.models import BrokenGlass, Confirmation, DutyHeld, User
from beccaria.core.actors import EVERYWHERE, Actor, Duty, Level, Purpose
from beccaria.core.acts import Act
from beccaria.core.ids import UserId


def _now(at: datetime) -> Q:
    return Q(starts_at__lte=at) & (Q(ends_at=None) | Q(ends_at__gt=at))


def duties_of(user_id: str, *, at: datetime) -> list[DutyHeld]:
    """The duties a user holds at this moment, oldest first."""
    return list(
        DutyHeld.objects.filter(_now(at), user_id=user_id, user__is_active=True)
        .select_related("user")
        .order_by("starts_at", "id")
    )


def ever_held(user_id: str, duty: Duty) -> bool:
    """Whether a user holds this duty or held it before."""
    return DutyHeld.objects.filter(user_id=user_id, duty=duty.value).exists()


def duty_held(duty_id: str, user_id: str, *, at: datetime) -> DutyHeld | None:
    """One duty, if this user still holds it and may still sign in."""
    held = DutyHeld.objects.filter(_now(at), pk=duty_id, user_id=user_id, user__is_active=True)
    return held.select_related("user").first()


# One statement, by hand: it is the first of every request over REST, and the model's way of asking takes ten times as
# long to put the words together.
_BEARER = """
SELECT duty.user_id, duty.duty, duty.sites, duty.level, duty.compartments, someone.organisation, token.purpose
  FROM access_token token
  JOIN access_dutyheld duty ON duty.id = token.duty_id
  JOIN access_user someone ON someone.id = duty.user_id
 WHERE token.digest = %(digest)s AND token.revoked_at IS NULL AND token.expires_at > %(at)s
   AND someone.is_active AND duty.starts_at <= %(at)s AND (duty.ends_at IS NULL OR duty.ends_at > %(at)s)
"""


def actor_of_token(text: str, *, at: datetime) -> Actor | None:
    """Whom a token stands for, if it is still good. Its text is never stored, only the digest."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    with connection.cursor() as cursor:
        cursor.execute(_BEARER, {"digest": digest, "at": at})
        row = cursor.fetchone()
    if row is None:
        return None
    user, duty, sites, level, compartments, organisation, purpose = row
    return Actor(
        user=UserId(user),
        duty=Duty(duty),
        sites=frozenset(sites),
        level=Level(level),
        purpose=Purpose(purpose),
        compartments=frozenset(compartments),
        organisation=organisation or None,
        session=digest[:16],
    )


def broken_glass(glass_id: str, user_id: str, *, at: datetime) -> BrokenGlass | None:
    """Broken glass that still lasts."""
    return BrokenGlass.objects.filter(pk=glass_id, user=user_id, starts_at__lte=at, ends_at__gt=at).first()


def user_named(username: str) -> User | None:
    """A user by sign-in name."""
    return User.objects.filter(username__iexact=username).first()


def user_by_claim(claim: str, said: Mapping[str, object]) -> User | None:
    """The one user whom single sign-on means: by an e-mail address that the provider has verified, or by another claim
    that equals the sign-in name. Two users with one address are nobody.
    """
    value = said.get(claim)
    if not isinstance(value, str) or not value.strip():
        return None
    if claim == "email":
        if said.get("email_verified") is not True:
            return None
        found = list(User.objects.filter(email__iexact=value.strip(), is_active=True)[:2])
    else:
        found = list(User.objects.filter(username__iexact=value.strip(), is_active=True)[:2])
    return found[0] if len(found) == 1 else None


def colleagues(*, by: Actor, duties: frozenset[Duty], at: datetime) -> list[tuple[str, str]]:
    """Who holds one of these duties at the acting user's own establishment now: identifier and name, by name."""
    if by.home is None:
        return []
    held = DutyHeld.objects.filter(
        _now(at), duty__in=sorted(duties), sites__contains=[by.home], user__is_active=True
    )
    return list(held.order_by("user__name", "user_id").values_list("user_id", "user__name").distinct())


def names_of(user_ids: set[str]) -> dict[str, str]:
    """The names of users, for pages of oversight."""
    return dict(User.objects.filter(pk__in=user_ids).values_list("pk", "name"))


def actor_from(
    held: DutyHeld,
    *,
    purpose: Purpose,
    session: str,
    stepped_up: bool = False,
    glass: BrokenGlass | None = None,
) -> Actor:
    """Turn a held duty into an actor. Broken glass adds one establishment, never a clearance."""
    sites = frozenset(held.sites)
    return Actor(
        user=UserId(held.user_id),
        duty=Duty(held.duty),
        sites=sites if glass is None or EVERYWHERE in sites else sites | {glass.site},
        level=Level(held.level),
        purpose=purpose,
        compartments=frozenset(held.compartments),
        organisation=held.user.organisation or None,
        stepped_up=stepped_up,
        broken_glass=glass is not None,
        session=session,
    )


def reasons(confirmation_ids: set[str], *, by: Actor) -> dict[str, str]:
    """What people said they needed sensitive looks for; the row policy gives this to who oversees only."""
    del by  # judged by the row policy of this transaction
    return dict(Confirmation.objects.filter(pk__in=confirmation_ids).values_list("pk", "reason"))


def is_somebody(names: Iterable[str]) -> bool:
    """Whether one of these is the name of a user, however it is spelt in capitals: no letter names staff."""
    wanted = {" ".join(name.split()).lower() for name in names}
    return User.objects.annotate(plain=Lower("name")).filter(plain__in=wanted).exists()


def users_like(words: str, *, by: Actor, limit: int = 20) -> list[tuple[str, str]]:
    """Users whose name or sign-in name holds the words, for pages of oversight. Raises Refused."""
    gate.require(Act.LEDGER_READ, by)
    found = User.objects.filter(Q(name__icontains=words) | Q(username__icontains=words)).order_by("name")
    return list(found.values_list("pk", "name")[:limit])


def all_broken_glass(*, by: Actor) -> list[BrokenGlass]:
    """Every time the glass was broken, newest first; the row policy gives others their own only."""
    del by  # judged by the row policy of this transaction
    return list(BrokenGlass.objects.order_by("-starts_at"))
