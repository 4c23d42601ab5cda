"""What leaves risk on paper."""
