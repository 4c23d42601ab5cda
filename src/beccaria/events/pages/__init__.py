"""What the pages of events say."""
