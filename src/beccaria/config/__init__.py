"""The composition root: settings, addresses, entry points, command line."""
