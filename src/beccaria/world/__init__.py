"""The simulated prison service whose hidden truth is known."""
