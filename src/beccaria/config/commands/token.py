"""`beccaria token`: make a bearer token for the REST interface."""

import click

from beccaria.lib.failure import Failed


@click.command()
@click.argument("user")
@click.option("--purpose", help="What the token is for; by default what the user's duty usually needs.")
def command(user: str, purpose: str | None) -> None:
    """Print a bearer token for USER, good for twelve hours. It is shown once; only its digest is kept."""
    from beccaria.access.api import acting, duties_of, issue_token, user_named  # noqa: PLC0415  needs Django set up
    from beccaria.core.actors import Purpose, system_actor  # noqa: PLC0415
    from beccaria.core.refusal import BadInput  # noqa: PLC0415
    from beccaria.lib import clock  # noqa: PLC0415

    if purpose is not None and purpose not in set(Purpose):
        raise Failed(f"There is no purpose {purpose!r}: choose one of {', '.join(sorted(Purpose))}.")
    at = clock.now()
    with acting(system_actor("terminal")) as actor:
        found = user_named(user)
        held = duties_of(found.pk, at=at) if found else []
        if not held:
            raise Failed(
                f"There is no user {user!r} who holds a duty now: see the sign-in page for the names."
            )
        try:
            text = issue_token(held[0], purpose=Purpose(purpose) if purpose else None, by=actor, at=at)
        except BadInput as said:
            raise Failed(str(said)) from said
    click.echo(text)
