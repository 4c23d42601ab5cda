"""The pages of warnings, bans and the gate."""
