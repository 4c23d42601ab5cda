"""What may be done: raise alerts, answer them, change rules."""
