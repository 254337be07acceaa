"""Fact models: what their files may say, and that nothing else needs to be told of a table."""
