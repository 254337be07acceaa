"""Currencies by their names: what stands under a column of currencies becomes the code, where the word says which."""

from collections.abc import Mapping

import duckdb

from metrics.intake.confined_connection import literal
from metrics.intake.recognize.typed_sql import PlannedColumn
from metrics.intake.stage.row_faults import RowFault, RowFaults
from metrics.schema import currency_of

MOST_WORDS = 1_000
"""A column of more different words is none of currencies."""


def settle_currency_words(
    connection: duckdb.DuckDBPyConnection, faults: RowFaults, planned: PlannedColumn, own: str
) -> bool:
    """Rewrites the view `typed` where words of its currency column are names of currencies; whether any were.

    A word that names none stays as it is, with a problem: amounts in it can't be converted.
    """
    texts = connection.execute(
        f"SELECT DISTINCT currency FROM typed WHERE currency IS NOT NULL ORDER BY currency LIMIT {MOST_WORDS}"
    )
    meant = {word: currency_of(word, own) for (word,) in texts.fetchall()}
    unclear = [word for word, code in meant.items() if code is None]
    if unclear:
        words = ", ".join(map(literal, unclear))
        faults.mark(_unclear(planned, unclear), f"SELECT line FROM typed WHERE currency IN ({words})")
    codes = {word: code for word, code in meant.items() if code and code != word.strip().upper()}
    if codes:
        _rewrite(connection, codes)
    return bool(codes)


def _rewrite(connection: duckdb.DuckDBPyConnection, codes: Mapping[str, str]) -> None:
    keys, values = (", ".join(map(literal, part)) for part in (codes.keys(), codes.values()))
    code = f"coalesce(MAP([{keys}], [{values}])[currency], currency) AS currency"
    connection.execute(f"CREATE TEMP TABLE in_codes AS SELECT * REPLACE ({code}) FROM typed")
    connection.execute("CREATE OR REPLACE TEMP VIEW typed AS SELECT * FROM in_codes")


def _unclear(planned: PlannedColumn, words: list[str]) -> RowFault:
    shown = ", ".join(f"“{word}”" for word in words[:3])
    return RowFault(
        planned.header, planned.position,
        f"No currency is called {shown}; its amounts can't be converted and count in no money.",
        "Bring the currency's code, such as EUR; if all rows are in one currency, leave the column out and say "
        f"--map '{planned.header or 'HEADER'}=' --set currency=EUR.", "worth a look",
    )  # fmt: skip
