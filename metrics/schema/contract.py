"""What each table looks like: one TOML file a table in `contracts/`."""

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

ColumnType = Literal["text", "date", "timestamp", "money", "number", "integer", "percent", "boolean"]

SQL_TYPES: Mapping[ColumnType, str] = MappingProxyType(
    {
        "text": "VARCHAR",
        "date": "DATE",
        "timestamp": "TIMESTAMP",
        "money": "DECIMAL(18, 4)",
        "number": "DOUBLE",
        "integer": "BIGINT",
        "percent": "DOUBLE",
        "boolean": "BOOLEAN",
    }
)
"""How each type is stored. A percent is a fraction (0.15 for 15 %); a timestamp is in UTC."""

TimeUnit = Literal["seconds", "minutes", "hours"]
SECONDS: Mapping[TimeUnit, int] = MappingProxyType({"seconds": 1, "minutes": 60, "hours": 3600})
"""How many seconds the units are that columns of durations are called by."""

FOLDER = Path(__file__).parent / "contracts"

SHARED_ALIASES = Path(__file__).parent / "vocabulary" / "aliases.toml"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a contract, with the exact header words (`aliases`, the preferred first) known exports use for it.

    `values` maps each allowed value to the words exports use for it (none: anything is allowed). A `crm_id` column may
    hold Salesforce ids, whose 15- and 18-character forms are the same id. A number that is `large` may be as big as
    an amount of money. A required column with `or_else` needn't be in a file that has one of these instead, and may be
    empty in a row. A yes or no with `progress` may be given as how much is done, and is yes where all is; one that is
    `partial` as how much or how often, and is yes from the workspace's share on or where it is any; one that is
    `counted` as how often.
    Words for `none` of the allowed values leave a cell empty, as where somebody is exempt.
    """

    name: str
    type: ColumnType
    required: bool
    aliases: tuple[str, ...]
    description: str = ""
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    crm_id: bool = False
    large: bool = False
    or_else: tuple[str, ...] = ()
    none: tuple[str, ...] = ()
    progress: bool = False
    partial: bool = False
    counted: bool = False

    @property
    def measured(self) -> bool:
        """Whether it is a yes or no that may be given as a number."""
        return self.progress or self.partial or self.counted

    @property
    def time_unit(self) -> TimeUnit | None:
        """The unit a duration is stored in, which is its name; None for what is no duration."""
        return next((unit for unit in SECONDS if unit == self.name and self.type == "number"), None)

    @property
    def needed_in_a_row(self) -> bool:
        """Whether a row without it can't be used."""
        return self.required and not self.or_else

    @property
    def small(self) -> bool:
        """Whether its numbers, such as rates and hours, have decimals rather than groups of digits."""
        return self.type == "percent" or (self.type == "number" and not self.large)

    @property
    def sql_type(self) -> str:
        """The type the column is stored as, in DuckDB's words."""
        return SQL_TYPES[self.type]


@dataclass(frozen=True, slots=True)
class Contract:
    """One table: its columns, and the key by which next quarter's export updates it (may be empty).

    `begins` is the column that says when a row without valid_from begins, where a row may be one contract of several.
    Of a table without a key that knows corrections, rows that agree in `same_day` may be one row corrected; those of
    one `session_column`, if that column is filled, are. `made` columns stand in no file: the import makes them.
    Rows last from the first to the second column of `lasts`. Where a row is all that is said of its key (`whole_rows`),
    rows of one key that differ anywhere are another table's.
    """

    name: str
    title: str
    row: str
    key: tuple[str, ...]
    columns: Mapping[str, Column]
    begins: str | None = None
    same_day: tuple[str, ...] = ()
    session_column: str | None = None
    made: Mapping[str, Column] = field(default_factory=dict)
    lasts: tuple[str, ...] = ()
    whole_rows: bool = False

    @property
    def stored(self) -> Mapping[str, Column]:
        """Every column that a stored row may have: those of files, then those that are made."""
        return MappingProxyType({**self.columns, **self.made})

    @property
    def required(self) -> tuple[str, ...]:
        """The names of the columns without which a row can't be used."""
        return tuple(column.name for column in self.columns.values() if column.required)

    def lacking(self, given: Collection[str]) -> tuple[str, ...]:
        """The required columns that are neither given nor stood in for."""
        return tuple(
            name for name in self.required if name not in given and not set(self.columns[name].or_else) & set(given)
        )


def read_contract(path: Path) -> Contract:
    """The contract written in one TOML file."""
    document = tomllib.loads(path.read_text(encoding="utf-8"))
    columns = {name: read_column(name, entry) for name, entry in document["columns"].items()}
    made = {name: read_column(name, entry) for name, entry in document.get("made", {}).items()}
    return Contract(
        path.stem,
        document["title"],
        document["row"],
        tuple(document["key"]),
        MappingProxyType(columns),
        document.get("begins"),
        tuple(document.get("same_day", ())),
        document.get("session"),
        MappingProxyType(made),
        tuple(document.get("lasts", ())),
        document.get("whole_rows", False),
    )


def read_column(name: str, entry: Mapping[str, Any]) -> Column:
    """One column as its contract's TOML describes it: its own aliases, then those it shares (`aliases_of`)."""
    values = {value: tuple(words) for value, words in entry.get("values", {}).items()}
    return Column(
        name,
        entry["type"],
        entry.get("required", False),
        (*entry["aliases"], *(shared_aliases()[entry["aliases_of"]] if "aliases_of" in entry else ())),
        entry["description"],
        MappingProxyType(values),
        entry.get("crm_id", False),
        entry.get("large", False),
        tuple(entry.get("or_else", ())),
        tuple(entry.get("none", ())),
        entry.get("progress", False),
        entry.get("partial", False),
        entry.get("counted", False),
    )


@cache
def shared_aliases() -> Mapping[str, tuple[str, ...]]:
    """The header words that columns of several tables share, by what they mean."""
    document = tomllib.loads(SHARED_ALIASES.read_text(encoding="utf-8"))
    return MappingProxyType({meaning: tuple(words) for meaning, words in document.items()})


@cache
def contracts() -> Mapping[str, Contract]:
    """Every table the product knows, by name."""
    return MappingProxyType({path.stem: read_contract(path) for path in sorted(FOLDER.glob("*.toml"))})
