"""A total known from elsewhere, held against ours, and the rows that may explain the difference."""
