"""The forms of risk."""
