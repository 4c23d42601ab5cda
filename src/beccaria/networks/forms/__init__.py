"""What somebody types about groups and networks."""
