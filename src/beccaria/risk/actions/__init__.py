"""Everything that changes risk."""
