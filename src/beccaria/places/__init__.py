"""The estate: service, establishments, wings, landings and cells."""
