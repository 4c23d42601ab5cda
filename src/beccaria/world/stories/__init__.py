"""Storylines, one module each: a cast, dated acts, traces. Names that begin with `s` are crimes, with `i` innocents."""
