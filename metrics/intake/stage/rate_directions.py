"""Which way round a file quotes rates: as what a unit of the row's currency is worth, or how many of them one buys."""

from collections.abc import Iterator
from math import log

import duckdb

from metrics.intake.choices import RateDirection
from metrics.intake.model import Decision
from metrics.schema import same_word_key

_IN_DOLLARS = {
    "USD": 1.0, "EUR": 1.1, "GBP": 1.28, "CHF": 1.15, "CAD": 0.73, "AUD": 0.66, "NZD": 0.6, "SGD": 0.75, "JPY": 0.0067,
    "CNY": 0.14, "HKD": 0.128, "TWD": 0.031, "KRW": 0.00073, "INR": 0.0118, "IDR": 0.000062, "PHP": 0.0175,
    "THB": 0.029, "VND": 0.00004, "SEK": 0.096, "NOK": 0.094, "DKK": 0.147, "ISK": 0.0073, "PLN": 0.255, "CZK": 0.0435,
    "HUF": 0.0028, "RON": 0.22, "BGN": 0.56, "RSD": 0.0094, "RUB": 0.0115, "UAH": 0.0245, "KZT": 0.002, "ILS": 0.28,
    "AED": 0.272, "SAR": 0.267, "QAR": 0.275, "ZAR": 0.055, "BRL": 0.18, "MXN": 0.055, "CLP": 0.00107, "COP": 0.00024,
    "PEN": 0.267,
}  # fmt: skip
"""Roughly what a unit is worth in dollars: enough to tell a rate from its reciprocal where these lie far apart."""

_APART = log(3)
"""A rate speaks for a direction where it is nearer than threefold that way and farther the other way."""

_HOW_MANY_ONE_BUYS = ("conversionrate",)
"""Headers of systems that divide by their rates (Salesforce)."""


class RateDirectionOpenError(Exception):
    """Neither the header nor the size of the rates says which way round they are quoted."""


def header_direction(header: str | None) -> RateDirection | None:
    """The direction that a header says; the product's own word is what a unit is worth."""
    if header is None or same_word_key(header) == "rate":
        return "into"
    return "from" if same_word_key(header) in _HOW_MANY_ONE_BUYS else None


def settle_direction(
    connection: duckdb.DuckDBPyConnection, stated: RateDirection | None, currency: str, header: str | None
) -> Decision:
    """Turns the rates of `typed` round where they say how many units one buys, and says why.

    Raises RateDirectionOpenError where nobody stated it and the sizes don't tell.
    """
    rows = connection.execute('SELECT DISTINCT currency, "into", rate FROM typed WHERE rate > 0').fetchall()
    votes = [vote for code, into, rate in rows for vote in _votes(code, rate, into)]
    if stated is None and len(set(votes)) != 1:
        raise RateDirectionOpenError
    direction: RateDirection = stated or votes[0]
    if direction == "from":
        turned = "CASE WHEN rate <> 0 THEN 1 / rate END AS rate"
        connection.execute(f"CREATE TEMP TABLE turned AS SELECT * REPLACE ({turned}) FROM typed")
        connection.execute("CREATE OR REPLACE TEMP VIEW typed AS SELECT * FROM turned")
    why = "it was said, or the header says so" if stated else f"only so the rates are near those of {currency}"
    return Decision("rate direction", direction, why, header)


def _votes(code: str, rate: float, target: str) -> Iterator[RateDirection]:
    """The direction a rate speaks for, if it does."""
    worth, into = _IN_DOLLARS.get(code), _IN_DOLLARS.get(target)
    if worth is None or into is None or code == target:
        return
    as_worth, as_bought = abs(log(rate * into / worth)), abs(log(into / (rate * worth)))
    if as_worth < _APART < as_bought:
        yield "into"
    if as_bought < _APART < as_worth:
        yield "from"
