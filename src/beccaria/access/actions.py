"""Give and take rights: duties, tokens, broken glass. Every change is recorded in its own transaction."""

import hashlib
import secrets
from datetime import datetime, timedelta

from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from beccaria.access import gate
from beccaria.access.models import BrokenGlass, Confirmation, DutyHeld, Token, User
from beccaria.core.actors import PURPOSES, USUAL_PURPOSE, Actor, Duty, Level, Purpose, system_actor
from beccaria.core.acts import Act
from beccaria.core.refusal import BadInput, Cannot
from beccaria.ledger import api as ledger

_GLASS_LASTS = timedelta(hours=1)
_TOKEN_LASTS = timedelta(hours=12)
_SHORTEST_REASON = 15


@transaction.atomic
def add_user(
    *,
    username: str,
    name: str,
    password: str,
    by: Actor,
    at: datetime,
    organisation: str = "",
    email: str = "",
) -> User:
    """Let somebody sign in; without a duty he can do nothing yet. Raises BadInput, Refused."""
    gate.require(Act.USER_ADMINISTER, by)
    if not username.strip() or not name.strip():
        raise BadInput("Give a sign-in name and the name colleagues know.")
    if User.objects.filter(username__iexact=username.strip()).exists():
        raise BadInput(
            "There is a user “%(username)s” already: choose another sign-in name.", username=username.strip()
        )
    user = User(
        username=username.strip(), name=name.strip(), organisation=organisation.strip(), email=email.strip()
    )
    try:
        validate_password(password, user)
    except ValidationError as weak:
        raise BadInput("This password will not do. %(why)s", why=" ".join(weak.messages)) from weak
    user.set_password(password)
    user.save(force_insert=True)
    ledger.record(Act.USER_ADMINISTER, by=by, subjects=[f"user:{user.pk}"], at=at, detail={"added": True})
    return user


@transaction.atomic
def give_duty(
    user: User,
    duty: Duty,
    *,
    sites: frozenset[str],
    level: Level,
    by: Actor,
    at: datetime,
    compartments: frozenset[str] = frozenset(),
    until: datetime | None = None,
) -> DutyHeld:
    """Let a user act in a duty, somewhere, up to a level, until a moment. Raises Refused."""
    gate.require(Act.USER_ADMINISTER, by)
    held = DutyHeld.objects.create(
        user=user,
        duty=duty.value,
        sites=sorted(sites),
        level=level,
        compartments=sorted(compartments),
        starts_at=at,
        ends_at=until,
        given_by=by.user,
    )
    ledger.record(
        Act.USER_ADMINISTER, by=by, subjects=[f"user:{user.pk}"], at=at, detail={"given": duty.value}
    )
    return held


@transaction.atomic
def end_duties(user: User, *, by: Actor, at: datetime) -> int:
    """Take every duty and token from a user, at once. His next request finds nothing."""
    gate.require(Act.USER_ADMINISTER, by)
    ended = DutyHeld.objects.filter(user=user, ends_at=None).update(ends_at=at)
    Token.objects.filter(duty__user=user, revoked_at=None).update(revoked_at=at)
    User.objects.filter(pk=user.pk).update(is_active=False)
    ledger.record(Act.USER_ADMINISTER, by=by, subjects=[f"user:{user.pk}"], at=at, detail={"ended": ended})
    return ended


@transaction.atomic
def tie_sign_on(account: SocialAccount, user: User, *, at: datetime) -> None:
    """Remember who a user is at single sign-on: from now on that finds him, not what the provider says of him."""
    account.user = user
    account.save(force_insert=True)
    ledger.record(
        Act.SIGN_IN, by=system_actor("sign-on"), subjects=[f"user:{user.pk}"], at=at, detail={"tied": True}
    )


@transaction.atomic
def untie_sign_on(user: User, *, by: Actor, at: datetime) -> bool:
    """Forget who a user is at single sign-on; False when nothing was known. Raises Refused."""
    gate.require(Act.USER_ADMINISTER, by)
    cut, _kinds = SocialAccount.objects.filter(user=user).delete()
    ledger.record(Act.USER_ADMINISTER, by=by, subjects=[f"user:{user.pk}"], at=at, detail={"untied": cut})
    return bool(cut)


@transaction.atomic
def issue_token(held: DutyHeld, *, purpose: Purpose | None, by: Actor, at: datetime) -> str:
    """Make a bearer token for one duty and purpose, good for twelve hours. Its text is shown once. Raises Refused."""
    gate.require(Act.TOKEN_ISSUE, by)
    duty = Duty(held.duty)
    chosen = purpose or USUAL_PURPOSE[duty]
    if chosen not in PURPOSES[duty]:
        allowed = ", ".join(sorted(PURPOSES[duty]))
        raise BadInput(
            "The duty %(duty)s cannot act for the purpose %(chosen)s: choose %(allowed)s.",
            duty=duty,
            chosen=chosen,
            allowed=allowed,
        )
    text = "bcc_" + secrets.token_urlsafe(32)
    Token.objects.create(
        digest=hashlib.sha256(text.encode()).hexdigest(),
        duty=held,
        purpose=chosen.value,
        issued_at=at,
        expires_at=at + _TOKEN_LASTS,
    )
    ledger.record(
        Act.TOKEN_ISSUE, by=by, subjects=[f"user:{held.user_id}"], at=at, detail={"purpose": chosen.value}
    )
    return text


@transaction.atomic
def confirm(*, purpose: Purpose, reason: str, wanted: str, by: Actor, at: datetime) -> None:
    """Keep why a sensitive look is needed; the ledger names the confirmation, who oversees reads the words.

    Raises Refused, and BadInput when the duty may not claim the purpose or the reason says too little.
    """
    gate.require(Act.STEP_UP, by)
    if purpose not in PURPOSES[by.duty]:
        raise BadInput("Your duty cannot act for this purpose: choose one of those offered.")
    if len(reason.strip()) < _SHORTEST_REASON:
        raise BadInput("Say in a sentence why you need to see this: somebody may read it afterwards.")
    said = Confirmation.objects.create(
        user=by.user, purpose=purpose.value, reason=reason.strip(), wanted=wanted.partition("?")[0], at=at
    )
    ledger.record(
        Act.STEP_UP, by=by, subjects=[f"confirmation:{said.pk}"], at=at, detail={"purpose": purpose.value}
    )


@transaction.atomic
def break_glass(*, site: str, reason: str, by: Actor, at: datetime) -> BrokenGlass:
    """See one more establishment for an hour, for a stated reason; the data protection officer reviews it after."""
    gate.require(Act.BREAK_GLASS, by)
    if len(reason.strip()) < _SHORTEST_REASON:
        raise BadInput("Say in a sentence why this cannot wait: somebody will read it afterwards.")
    glass = BrokenGlass.objects.create(
        user=by.user, reason=reason.strip(), site=site, starts_at=at, ends_at=at + _GLASS_LASTS
    )
    ledger.record(Act.BREAK_GLASS, by=by, subjects=[f"place:{site}", f"glass:{glass.pk}"], at=at)
    return glass


@transaction.atomic
def review_glass(glass_id: str, *, finding: str, by: Actor, at: datetime) -> None:
    """Write down, as somebody else, whether breaking the glass was justified. Raises Refused, BadInput, Cannot."""
    gate.require(Act.BREAK_GLASS_REVIEW, by)
    if not finding.strip():
        raise BadInput("Say what you found: justified or not, and why.")
    changed = (
        BrokenGlass.objects.filter(pk=glass_id, reviewed_by="")
        .exclude(user=by.user)
        .update(reviewed_by=by.user, reviewed_at=at, finding=finding.strip())
    )
    if not changed:
        raise Cannot(
            "This was reviewed already, or it was you who broke the glass: leave it to somebody else."
        )
    ledger.record(Act.BREAK_GLASS_REVIEW, by=by, subjects=[f"glass:{glass_id}"], at=at)
