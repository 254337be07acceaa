"""Whose rate can be told apart from the average, and whose cannot."""
