"""What a person decided about a file before it is imported."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import Literal

from metrics.schema import Outcome, WordMeaning, stages_taught

DateOrder = Literal["dmy", "mdy", "ymd"]
DecimalMark = Literal[".", ","]
Unit = Literal["percent", "fraction", "count", "seconds", "minutes", "hours"]
RateDirection = Literal["into", "from"]
SameDay = Literal["replace", "add"]
DATE_ORDER_WORDS: Mapping[DateOrder, str] = MappingProxyType(
    {
        "dmy": "the day first: 03/04 is 3 April",
        "mdy": "the month first: 03/04 is March 4",
        "ymd": "the year first: 2026-04-03",
    }
)
DECIMAL_MARK_WORDS: Mapping[DecimalMark, str] = MappingProxyType(
    {
        ".": "a point: 1.250 is one and a quarter, 1,250 are more than a thousand",
        ",": "a comma: 1,250 is one and a quarter, 1.250 are more than a thousand",
    }
)
UNIT_WORDS: Mapping[Unit, str] = MappingProxyType(
    {
        "percent": "per cent: 1 is one per cent",
        "fraction": "a fraction: 1 is a hundred per cent",
        "count": "a count: 1 is once, 2 is twice",
        "seconds": "seconds: 3600 are an hour",
        "minutes": "minutes: 60 are an hour",
        "hours": "hours: 1 is an hour",
    }
)
RATE_DIRECTION_WORDS: Mapping[RateDirection, str] = MappingProxyType(
    {
        "into": "what one unit of the row's currency is worth in the workspace's",
        "from": "how many units of the row's currency one of the workspace's buys",
    }
)


@dataclass(frozen=True, slots=True)
class ImportChoices:
    """Answers given for one file; whatever isn't answered is decided on evidence, or asked.

    `table` None: recognized from the headers. `mapping` is header → column, "" for a header that is no column; headers
    not named go by what is known exactly. `stages` is stage word → outcome. `constants` is column → the text every row
    gets (a mapped column: every row that is empty there). `keep` are headers kept as segments. `date_orders` and
    `decimal_marks` say by header how its texts are written, `units` whether 1 is one per cent, all of it or once, and
    `rate_directions` which way round rates are quoted. `words` say what words of columns with few values
    mean. `complete`: rows the file doesn't have no longer exist.
    `snapshot_on` is the day a roster without dates speaks of. `leave_out` are ids, of the key's first column, whose
    rows are set aside. `clock_is_right`: whatever the file's days or the newest version say.
    `same_person`: guests of an attendance list are the signed-in people of their name. `sheet` is the one of a workbook
    to be read, None for its first. `same_day`: whether rows of a person and day that are stored with other values
    correct these or stand beside them; of a customer's differing rows of one first day, whether the last counts or all.
    """

    table: str | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)
    stages: Mapping[str, Outcome] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    keep: tuple[str, ...] = ()
    date_orders: Mapping[str, DateOrder] = field(default_factory=dict)
    decimal_marks: Mapping[str, DecimalMark] = field(default_factory=dict)
    units: Mapping[str, Unit] = field(default_factory=dict)
    rate_directions: Mapping[str, RateDirection] = field(default_factory=dict)
    words: tuple[WordMeaning, ...] = ()
    complete: bool = False
    snapshot_on: date | None = None
    leave_out: tuple[str, ...] = ()
    clock_is_right: bool = False
    same_person: bool | None = None
    sheet: str | None = None
    same_day: SameDay | None = None

    def written(self, date_orders: Mapping[str, str], decimal_marks: Mapping[str, str]) -> "ImportChoices":
        """The same with how dates and numbers are written, by header. Raises KeyError for an unknown one."""
        orders: dict[str, DateOrder] = {order: order for order in DATE_ORDER_WORDS}
        marks: dict[str, DecimalMark] = {mark: mark for mark in DECIMAL_MARK_WORDS}
        return replace(
            self,
            date_orders={header: orders[order] for header, order in date_orders.items()},
            decimal_marks={header: marks[mark] for header, mark in decimal_marks.items()},
        )

    def counted(self, units: Mapping[str, str], rate_directions: Mapping[str, str]) -> "ImportChoices":
        """The same with units of shares and directions of rates, by header. Raises KeyError for an unknown one."""
        every: dict[str, Unit] = {unit: unit for unit in UNIT_WORDS}
        ways: dict[str, RateDirection] = {way: way for way in RATE_DIRECTION_WORDS}
        return replace(
            self,
            units={header: every[unit] for header, unit in units.items()},
            rate_directions={header: ways[way] for header, way in rate_directions.items()},
        )

    def meaning(self, meanings: Mapping[tuple[str, str], str]) -> "ImportChoices":
        """The same with what words mean, by column and word. Raises KeyError for an outcome unknown."""
        words = [WordMeaning(column, word, meaning) for (column, word), meaning in meanings.items()]
        stages = {stage.word: stage.outcome for stage in stages_taught(words)}
        return replace(self, stages=stages, words=tuple(word for word in words if word.column != "stage"))
