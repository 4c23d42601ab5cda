"""What higher apps may ask of risk."""
