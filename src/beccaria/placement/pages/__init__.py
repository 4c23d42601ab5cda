"""The pages of placement as frozen values."""
