"""Blocks become figures, text and files."""
