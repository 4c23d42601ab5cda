"""Groups, who belongs to them on what evidence, how they stand to each other, and the ties between people."""
