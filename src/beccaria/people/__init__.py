"""Persons, the identities others asserted of them, and their time in custody."""
