"""Papers of placement that are taken along."""
