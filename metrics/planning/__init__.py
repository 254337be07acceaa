"""Planning: what the rules recommend and what would change. Pure functions over numbers and the rules in `rules/`."""
