"""The words in columns of few values that nobody knows: counted, so that somebody can say what they mean."""

from collections.abc import Sequence

import duckdb

from metrics.intake.model import WordUse
from metrics.intake.recognize.typed_sql import PlannedColumn
from metrics.schema import meanings_in

MOST_WORDS = 20
"""So many words of a column are asked about: with more of them it is hardly a column of few values."""


def unknown_words(
    connection: duckdb.DuckDBPyConnection, relation: str, columns: Sequence[PlannedColumn]
) -> tuple[WordUse, ...]:
    """The words of a file that are no value of their column, by the bits of the table `typed` that say so.

    Spellings that differ only in case and punctuation are one word. Those in most rows come first.
    """
    uses: list[WordUse] = []
    (bad,) = connection.execute("SELECT coalesce(bit_or(bad_cells), 0) FROM typed").fetchall()[0]
    for place, planned in enumerate(columns):
        meanings = meanings_in(planned.column)
        if not meanings or not bad >> place & 1:
            continue
        lines = f"SELECT line FROM typed WHERE bad_cells & {1 << place} <> 0"
        uses += words_at(connection, relation, planned.text, f"line IN ({lines})", planned.column.name, meanings)
    return tuple(uses)


def words_at(
    connection: duckdb.DuckDBPyConnection, relation: str, text: str, where: str, column: str, meanings: tuple[str, ...]
) -> tuple[WordUse, ...]:
    """The words that a text of some rows has, counted."""
    rows = connection.execute(
        f"""SELECT arg_min({text}, line), count(*), min(line) FROM {relation}
        WHERE {where} AND word_key({text}) <> '' GROUP BY word_key({text})
        ORDER BY count(*) DESC, min(line) LIMIT {MOST_WORDS}"""
    ).fetchall()
    return tuple(WordUse(column, word, count, line, meanings) for word, count, line in rows)
