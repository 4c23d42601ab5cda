"""What somebody types about measures."""
