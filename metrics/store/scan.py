"""Names, texts and Parquet files as DuckDB writes them."""

from collections.abc import Iterable, Sequence
from pathlib import Path


def identifier(name: str) -> str:
    """A column or table name, quoted."""
    return '"' + name.replace('"', '""') + '"'


def identifiers(names: Iterable[str], source: str | None = None) -> str:
    """Quoted names with commas between them, each read from the relation called `source` if one is given."""
    return ", ".join(f"{source}.{identifier(name)}" if source else identifier(name) for name in names)


def literal(text: str) -> str:
    """A text, quoted."""
    return "'" + text.replace("'", "''") + "'"


def parquet(files: Sequence[Path]) -> str:
    """A FROM-able expression over these Parquet files, which all hold the same columns."""
    return f"read_parquet([{', '.join(literal(str(file)) for file in files)}])"


def numbered_parquet(path: Path, first_line: int | None) -> str:
    """A FROM-able expression over a Parquet file whose row i (from 0) began on line `first_line` + i of its source.

    Where `first_line` is None the file has its own column `line`.
    """
    if first_line is None:
        return f"read_parquet({literal(str(path))})"
    rows = f"read_parquet({literal(str(path))}, file_row_number = true)"
    return f"(SELECT CAST(file_row_number + {first_line} AS BIGINT) AS line, * EXCLUDE (file_row_number) FROM {rows})"
