"""The tools of the company, read from `tools.toml`."""

import tomllib
from pathlib import Path

from sample_data.plan import Row

TOOLS = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))["tools"]


def tool_rows() -> list[Row]:
    """The `tools` table."""
    return [
        {"tool_id": f"T{number:02d}", "name": tool["name"], "owner": tool["owner"], "purpose": tool["purpose"],
         "monthly_cost": tool["monthly_cost"], "used_by": "; ".join(tool["used_by"])}
        for number, tool in enumerate(TOOLS, start=1)
    ]  # fmt: skip


def most_used() -> tuple[str, int]:
    """The role that uses most tools, and how many."""
    roles = [role for tool in TOOLS for role in tool["used_by"]]
    return max(((role, roles.count(role)) for role in dict.fromkeys(roles)), key=lambda count: count[1])
