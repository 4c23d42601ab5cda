"""What the pages of feeds show."""
