"""Customers that were stored under an id of their own and count under their account once an import makes it known."""

from metrics.intake.confined_connection import connect
from metrics.intake.model import Example, Problem
from metrics.store import Snapshot, require_whole

BEARING_ON_CUSTOMERS = ("customers", "accounts")
EXAMPLES = 3


def moved_customers(before: Snapshot, after: Snapshot, file: str) -> Problem | None:
    """How many customers of both versions are another customer since, and which; None where none is.

    Customers are accounts where accounts are known: subscriptions of one account become one customer.
    """
    if all(_unchanged(before, after, table) for table in BEARING_ON_CUSTOMERS):
        return None
    former, present = _customers(before), _customers(after)
    moved = [(name, present[name]) for name in former if name in present and former[name] != present[name]]
    if not moved:
        return None
    return Problem(
        file, None, "The customer was stored under an id of its own, and this import makes its account known.",
        "It counts under its account from now on, in the past too; undoing the import takes that back.",
        "worth a look", len(moved), tuple(Example(None, f"{name} → {account}") for name, account in moved[:EXAMPLES]),
    )  # fmt: skip


def _unchanged(before: Snapshot, after: Snapshot, table: str) -> bool:
    former, present = before.tables.get(table), after.tables.get(table)
    return (former and former.files) == (present and present.files)


def _customers(snapshot: Snapshot) -> dict[str, str]:
    """The customer that each stored customer's id stands for: its account where that is known."""
    customers, accounts = (snapshot.tables.get(table) for table in BEARING_ON_CUSTOMERS)
    if customers is None:
        return {}
    require_whole(snapshot, [table for table in BEARING_ON_CUSTOMERS if table in snapshot.tables])
    if accounts is None or "account_id" not in customers.columns:
        with connect(list(customers.files)) as connection:
            rows = connection.execute(f"SELECT DISTINCT customer_id, customer_id FROM {customers.relation}").fetchall()
        return dict(rows)
    with connect([*customers.files, *accounts.files]) as connection:
        rows = connection.execute(
            f"""SELECT customer_id, coalesce(max(accounts.account_id), customer_id)
            FROM {customers.relation} AS customers LEFT JOIN {accounts.relation} AS accounts USING (account_id)
            GROUP BY customer_id ORDER BY customer_id"""
        ).fetchall()
    return dict(rows)
