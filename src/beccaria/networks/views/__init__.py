"""The views of groups and networks."""
