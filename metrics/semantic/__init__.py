"""What can be asked: one file a metric, the prepared views they read, dimensions, and metrics made without SQL."""
