"""Data checks across files: what is doubtful in a workspace, and what it does to which metric."""

from metrics.quality.data_checks import DataCheck, DataFinding, check_data, finding_rows, list_data_checks

__all__ = ["DataCheck", "DataFinding", "check_data", "finding_rows", "list_data_checks"]
