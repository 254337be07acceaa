"""A file with one row per product of a deal: the lines of a deal are summed, its own amount counts once."""

from collections.abc import Sequence

import duckdb

from metrics.intake.duplicates import IDENTICAL
from metrics.intake.faults import Fault, Faults
from metrics.intake.model import Decision

KEY = "opportunity_id"
OF_THE_LINE = ("product_id", "quantity", "list_amount", "discount_pct")
"""Columns that may differ between the lines of one deal. A line is told from a repeated deal by the first three."""
OF_THE_DEAL = ("stage", "pipeline", "is_closed", "is_won", "owner", "created_on", "closed_on", "currency", "kind")
"""Columns that belong to the deal: where they differ, the rows are versions of a deal and not its lines."""

SEVERAL_PRODUCTS = Fault(
    None, None, "The deal has several products, so it has no single product to group by or to price from the list.",
    "Bring the list amount of the deal's lines if discounts matter.", "worth a look",
)  # fmt: skip


def merge_lines(
    connection: duckdb.DuckDBPyConnection, faults: Faults, columns: Sequence[str], kept: Sequence[str]
) -> Decision | None:
    """Moves the deals of `repeated` that are lines of one deal into the table `merged`, one row each; None if none.

    Sums quantity and list amount. The amount is the deal's own and counts once where it is the same on all lines of
    every deal; where lines differ in it, it is an amount per line and is summed.
    """
    telling = [column for column in OF_THE_LINE[:3] if column in columns]
    if not telling:
        return None
    _find_lines(connection, telling, [column for column in OF_THE_DEAL if column in columns])
    deals = _count(connection, f'SELECT count(DISTINCT "{KEY}") FROM lines')
    if not deals:
        return None
    values = [column for column in (*columns, *kept) if column != KEY]
    distinct = ", ".join(f'"{column}"' for column in (KEY, *values))
    summed = "amount" in columns and bool(
        _count(
            connection, f'SELECT count(*) FROM (SELECT 1 FROM lines GROUP BY "{KEY}" HAVING count(DISTINCT amount) > 1)'
        )
    )
    faults.mark(IDENTICAL, f"SELECT line FROM lines EXCEPT SELECT max(line) FROM lines GROUP BY {distinct}")
    merged = ", ".join(f'{_merged(column, summed)} AS "{column}"' for column in values)
    connection.execute(
        f"""CREATE TEMP TABLE merged AS SELECT min(line) AS line, "{KEY}", {merged}
        FROM lines WHERE line NOT IN (SELECT line FROM aside) GROUP BY "{KEY}" """
    )
    connection.execute("DELETE FROM repeated WHERE line IN (SELECT line FROM lines)")
    if "product_id" in columns:
        faults.mark(SEVERAL_PRODUCTS, "SELECT line FROM merged WHERE product_id IS NULL")
    amount = "their amounts differ within a deal and are summed" if summed else "the deal's own amount counts once"
    evidence = f"{deals:,} deals stand on several rows that differ only in {', '.join(telling)}; {amount}"
    return Decision("one row per product of a deal", "lines are summed", evidence)


def _find_lines(connection: duckdb.DuckDBPyConnection, telling: Sequence[str], deal: Sequence[str]) -> None:
    lines = ", ".join(f'"{column}"' for column in telling)
    own = ", ".join(f'"{column}"' for column in deal)
    connection.execute(
        f"""CREATE TEMP TABLE lines AS SELECT r.* FROM repeated r SEMI JOIN (
            SELECT "{KEY}" FROM repeated GROUP BY "{KEY}"
            HAVING count(DISTINCT row({lines})) > 1 AND count(DISTINCT row({own})) = 1
        ) deals USING ("{KEY}")"""
    )


def _merged(column: str, amounts_summed: bool) -> str:
    """One column of a deal made of its lines; a deal's column that is filled on any line is the first such."""
    if column in ("quantity", "list_amount") or (column == "amount" and amounts_summed):
        return f'sum("{column}")'
    if column in ("product_id", "discount_pct"):
        return f'CASE WHEN count(DISTINCT "{column}") = 1 THEN min("{column}") END'
    return f'arg_min("{column}", line)'


def _count(connection: duckdb.DuckDBPyConnection, query: str) -> int:
    row = connection.execute(query).fetchone()
    return int(row[0]) if row else 0
