"""Tables of a few rows, each usual but for what a test says of it."""

from tests.oracles.rows import Row


def people(*rows: Row) -> list[Row]:
    """Sellers since 2020 unless a row says otherwise."""
    usual = {"role": "Account Executive", "function": "sales", "started_on": "2020-01-01", "left_on": "",
             "valid_from": "2020-01-01", "valid_to": ""}  # fmt: skip
    return [usual | row for row in rows]


def deals(*rows: Row) -> list[Row]:
    """Won new deals of 100 by A, created on 1 January 2024, unless a row says otherwise; the last day is 30 June."""
    usual = {"stage": "Closed Won", "owner": "A", "created_on": "2024-01-01", "amount": "100", "kind": "new"}
    ends = {"opportunity_id": "last day", "stage": "Closed Lost", "owner": "Z", "closed_on": "2024-06-30"}
    return [usual | {"opportunity_id": f"D{number}"} | row for number, row in enumerate([*rows, ends])]


def table(text: str) -> list[Row]:
    """Rows as they are drawn: a line of column names, a line a row, bars between the cells."""
    header, *rows = ([cell.strip() for cell in line.split("|")] for line in text.strip().splitlines())
    return [dict(zip(header, row, strict=True)) for row in rows]
