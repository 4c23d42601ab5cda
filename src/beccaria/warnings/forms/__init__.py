"""What somebody types about warnings, bans and at the gate."""
