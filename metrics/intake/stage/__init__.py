"""Texts become typed rows of a table, or are set aside with the reason."""
