"""Networks of people: reading them, their figures, communities, roles and change; plain values in and out."""
