"""What reading a file gives: decisions with their evidence, problems, and a table of texts."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from metrics.formatting import plural
from metrics.schema import TimeUnit, meaning_in_words

Severity = Literal["stops the file", "sets the row aside", "worth a look"]


@dataclass(frozen=True, slots=True)
class Decision:
    """Something decided about a file or a column (`subject`), and why.

    `confidence` is a share (0 to 1) where one can be given. `alternatives` are the other readings that
    fit; a decision that is not `certain` must be asked before the column it concerns is used.
    """

    subject: str
    value: str
    evidence: str
    column: str | None = None
    confidence: float | None = None
    alternatives: tuple[str, ...] = ()
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Example:
    """One place where a problem was seen: physical line (1 = first line of the file) and what stood there."""

    line: int | None
    found: str | None


@dataclass(frozen=True, slots=True)
class Problem:
    """One kind of problem in one column of one file: how many rows, up to three examples, what to do."""

    file: str
    column: str | None
    problem: str
    fix: str
    severity: Severity
    count: int = 1
    examples: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True)
class WordUse:
    """A word of a column of few values that nobody knows, in how many rows it stands, and what it may mean."""

    column: str
    word: str
    rows: int
    first_line: int
    meanings: tuple[str, ...]

    @property
    def question(self) -> str:
        """What is asked about it."""
        return f"“{self.word}” in {self.column.replace('_', ' ')} ({plural(self.rows, 'row')}) means"

    @property
    def words(self) -> dict[str, str]:
        """Its meanings, each as it is said."""
        return {meaning: meaning_in_words(meaning) for meaning in self.meanings}


@dataclass(frozen=True, slots=True)
class TextTable:
    """A file as texts, before anything is believed about their meaning.

    `relation` is a FROM-able DuckDB expression with the columns `line` (BIGINT, physical line the row
    begins on) and `c0` … `c{n-1}` (VARCHAR; an empty cell is NULL; surrounding blanks trimmed), one row
    per data row, in file order. It reads only files named in `files`. Rows whose cells don't fit the header
    are not in it: `set_aside` is a Parquet file of them (`line` BIGINT, `problem`, `text` VARCHAR) or None.
    `unnumbered` is the same without `line`, where row i (from 0) begins on line `first_line` + i; None where it
    doesn't. Numbering rows takes one thread, so whoever can count them later reads this.
    """

    source: Path
    relation: str
    files: tuple[Path, ...]
    headers: tuple[str, ...]
    header_line: int
    rows: int
    fast: bool
    decisions: tuple[Decision, ...] = ()
    problems: tuple[Problem, ...] = ()
    set_aside: Path | None = None
    unnumbered: str | None = None
    first_line: int | None = None


@dataclass(frozen=True, slots=True)
class ColumnFormat:
    """How the texts of one column are to be read. Only the part that fits the target type is used.

    `date_order` is "dmy", "mdy" or "ymd", None where it was not needed; `decimal_mark` "." or ",";
    `thousands_mark` ",", ".", "'", " " or "" for none. `multiples`: words such as k and M stand behind amounts.
    `progress`: numbers say how much of something is done, and from `done_from` on it is yes. `counted`: they say how
    often, and once is yes. `time_unit` is the one durations are written in.
    """

    date_order: Literal["dmy", "mdy", "ymd"] | None = None
    decimal_mark: Literal[".", ","] = "."
    thousands_mark: str = ""
    percent_points: bool = False
    multiples: bool = False
    progress: bool = False
    done_from: float = 1.0
    counted: bool = False
    time_unit: TimeUnit | None = None


@dataclass(frozen=True, slots=True)
class ColumnProfile:
    """What one column of a file holds. `min`, `max` are in the column's own type, ISO for dates.

    `sum` is None unless the type is a number; `format` is how its texts are to be read. `unreadable` counts
    cells that are filled but not of the type.
    """

    name: str
    position: int
    type: Literal["text", "integer", "number", "date", "timestamp", "boolean"]
    nulls: int
    distinct: int
    min: str | int | float | None
    max: str | int | float | None
    sum: int | float | None
    format: ColumnFormat
    decisions: tuple[Decision, ...] = ()
    unreadable: int = 0
