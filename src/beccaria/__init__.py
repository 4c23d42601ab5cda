"""Prison intelligence and risk management for European prison services."""
