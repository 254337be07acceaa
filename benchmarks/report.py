"""The figures as a page: docs/performance.md."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from benchmarks import machine
from benchmarks.bounded import Bounded
from benchmarks.company import Size
from benchmarks.imports import Imported
from benchmarks.inspections import Inspected
from benchmarks.timing import Measured

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything measured in one run. `first` is the seconds of each metric's very first question, by size."""

    company: Size
    load: float | None
    imports: Sequence[Imported]
    questions: Mapping[str, Sequence[Measured]]
    first: Mapping[str, Mapping[str, float]]
    pages: Sequence[Measured]
    bounded: Sequence[Bounded] = ()
    inspections: Sequence[Inspected] = ()
    sessions: Sequence[Bounded] = ()

    @property
    def measured(self) -> list[Measured]:
        """Every figure that has an aim."""
        asked = [each for group in self.questions.values() for each in group]
        imports = [each.disk for each in self.imports]
        return [*imports, *(each.taken for each in self.inspections), *asked, *self.pages]


def page(figures: Figures) -> str:
    """The whole page as Markdown."""
    parts = [_head(figures), _short(figures)]
    if figures.imports:
        parts.append(_imports(figures.imports))
    if figures.inspections:
        parts.append(_inspections(figures.inspections))
    parts += [_questions(size, group, figures.first[size]) for size, group in figures.questions.items()]
    if figures.pages:
        parts.append(_pages(figures.pages))
    if figures.bounded:
        parts.append(_bounded(figures.bounded))
    if figures.sessions:
        parts.append(_sessions(figures.sessions))
    return "\n\n".join(parts) + "\n"


def _head(figures: Figures) -> str:
    company = figures.company
    weeks = company.people * 104
    return f"""# Performance

Written by `make bench`; nothing here is a limit in a test. Each figure stands beside a floor measured in the same
run, in turn with it: medians of several runs after one for warming up, least and most in brackets. The ratio is what
to compare between machines.

Machine: {machine.description(figures.load)}

The company is made up: {company.people:,} people in teams of 25, {company.deals:,} deals and {weeks:,}
weeks of customer hours over eight quarters, and as many accesses to content as each table says."""


def _short(figures: Figures) -> str:
    lines = [f"- {each.what}: {each.ratio:.2f}, aim {each.aim:g}" for each in figures.measured if each.short]
    lines += [
        f"- {each.what}: {_figure(each)}, aim {each.bound:g}"
        for each in (*figures.bounded, *figures.sessions)
        if each.short
    ]
    if not lines:
        return "## Short of the aim\n\nNothing."
    return "## Short of the aim\n\n" + "\n".join(lines)


def _imports(imports: Sequence[Imported]) -> str:
    rows = [
        (
            each.disk.what, f"{each.file_size / MEGABYTE:,.1f} MB", each.disk.ours.shown(), each.disk.floor.shown(),
            f"**{each.disk.ratio:.1f}**", each.memory.floor.shown(), f"{each.memory.ratio:.1f}",
            f"{each.peak / MEGABYTE:,.0f} MB", f"{each.peak / each.file_size:.1f}",
        )
        for each in imports
    ]  # fmt: skip
    return f"""## Import

One CSV file into an empty workspace, each time in a fresh process: recognised, decoded, typed and checked in a worker
process, every problem counted, written as a Delta table, flushed to disk and published as a version. The floor is
DuckDB's own `CREATE TABLE AS SELECT * FROM read_csv(…)` of the same file into a database file; beside it the same
into memory. Aim against the database file: at most 2. Peak memory is that of all processes together, the interpreter
and its libraries included.

{_table(("file", "size", "import", "floor", "ratio", "floor in memory", "ratio", "peak memory", "÷ file"), rows)}"""


def _inspections(inspections: Sequence[Inspected]) -> str:
    rows = [
        (
            each.taken.what, f"{each.file_size / MEGABYTE:,.1f} MB", each.taken.ours.shown(), each.taken.floor.shown(),
            f"**{each.taken.ratio:.1f}**", f"{each.peak / MEGABYTE:,.0f} MB",
        )
        for each in inspections
    ]  # fmt: skip
    return f"""## Inspection of a wide export

Every column profiled by a worker that is warm: its type, the format of its texts, counts, range and sum. The floor is
DuckDB's own `CREATE TABLE AS SELECT * FROM read_csv(…, all_varchar = true)` of the same file into memory. Aim: at
most 10. Peak memory is that of all processes together, the interpreter and its libraries included.

{_table(("file", "size", "inspect", "floor", "ratio", "peak memory"), rows)}"""


def _questions(size: str, group: Sequence[Measured], first: Mapping[str, float]) -> str:
    rows = [
        (
            each.what.split(",")[0],
            each.ours.shown(),
            each.floor.shown(),
            f"**{each.ratio:.2f}**",
            f"{first[each.what]:.2f} s",
        )
        for each in group
    ]
    return f"""## Questions, {size}

Each metric by quarter over eight quarters with its intervals, in a process that has answered it before. The floor is
the same number (checked to be the same) in SQL written by hand over the workspace's raw Parquet files, without the
intervals; it stands in `benchmarks/by_hand/`. Aim: at most 1.2. The last column is the very first question of a
metric in a new process, when its prepared views and facts are computed; they are kept until the next version.

{_table(("metric", "ask", "by hand", "ratio", "first time"), rows)}"""


def _pages(pages: Sequence[Measured]) -> str:
    rows = [
        (each.what, each.ours.shown(), each.floor.shown(), f"**{each.ratio:.2f}**", f"{each.aim:g}") for each in pages
    ]
    return f"""## Pages

In a Chromium without a screen, from the address (a new tab, nothing cached, the app running and warm) or from the
click to the last change of what is drawn. Each choice of another period is one that was not asked for before. The
floor is an app with the same settings that shows a title and one fragment with one choice.

{_table(("what", "Coxswain", "empty app", "ratio", "aim"), rows)}"""


def _bounded(figures: Sequence[Bounded]) -> str:
    rows = [(each.what, _figure(each), "" if each.bound is None else f"{each.bound:g} {each.unit}") for each in figures]
    return f"""## Computations with a bound of their own

These have no floor to stand beside; the machine is that of the head of this page.

{_table(("what", "measured", "at most"), rows)}"""


def _sessions(figures: Sequence[Bounded]) -> str:
    rows = [(each.what, _figure(each), "" if each.bound is None else f"{each.bound:g} {each.unit}") for each in figures]
    return f"""## Many sessions at once

Sessions without a browser on the sample company, after one that opened every page. Each click opens another page or
chooses from a list on it, in turn, and waits until the server says that the page has run. The second round clicks what
the first did; between rounds every session has ended and been forgotten. What it means stands in
[reliability.md](reliability.md).

{_table(("what", "measured", "at most"), rows)}"""


def _figure(each: Bounded) -> str:
    return f"{each.value:.2f} {each.unit}" if each.value < 10 else f"{each.value:.0f} {each.unit}"


def _table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [headings, ["---", *["---:"] * (len(headings) - 1)], *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
