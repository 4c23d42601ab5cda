"""From an observation to graded, sanitised and disseminated intelligence."""
