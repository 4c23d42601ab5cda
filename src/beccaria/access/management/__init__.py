"""Commands of Django that this service extends."""
