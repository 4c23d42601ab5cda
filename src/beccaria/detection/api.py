"""What other apps may ask of detection."""

__all__: list[str] = []
