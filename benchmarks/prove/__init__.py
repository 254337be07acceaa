"""Proves more than `make test` has time for: in parts, each made of steps that a later run goes on with."""
