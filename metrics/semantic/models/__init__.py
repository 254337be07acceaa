"""Prepared views and, beside each that facts are made of, its fact model: what everything else must know of it."""
