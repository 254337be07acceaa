"""docs/sample-company.md, written from `truth.toml`: what the company is, what is planted in it, and how to find it."""

import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
PAGE = FOLDER.parent / "docs" / "sample-company.md"

INTRODUCTION = """\
# The sample company

Written by `make sample` from `sample_data/truth.toml`; edit `sample_data/`, not this page.

Tidewater sells software to mid-sized and large companies in the Americas, in Europe and in Asia and the Pacific (APAC).
None of it exists. Each of its twelve sales teams has sellers, lead generators and, for large companies, solutions
engineers; three customer success teams look after those who bought; four enablement managers serve them all. Its
files speak of the days from {first_day} to {last_day}: {sellers} sellers at the end, {closed_deals:,} closed deals,
enough for a good method to find what is planted, and for a bad one to be fooled.

The files are gzipped, as exports often are; `python -m metrics import sample_data/*.csv.gz --workspace demo` imports
them all. Three more in `sample_data/messy/` are what its systems would export, to try the upload with: a CRM report, a
German roster, an attendance list. `make sample SCALE=1M` writes a bigger company of the same kind.

Every number below is one the generator computes with, or is computed from the true chances and prices it draws from;
`sample_data/truth.toml` has them all. Shares are fractions: 0.05 is 5 points."""
GROUPS: Mapping[str, tuple[str, ...]] = {
    "Programmes": ("programs",),
    "What misleads": ("ability", "market", "season", "ramp", "usual", "content"),
    "What is worth finding": ("discount_creep", "bottlenecks", "enablers", "tools", "identities"),
}
"""Headings, and which tables of `truth.toml` stand under each."""
PROBLEMS = """\
## Problems on purpose

Data checks find exactly these, each with so many rows:

| check | rows | what lies behind it |
|---|---:|---|"""


def read() -> dict[str, Any]:
    """The committed `truth.toml`."""
    return tomllib.loads((FOLDER / "truth.toml").read_text(encoding="utf-8"))


def sections(truth: Mapping[str, Any], name: str) -> list[tuple[str, Mapping[str, Any]]]:
    """The tables under a name: itself, or those within it."""
    content = truth[name]
    return [(name, content)] if "says" in content else [(f"{name}.{inner}", content[inner]) for inner in content]


def plain(value: object) -> str:
    """A value as a reader wants it."""
    if isinstance(value, list):
        return " · ".join(map(plain, value))
    return value.isoformat() if isinstance(value, date) else str(value)


def paragraph(name: str, section: Mapping[str, Any]) -> str:
    """One truth: its sentence, where to look, and its numbers."""
    numbers = ", ".join(f"`{key}` {plain(value)}" for key, value in section.items() if key not in ("says", "find"))
    return f"**`{name}`** {section['says']}\n\n- To find it: {section['find']}\n- Numbers: {numbers}"


def render(truth: Mapping[str, Any]) -> str:
    """The whole page."""
    parts = [INTRODUCTION.format(**truth["company"])]
    for heading, names in GROUPS.items():
        parts.append(f"## {heading}")
        parts += [paragraph(*section) for name in names for section in sections(truth, name)]
    rows = [f"| {problem['check']} | {problem['count']} | {problem['says']} |" for problem in truth["problems"]]
    parts.append("\n".join([PROBLEMS, *rows]))
    parts.append(truth["set_aside"]["says"])
    return "\n\n".join(parts) + "\n"


def write() -> None:
    """Writes the page."""
    PAGE.write_text(render(read()), encoding="utf-8")
