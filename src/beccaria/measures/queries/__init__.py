"""Read measures: one, those of a person, those that wait or end, the clock of isolation, the register."""
