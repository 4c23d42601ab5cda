"""What the pages of people say."""
