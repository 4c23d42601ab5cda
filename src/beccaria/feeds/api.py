"""What other apps may ask of feeds."""

__all__: list[str] = []
