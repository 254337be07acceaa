"""Writes the sample company's files: `python -m sample_data.generate [FOLDER]`. The same bytes every time."""

import csv
import io
import sys
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from sample_data import blemishes, customers, enablement, market, messy, roster, targets
from sample_data.deals import deal_rows, deals
from sample_data.plan import Row

FOLDER = Path(__file__).parent


def cell(value: object) -> str:
    """One value as the file has it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def table_text(rows: Sequence[Row]) -> str:
    """Rows as CSV, under the contract's own headers."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(rows[0])
    writer.writerows([cell(value) for value in row.values()] for row in rows)
    return text.getvalue()


def company() -> dict[str, bytes]:
    """Every file of the sample by its path within the folder."""
    people, accounts = roster.hire(), market.accounts()
    sold = deals(people, accounts)
    tables: blemishes.Tables = {
        "people": roster.people_rows(people),
        "accounts": market.account_rows(accounts),
        "products": market.product_rows(),
        "rates": market.rate_rows(),
        "opportunities": deal_rows(sold),
        "customers": customers.customer_rows(people, accounts, sold),
        "programs": enablement.program_rows(),
        "rollout": enablement.rollout_rows(people),
        "training": enablement.training_rows(people),
        "onboarding": enablement.onboarding_rows(people),
        "content_access": enablement.content_rows(people),
        "customer_time": enablement.time_rows(people),
        "targets": targets.target_rows(),
    }
    exports = messy.exports(people, sold)
    blemishes.spoil(tables)
    files = {f"{name}.csv": table_text(rows).encode() for name, rows in tables.items()}
    return files | {f"messy/{name}": content for name, content in exports.items()}


def write(folder: Path) -> None:
    """Writes every file of the sample into a folder."""
    for name, content in company().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
