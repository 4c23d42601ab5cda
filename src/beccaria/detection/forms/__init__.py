"""The forms of detection."""
