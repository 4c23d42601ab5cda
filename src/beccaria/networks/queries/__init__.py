"""Everything that is read of groups and networks."""
