"""Programs: which there are, whom each reached when, what was set down before, and what came of it.

The numbers are computed by `metrics.impact`, which knows arrays only; here they are made from a workspace."""
