"""Groups of organised crime: how they are tied together, who is in custody, what they leave behind."""
