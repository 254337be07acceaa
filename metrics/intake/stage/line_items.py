"""A file with one row per product of a deal: the lines of a deal are summed, its own amount counts once."""

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from metrics.intake.model import Decision
from metrics.intake.stage.row_faults import RowFault, RowFaults

KEY = "opportunity_id"
OF_THE_LINE = ("product_id", "quantity", "list_amount", "discount_pct")
"""Columns that may differ between the lines of one deal. A line is told from a repeated deal by the first three."""
OF_THE_DEAL = ("stage", "pipeline", "is_closed", "is_won", "owner", "created_on", "closed_on", "currency", "kind")
"""Columns that belong to the deal: where they differ, the rows are versions of a deal and not its lines."""

SEVERAL_PRODUCTS = RowFault(
    None, None, "The deal has several products, so it has no single product to group by; its lines are priced each.",
    "Nothing to do.", "worth a look",
)  # fmt: skip
WITHOUT_PRICES = RowFault(
    None, None, "The deal has several products, so it has no single product to group by or to price from the list.",
    "Bring the list amount of the deal's lines, or product and quantity of each, if discounts matter.", "worth a look",
)  # fmt: skip
AMOUNTS_DIFFER = RowFault(
    None, None, "The deal's lines differ in the amount, which most deals repeat on each of theirs; the last counts.",
    "Check what the deal is worth.", "worth a look",
)  # fmt: skip
AMOUNTS_AGREE = RowFault(
    None, None, "All lines of the deal have one amount; it is summed, because in most deals every line has its own.",
    "Check what the deal is worth.", "worth a look",
)  # fmt: skip
PARTLY_UNKNOWN = RowFault(
    None, None, "A quantity or an amount is empty on some of the deal's lines, so the deal's own is unknown.",
    "Fill it in the export.", "worth a look",
)  # fmt: skip


LINES = "product_lines"
MOST_PRODUCTS = 40
"""So many products a deal may have to be priced by its lines (models/deal_lines.sql)."""


@dataclass(frozen=True, slots=True)
class _Sums:
    """Whether the amount and the list amount of a deal are the sums of its lines', else each stands on all of them."""

    amount: bool
    list_amount: bool


def merge_lines(
    connection: duckdb.DuckDBPyConnection, faults: RowFaults, columns: Sequence[str], kept: Sequence[str]
) -> Decision | None:
    """Moves the deals of `repeated` that are lines of one deal into the table `merged`, one row each; None if none.

    Quantities are summed. An amount is the deal's own and counts once where most deals have the same on all lines;
    else every line has its own and they are summed. So is the list amount, unless all deals repeat theirs and it is
    no less than what most of them are worth. A sum over lines of which one is unknown is unknown.
    """
    telling = [column for column in OF_THE_LINE[:3] if column in columns]
    if not telling:
        return None
    whole = [*columns, *kept]
    _find_lines(connection, telling, [column for column in OF_THE_DEAL if column in columns], whole)
    deals = _count(connection, f'SELECT count(DISTINCT "{KEY}") FROM lines')
    if not deals:
        return None
    values = [column for column in (*columns, *kept) if column != KEY]
    sums = _decide_sums(connection, columns)
    merged = ", ".join(f'{_merged(column, sums)} AS "{column}"' for column in values)
    made = _write_products_down(connection) if made_of_lines(columns) else ""
    connection.execute(
        f"""CREATE TEMP TABLE merged AS SELECT min(line) AS line, "{KEY}", {merged}{made}
        FROM lines WHERE line NOT IN (SELECT line FROM aside) GROUP BY "{KEY}" """
    )
    connection.execute("DELETE FROM repeated WHERE line IN (SELECT line FROM lines)")
    _mark_deals(faults, columns, sums)
    amount = "each line has its own amount and they are summed" if sums.amount else "the deal's own amount counts once"
    evidence = f"{deals:,} deals stand on several rows that differ in nothing but {', '.join(telling)}; {amount}"
    return Decision("one row per product of a deal", "lines are summed", evidence)


def made_of_lines(columns: Sequence[str]) -> tuple[str, ...]:
    """The columns that deals of a file of lines get beside those it brings."""
    return (LINES,) if {"product_id", "quantity"} <= set(columns) else ()


def _write_products_down(connection: duckdb.DuckDBPyConnection) -> str:
    """The table `products_of`: the products of each deal that has several, with their quantities, as a text that is
    NULL where one of them is unknown. Returns the column of `merged` that it becomes."""
    separate = "NOT contains(product_id, '¦') AND NOT contains(product_id, ' × ')"
    connection.execute(
        f"""CREATE TEMP TABLE products_of AS SELECT "{KEY}", CASE WHEN bool_and(usable) AND count(*) BETWEEN 2 AND
            {MOST_PRODUCTS} THEN string_agg(quantity || ' × ' || product_id, ' ¦ ' ORDER BY product_id) END AS texts
        FROM (
            SELECT "{KEY}", product_id, sum(quantity) AS quantity,
                   bool_and(coalesce(quantity > 0 AND {separate}, false)) AS usable
            FROM lines WHERE line NOT IN (SELECT line FROM aside) GROUP BY "{KEY}", product_id
        ) GROUP BY "{KEY}" """
    )
    return f', (SELECT any_value(texts) FROM products_of p WHERE p."{KEY}" = lines."{KEY}") AS "{LINES}"'


def _decide_sums(connection: duckdb.DuckDBPyConnection, columns: Sequence[str]) -> _Sums:
    amount, list_amount = (column if column in columns else "NULL" for column in ("amount", "list_amount"))
    connection.execute(
        f"""CREATE TEMP TABLE deals AS SELECT "{KEY}", min(line) AS line, count(DISTINCT {amount}) AS amounts,
            count(DISTINCT {list_amount}) = 1 AND count({list_amount}) = count(*) AS list_repeated,
            min({list_amount}) AS listed, sum({amount}) AS total, max({amount}) AS most
        FROM lines WHERE line NOT IN (SELECT line FROM aside) GROUP BY "{KEY}" """
    )
    query = "SELECT count(*) FILTER (amounts > 1), count(*) FILTER (amounts = 1), bool_and(list_repeated) FROM deals"
    differing, agreeing, list_repeated = connection.execute(query).fetchall()[0]
    summed = differing > 0 and differing >= agreeing
    worth = "total" if summed else "most"
    below = f"SELECT count(*) FILTER (listed < {worth}) > count(*) FILTER (listed >= {worth}) FROM deals"
    return _Sums(summed, not list_repeated or bool(_count(connection, below)))


def _mark_deals(faults: RowFaults, columns: Sequence[str], sums: _Sums) -> None:
    """Marks deals that have no single product, disagree with what was decided for most, or are partly unknown."""
    if "product_id" in columns:
        priced = f"{LINES} IS NOT NULL" if made_of_lines(columns) else "false"
        faults.mark(SEVERAL_PRODUCTS, f"SELECT line FROM merged WHERE product_id IS NULL AND {priced}")
        faults.mark(WITHOUT_PRICES, f"SELECT line FROM merged WHERE product_id IS NULL AND NOT {priced}")
    if sums.amount:
        faults.mark(AMOUNTS_AGREE, "SELECT line FROM deals WHERE amounts = 1")
    else:
        faults.mark(AMOUNTS_DIFFER, "SELECT line FROM deals WHERE amounts > 1")
    summed = [column for column in columns if _is_summed(column, sums)]
    if summed:
        partly = " OR ".join(f'count("{column}") BETWEEN 1 AND count(*) - 1' for column in summed)
        faults.mark(PARTLY_UNKNOWN, f'SELECT min(line) AS line FROM lines GROUP BY "{KEY}" HAVING {partly}')


def _find_lines(
    connection: duckdb.DuckDBPyConnection, telling: Sequence[str], deal: Sequence[str], whole: Sequence[str]
) -> None:
    """The rows of deals that differ only in what lines have of their own; of those, too, whose rows are all the same,
    two equal lines, in a file with such deals, or where they name a product and stand below each other: a copy of a
    whole file would stand apart."""
    row = ", ".join(f'"{column}"' for column in whole)
    lines = ", ".join(f'"{column}"' for column in telling)
    own = ", ".join(f'"{column}"' for column in deal)
    connection.execute(
        f"""CREATE TEMP TABLE lines AS SELECT r.* FROM repeated r SEMI JOIN (
            SELECT "{KEY}" FROM repeated GROUP BY "{KEY}"
            HAVING count(DISTINCT row({lines})) > 1 AND count(DISTINCT row({own})) = 1
        ) deals USING ("{KEY}")"""
    )
    named = "count(product_id) > 0" if "product_id" in telling else "false"
    connection.execute(
        f"""INSERT INTO lines WITH placed AS (
            SELECT repeated.*, numbered.place FROM repeated
            JOIN (SELECT line, row_number() OVER (ORDER BY line) AS place FROM usable) numbered USING (line)
        ) SELECT r.* FROM repeated r SEMI JOIN (
            SELECT "{KEY}" FROM placed GROUP BY "{KEY}"
            HAVING count(DISTINCT row({row})) = 1
                AND (EXISTS (FROM lines) OR ({named} AND max(place) - min(place) < count(*)))
        ) deals USING ("{KEY}")"""
    )


def _is_summed(column: str, sums: _Sums) -> bool:
    return {"quantity": True, "amount": sums.amount, "list_amount": sums.list_amount}.get(column, False)


def _merged(column: str, sums: _Sums) -> str:
    """One column of a deal made of its lines; a deal's column that is filled on any line is the first such."""
    if _is_summed(column, sums):
        return f'CASE WHEN count("{column}") = count(*) THEN sum("{column}") END'
    if column in ("product_id", "discount_pct"):
        return f'CASE WHEN count(DISTINCT "{column}") = 1 THEN min("{column}") END'
    return f'arg_max("{column}", line)' if column == "amount" else f'arg_min("{column}", line)'


def _count(connection: duckdb.DuckDBPyConnection, query: str) -> int:
    row = connection.execute(query).fetchone()
    return int(row[0]) if row else 0
