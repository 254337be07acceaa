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
