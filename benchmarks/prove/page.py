"""docs/proof.md: the last result and date of each part."""

import re
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.prove.part import ProofPart
from benchmarks.prove.places import PAGE

HEAD = "| part | proves | last result | date | commit |\n|---|---|---|---|---|\n"
NOT_YET = "not run yet"
BEGIN, END = "<!-- proof: begin -->", "<!-- proof: end -->"


def last(part: str, page: Path = PAGE) -> str:
    """The last result of a part with its date, as the page has it."""
    row = re.search(rf"^\| {re.escape(part)} \| .* \| (.*) \| (.*) \| .* \|$", page.read_text("utf-8"), re.M)
    return ", ".join(filter(None, row.groups())) if row else NOT_YET


def write(part: ProofPart, summary: str, commit: str, page: Path = PAGE) -> None:
    """Puts the result of a part in place of its last one."""
    row = f"| {part.name} | {part.proves} | {summary.replace('|', '¦')} | {datetime.now(UTC):%Y-%m-%d} | {commit} |"
    before, rest = page.read_text(encoding="utf-8").split(BEGIN)
    table, after = rest.split(END)
    rows = [line for line in table.strip().removeprefix(HEAD.strip()).splitlines() if line]
    kept = {line.split(" | ")[0].removeprefix("| "): line for line in rows} | {part.name: row}
    page.write_text(f"{before}{BEGIN}\n{HEAD}{chr(10).join(kept.values())}\n{END}{after}", encoding="utf-8")
