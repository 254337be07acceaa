"""A drawn company as plain Python rows, and what made metrics are worth over them, computed without any SQL."""

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from statistics import median

from metrics.schema.settings import Coverage, Settings
from metrics.semantic.custom.custom_metric import Condition, CustomMetric
from metrics.store.snapshot import Snapshot
from tests.query.drawn import drawn

FIRST, THROUGH = date(2025, 1, 1), date(2025, 9, 15)
TABLES = ("opportunities", "training", "content_access", "customer_time", "activities", "leads")
SETTINGS = Settings(data_through=THROUGH, coverage=tuple(Coverage(table, FIRST, THROUGH) for table in TABLES))
WORDS = ("Web", "web", 'O\'Hara "x"', "$where_0_0; DROP TABLE deals; --", "FROM roster", "商談", "№ 7 \\n", "100 %")
STAGES = {"Closed Won": "won", "Closed Lost": "lost", "Negotiation": "open", "Limbo": None}
RATES = {None: Decimal(1), "USD": Decimal(1), "EUR": Decimal("1.5"), "XTS": None}

Cell = str | Decimal | date | bool | None
Row = dict[str, Cell]


@dataclass(frozen=True)
class Company:
    """The rows of each table, and the version that holds them."""

    rows: dict[str, list[Row]]
    snapshot: Snapshot


def company(folder: Path, seed: int = 7, size: int = 90) -> Company:
    """Deals, trainings, accesses, hours, activities and leads with empty cells, odd words and days after the data."""
    draw = random.Random(seed)
    makers: dict[str, Callable[[random.Random, int], Row]] = {
        "opportunities": _deal, "training": _attendance, "content_access": _access, "customer_time": _hours,
        "activities": _activity, "leads": _lead,
    }  # fmt: skip
    rows = {table: [make(draw, number) for number in range(size)] for table, make in makers.items()}
    tables = {table: _drawn(lines) for table, lines in rows.items()}
    rates = "currency | valid_from | rate\nEUR | 2020-01-01 | 1.5"
    people = "person_id | name | function | team\n" + "\n".join(f"P{n} | P{n} | sales | East" for n in range(5))
    return Company(rows, drawn(folder, SETTINGS, **tables, rates=rates, people=people))


def worth(company: Company, made: CustomMetric, first: date, last: date) -> tuple[float | None, int]:
    """The value over the rows of the days `first` to `last`, and how many rows count."""
    counting = [row for row in company.rows[made.table] if (day := _day(made, row)) and first <= day <= last]
    counting = [row for row in counting if all(_passes(each, _cell(made, each.column, row)) for each in made.whole)]
    if made.measure == "count":
        return float(len(counting)), len(counting)
    if made.measure == "share":
        judged = [(row, _all(_passes(each, _cell(made, each.column, row)) for each in made.part)) for row in counting]
        decided = [holds for _, holds in judged if holds is not None]
        return (sum(decided) / len(decided) if decided else None), len(decided)
    values = [value for row in counting if isinstance(value := _cell(made, str(made.column), row), Decimal)]
    if made.measure == "sum":
        return float(sum(values)), len(values)
    return (float(median(values)) if values else None), len(values)


def _all(answers: Iterable[bool | None]) -> bool | None:
    """False if any is, else unknown if any is."""
    values = list(answers)
    return False if False in values else None if None in values else True


def _passes(condition: Condition, cell: Cell) -> bool | None:
    """Whether a cell passes; an empty text is no word at all, any other empty cell says nothing."""
    empty, (kind, text_like) = cell is None, _kind(condition.column)
    if condition.operator in ("is empty", "is not empty"):
        return empty == (condition.operator == "is empty")
    if empty and not text_like:
        return None
    values = [kind(value) for value in condition.values]
    if condition.operator in ("is", "one of"):
        return cell in values
    if condition.operator == "is not":
        return cell not in values
    return cell >= values[0] if condition.operator == "at least" else cell <= values[0]  # type: ignore[operator]


def _kind(column: str) -> tuple[Callable[[str], Cell], bool]:
    if column in ("amount", "score", "minutes", "seconds", "hours_written", "days_to_close", "days_to_meeting"):
        return lambda text: Decimal(text.replace(",", "")), False
    if column in ("created_on", "met_on", "nurture_until"):
        return date.fromisoformat, False
    if column in ("attended", "invited"):
        return lambda text: text == "yes", False
    return str, column != "outcome"


def _cell(made: CustomMetric, column: str, row: Row) -> Cell:
    """What a row says in a column of its prepared view."""
    renamed = {
        "program": "program_id", "content": "content_id", "hours_written": "hours", "time_kind": "kind",
        "activity": "kind", "kept_lead_channel": "Lead Channel",
    }  # fmt: skip
    if column == "outcome":
        return _outcome(row)
    if column == "amount":
        rate = RATES[row["currency"]]  # type: ignore[index]
        return row["amount"] * rate if isinstance(row["amount"], Decimal) and rate else None
    if column == "days_to_close":
        created, closed = row["created_on"], row["closed_on"]
        days = None if _backwards(created, closed) else _between(created, closed)
        return None if days is None else max(days, Decimal(0))
    if column == "days_to_meeting":
        return _between(row["created_on"], row["meeting_on"])
    if column == "met_on":
        met = row["meeting_on"]
        return met if isinstance(met, date) and met <= THROUGH else None
    return row[renamed.get(column, column)]


def _outcome(row: Row) -> Cell:
    """What a deal is as seen from the last day asked about: one that closed after it was still open then."""
    outcome, closed = STAGES[str(row["stage"])], row["closed_on"]
    later = outcome in ("won", "lost") and isinstance(closed, date) and closed > THROUGH
    return "open" if later else outcome


def _backwards(created: Cell, closed: Cell) -> bool:
    """Closed before it was created, by more than the day that two time zones may make."""
    return isinstance(created, date) and isinstance(closed, date) and (created - closed).days > 1


def _between(first: Cell, last: Cell) -> Decimal | None:
    return Decimal((last - first).days) if isinstance(first, date) and isinstance(last, date) else None


def _day(made: CustomMetric, row: Row) -> date | None:
    """The day a row stands on; None where it can't count."""
    if made.table == "opportunities":
        created, closed = row["created_on"], row["closed_on"]
        decided = STAGES[str(row["stage"])] in ("won", "lost") and isinstance(closed, date) and closed <= THROUGH
        impossible = decided and _backwards(created, closed) and made.day == "created_on"
        day = created if made.day == "created_on" else closed if decided else None
        return day if isinstance(day, date) and day <= THROUGH and not impossible else None
    stored = {"accessed_day": "accessed_at", "met_on": "meeting_on"}.get(made.day, made.day)
    day = row[stored]
    return day if isinstance(day, date) and day <= THROUGH else None


def _drawn(rows: Sequence[Row]) -> str:
    return "\n".join([" | ".join(rows[0]), *(" | ".join(map(_written, row.values())) for row in rows)])


def _written(cell: Cell) -> str:
    return "" if cell is None else str(cell).lower() if isinstance(cell, bool) else str(cell)


def _some_day(draw: random.Random, empty: float = 0.0) -> date | None:
    return None if draw.random() < empty else FIRST + timedelta(draw.randrange(-20, 280))


def _maybe(draw: random.Random, cell: Cell) -> Cell:
    return None if draw.random() < 0.2 else cell


def _deal(draw: random.Random, number: int) -> Row:
    return {
        "opportunity_id": f"D{number}", "stage": draw.choice(list(STAGES)), "owner": f"P{draw.randrange(6)}",
        "created_on": _some_day(draw, 0.1), "closed_on": _some_day(draw, 0.2),
        "amount": _maybe(draw, Decimal(draw.randrange(-500, 90_000)) / 4),
        "currency": draw.choice((None, "USD", "EUR", "XTS")), "source": _maybe(draw, draw.choice(WORDS)),
        "Lead Channel": _maybe(draw, draw.choice(WORDS)),
    }  # fmt: skip


def _attendance(draw: random.Random, number: int) -> Row:
    return {
        "person_id": f"P{draw.randrange(6)}", "held_on": _some_day(draw),
        "program_id": _maybe(draw, draw.choice(WORDS)),
        "attended": _maybe(draw, draw.random() < 0.5), "invited": _maybe(draw, draw.random() < 0.8),
        "score": _maybe(draw, Decimal(draw.randrange(0, 400)) / 4), "minutes": _maybe(draw, Decimal(number)),
    }  # fmt: skip


def _access(draw: random.Random, number: int) -> Row:
    return {
        "person_id": f"P{draw.randrange(6)}", "accessed_at": _some_day(draw),
        "content_id": _maybe(draw, draw.choice(WORDS)), "action": draw.choice(("view", "share", "use")),
        "seconds": _maybe(draw, Decimal(draw.randrange(0, 1000)) / 8), "opportunity_id": _maybe(draw, f"D{number}"),
    }  # fmt: skip


def _hours(draw: random.Random, number: int) -> Row:
    return {
        "person_id": f"P{draw.randrange(6)}", "on_date": _some_day(draw), "hours": Decimal(draw.randrange(1, 40)) / 8,
        "kind": _maybe(draw, draw.choice(WORDS)),
    }  # fmt: skip


def _activity(draw: random.Random, number: int) -> Row:
    return {
        "person_id": f"P{draw.randrange(6)}", "on_date": _some_day(draw), "kind": draw.choice(WORDS),
        "lead_id": _maybe(draw, f"L{number}"),
    }  # fmt: skip


def _lead(draw: random.Random, number: int) -> Row:
    created = FIRST + timedelta(draw.randrange(-20, 280))
    return {
        "lead_id": f"L{number}", "created_on": created, "source": _maybe(draw, draw.choice(WORDS)),
        "generator": f"P{draw.randrange(6)}",
        "meeting_on": _maybe(draw, created + timedelta(draw.randrange(0, 60))), "nurture_until": _some_day(draw, 0.5),
    }  # fmt: skip
