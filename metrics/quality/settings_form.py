"""What a workspace's people decide once, as rows to be edited and back: stage words, roles, days covered."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from metrics.quality.stage_words_in_use import stage_rows, stage_words_of
from metrics.query import Reader
from metrics.schema import (
    FUNCTIONS,
    LONGEST_GRACE,
    LONGEST_RAMP,
    OUTCOME_WORDS,
    Coverage,
    Settings,
    every_meaning,
    role_rows,
    roles_of,
    word_rows,
    words_of,
)

Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class SettingsForm:
    """The settings of a workspace; `reader` has its tables, None while there are none."""

    settings: Settings
    reader: Reader | None

    @property
    def outcomes(self) -> Mapping[str, str]:
        """What a stage can say of a deal, each with its words."""
        return {str(outcome): words for outcome, words in OUTCOME_WORDS.items()}

    @property
    def functions(self) -> Sequence[str]:
        """The functions a role can belong to."""
        return FUNCTIONS

    @property
    def longest_ramp(self) -> int:
        """The most days over which a new seller's quota may grow."""
        return LONGEST_RAMP

    @property
    def longest_grace(self) -> int:
        """The most days between two contracts of a customer that renewed."""
        return LONGEST_GRACE

    @property
    def stages(self) -> Rows:
        """The workspace's own stage words, then those its deals stand in."""
        return stage_rows(self.reader, self.settings.stage_words)

    @property
    def roles(self) -> Rows:
        """The workspace's own roles."""
        return role_rows(self.settings.role_functions)

    @property
    def words(self) -> Rows:
        """The words that were taught for other columns of few values."""
        return word_rows(self.settings.words)

    @property
    def meanings(self) -> Sequence[str]:
        """What such a word can mean, each with its column."""
        return every_meaning()

    @property
    def coverage(self) -> Rows:
        """The first and last day each table speaks of, as far as somebody says so."""
        entries = {entry.table: entry for entry in self.settings.coverage}
        return [
            {
                "table": table,
                "first_day": entries[table].first_day if table in entries else None,
                "last_day": entries[table].last_day if table in entries else None,
            }
            for table in (self.reader.snapshot.tables if self.reader else ())
        ]

    def edited(self, stages: Rows, roles: Rows, words: Rows, coverage: Rows | None) -> dict[str, Any]:
        """The settings that edited rows come to, by name; None leaves the days covered as they are."""
        return {
            "stage_words": stage_words_of(stages),
            "role_functions": roles_of(roles),
            "words": words_of(words),
            "coverage": self.settings.coverage if coverage is None else _coverage_of(coverage),
        }


def _coverage_of(rows: Iterable[Mapping[str, Any]]) -> tuple[Coverage, ...]:
    return tuple(
        Coverage(row["table"], _day(row["first_day"]), _day(row["last_day"]))
        for row in rows
        if row["first_day"] or row["last_day"]
    )


def _day(value: object) -> date | None:
    """A day as an editor gives it back: a date, a timestamp, or its ISO text."""
    return None if value is None else date.fromisoformat(str(value)[:10])
