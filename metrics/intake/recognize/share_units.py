"""Whether 1 is one per cent, all of it or once: decided by a column's range, its cells and its header, else asked."""

import re
from dataclasses import replace

from metrics.intake.model import Decision
from metrics.intake.recognize.profile import ColumnReading
from metrics.schema import Column

_SAYS_PERCENT = re.compile(r"%|percent|per cent|\bpct\b|prozent|pour ?cent|porcentaje|процент", re.I)
_SAYS_PROGRESS = re.compile(
    r"%|percent|per cent|\bpct\b|progress|prozent|fortschritt|進捗|进度|прогресс|напредък", re.I
)
_PART = re.compile(r"\d{1,3}(?:[.,]\d+)?\s*%?")


def is_share(column: Column) -> bool:
    """Whether the numbers of a column are parts of a whole."""
    return column.type == "percent" or column.measured


def says_how_much(header: str, texts: list[str]) -> bool:
    """Whether texts that could be yes and no say how much of something is done: by a number beside 0 and 1."""
    parts = [text for text in texts if _PART.fullmatch(text)]
    if any(text not in ("0", "1") for text in parts):
        return True
    return bool(parts) and len(parts) == len(texts) and _SAYS_PROGRESS.search(header) is not None


def with_unit(reading: ColumnReading, column: Column) -> ColumnReading:
    """How a column of shares is to be read, with the decision about its unit, if there is anything to decide."""
    plain = replace(reading.format, progress=column.progress or column.partial, counted=column.counted)
    decision = None if column.counted else _unit(reading, column)
    if decision is None:
        return replace(reading, format=plain)
    form = replace(plain, percent_points=decision.value == "percent")
    return replace(reading, format=form, decisions=(*reading.decisions, decision))


def _unit(reading: ColumnReading, column: Column) -> Decision | None:
    counts, name = reading.counts, reading.name
    above, between, ones = (counts.get(count, 0) for count in ("above_one", "between", "ones"))
    if above and column.partial and not (counts.get("percent", 0) or _SAYS_PERCENT.search(name)):
        evidence = f"{above:,} cells are above 1, which is so many per cent or so often"
        return Decision("unit", "undecided", evidence, name, 0.5, ("percent", "count"), certain=False)
    if above:
        return Decision("unit", "percent", f"{above:,} cells are above 1", name)
    if between:
        return Decision("unit", "fraction", f"no cell is above 1, and {between:,} lie between 0 and 1", name)
    if not ones:
        return None
    if counts.get("percent", 0):
        return Decision("unit", "percent", f"{counts['percent']:,} cells carry a % sign", name)
    if column.type == "percent" and _SAYS_PERCENT.search(name):
        return Decision("unit", "percent", "the header says so", name)
    evidence = f"{ones:,} cells are 1 and the others 0, which is one per cent or all of it"
    return Decision("unit", "undecided", evidence, name, 0.5, ("percent", "fraction"), certain=False)
