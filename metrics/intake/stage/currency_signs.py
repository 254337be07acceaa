"""Amounts of one column that carry different currency signs: told by the sign where it is one currency's alone."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

import duckdb

from metrics.intake.confined_connection import literal
from metrics.intake.recognize.cast import CURRENCIES
from metrics.intake.recognize.typed_sql import PlannedColumn
from metrics.intake.stage.row_faults import RowFault, RowFaults

CODES: Mapping[str, str] = MappingProxyType(
    {code: code for code in CURRENCIES.split("|")}
    | {
        "RMB": "CNY", "€": "EUR", "£": "GBP", "₽": "RUB", "₹": "INR", "₩": "KRW", "₺": "TRY", "₴": "UAH", "฿": "THB",
        "₫": "VND", "₪": "ILS", "₦": "NGN", "zł": "PLN", "Kč": "CZK", "Fr": "CHF", "Fr.": "CHF", "руб": "RUB",
        "руб.": "RUB", "円": "JPY", "元": "CNY", "US$": "USD", "R$": "BRL", "C$": "CAD", "CA$": "CAD", "A$": "AUD",
        "AU$": "AUD", "NZ$": "NZD", "HK$": "HKD", "S$": "SGD", "MX$": "MXN", "NT$": "TWD",
    }
)  # fmt: skip
"""The currency of a sign, or of its code."""
SHARED: Mapping[str, Sequence[str]] = MappingProxyType(
    {
        "$": ("USD", "CAD", "AUD", "NZD", "SGD", "HKD", "MXN", "TWD", "CLP", "COP", "ARS"), "¥": ("JPY", "CNY"),
        "kr": ("SEK", "NOK", "DKK", "ISK"), "kr.": ("SEK", "NOK", "DKK", "ISK"),
    }
)  # fmt: skip
"""Signs of several currencies: a workspace that counts in one of them means its own."""

_SIGN = rf"(?:[A-Z]{{0,2}}\p{{Sc}}|{CURRENCIES}|kr\.?|zł|Kč|Fr\.?|руб\.?|円|元)"


def settle_currencies(
    connection: duckdb.DuckDBPyConnection,
    faults: RowFaults,
    relation: str,
    columns: Sequence[PlannedColumn],
    own: str,
    has_currency: bool,
) -> tuple[str, ...]:
    """Rewrites the view `typed` where a money column carries several signs, and gives the columns it changed.

    Where the table `has_currency`, a row's is that of its sign if no column says it; elsewhere it is the workspace's
    `own`. An amount whose sign fits no currency its row can have becomes unknown, with a problem.
    """
    changed: list[str] = []
    for planned in columns:
        if planned.column.type != "money" or planned.plain or planned.position is None:
            continue
        signs = _signs(connection, relation, planned.position)
        if len({_code(sign, own) or sign for sign in signs}) > 1:
            currency_given = "currency" in changed or any(each.column.name == "currency" for each in columns)
            _tell(connection, relation, planned.position, signs, own)
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
    return CODES.get(sign) or (own if own in SHARED.get(sign, ()) else None)


def _tell(connection: duckdb.DuckDBPyConnection, relation: str, position: int, signs: Sequence[str], own: str) -> None:
    """Table `told`: by line the sign of the amount, its currency and those it may stand for."""
    connection.execute("CREATE OR REPLACE TEMP TABLE signs (sign VARCHAR, code VARCHAR, fits VARCHAR[])")
    meant = [[sign, _code(sign, own), list(SHARED.get(sign) or filter(None, [CODES.get(sign)]))] for sign in signs]
    connection.executemany("INSERT INTO signs VALUES (?, ?, ?)", meant)
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE told AS SELECT line, signs.* FROM {relation} JOIN signs "
        f"ON sign = {_sign_sql(position)}"
    )


def _settle(connection: duckdb.DuckDBPyConnection, faults: RowFaults, planned: PlannedColumn, currency: str) -> None:
    """Replaces `typed`: doubtful amounts unknown and, where the table has a currency, the sign's in empty cells."""
    name = planned.column.name
    code = f"upper(trim({currency}))"
    code_sql = f"CASE WHEN regexp_full_match({code}, '[A-Z]{{3}}') THEN {code} END"
    doubtful = f"sign IS NOT NULL AND NOT coalesce(list_contains(fits, coalesce({code_sql}, code)), false)"
    joined = "typed LEFT JOIN told USING (line)"
    fault = RowFault(
        planned.header, planned.position,
        "The column holds several currencies, and this sign doesn't tell the row's; the amount counts as unknown.",
        "Bring a column with the currency's code, such as EUR.", "worth a look",
    )  # fmt: skip
    faults.mark(fault, f'SELECT line FROM {joined} WHERE {doubtful} AND "{name}" IS NOT NULL')
    amount = f'CASE WHEN NOT ({doubtful}) THEN "{name}" END AS "{name}"'
    currency_sql = f"coalesce({currency}, code) AS currency"
    replaced, added = (f"{amount}, {currency_sql}", "") if currency == "currency" else (amount, f", {currency_sql}")
    added = "" if currency.startswith("'") else added
    connection.execute(f"CREATE TEMP TABLE settled_{name} AS SELECT typed.* REPLACE ({replaced}){added} FROM {joined}")
    connection.execute(f"CREATE OR REPLACE TEMP VIEW typed AS SELECT * FROM settled_{name}")
