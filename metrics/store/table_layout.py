"""Which columns a stored table has, in which order and type."""

from collections.abc import Mapping
from dataclasses import dataclass

from metrics.schema import Contract
from metrics.store.scan import identifier

ROW_COLUMNS = {"import_number": "INTEGER", "line": "BIGINT"}
"""What every stored row carries besides its values: the version that brought it, and the line in that file."""


@dataclass(frozen=True, slots=True)
class TableLayout:
    """The columns of a table: those of its contract that some file brought, and kept headers (`kept_…` → header)."""

    contract: Contract
    columns: tuple[str, ...]
    kept: Mapping[str, str]

    @property
    def values(self) -> tuple[str, ...]:
        """The columns that hold values, in the contract's order, kept ones last."""
        return tuple(name for name in self.contract.stored if name in self.columns) + tuple(sorted(self.kept))

    @property
    def names(self) -> tuple[str, ...]:
        """All stored columns."""
        return self.values + tuple(ROW_COLUMNS)

    def type_of(self, name: str) -> str:
        """The DuckDB type a column is stored as."""
        if name in ROW_COLUMNS:
            return ROW_COLUMNS[name]
        return "VARCHAR" if name in self.kept else self.contract.stored[name].sql_type

    def united(self, other: "TableLayout") -> "TableLayout":
        """The columns of both. A kept column takes the header it was last found under."""
        in_either = {*self.columns, *other.columns}
        columns = tuple(name for name in self.contract.stored if name in in_either)
        return TableLayout(self.contract, columns, {**self.kept, **other.kept})

    def with_columns(self, names: tuple[str, ...]) -> "TableLayout":
        """The same with these columns of the contract as well."""
        return self.united(TableLayout(self.contract, names, {}))

    def select(self, relation: str, has: "TableLayout", import_number: int | None = None) -> str:
        """A SELECT of all this layout's columns from a relation that has some of them; the others are NULL.

        Rows that were not stored before get their `import_number`.
        """
        parts = []
        for name in self.names:
            if name == "import_number" and import_number is not None:
                source = str(import_number)
            else:
                source = identifier(name) if name in has.names else "NULL"
            parts.append(f"CAST({source} AS {self.type_of(name)}) AS {identifier(name)}")
        return f"SELECT {', '.join(parts)} FROM {relation}"
