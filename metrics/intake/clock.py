"""Whether the clock of this machine can be right, given what has been stored and what a file says has happened.

What lies after today hasn't happened, so a clock that is set back cuts history off without a word. Where it seems
to be, the person who imports is asked.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from metrics.formatting import format_date, plural
from metrics.intake.confined_connection import connect
from metrics.intake.stage.staging import Staged
from metrics.semantic import past_columns

TOLERATED = timedelta(hours=1)
"""So much may the clocks of machines that write into one workspace differ."""
DAYS_AHEAD = 7
"""Days up to so far ahead may be those of another time zone, or hours written down in advance."""
ROWS_AHEAD = 3
SHARE_AHEAD = 0.01
"""So many rows, and such a share of them, may be slips of the pen."""


@dataclass(frozen=True, slots=True)
class DaysAhead:
    """Rows of a file whose days of what has happened lie ahead: in which column, how many `of` all that have a day
    there, and the last of them."""

    column: str
    rows: int
    of: int
    last: date


def days_ahead(staged: Staged, table: str, today: date | None = None) -> DaysAhead | None:
    """The column of staged rows in which the most days of what has happened lie far after `today` (the clock's); None
    where they are no more than slips of the pen."""
    columns = sorted(past_columns(table).intersection(staged.columns))
    if not columns:
        return None
    until = (today or datetime.now(UTC).date()) + timedelta(DAYS_AHEAD)
    counts = ", ".join(
        f"count(*) FILTER ({column}::DATE > DATE '{until}'), count({column}), max({column}::DATE)" for column in columns
    )
    with connect([staged.rows]) as connection:
        values = connection.execute(f"SELECT {counts} FROM {staged.relation}").fetchall()[0]
    ahead = [DaysAhead(column, *values[3 * place : 3 * place + 3]) for place, column in enumerate(columns)]
    many = [each for each in ahead if each.rows > ROWS_AHEAD and each.rows > SHARE_AHEAD * each.of]
    return max(many, key=lambda each: each.rows, default=None)


def clock_doubt(file: str, ahead: DaysAhead | None, published_at: datetime | None, now: datetime) -> str:
    """Why the clock, which says `now`, seems to be wrong; empty where nothing speaks against it.

    `published_at` is when the newest version was stored, None where there is none.
    """
    says = f"The clock of this machine says {_moment(now)}"
    missing = "What lies after today hasn't happened and is in no number."
    if published_at is not None and now < published_at - TOLERATED:
        return f"{says}, but the newest version was stored on {_moment(published_at)}. {missing}"
    if ahead is not None:
        rows = f"{plural(ahead.rows, 'row')} of {ahead.of:,} have a later day in {ahead.column}"
        return f"{says}, but in {file} {rows}, up to {format_date(ahead.last)}. {missing}"
    return ""


def _moment(time: datetime) -> str:
    return f"{format_date(time.date())}, {time:%H:%M} UTC"
