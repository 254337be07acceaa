"""What a metric can be made of without SQL: the rows of a table, their days, people and columns, and what may be asked
of each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from metrics.query.custom_remarks import values_to_choose
from metrics.query.reader import Reader
from metrics.schema import contracts
from metrics.semantic import (
    CUSTOM_MEASURES,
    OF_A_COLUMN,
    ON_DAYS,
    WITHOUT_VALUE,
    Condition,
    CustomMeasure,
    Operator,
    Subject,
    missing_for_subject,
    subject_of,
    subjects_with_rows,
)
from metrics.store import Snapshot

OPERATORS: Mapping[str, tuple[Operator, ...]] = MappingProxyType(
    {
        "text": ("is", "is not", "one of", "is empty", "is not empty"),
        "number": ("at least", "at most", "is", "is not", "one of", "is empty", "is not empty"),
        "money": ("at least", "at most", "is", "is not", "one of", "is empty", "is not empty"),
        "day": ("at least", "at most", "is", "is not", "is empty", "is not empty"),
        "yes or no": ("is", "is empty", "is not empty"),
    }
)
"""How a column can be compared, by its type."""
MEASURE_WORDS: Mapping[CustomMeasure, str] = MappingProxyType(
    {
        "count": "count the rows",
        "sum": "add up a column",
        "share": "take the share of a part",
        "median": "take the median of a column",
    }
)
assert set(MEASURE_WORDS) == set(CUSTOM_MEASURES)


@dataclass(frozen=True, slots=True)
class CustomChoices:
    """The rows of one table by one of their days, and what the workspace's files brought of them."""

    reader: Reader
    subject: Subject
    day: str

    @staticmethod
    def tables(snapshot: Snapshot) -> dict[str, str]:
        """The tables that have rows to make metrics of, each with what a row is."""
        named = {name: contracts()[name] for name in subjects_with_rows(snapshot)}
        return {
            name: f"{contract.title}: a row is {contract.row[0].lower()}{contract.row[1:]}"
            for name, contract in named.items()
        }

    @classmethod
    def of(cls, reader: Reader, table: str) -> "CustomChoices":
        """The rows of a table by the first of their days. Raises KeyError for one that no metric can be made of."""
        subject = subject_of(reader.snapshot, table)
        if subject is None:
            raise KeyError(table)
        return cls(reader, subject, next(iter(subject.days)))

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that some file brought."""
        fields = self.subject.fields
        return tuple(
            name for name, field in fields.items() if not missing_for_subject(self.reader.snapshot, field.needs)
        )

    @property
    def numbers_first(self) -> tuple[str, ...]:
        """The same, those that can be added up before the others."""
        return tuple(sorted(self.columns, key=lambda name: not self.subject.fields[name].is_number))

    @property
    def days(self) -> dict[str, str]:
        """The days that place rows in periods, of those that the files brought, each with how it is said."""
        days = self.subject.days
        brought = [name for name, day in days.items() if not missing_for_subject(self.reader.snapshot, day.needs)]
        return {name: days[name].phrase.removeprefix("of ") for name in (brought or days)}

    def day_words(self, day: str) -> str:
        """How a day is said, whether a file brought it or not."""
        return self.subject.days[day].phrase.removeprefix("of ") if day in self.subject.days else day

    @property
    def people(self) -> Mapping[str, str]:
        """The columns that say whose a row is, each with its title."""
        return self.subject.people

    def by(self, day: str) -> "CustomChoices":
        """The same by another day."""
        return CustomChoices(self.reader, self.subject.by(day), day)

    def title(self, column: str) -> str:
        """A column as a list offers it: its title and its type."""
        field = self.subject.fields.get(column)
        return f"{field.title} ({field.type})" if field else f"{column} (not in this data)"

    def type(self, column: str) -> str:
        """The type of a column: text, number, money, day, or yes or no; empty where the data has no such column."""
        field = self.subject.fields.get(column)
        return field.type if field else ""

    def comparisons(self, column: str) -> dict[Operator, str]:
        """How a column can be compared, each way with its words."""
        kind = self.type(column)
        return {each: ON_DAYS.get(each, each) if kind == "day" else each for each in OPERATORS.get(kind, ())}

    def values(self, column: str) -> tuple[str, ...]:
        """The words that a column of texts holds."""
        field = self.subject.fields[column]
        return values_to_choose(self.reader, self.subject, field) if field.type == "text" else ()

    @property
    def measures(self) -> Mapping[CustomMeasure, str]:
        """What can be done with the rows, each with its words."""
        return MEASURE_WORDS

    def needs_column(self, measure: CustomMeasure) -> bool:
        """Whether a measure is of a column of numbers."""
        return measure in OF_A_COLUMN

    def needs_value(self, operator: Operator) -> bool:
        """Whether a comparison is with something."""
        return operator not in WITHOUT_VALUE

    def condition(self, column: str, operator: Operator, values: Sequence[str] = ()) -> Condition:
        """What a row must say to count."""
        return Condition(column, operator, tuple(values))
