"""What the pages of observations and reports say: frozen values, worded in the reader's language."""
