"""What the relations in front of the prepared views are made from, besides settings: one SELECT of the data each."""

from collections.abc import Mapping
from types import MappingProxyType

WORDS: Mapping[str, str] = MappingProxyType(
    {
        "workspace": "SELECT COUNT(*) > 0 AS known FROM opportunities WHERE TRIM(kind) <> ''",
        "stage_outcomes": (
            "SELECT stage, COALESCE(pipeline, '') FROM opportunities UNION ALL "
            "SELECT stage_history.stage, COALESCE(opportunities.pipeline, '') FROM stage_history "
            "JOIN opportunities ON opportunities.opportunity_id = stage_history.opportunity_id"
        ),
        "reason_outcomes": "SELECT lost_reason FROM opportunities WHERE lost_reason IS NOT NULL",
        "role_functions": (
            "SELECT role FROM people WHERE role IS NOT NULL UNION ALL "
            "SELECT function FROM people WHERE function IS NOT NULL UNION ALL SELECT 'sales'"
        ),
        "local_days": "SELECT CAST(MIN(accessed_at) AS DATE), CAST(MAX(accessed_at) AS DATE) FROM content_access",
    }
)
"""Whether a deal says that it is new business; the stages of deals with their pipelines; why deals were lost; roles and
functions; the first and last day, in UTC, of the moments that must become days of the workspace's time zone."""
