"""`beccaria user`: let people sign in, give them duties, and take both away."""

import secrets
import sys
from datetime import UTC, datetime

import click

from beccaria.core.actors import Duty, Level
from beccaria.lib.failure import Failed

_DUTIES = [duty.value for duty in Duty if duty is not Duty.SYSTEM]
_LEVELS = [level.name.lower() for level in Level]


@click.group()
def command() -> None:
    """Let people sign in, give them duties, and take both away. Every change is in the ledger."""


@command.command()
@click.argument("username")
@click.option("--name", required=True, help="The name colleagues know.")
@click.option(
    "--organisation", default="", help="For people of other services: to whom things are addressed."
)
@click.option("--email", default="", help="By which single sign-on finds the user.")
@click.option(
    "--password-stdin",
    is_flag=True,
    help="Read the password from standard input, not make one.",
)
def add(username: str, name: str, organisation: str, email: str, *, password_stdin: bool) -> None:
    """Add USERNAME. Without a duty he can sign in and do nothing."""
    from beccaria.access.api import acting, add_user  # noqa: PLC0415  needs Django set up
    from beccaria.core.actors import system_actor  # noqa: PLC0415  the same
    from beccaria.lib import clock  # noqa: PLC0415  the same

    given = sys.stdin.readline().rstrip("\n") if password_stdin else ""
    password = given or secrets.token_urlsafe(12)
    with acting(system_actor("terminal")) as by:
        add_user(
            username=username, name=name, password=password, organisation=organisation, email=email,
            by=by, at=clock.now(),
        )  # fmt: skip
    click.echo(f"Added {username}." if given else f"Added {username}. Password, shown once: {password}")


@command.command()
@click.argument("username")
@click.argument("duty", type=click.Choice(_DUTIES))
@click.option(
    "--site", "sites", multiple=True, help="Code of an establishment, several times if need be; * for all."
)
@click.option(
    "--level", type=click.Choice(_LEVELS), default="official", show_default=True, help="How far cleared."
)
@click.option(
    "--until", type=click.DateTime(["%Y-%m-%d"]), help="The day it ends; without, until it is taken away."
)
def give(username: str, duty: str, sites: tuple[str, ...], level: str, until: datetime | None) -> None:
    """Give USERNAME a DUTY at establishments, up to a level."""
    from beccaria.access.api import acting, give_duty, user_named  # noqa: PLC0415  needs Django set up
    from beccaria.core.actors import EVERYWHERE, system_actor  # noqa: PLC0415  the same
    from beccaria.lib import clock  # noqa: PLC0415  the same
    from beccaria.places import api as places  # noqa: PLC0415  the same

    with acting(system_actor("terminal")) as by:
        user = user_named(username)
        if user is None:
            raise Failed(f"There is no user {username!r}: add him first with `beccaria user add`.")
        unknown = sorted(set(sites) - {EVERYWHERE, *places.codes(by=by)})
        if unknown:
            raise Failed(
                f"There is no establishment {unknown[0]!r}: load the estate first, or correct the code."
            )
        give_duty(
            user, Duty(duty), sites=frozenset(sites), level=Level[level.upper()], by=by, at=clock.now(),
            until=until.replace(tzinfo=UTC) if until else None,
        )  # fmt: skip
    click.echo(f"{username} is {duty} at {', '.join(sites) or 'no establishment'}, cleared to {level}.")


@command.command()
@click.argument("username")
def end(username: str) -> None:
    """Take every duty and token from USERNAME, at once; his next request finds nothing."""
    from beccaria.access.api import acting, end_duties, user_named  # noqa: PLC0415  needs Django set up
    from beccaria.core.actors import system_actor  # noqa: PLC0415  the same
    from beccaria.lib import clock  # noqa: PLC0415  the same

    with acting(system_actor("terminal")) as by:
        user = user_named(username)
        if user is None:
            raise Failed(f"There is no user {username!r}.")
        ended = end_duties(user, by=by, at=clock.now())
    click.echo(f"{username} can no longer sign in; {ended} duties ended.")


@command.command()
@click.argument("username")
def untie(username: str) -> None:
    """Cut the tie between USERNAME and the account he first came with by single sign-on."""
    from beccaria.access.api import acting, untie_sign_on, user_named  # noqa: PLC0415  needs Django set up
    from beccaria.core.actors import system_actor  # noqa: PLC0415  the same
    from beccaria.lib import clock  # noqa: PLC0415  the same

    with acting(system_actor("terminal")) as by:
        user = user_named(username)
        if user is None:
            raise Failed(f"There is no user {username!r}.")
        if not untie_sign_on(user, by=by, at=clock.now()):
            raise Failed(f"{username} never came by single sign-on: there is nothing to cut.")
    click.echo(f"{username} is no longer tied to an account at single sign-on.")
