"""The views of detection."""
