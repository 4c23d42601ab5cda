"""Phones that replaced other phones: told from whom they talk to, when they began, and what fell silent."""
