"""Amounts that carry currency signs: a sign tells the currency where it is of one alone, or of the workspace."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

import duckdb

from metrics.intake.confined_connection import literal
from metrics.intake.recognize.cast import CURRENCIES
from metrics.intake.recognize.typed_sql import PlannedColumn
from metrics.intake.stage.row_faults import RowFault, RowFaults
from metrics.schema import SHARED_SIGNS, SIGNS

CODES: Mapping[str, str] = MappingProxyType({code: code for code in CURRENCIES.split("|")} | dict(SIGNS))
"""The currency of a sign, or of its code."""
MOSTLY = 0.5
"""Where so many of a column's amounts carry one sign, those without are taken to be in its currency, too."""

_SIGN = rf"(?:[A-Z]{{0,2}}\p{{Sc}}|{CURRENCIES}|kr\.?|zł|Kč|Fr\.?|руб\.?|円|元)"


def settle_currencies(
    connection: duckdb.DuckDBPyConnection,
    faults: RowFaults,
    relation: str,
    columns: Sequence[PlannedColumn],
    own: str,
    has_currency: bool,
) -> tuple[str, ...]:
    """Rewrites the view `typed` where a money column carries several signs, or one that isn't the workspace's while no
    column says the currency, and gives the columns it changed.

    Where the table `has_currency`, a row's is that of its sign if no column says it; elsewhere it is the workspace's
    `own`. An amount whose sign fits no currency its row can have becomes unknown, with a problem.
    """
    changed: list[str] = []
    for planned in columns:
        if planned.column.type != "money" or planned.plain or planned.position is None:
            continue
        signs = _signs(connection, relation, planned.position)
        codes = {_code(sign, own) or sign for sign in signs}
        currency_given = "currency" in changed or any(each.column.name == "currency" for each in columns)
        if len(codes) > 1 or (codes and codes != {own} and not currency_given):
            _tell(connection, relation, planned.position, signs, own)
            if len(codes) == 1 and has_currency:
                _tell_all(connection, planned)
                _say(faults, planned, own)
            _settle(
                connection, faults, planned, "currency" if currency_given else "NULL" if has_currency else literal(own)
            )
            changed += [planned.column.name, *(["currency"] if has_currency else [])]
    return tuple(dict.fromkeys(changed))


def _signs(connection: duckdb.DuckDBPyConnection, relation: str, position: int) -> list[str]:
    sign = _sign_sql(position)
    rows = connection.execute(f"SELECT DISTINCT {sign} AS sign FROM {relation} WHERE sign <> '' ORDER BY sign")
    return [sign for (sign,) in rows.fetchall()]


def _sign_sql(position: int) -> str:
    return f"regexp_extract(c{position}, {literal(_SIGN)})"


def _code(sign: str, own: str) -> str | None:
    """The currency of a sign; None if it is shared by several and the workspace's is none of them."""
    return CODES.get(sign) or (own if own in SHARED_SIGNS.get(sign, ()) else None)


def _tell(connection: duckdb.DuckDBPyConnection, relation: str, position: int, signs: Sequence[str], own: str) -> None:
    """Table `told`: by line the sign of the amount, its currency and those it may stand for."""
    connection.execute("CREATE OR REPLACE TEMP TABLE signs (sign VARCHAR, code VARCHAR, fits VARCHAR[])")
    meant = [
        [sign, _code(sign, own), list(SHARED_SIGNS.get(sign) or filter(None, [CODES.get(sign)]))] for sign in signs
    ]
    connection.executemany("INSERT INTO signs VALUES (?, ?, ?)", meant)
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE told AS SELECT line, signs.* FROM {relation} JOIN signs "
        f"ON sign = {_sign_sql(position)}"
    )


def _tell_all(connection: duckdb.DuckDBPyConnection, planned: PlannedColumn) -> None:
    """Gives the amounts without a sign the one of their column, where most carry it. A sign of several currencies is
    kept in place of a code: it can't be converted."""
    for table in ("signs", "told"):
        connection.execute(f"UPDATE {table} SET code = sign, fits = [sign] WHERE code IS NULL")
    column = f'"{planned.column.name}"'
    connection.execute(
        f"""INSERT INTO told BY NAME SELECT line, signs.* FROM typed CROSS JOIN (FROM signs LIMIT 1) AS signs
        WHERE {column} IS NOT NULL AND line NOT IN (SELECT line FROM told)
            AND (SELECT count(*) FROM told) >= {MOSTLY} * (SELECT count({column}) FROM typed)"""
    )


def _say(faults: RowFaults, planned: PlannedColumn, own: str) -> None:
    """That amounts are in the currency of their sign, or that it doesn't tell which."""
    for sign, code in faults.connection.execute("SELECT DISTINCT sign, code FROM told").fetchall():
        meant = f"they are in {code}, and count in {own} by the rates of their days"
        fix = f"Import rates of {code} (currency, valid_from, rate); without any they are no money here."
        if sign in SHARED_SIGNS and sign == code:
            meant = f"it is the sign of {', '.join(SHARED_SIGNS[sign])}, so they can't be converted"
            fix = f"Say which currency it is, such as --set currency={SHARED_SIGNS[sign][0]}."
        fault = RowFault(planned.header, planned.position, f"The amounts carry {sign}: {meant}.", fix, "worth a look")
        faults.mark(fault, f"SELECT line FROM told WHERE sign = {literal(sign)}")


def _settle(connection: duckdb.DuckDBPyConnection, faults: RowFaults, planned: PlannedColumn, currency: str) -> None:
    """Replaces `typed`: doubtful amounts unknown and, where the table has a currency, the sign's in empty cells."""
    name = planned.column.name
    code = f"upper(trim({currency}))"
    code_sql = f"CASE WHEN regexp_full_match({code}, '[A-Z]{{3}}') THEN {code} END"
    doubtful = f"sign IS NOT NULL AND NOT coalesce(list_contains(fits, coalesce({code_sql}, code)), false)"
    joined = "typed LEFT JOIN told USING (line)"
    fault = RowFault(
        planned.header, planned.position,
        "The column holds other currencies than the row can have by its sign; the amount counts as unknown.",
        "Bring a column with the currency's code, such as EUR.", "worth a look",
    )  # fmt: skip
    faults.mark(fault, f'SELECT line FROM {joined} WHERE {doubtful} AND "{name}" IS NOT NULL')
    amount = f'CASE WHEN NOT ({doubtful}) THEN "{name}" END AS "{name}"'
    currency_sql = f"coalesce({currency}, code) AS currency"
    replaced, added = (f"{amount}, {currency_sql}", "") if currency == "currency" else (amount, f", {currency_sql}")
    added = "" if currency.startswith("'") else added
    connection.execute(f"CREATE TEMP TABLE settled_{name} AS SELECT typed.* REPLACE ({replaced}){added} FROM {joined}")
    connection.execute(f"CREATE OR REPLACE TEMP VIEW typed AS SELECT * FROM settled_{name}")
