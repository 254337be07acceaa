"""From a question and a metric to SQL: the only place that writes SQL around a metric."""
