"""What each page of measures says, as frozen values."""
