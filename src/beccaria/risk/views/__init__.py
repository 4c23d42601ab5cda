"""The views of risk."""
