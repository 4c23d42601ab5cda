"""The rules of the service: standard library only, no clock, no database."""
