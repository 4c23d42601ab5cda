"""Everything that is read of risk."""
