"""What answers say: what changed and where, what a change is made of, and why two counts differ."""
