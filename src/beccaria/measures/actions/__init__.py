"""Change measures: propose, decide, end, let lapse, state contact, look at health, contest, approve contacts."""
