"""What became of one file: read, used, set aside, with every problem and decision."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from metrics.formatting import format_count, plural
from metrics.intake.model import Decision, Problem
from metrics.intake.recognize.unread import UnreadHeader
from metrics.report import Block, Note, Sentence
from metrics.schema import contracts
from metrics.semantic import catalog


@dataclass(frozen=True, slots=True)
class DisabledMetric:
    """A metric that can't be computed until columns of this file's table are known."""

    metric: str
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FileReport:
    """rows_read = rows_used + rows_set_aside; `mapping` is header → column; `table` is None for a refused file.

    `moved`, one of the problems, speaks of customers that count under their account since.
    """

    file: str
    table: str | None
    rows_read: int
    rows_used: int
    rows_set_aside: int
    problems: tuple[Problem, ...]
    decisions: tuple[Decision, ...]
    mapping: Mapping[str, str]
    sha256: str
    disabled_metrics: tuple[DisabledMetric, ...] = ()
    unread: tuple[UnreadHeader, ...] = ()
    moved: Problem | None = None

    @property
    def blocks(self) -> tuple[Block, ...]:
        """What became of the file: rows used and set aside, and metrics that still miss a column; none if refused."""
        if self.table is None:
            return ()
        rows = (
            f"→ {contracts()[self.table].title}: {plural(self.rows_read, 'row')} read = "
            f"{format_count(self.rows_used)} used + {format_count(self.rows_set_aside)} set aside"
        )
        missing = (
            Note(f"{catalog()[each.metric].title} isn't available yet: {', '.join(each.missing)} is missing.")
            for each in self.disabled_metrics
        )
        moved = (
            [Note(f"{format_count(self.moved.count)} × {self.moved.problem} {self.moved.fix}")] if self.moved else []
        )
        return Sentence(rows, self.file), *moved, *missing

    def to_document(self) -> dict[str, Any]:
        """The report as plain values that JSON can hold, as `import --json` prints it."""
        return {
            "file": self.file,
            "table": self.table,
            "rows_read": self.rows_read,
            "rows_used": self.rows_used,
            "rows_set_aside": self.rows_set_aside,
            "problems": [problem_document(problem) for problem in self.problems],
            "decisions": [decision_document(decision) for decision in self.decisions],
            "mapping": dict(self.mapping),
            "disabled_metrics": [
                {"metric": disabled.metric, "missing": list(disabled.missing)} for disabled in self.disabled_metrics
            ],
            "unread": [{"header": unread.header, "nearest": unread.nearest} for unread in self.unread],
            "sha256": self.sha256,
        }


def problem_document(problem: Problem) -> dict[str, Any]:
    """A problem as plain values; `line` and `found` are those of its first example."""
    first = problem.examples[0] if problem.examples else None
    return {
        "file": problem.file,
        "line": first.line if first else None,
        "column": problem.column,
        "found": first.found if first else None,
        "problem": problem.problem,
        "fix": problem.fix,
        "severity": problem.severity,
        "count": problem.count,
        "examples": [{"line": example.line, "found": example.found} for example in problem.examples],
    }


def decision_document(decision: Decision) -> dict[str, Any]:
    """A decision as plain values."""
    return {
        "subject": decision.subject,
        "column": decision.column,
        "value": decision.value,
        "evidence": decision.evidence,
        "confidence": decision.confidence,
        "certain": decision.certain,
        "alternatives": list(decision.alternatives),
    }
