"""The thresholds of `rules/evidence.toml`: what a claim must rest on before it is made."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "rules" / "evidence.toml"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """One field for each entry of the file, which says what it is and where it comes from."""

    least_treated: int
    least_comparison: int
    least_months_before: int
    least_facts: int
    least_teams: int
    least_won_deals: int
    least_compared: float
    most_alone: float
    highest_chance: float
    false_share: float
    tenure_edges: tuple[int, ...]


@cache
def thresholds() -> Thresholds:
    """The thresholds in force. Raises TypeError where the file lacks one or has one too many."""
    entries = tomllib.loads(FILE.read_text(encoding="utf-8"))
    values = {name: entry["value"] for name, entry in entries.items()}
    return Thresholds(**values | {"tenure_edges": tuple(values["tenure_edges"])})


def needed(together: str, rules: Thresholds) -> str:
    """How many people, teams or regions a verdict takes on a side, as the rest of a sentence."""
    if together == "people":
        return f"it takes {rules.least_treated} a side."
    return f"where whole {together} are reached it takes {rules.least_teams} a side."
