"""Tables the simulated service is made from: estate shapes, names, towns, rates, phrases."""
