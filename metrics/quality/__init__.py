"""Data checks across files: what is doubtful in a workspace, and what it does to which metric."""

from metrics.quality.findings import Check, Finding, check, checks, rows

__all__ = ["Check", "Finding", "check", "checks", "rows"]
