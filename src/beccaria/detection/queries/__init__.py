"""What may be read of alerts and rules."""
