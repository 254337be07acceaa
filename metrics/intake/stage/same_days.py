"""Rows of one customer and first day that differ and have no contract's id: one row corrected, or contracts at once."""

from collections.abc import Sequence

import duckdb

from metrics.intake.model import Decision
from metrics.schema import Contract

ID = "contract_id"
NAMED = 3
"""So many customers are named in the question."""


class SameDayOpenError(Exception):
    """Nobody said whether such rows are one contract or several. `reason` says of whom and how many."""

    def __init__(self, customers: int, named: Sequence[str]) -> None:
        """`named` are the first of the customers."""
        who = ", ".join(named) + (" …" if customers > len(named) else "")
        stand = "customer stands" if customers == 1 else "customers stand"
        self.reason = (
            f"{customers:,} {stand} on several rows of one first day that differ and have no contract's id ({who})"
        )
        super().__init__(self.reason)


def require_no_same_days(connection: duckdb.DuckDBPyConnection, contract: Contract, columns: Sequence[str]) -> None:
    """Raises SameDayOpenError where some of the table `repeated` are such rows; these `columns` tell them apart."""
    if contract.begins is None:
        return
    groups = f"SELECT customer, min(line) AS line FROM ({_differing(contract, columns, 'repeated')}) GROUP BY customer"
    rows = connection.execute(f"SELECT customer, count(*) OVER () FROM ({groups}) ORDER BY line LIMIT {NAMED}")
    if named := rows.fetchall():
        raise SameDayOpenError(named[0][1], [str(customer) for customer, _ in named])


def set_side_by_side(
    connection: duckdb.DuckDBPyConnection, contract: Contract, columns: Sequence[str]
) -> Decision | None:
    """Gives such rows of `typed` an id each, made of the day and their place in the file, so that they are contracts of
    their own, also when the file is imported again. None where there are none."""
    if contract.begins is None:
        return None
    rows = "(SELECT * FROM typed WHERE line NOT IN (SELECT line FROM aside))"
    connection.execute(
        "CREATE TEMP TABLE numbered AS SELECT line, customer, day || ' #' || dense_rank() OVER "
        f"(PARTITION BY customer, day ORDER BY first_line) AS id FROM ({_differing(contract, columns, rows)})"
    )
    row = connection.execute("SELECT count(DISTINCT customer) FROM numbered").fetchone()
    if not row or not row[0]:
        return None
    others = f"* EXCLUDE ({ID})" if ID in columns else "*"
    own = f"coalesce(typed.{ID}, numbered.id)" if ID in columns else "numbered.id"
    connection.execute(
        f"CREATE TEMP TABLE side_by_side AS SELECT typed.{others}, {own} AS {ID} "
        "FROM typed LEFT JOIN (SELECT line, id FROM numbered) AS numbered USING (line)"
    )
    connection.execute("CREATE OR REPLACE TEMP VIEW typed AS SELECT * FROM side_by_side")
    evidence = f"it was said of {row[0]:,} customers on several rows of one first day"
    return Decision("rows of one customer and day", "contracts side by side, whose values add", evidence)


def _differing(contract: Contract, columns: Sequence[str], rows: str) -> str:
    """A SELECT of such rows: line, customer, first day and the first line of the rows they are identical to."""
    key = [name for name in contract.key if name in columns and name != ID]
    parts = ", ".join(f'"{name}"' for name in dict.fromkeys((*key, str(contract.begins))))
    values = ", ".join(f'"{name}"' for name in columns)
    without = f"{ID} IS NULL" if ID in columns else "true"
    day = f"strftime({contract.begins}, '%Y-%m-%d')"
    return (
        f'SELECT line, "{contract.key[0]}" AS customer, {day} AS day, '
        f"min(line) OVER (PARTITION BY {values}) AS first_line FROM {rows} WHERE {without} "
        f"QUALIFY min(hash({values})) OVER (PARTITION BY {parts}) <> max(hash({values})) OVER (PARTITION BY {parts})"
    )
