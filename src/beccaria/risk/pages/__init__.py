"""The pages of risk: frozen values that templates get."""
