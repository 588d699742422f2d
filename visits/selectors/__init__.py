"""What the pages of visits read."""
