"""A question in, an answer out: bound to a version, compiled, run, added up, compared."""
