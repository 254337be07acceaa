"""Coxswain's library: from exported files to metrics one can defend. Nothing in here knows who asks."""
