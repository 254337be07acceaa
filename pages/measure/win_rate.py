"""Win rate, four ways."""
