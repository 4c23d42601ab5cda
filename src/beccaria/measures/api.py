"""What higher apps may ask of measures."""
