"""What higher apps may ask of placement."""

__all__: list[str] = []
