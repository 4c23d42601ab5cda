"""Placement: who must be kept apart, what the solver offers, what a person decides, and the order to move."""
