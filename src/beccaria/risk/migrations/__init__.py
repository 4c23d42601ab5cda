"""The migrations of risk."""
