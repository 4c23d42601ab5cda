"""What a network loses when people are taken out of it, in which order it loses most, and how sure that is."""
