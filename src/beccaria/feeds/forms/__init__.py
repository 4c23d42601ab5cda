"""What somebody types or chooses on the pages of feeds."""
