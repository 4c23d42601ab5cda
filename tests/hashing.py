"""Argon2 at its least cost: a test asks whether a password fits, not how long guessing it would take."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Quick(Argon2PasswordHasher):
    """The service's algorithm with as little memory and time as it allows."""

    time_cost = 1
    memory_cost = 8
    parallelism = 1
