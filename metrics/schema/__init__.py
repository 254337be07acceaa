"""What a workspace's tables look like, the words that have a meaning in them, and what its people decided once."""
