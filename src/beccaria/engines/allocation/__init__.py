"""Find places for people: priced, searched and proven, with a bound and with reasons."""
