"""What the pages of warnings, bans and the gate say."""
