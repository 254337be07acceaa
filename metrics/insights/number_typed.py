"""A number as a person types it, read as this product writes numbers, or refused in one sentence."""

import re
from dataclasses import dataclass
from decimal import Decimal

from metrics.errors import UserError
from metrics.formatting import CURRENCY_SIGNS, Unit

SIZES = {"": 1, "k": 10**3, "m": 10**6, "b": 10**9}
SIGNS = "|".join(sorted((re.escape(sign) for sign in CURRENCY_SIGNS.values()), key=len, reverse=True))
MONEY = rf"[A-Za-z]{{3}}|{SIGNS}"
SPACE = "[ \u00a0\u202f]"
TYPED = re.compile(
    rf"(?P<before>{MONEY})?\s*(?P<number>\d[\d.,\s]*|[.,\s]*\d[\d.,\s]*)(?P<size>[kKmMbB])?\s*(?P<after>{MONEY})?"
)
NUMBER = re.compile(rf"(?:\d+|\d{{1,3}}(?:,\d{{3}})+|\d{{1,3}}(?:{SPACE}\d{{3}})+)(?:\.(?P<decimals>\d+))?")
NEGATIVE = re.compile(r"[-−–(]\s*\S.*|\S{1,3}\s*[-−–]\s*\d.*")
OTHERWISE = re.compile(r"[\d.\s]*\d,\d{1,2}|\d{1,3}(?:\.\d{3})+,\d+|\d{1,3}(?:\.\d{3}){2,}")
"""As numbers are written where a comma stands before the decimals."""
EITHER_WAY = re.compile(r"[1-9]\d{0,2}\.\d{3}")
"""A thousand and more in one country, one and a bit in another."""
MOST_DIGITS = 15


@dataclass(frozen=True, slots=True)
class TypedNumber:
    """What was typed, and how far the true number may lie from it: 1.2M is one between 1,150,000 and 1,250,000."""

    value: Decimal
    rounding: Decimal


def typed_number(text: str, unit: Unit, currency: str = "USD") -> TypedNumber:
    """Reads 412, 1,234.50, $1,234 or 1.2M; a count is whole, and only money has a currency. Else raises UserError."""
    written = text.strip()
    if NEGATIVE.fullmatch(written):
        raise UserError(f"A total can't be negative, but “{written}” is: type it without a minus sign.")
    match = TYPED.fullmatch(written)
    if match is None:
        raise UserError(f"“{written}” is no number: type one such as 412, 1,234.50 or 1.2M.")
    for money in (match["before"], match["after"]):
        _require(money, currency if unit == "money" else None, written)
    number = match["number"].strip()
    read = NUMBER.fullmatch(number)
    size = SIZES[(match["size"] or "").lower()]
    if read is None or (size == 1 and EITHER_WAY.fullmatch(number)):
        raise UserError(_misread(written, number, match["size"] or ""))
    digits = re.sub(r"[,\s]", "", number)
    if len(digits) > MOST_DIGITS:
        raise UserError(f"“{written}” has more digits than any total here: type a shorter one.")
    value = Decimal(digits) * size
    if unit == "count" and value != value.to_integral_value():
        raise UserError(f"“{written}” is no whole number, and a count is one: type one such as 412 or 1,234.")
    last_digit = Decimal(1).scaleb(-len(read["decimals"] or ""))
    exact = unit == "count" and size == 1
    return TypedNumber(value, Decimal(0) if exact else last_digit * size / 2)


def _require(money: str | None, currency: str | None, written: str) -> None:
    """Raises UserError for an amount in another currency than this, or in any where there is none."""
    if money is None:
        return
    if currency is None:
        raise UserError(f"“{written}” has more than a number: type the number alone.")
    sign = CURRENCY_SIGNS.get(currency, currency)
    if money.upper() != currency and money not in (sign, sign[-1]):
        raise UserError(f"“{money}” is not {currency}, the currency here: type the amount in {currency}.")


def _misread(written: str, number: str, size: str) -> str:
    if EITHER_WAY.fullmatch(number):
        thousands = number.replace(".", ",")
        return f"“{written}” may be {thousands} or {float(number):.2f}: type it in one of these ways."
    if OTHERWISE.fullmatch(number):
        meant = Decimal(re.sub(r"[.\s]", "", number).replace(",", "."))
        return f"“{written}” has its points and commas the other way round than here: type {meant:,}{size}."
    return f"“{written}” can't be read for sure: type it as 1,234.50 or 1234.5."
