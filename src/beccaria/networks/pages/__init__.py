"""What the pages of groups and networks say."""
