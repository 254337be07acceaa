"""Metrics that managers make without SQL: kept in the workspace in the form of a catalog file."""
