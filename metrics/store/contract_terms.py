"""Which stored contract an incoming row speaks of: by its id, else by the customer and the day it began."""

from metrics.store.merge import Merge, same
from metrics.store.scan import identifier

ID = "contract_id"


def open_contracts(merge: Merge) -> None:
    """Views `incoming` and `stored`, made of `brought` and `stored`, with the keys by which rows replace one another.

    A row that brings a contract's id replaces the stored one without an id of that customer and first day; a row of a
    file without ids speaks of the contract that began on its day, or of the customer's only one. Where a file has first
    days, an empty one is the day the contract began; a file without any corrects the last row of a contract.
    """
    connection = merge.connection
    connection.execute("CREATE OR REPLACE TEMP TABLE kept AS SELECT *, false AS changed FROM stored")
    connection.execute("CREATE OR REPLACE TEMP TABLE given AS FROM brought")
    if ID in merge.brought.columns:
        connection.execute(f"CREATE OR REPLACE TEMP TABLE kept AS {_stored_with_ids(merge)}")
    elif ID in merge.stored_layout.columns:
        connection.execute(f"CREATE OR REPLACE TEMP TABLE given AS {_incoming_with_ids(merge)}")
    if "valid_from" in merge.brought.columns:
        begins = identifier(str(merge.layout.contract.begins))
        connection.execute(f"UPDATE kept SET valid_from = {begins}, changed = true WHERE valid_from IS NULL")
        connection.execute(f"UPDATE given SET valid_from = {begins} WHERE valid_from IS NULL")
    elif "valid_from" in merge.stored_layout.columns:
        connection.execute(f"CREATE OR REPLACE TEMP TABLE given AS {_with_last_days(merge)}")
    key = ", ".join(map(identifier, merge.layout.contract.key))
    connection.execute("CREATE OR REPLACE TEMP VIEW incoming AS FROM given")
    connection.execute(
        "CREATE OR REPLACE TEMP VIEW stored AS SELECT * EXCLUDE (changed) FROM kept QUALIFY NOT changed OR "
        f"row_number() OVER (PARTITION BY {key} ORDER BY changed, import_number DESC, line DESC) = 1"
    )


def _first_day(merge: Merge, relation: str) -> str:
    """The first day of a row, as SQL: its own, but not before the contract began."""
    begins = f"{relation}.{identifier(str(merge.layout.contract.begins))}"
    return f"greatest({begins}, coalesce({relation}.valid_from, {begins}))"


def _stored_with_ids(merge: Merge) -> str:
    """The stored rows, those without an id with that of the incoming row of their customer and first day."""
    whose = identifier(merge.layout.contract.key[0])
    return (
        f"SELECT kept.* REPLACE (coalesce(kept.{ID}, ids.{ID}) AS {ID}, "
        f"kept.{ID} IS NULL AND ids.{ID} IS NOT NULL AS changed) FROM kept LEFT JOIN ("
        f"SELECT {whose}, {_first_day(merge, 'given')} AS day, min({ID}) AS {ID} FROM given GROUP BY ALL"
        f") AS ids ON ids.{whose} = kept.{whose} AND ids.day = {_first_day(merge, 'kept')}"
    )


def _incoming_with_ids(merge: Merge) -> str:
    """The incoming rows with the id of the stored contract that began on their day; a customer's single row with that
    of its only contract."""
    whose, begins = (identifier(str(name)) for name in (merge.layout.contract.key[0], merge.layout.contract.begins))
    unique = f"min({ID}) AS {ID} FROM kept GROUP BY ALL HAVING count(DISTINCT {ID}) = 1 AND count({ID}) = count(*)"
    return (
        f"SELECT given.* REPLACE (coalesce(begun.{ID}, CASE WHEN count(*) OVER (PARTITION BY given.{whose}) = 1 "
        f"THEN single.{ID} END) AS {ID}) FROM given "
        f"LEFT JOIN (SELECT {whose}, {begins}, {unique}) AS begun "
        f"ON begun.{whose} = given.{whose} AND begun.{begins} = given.{begins} "
        f"LEFT JOIN (SELECT {whose}, {unique}) AS single ON single.{whose} = given.{whose}"
    )


def _with_last_days(merge: Merge) -> str:
    """The incoming rows with the first day of the last stored row of their contract."""
    who, begins = merge.entity, str(merge.layout.contract.begins)
    names = ", ".join(map(identifier, who))
    of_day = f"SELECT {names}, {identifier(begins)}, max(valid_from) AS since FROM kept GROUP BY ALL"
    of_all = (
        f"SELECT {names}, max(valid_from) AS since FROM kept GROUP BY ALL "
        f"HAVING count(DISTINCT {identifier(begins)}) = 1 OR {ID} IS NOT NULL"
    )
    return (
        "SELECT given.* REPLACE (coalesce(begun.since, whole.since) AS valid_from) FROM given "
        f"LEFT JOIN ({of_day}) AS begun ON {same((*who, begins), 'begun', 'given')} "
        f"LEFT JOIN ({of_all}) AS whole ON {same(who, 'whole', 'given')}"
    )
