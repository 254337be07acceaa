"""Deals of a file that look like stored ones under other ids: two systems, or two exports, gave one deal two ids.

The rule is that of the data check `similar_deals`, told from the rows alone so that it can be asked before they are
stored: one account, one amount, the same days, and no other product or seller. A deal whose own id is stored is an
update, and a stored deal that the file has too is another one: neither is looked at.
"""

from collections.abc import Sequence

import duckdb
import pandas as pd

from metrics.intake.confined_connection import connect
from metrics.intake.preparing import Prepared
from metrics.schema import StageWord, outcome_of, with_words
from metrics.store import Snapshot, TableState, require_whole

TABLE = "opportunities"
NEEDED = {"account_id", "amount"}
DAYS = ("created_on", "closed_on")
NAMED = {"account": "account_id", "product": "product_id", "seller": "owner"}
"""What two exports may name differently, by id in one and by name in the other, and the column it stands in."""


def similar_deals(prepared: Prepared, snapshot: Snapshot) -> pd.DataFrame | None:
    """One row for each deal of the file that looks like a stored one: both ids, its line, and what they share.

    None where no deal does, or there is nothing to compare: another table, no stored deals, no accounts or amounts.
    """
    stored = snapshot.tables.get(TABLE)
    if prepared.table != TABLE or prepared.staged is None or stored is None:
        return None
    shared = set(prepared.columns) & set(stored.columns)
    if not shared >= NEEDED or not shared & {*DAYS}:
        return None
    names = [
        snapshot.tables[name] for name in ("accounts", "products", "people", "identities") if name in snapshot.tables
    ]
    files = [file for table in (stored, *names) for file in table.files]
    require_whole(snapshot, [table.name for table in (stored, *names)])
    with connect([prepared.staged.rows, *files]) as connection:
        connection.execute(f"CREATE TEMP VIEW incoming AS SELECT * FROM {prepared.staged.relation}")
        connection.execute(f"CREATE TEMP VIEW stored AS SELECT * FROM {stored.relation}")
        if not _set_apart(connection, shared):
            return None
        _leave_ignored(connection, prepared, snapshot)
        connection.execute(f"CREATE TEMP TABLE words AS {_words(snapshot)}")
        pairs: pd.DataFrame = connection.sql(_pairs(shared)).df()
    return pairs if len(pairs) else None


def _set_apart(connection: duckdb.DuckDBPyConnection, shared: set[str]) -> bool:
    """Tables `here` and `there` of deals worth comparing: only one side has them, and the other has one of that amount
    and those days. False where there are none, as nearly always."""
    days = [day for day in DAYS if day in shared]
    columns = ", ".join(["opportunity_id", "stage", "amount", *days, *(n for n in NAMED.values() if n in shared)])
    keys = ", ".join(["opportunity_id", "amount", *days])
    for name, own, other in (("new_here", "incoming", "stored"), ("only_there", "stored", "incoming")):
        connection.execute(
            f"CREATE TEMP TABLE {name} AS SELECT {keys} FROM {own} ANTI JOIN {other} USING (opportunity_id) "
            "WHERE account_id IS NOT NULL AND amount <> 0"
        )
        if not _any(connection, name):
            return False
    sides = (
        ("here", "line, ", "incoming", "new_here", "only_there"),
        ("there", "", "stored", "only_there", "new_here"),
    )
    for name, line, rows, own, other in sides:
        connection.execute(
            f"CREATE TEMP TABLE {name} AS SELECT {line}{columns} FROM {rows} "
            f"SEMI JOIN ({_comparable(own, other, days)}) USING (opportunity_id)"
        )
    return _any(connection, "here")


def _any(connection: duckdb.DuckDBPyConnection, table: str) -> bool:
    return bool(connection.execute(f"FROM {table} LIMIT 1").fetchall())


def _comparable(own: str, other: str, days: Sequence[str]) -> str:
    """A SELECT of one side's ids whose amount and days don't rule out all of the other's."""
    columns, unknown = ", ".join(("amount", *days)), " OR ".join(f"{day} IS NULL" for day in days)
    return " UNION ALL ".join(
        (
            f"SELECT opportunity_id FROM {own} SEMI JOIN (SELECT {columns} FROM {other}) USING ({columns})",
            f"SELECT opportunity_id FROM {own} WHERE {unknown}",
            f"SELECT opportunity_id FROM {own} SEMI JOIN (SELECT amount FROM {other} WHERE {unknown}) USING (amount)",
        )
    )


def _leave_ignored(connection: duckdb.DuckDBPyConnection, prepared: Prepared, snapshot: Snapshot) -> None:
    """Takes out what is no deal: a duplicate that somebody set aside in the CRM is not one that was entered twice."""
    confirmed = [StageWord(word, outcome) for word, outcome in prepared.choices.stages.items()]
    words = with_words(snapshot.settings.stage_words, confirmed)
    stages = connection.execute("SELECT stage FROM here UNION SELECT stage FROM there").fetchall()
    for (stage,) in stages:
        if outcome_of(stage, None, words) == "ignore":
            for side in ("here", "there"):
                connection.execute(f"DELETE FROM {side} WHERE stage = ?", [stage])


def _words(snapshot: Snapshot) -> str:
    """A SELECT of what a word means: an account's or product's id its name, a person's names and addresses the id.

    A name that two people have means itself.
    """
    parts = ["SELECT '' AS kind, '' AS word, '' AS meant WHERE false"]
    for kind, name in (("account", "accounts"), ("product", "products")):
        parts += [
            f"SELECT '{kind}', {kind}_id, lower(trim(name)) FROM {table.relation}"
            for table in _having(snapshot, name, f"{kind}_id", "name")
        ]
    people = [
        f"SELECT lower(trim({column})) AS word, lower(person_id) AS person FROM {table.relation}"
        for name, column in (("people", "name"), ("people", "email"), ("identities", "identifier"))
        for table in _having(snapshot, name, "person_id", column)
    ]
    if people:
        both = " UNION ALL ".join(people)
        parts.append(
            f"SELECT 'seller', word, min(person) FROM ({both}) GROUP BY word HAVING count(DISTINCT person) = 1"
        )
    every = " UNION ALL ".join(parts)
    return f"SELECT kind, word, min(meant) AS meant FROM ({every}) WHERE meant IS NOT NULL GROUP BY kind, word"


def _having(snapshot: Snapshot, name: str, *columns: str) -> tuple[TableState, ...]:
    """A stored table, if it is there with all these columns."""
    table = snapshot.tables.get(name)
    return (table,) if table and set(columns) <= set(table.columns) else ()


def _pairs(shared: set[str]) -> str:
    """A SELECT of the file's deals, each with the first stored one it looks like: one day is the same, none differs."""
    days = [day for day in DAYS if day in shared]
    kinds = [kind for kind, column in NAMED.items() if column in shared]
    alike = " AND ".join(f"coalesce(a.{name} = b.{name}, true)" for name in (*days, *kinds))
    shown = ", ".join(days)
    same_day = " UNION ".join(
        f"SELECT a.opportunity_id, a.line, b.opportunity_id AS looks_like, a.account_id, a.amount, "
        f"{', '.join(f'a.{day}' for day in days)} FROM mine AS a JOIN yours AS b "
        f"ON a.account = b.account AND a.amount = b.amount AND a.{common} = b.{common} WHERE {alike}"
        for common in days
    )
    return (
        f"WITH mine AS ({_in_shared_words('here', shared)}), yours AS ({_in_shared_words('there', shared)}) "
        "SELECT opportunity_id, min(line) AS line, min(looks_like) AS looks_like, account_id AS account, amount, "
        f"{shown} FROM ({same_day}) GROUP BY opportunity_id, account_id, amount, {shown} ORDER BY line"
    )


def _in_shared_words(side: str, shared: set[str]) -> str:
    """A SELECT of one side's deals with account, product and seller called alike on both."""
    named = {kind: column for kind, column in NAMED.items() if column in shared}
    meant = ", ".join(
        f"coalesce({kind}_words.meant, lower(trim(deals.{column}))) AS {kind}" for kind, column in named.items()
    )
    word = {
        kind: f"lower(trim(deals.{column}))" if kind == "seller" else f"deals.{column}"
        for kind, column in named.items()
    }
    joins = " ".join(
        f"LEFT JOIN words AS {kind}_words ON {kind}_words.kind = '{kind}' AND {kind}_words.word = {word[kind]}"
        for kind in named
    )
    return f"SELECT deals.*, {meant} FROM {side} AS deals {joins}"
