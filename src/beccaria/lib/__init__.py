"""Django helpers that know nothing of prisons."""
