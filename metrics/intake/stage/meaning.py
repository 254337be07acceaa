"""What typed rows mean beyond their cells: targets speak of the catalog, rates of currency codes."""

from collections.abc import Collection

import duckdb

from metrics.formatting import PER_CENT
from metrics.intake.confined_connection import literal
from metrics.intake.stage.row_faults import RowFault, RowFaults
from metrics.schema import Contract, same_word_key
from metrics.semantic import catalog

LARGEST_SHARE = 1.5
"""A planned share above it, 150 %, is taken for percentage points: 45 means 45 %."""


def settle_rates(connection: duckdb.DuckDBPyConnection, currency: str, brought: Collection[str]) -> None:
    """Currency codes in capitals, so that a key is the same however it is written, and in every row of `typed` the
    currency that its rate leads into: the workspace's where the file names none."""
    stated = "nullif(upper(trim(\"into\")), '')" if "into" in brought else "NULL"
    into = f"coalesce({stated}, {literal(currency)})"
    own = f'REPLACE (upper(trim(currency)) AS currency, {into} AS "into")'
    rows = f"* {own}" if "into" in brought else f'* REPLACE (upper(trim(currency)) AS currency), {into} AS "into"'
    connection.execute(f"CREATE TEMP TABLE settled AS SELECT {rows} FROM typed")
    connection.execute("CREATE OR REPLACE TEMP VIEW typed AS SELECT * FROM settled")


def settle_first_days(connection: duckdb.DuckDBPyConnection, contract: Contract, brought: Collection[str]) -> int:
    """Where a file without first days has several rows of one customer that begin on different days, each is a contract
    from its own: gives `typed` the column `valid_from`, and says of how many customers (0: nothing changed)."""
    if contract.begins is None or "valid_from" in brought:
        return 0
    who = ", ".join(f'"{name}"' for name in contract.key if name in brought)
    several = f'SELECT 1 FROM typed GROUP BY {who} HAVING count(DISTINCT "{contract.begins}") > 1'
    row = connection.execute(f"SELECT count(*) FROM ({several})").fetchone()
    if not row or not row[0]:
        return 0
    connection.execute(f'CREATE TEMP TABLE settled AS SELECT *, "{contract.begins}" AS valid_from FROM typed')
    connection.execute("CREATE OR REPLACE TEMP VIEW typed AS SELECT * FROM settled")
    return int(row[0])


def settle_targets(
    connection: duckdb.DuckDBPyConnection, faults: RowFaults, relation: str, metric: int | None, value: int | None
) -> bool:
    """Metrics get their catalog name, percentages become fractions; whether rows of the view `typed` changed.

    `metric` and `value` are the positions of these columns in the file's `relation`.
    """
    name, names, shares = _name_sql(), *_names()
    percent = "false" if value is None else f"line IN (SELECT line FROM {relation} WHERE contains(c{value}, '%'))"
    points = f"{name} IN ({shares}) AND abs(value) > {LARGEST_SHARE} AND NOT {percent}"
    unknown = RowFault(
        None, metric, "No metric of the catalogue has this name or title, so nothing is held against the plan.",
        "Write a name that `catalog` lists.", "worth a look",
    )  # fmt: skip
    in_points = RowFault(
        None, value, "The metric is a share and the plan far above 100 %: it is read as percentage points.",
        "Write 45% or 0.45 for forty-five per cent.", "worth a look",
    )  # fmt: skip
    faults.mark(unknown, f"SELECT line FROM typed WHERE {name} NOT IN ({names})")
    faults.mark(in_points, f"SELECT line FROM typed WHERE {points}")
    values = f"{name} AS metric, CASE WHEN {percent} OR {points} THEN value / 100 ELSE value END AS value"
    return _replace(connection, values, f"{name} <> metric OR {percent} OR {points}")


def _name_sql() -> str:
    """The catalog name of the metric whose name or title stands in a row, however it is spelled."""
    names = {same_word_key(word): metric.name for metric in catalog().values() for word in (metric.title, metric.name)}
    keys, values = (", ".join(literal(word) for word in part) for part in (names.keys(), names.values()))
    return f"coalesce(MAP([{keys}], [{values}])[word_key(metric)], metric)"


def _names() -> tuple[str, str]:
    """The names of all metrics, and of those that are shares, as SQL lists."""
    shares = [metric.name for metric in catalog().values() if metric.unit in PER_CENT]
    return ", ".join(map(literal, catalog())), ", ".join(map(literal, shares))


def _replace(connection: duckdb.DuckDBPyConnection, values: str, where: str) -> bool:
    """Puts rows with other values in place of those the view `typed` shows, if there are any to change."""
    if not connection.execute(f"SELECT 1 FROM typed WHERE {where} LIMIT 1").fetchall():
        return False
    connection.execute(f"CREATE TEMP TABLE settled AS SELECT * REPLACE ({values}) FROM typed")
    connection.execute("CREATE OR REPLACE TEMP VIEW typed AS SELECT * FROM settled")
    return True
