"""What a workspace's people decided once: money, calendar, words for stages and roles."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import Any, Literal, get_args
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from metrics.schema.contract import contracts

Outcome = Literal["open", "won", "lost", "no_decision", "ignore"]
Function = Literal[
    "sales", "sales development", "customer success", "support", "presales", "partner", "enablement", "other"
]
FUNCTIONS: tuple[Function, ...] = get_args(Function)
CUSTOMER_FACING: Mapping[str, str] = MappingProxyType(
    {
        "sales": "sales",
        "development": "sales development",
        "success": "customer success",
        "support": "support",
        "presales": "presales",
        "partner": "partner",
    }
)
"""The customer-facing functions, each under the short word it has in an address."""
LONGEST_RAMP = 1000
"""Days: nobody's quota grows for longer."""
LONGEST_GRACE = 366
"""Days: whoever came back later had left."""
OUTCOMES: tuple[Outcome, ...] = ("open", "won", "lost", "no_decision", "ignore")
OUTCOME_WORDS: Mapping[Outcome, str] = MappingProxyType(
    {"open": "open", "won": "won", "lost": "lost", "no_decision": "no decision", "ignore": "not a deal"}
)


@dataclass(frozen=True, slots=True)
class StageWord:
    """The outcome a workspace gives a stage word, in one pipeline or (None) in all of them."""

    word: str
    outcome: Outcome
    pipeline: str | None = None


@dataclass(frozen=True, slots=True)
class RoleFunction:
    """The function a role word stands for, and whether its holders manage others."""

    role: str
    function: Function
    manager: bool = False


@dataclass(frozen=True, slots=True)
class WordMeaning:
    """What a word in a column of few values means: one of its values, yes, no, or not assigned."""

    column: str
    word: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """The days a table speaks of, both ends included, where its people know better than its dates."""

    table: str
    first_day: date | None = None
    last_day: date | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """The decisions of one workspace. `fiscal_year_start` is a month (1–12), `week_start` an ISO day (1 = Monday).

    `amount_means` is None until somebody said what a deal's amount stands for. `data_through` is None
    while the data's own latest event counts. `quantity_default` stands in for an unknown quantity (1 once a user
    confirmed one unit a deal). `attended_share` is the part of a session that counts as attended.
    `ramp_days` are the days over which a new seller's quota grows to its full size (0: full from the first day).
    `renewal_grace_days` are the most days between two contracts of a customer that renewed and did not leave.
    """

    currency: str = "USD"
    amount_means: Literal["ARR", "ACV", "TCV", "first year"] | None = None
    fiscal_year_start: int = 1
    week_start: int = 1
    time_zone: str = "UTC"
    data_through: date | None = None
    quantity_default: int | None = None
    attended_share: float = 0.5
    ramp_days: int = 0
    renewal_grace_days: int = 30
    stage_words: tuple[StageWord, ...] = ()
    role_functions: tuple[RoleFunction, ...] = ()
    coverage: tuple[Coverage, ...] = field(default=())
    words: tuple[WordMeaning, ...] = ()

    def problems(self) -> tuple[str, ...]:
        """What can't be right about these settings, one plain sentence each; empty if they can be used."""
        return tuple(_calendar_problems(self)) + tuple(_money_problems(self)) + tuple(_word_problems(self))

    def to_document(self) -> dict[str, Any]:
        """The settings as plain values that JSON can hold."""
        document = asdict(self)
        document["data_through"] = self.data_through.isoformat() if self.data_through else None
        for entry in document["coverage"]:
            for end in ("first_day", "last_day"):
                entry[end] = entry[end].isoformat() if entry[end] else None
        if not self.words:  # a program that knows no such words reads the others' settings
            del document["words"]
        return document

    @classmethod
    def from_document(cls, document: dict[str, Any]) -> "Settings":
        """The settings that `to_document` wrote."""
        values = dict(document)
        if values.get("data_through"):
            values["data_through"] = date.fromisoformat(values["data_through"])
        values["stage_words"] = tuple(StageWord(**entry) for entry in values.get("stage_words", ()))
        values["role_functions"] = tuple(RoleFunction(**entry) for entry in values.get("role_functions", ()))
        values["words"] = tuple(WordMeaning(**entry) for entry in values.get("words", ()))
        values["coverage"] = tuple(
            Coverage(entry["table"], _day(entry["first_day"]), _day(entry["last_day"]))
            for entry in values.get("coverage", ())
        )
        return replace(cls(), **values)


def _calendar_problems(settings: Settings) -> Iterator[str]:
    if settings.fiscal_year_start not in range(1, 13):
        yield f"The fiscal year starts in a month from 1 to 12, not in month {settings.fiscal_year_start}."
    if settings.week_start not in range(1, 8):
        yield f"A week starts on a day from 1 (Monday) to 7 (Sunday), not on day {settings.week_start}."
    if not _is_time_zone(settings.time_zone):
        yield f"There is no time zone “{settings.time_zone}”: write one such as Europe/Berlin, or UTC."
    for entry in settings.coverage:
        if entry.table not in contracts():
            yield f"There is no table “{entry.table}” whose covered days could be set."
        if entry.first_day and entry.last_day and entry.first_day > entry.last_day:
            yield f"The covered days of {entry.table} begin on {entry.first_day}, after they end on {entry.last_day}."
    for table, count in Counter(entry.table for entry in settings.coverage).items():
        if count > 1:
            yield f"The covered days of {table} are set twice: keep one of them."


def _is_time_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def _money_problems(settings: Settings) -> Iterator[str]:
    if not re.fullmatch("[A-Z]{3}", settings.currency):
        yield f"A currency is written with three capital letters such as EUR, not “{settings.currency}”."
    if settings.quantity_default is not None and settings.quantity_default < 1:
        yield f"A deal holds at least one unit, so the usual quantity can't be {settings.quantity_default}."
    if not 0 <= settings.ramp_days <= LONGEST_RAMP:
        yield f"A new seller's quota grows over 0 to {LONGEST_RAMP} days, not over {settings.ramp_days}."
    if not 0 <= settings.renewal_grace_days <= LONGEST_GRACE:
        yield (
            f"A contract counts as renewed after 0 to {LONGEST_GRACE} days without one, not after "
            f"{settings.renewal_grace_days}."
        )
    if not 0 < settings.attended_share <= 1:
        yield (
            "The part of a session that counts as attended lies above 0 and goes up to 1 (half a session is 0.5), "
            f"so it can't be {settings.attended_share}."
        )


def _word_problems(settings: Settings) -> Iterator[str]:
    stages = Counter((entry.word.strip().casefold(), entry.pipeline) for entry in settings.stage_words)
    for (word, pipeline), count in stages.items():
        if count > 1:
            yield f"The stage “{word}”{f' of {pipeline}' if pipeline else ''} has {count} outcomes: keep one of them."
    for entry in settings.stage_words:
        if entry.outcome not in OUTCOMES:
            yield f"The stage “{entry.word}” can't mean “{entry.outcome}”: choose one of {', '.join(OUTCOMES)}."
    for role, count in Counter(entry.role.strip().casefold() for entry in settings.role_functions).items():
        if count > 1:
            yield f"The role “{role}” has {count} functions: keep one of them."
    for named in settings.role_functions:
        if named.function not in FUNCTIONS:
            yield f"The role “{named.role}” can't have the function “{named.function}”: choose one of the list."


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
