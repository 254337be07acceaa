"""A file becomes rows of a table, or a reasoned no."""
