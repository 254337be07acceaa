"""A frozen period on screen, in a deck or in a file: as presented beside now, restated numbers first."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from metrics.formatting import UNKNOWN, format_change, format_date
from metrics.query import Grain, Period, Reader
from metrics.report import Block, Heading, Item, Items, Note, Sentence, Table, table_of_words
from metrics.review.restatement_text import (
    figure_in_words,
    moved_figures,
    restatement_verdict,
    snapshot_conditions,
    snapshot_origin,
    snapshot_remarks,
    steps_of,
)
from metrics.review.restatements import RestatedNumber, Restatement, restatement_of, restatement_rows
from metrics.review.snapshots import FrozenPeriod, freeze, frozen_period, frozen_periods, periods_to_freeze, thaw
from metrics.store import Workspace

SOURCES_SHOWN = 3
HEADING = ("Metric", "Team", "As presented", "Now", "Difference", "By")


@dataclass(frozen=True, slots=True)
class RestatementReport:
    """What became of a frozen period."""

    restatement: Restatement

    @property
    def summary(self) -> tuple[Block, ...]:
        """Where it comes from, what must be known to read it, and how many numbers are others now."""
        frozen = self.restatement.period_snapshot
        origin = " ".join([snapshot_origin(frozen), *snapshot_conditions(frozen)])
        remarks = " ".join(snapshot_remarks(self.restatement))
        return (
            Heading(f"{frozen.label} as presented"),
            Note(origin),
            Sentence(remarks, restatement_verdict(self.restatement)),
        )

    @property
    def restated(self) -> tuple[tuple[Block, ...], ...]:
        """For each number of the company that changed: from → to, and each step with its file."""
        return tuple(
            (
                Sentence(moved_figures(number, self._currencies), number.metric.title),
                Items("", tuple(map(Item, steps_of(number)))),
            )
            for number in self.restatement.restated
            if not number.team
        )

    @property
    def restated_teams(self) -> tuple[Block, ...]:
        """The numbers of teams that changed, as a table; nothing where none did."""
        numbers = [number for number in self.restatement.restated if number.team]
        label = self.restatement.period_snapshot.label
        title = f"Teams whose numbers of {label} were restated"
        return (Heading("Restated by team", 3), self._table(title, numbers, "restated_teams")) if numbers else ()

    def numbers(self, *, teams: bool) -> Table:
        """Every number as presented and now, restated ones first."""
        numbers = [number for number in self.restatement.numbers if teams or not number.team]
        title = f"{self.restatement.period_snapshot.label} then and now"
        return self._table(title, sorted(numbers, key=lambda number: not number.restated), "frozen_numbers")

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The same as raw values for spreadsheets."""
        return restatement_rows(self.restatement)

    @property
    def _currencies(self) -> tuple[str, str]:
        return self.restatement.period_snapshot.settings.currency, self.restatement.currency

    def _table(self, title: str, numbers: Iterable[RestatedNumber], key: str) -> Table:
        then, now = self._currencies
        rows = [
            (
                number.metric.title,
                number.team or "Company",
                figure_in_words(number.then, number.metric.unit, then),
                figure_in_words(number.now, number.metric.unit, now),
                format_change(number.change, number.metric.unit, now) if number.restated else UNKNOWN,
                _by(number),
            )
            for number in numbers
        ]
        return table_of_words(title, HEADING, rows, key=key, long=True)


@dataclass(frozen=True, slots=True)
class FrozenQuarters:
    """The frozen periods of a workspace, seen from one of its versions."""

    workspace: Workspace
    reader: Reader

    @property
    def by_label(self) -> dict[str, FrozenPeriod]:
        """The frozen periods, the latest first, by what each is called.

        Where the fiscal year was moved, two may go by one name: then the day each begins stands with it.
        """
        periods = frozen_periods(self.reader.snapshot)
        names = [each.label for each in periods]
        return {
            each.label if names.count(each.label) == 1 else f"{each.label} from {format_date(each.start)}": each
            for each in periods
        }

    @property
    def table(self) -> Table:
        """When each was frozen, by whom, from which version."""
        rows = [
            (
                each.label,
                format_date(each.frozen_at.date()),
                each.who,
                str(each.version),
                format_date(each.data_through),
            )
            for each in frozen_periods(self.reader.snapshot)
        ]
        return table_of_words("Frozen periods", ("Period", "Frozen on", "By", "Version", "Data through"), rows)

    def to_freeze(self, grain: Grain) -> dict[str, Period]:
        """The periods that can be frozen, the latest first, by label; empty while there is no data."""
        return periods_to_freeze(self.reader, grain)

    def of(self, period: Period) -> FrozenPeriod | None:
        """What was frozen of a period before; None where nothing was."""
        return frozen_period(self.reader.snapshot, period.start, period.end)

    def freeze(self, period: Period, who: str) -> None:
        """Keeps the numbers of a period. Raises UserError where it has none."""
        freeze(self.workspace, self.reader, period, who)

    def thaw(self, frozen: FrozenPeriod, who: str) -> None:
        """Takes a frozen period away, by a version that can be undone."""
        thaw(self.workspace, frozen, who)

    def report(self, frozen: FrozenPeriod) -> RestatementReport:
        """What became of a frozen period since. It takes seconds where much was imported."""
        return RestatementReport(restatement_of(self.workspace, frozen, self.reader))

    def frozen_from(self, versions: Collection[int]) -> tuple[str, ...]:
        """What the periods are called that were frozen from one of these versions."""
        return tuple(each.label for each in frozen_periods(self.reader.snapshot) if each.version in versions)


def _by(number: RestatedNumber) -> str:
    """The files that changed a number, or what else did, with the day; of many the last ones."""
    causes = [cause for step in number.steps for cause in step.causes]
    named = [
        f"{', '.join(cause.files) or cause.sentence}{f' ({format_date(cause.at.date())})' if cause.at else ''}"
        for cause in causes
    ]
    earlier = [f"{len(named) - SOURCES_SHOWN} earlier"] if len(named) > SOURCES_SHOWN else []
    return " · ".join([*earlier, *named[-SOURCES_SHOWN:]])
