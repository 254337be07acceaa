"""A file becomes a table of texts: encodings, delimiters, layouts, workbooks, packed files."""
