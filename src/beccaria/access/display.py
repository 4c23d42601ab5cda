"""Name a user on allauth's pages."""

from beccaria.access.models import User


def user_display(user: User) -> str:
    """The name colleagues know."""
    return user.name or user.username
