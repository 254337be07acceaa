"""Which table a file is, which header is which column, and how the texts of each are to be read."""
