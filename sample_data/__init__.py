"""A company that never was: a seeded generator, and the CSV files it made (`make sample` writes them again)."""
