"""Whether enablement works: pure functions over arrays."""
