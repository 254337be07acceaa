"""What a file turned out to hold: how it was read, what is wrong in it, and both to take away."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from metrics.formatting import UNKNOWN, format_count, plural
from metrics.intake.model import Decision, Example, Problem
from metrics.intake.preparing import Prepared
from metrics.intake.read.unpack import bare_name
from metrics.report import Table, table_of_words
from metrics.schema import RoleFunction, contracts, role_rows
from metrics.semantic import catalog, columns_lacking, titles_in_short

DECIDED = ("About", "Decided", "Because", "Sure")


@dataclass(frozen=True, slots=True)
class WantedColumn:
    """A column that metrics can't do without and no header is known for: what it holds, what it is needed for, and the
    headers that may be it, the likeliest first. `likely` is the one that was it in another file; empty without."""

    column: str
    holds: str
    needed_for: str
    headers: tuple[str, ...]
    likely: str = ""


@dataclass(frozen=True, slots=True)
class ReadingReport:
    """A prepared file in words."""

    prepared: Prepared

    @property
    def name(self) -> str:
        """The file's name without its endings."""
        return bare_name(self.prepared.path)

    @property
    def summary(self) -> str:
        """Rows read = rows used + rows set aside; empty while its rows can't be checked yet."""
        staged, table = self.prepared.staged, self.prepared.table
        if staged is None or table is None:
            return ""
        return (
            f"{plural(staged.rows_read, 'row')} read = {format_count(staged.rows_used)} used + "
            f"{format_count(staged.rows_set_aside)} set aside"
        )

    @property
    def title(self) -> str:
        """What the table that the file is, is called; empty while that isn't known."""
        return contracts()[self.prepared.table].title if self.prepared.table else ""

    @property
    def decisions(self) -> Table:
        """How the file was read, with the evidence for each decision."""
        rows = [_decided(decision) for decision in self.prepared.decisions]
        return table_of_words(f"How it was read: {plural(len(rows), 'decision')}", DECIDED, rows)

    @property
    def roles(self) -> list[dict[str, Any]]:
        """Its roles as rows to be edited, each with the function it is taken for."""
        return role_rows(use.function or RoleFunction(use.role, "other") for use in self.prepared.roles)

    @property
    def unknown_roles(self) -> int:
        """How many of them nobody knows."""
        return sum(use.function is None for use in self.prepared.roles)

    @property
    def problems(self) -> tuple[tuple[Problem, str, str], ...]:
        """Each problem with what to do, in words, and up to three examples of it."""
        return tuple((problem, _said(problem), _examples(problem)) for problem in self.prepared.problems)

    @property
    def offending(self) -> Path | None:
        """The rows with problems, as a CSV file; None where there are none."""
        return self.prepared.staged.offending if self.prepared.staged else None

    @property
    def mapping(self) -> str:
        """What the file's headers are, as JSON that an import reads again."""
        prepared = self.prepared
        document = {
            "table": prepared.table,
            "mapping": dict(prepared.mapping),
            "keep": list(prepared.kept.values()),
            "date_orders": dict(prepared.choices.date_orders),
        }
        return json.dumps(document, ensure_ascii=False, indent=2)

    def how_sure(self, header: str) -> str:
        """What is known of a header: what it is, or may be."""
        if header in self.prepared.mapping:
            return "known"
        for suggestion in self.prepared.suggestions:
            if suggestion.header == header:
                return f"suggested: {suggestion.column} ({suggestion.confidence:.0%}, {suggestion.evidence})"
        return "unknown"

    @property
    def wanted(self) -> tuple[WantedColumn, ...]:
        """The columns it doesn't bring and metrics read, each with the headers that may be it."""
        prepared = self.prepared
        if prepared.table is None:
            return ()
        lacking = columns_lacking(prepared.table, {*prepared.mapping.values()}, catalog().values())
        free = [header for header in prepared.headers if header not in prepared.mapping]
        return tuple(
            WantedColumn(
                column=column,
                holds=_holds(prepared.table, column),
                needed_for=titles_in_short(tuple(metric.title for metric in metrics)),
                headers=tuple(dict.fromkeys((*self._suggested(column), *free))),
                likely="".join(each.header for each in prepared.suggestions if each.answered and each.column == column),
            )
            for column, metrics in lacking.items()
        )

    @property
    def unavailable(self) -> str:
        """What the file can't serve without the columns wanted."""
        prepared = self.prepared
        lacking = columns_lacking(prepared.table or "", {*prepared.mapping.values()}, catalog().values())
        titles = dict.fromkeys(metric.title for metrics in lacking.values() for metric in metrics)
        return f"Without {', '.join(lacking)} this file can't serve: {titles_in_short(tuple(titles))}."

    def _suggested(self, column: str) -> list[str]:
        """The headers that may be a column, of those that are no other one."""
        taken = self.prepared.mapping
        return [each.header for each in self.prepared.suggestions if each.column == column and each.header not in taken]


def _holds(table: str, column: str) -> str:
    description = contracts()[table].columns[column].description or column
    return f"{description[0].lower()}{description[1:]}"


def _decided(decision: Decision) -> tuple[str, str, str, str]:
    sure = UNKNOWN if decision.confidence is None else f"{decision.confidence:.0%}"
    column = f", {decision.column}" if decision.column else ""
    return f"{decision.subject}{column}", decision.value, decision.evidence, sure


def _said(problem: Problem) -> str:
    where = f" in “{problem.column}”" if problem.column else ""
    return f"{plural(problem.count, 'row')}{where}. {problem.fix}"


def _examples(problem: Problem) -> str:
    shown = [words for example in problem.examples if (words := _example(example))]
    return f"For example {' · '.join(shown)}" if shown else ""


def _example(example: Example) -> str:
    """Where an example stands and what was found there, as far as either is known."""
    line = [f"line {example.line:,}"] if example.line else []
    text = [f"“{example.found}”"] if example.found else []
    return ": ".join(line + text)
