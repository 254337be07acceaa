"""Numbers as readers see them: the one place where a value becomes text.

The convention is the same everywhere and knows no locale: a comma between thousands, a point before decimals, a true
minus sign, a blank before %, the currency's sign before the amount (its code where it has no sign of its own), days as
30 Jun 2026, and an en dash for what is unknown. Halves are rounded away from zero.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal
from types import MappingProxyType
from typing import Literal

Unit = Literal["share", "percent", "money", "days", "hours", "count", "points", "times"]
"""A `share` lies between 0 and 1; a `percent` (a discount, retention, attainment) is written like one but needn't."""

UNKNOWN = "–"
UNIT_WORDS: Mapping[Unit, str] = MappingProxyType(
    {
        "share": "share (%)",
        "percent": "per cent, not bound to 0 … 100",
        "money": "money (the workspace's currency)",
        "days": "days",
        "hours": "hours",
        "count": "count",
        "points": "points",
        "times": "times",
    }
)
PER_CENT: tuple[Unit, ...] = ("share", "percent")

CURRENCY_SIGNS: Mapping[str, str] = MappingProxyType(
    {
        "USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥", "CNY": "CN¥", "INR": "₹", "KRW": "₩", "BRL": "R$",
        "CAD": "CA$", "AUD": "A$", "NZD": "NZ$", "HKD": "HK$", "SGD": "S$", "TWD": "NT$", "MXN": "MX$",
        "ILS": "₪", "TRY": "₺", "UAH": "₴", "VND": "₫", "PHP": "₱",
    }
)  # fmt: skip
"""Signs that can't be mistaken for another currency's; the others are written as their code."""

CURRENCY_DECIMALS: Mapping[str, int] = MappingProxyType(
    {
        **dict.fromkeys(("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV"), 0),
        **dict.fromkeys(("XAF", "XOF", "XPF"), 0),
        **dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3),
    }
)
"""Decimals by ISO 4217 where they are not two."""

_ROUNDING = Context(prec=400, rounding=ROUND_HALF_UP)  # wide enough for any double written out
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MAGNITUDES = ((Decimal(10) ** 9, "B"), (Decimal(10) ** 6, "M"), (Decimal(10) ** 3, "K"))

Number = int | float | Decimal


def format_value(value: Number | None, unit: Unit, currency: str = "USD", *, compact: bool = False) -> str:
    """A metric's value with its unit: 63.2 %, $1,130,000.00 (compact: $1.13M), 57 days, 6.4 hours, 1,204, 3.20 ×."""
    exact = _exact(value)
    if exact is None:
        return UNKNOWN
    if unit in PER_CENT:
        return f"{_grouped(exact * 100, 1)} %"
    if unit == "money":
        return format_money(exact, currency, compact=compact)
    if unit == "times":
        return f"{_grouped(exact, 2)} ×"
    if unit == "count":
        return _trimmed(exact)
    return plural(_trimmed(exact), unit.removesuffix("s"))


def format_change(change: Number | None, unit: Unit, currency: str = "USD", *, compact: bool = False) -> str:
    """A difference with its sign: +1.4 pts for shares, else the unit of the values: −3 days, +$0.12M."""
    exact = _exact(change)
    if exact is None:
        return UNKNOWN
    text = (
        f"{_grouped(exact * 100, 1)} pts" if unit in PER_CENT else format_value(exact, unit, currency, compact=compact)
    )
    shows_something = any(character in "123456789" for character in text)
    return f"+{text}" if exact > 0 and shows_something else text


def format_interval(
    low: Number | None, high: Number | None, unit: Unit, currency: str = "USD", *, compact: bool = False
) -> str:
    """Where the true value likely lies: likely 60.1 % to 66.0 %; an open end is said, and no interval is a dash."""
    if _exact(low) is None and _exact(high) is None:
        return UNKNOWN
    lower = format_value(low, unit, currency, compact=compact)
    upper = format_value(high, unit, currency, compact=compact)
    if high is None:
        return f"likely {lower} or more"
    if low is None:
        return f"likely {upper} or less"
    return f"likely {_without_unit(lower, unit, upper)} to {upper}"


def format_change_interval(
    low: Number | None, high: Number | None, unit: Unit, currency: str = "USD", *, compact: bool = False
) -> str:
    """Where the true difference likely lies: likely −0.3 pts to +3.1 pts; a dash where no interval is honest."""
    if _exact(low) is None or _exact(high) is None:
        return UNKNOWN
    ends = (format_change(end, unit, currency, compact=compact) for end in (low, high))
    return "likely " + " to ".join(ends)


def format_money(value: Number | None, currency: str = "USD", *, compact: bool = False) -> str:
    """An amount with its currency; compact keeps three figures and a K, M or B: $1.13M, ¥950K, −CHF 12.4K."""
    exact = _exact(value)
    if exact is None:
        return UNKNOWN
    decimals = CURRENCY_DECIMALS.get(currency, 2)
    number = _compacted(abs(exact)) if compact else _grouped(abs(exact), decimals)
    negative = exact < 0 and any(character in "123456789" for character in number)
    sign = CURRENCY_SIGNS.get(currency, f"{currency} ")
    return f"{'−' if negative else ''}{sign}{number}"


def format_count(value: Number | None) -> str:
    """A whole number with its thousands: 12,480."""
    exact = _exact(value)
    return UNKNOWN if exact is None else _grouped(exact, 0)


def format_date(day: date | None) -> str:
    """A day that nobody can misread: 30 Jun 2026."""
    return UNKNOWN if day is None else f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def plural(count: Number | str, singular: str, several: str | None = None) -> str:
    """A count with its noun: 1 deal, 2,340 deals. `several` is the plural where adding an s is not enough."""
    text = count if isinstance(count, str) else _trimmed(_exact(count) or Decimal(0))
    return f"{text} {singular if text in ('1', '−1') else several or singular + 's'}"


def listed(parts: Sequence[str]) -> str:
    """Several things in a sentence: a, b and c."""
    return " and ".join(part for part in (", ".join(parts[:-1]), *parts[-1:]) if part)


def format_size(size: int) -> str:
    """The size of files, in thousands: 512 bytes, 3.4 KB, 120.0 MB."""
    if size < 1000:
        return plural(size, "byte")
    for unit, factor in (("KB", 10**3), ("MB", 10**6)):
        if size < factor * 1000:
            return f"{_grouped(Decimal(size) / factor, 1)} {unit}"
    return f"{_grouped(Decimal(size) / 10**9, 1)} GB"


def unit_word(unit: Unit, currency: str = "USD") -> str:
    """What an axis or a column of a unit is headed with: %, the currency's code, days, hours, count."""
    return {"share": "%", "percent": "%", "money": currency, "times": "×"}.get(unit, unit)


def _exact(value: Number | None) -> Decimal | None:
    """The number as a decimal, None for unknown and for what is no number (NaN, infinity)."""
    if value is None:
        return None
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    return exact if exact.is_finite() else None


def _grouped(value: Decimal, decimals: int) -> str:
    rounded = value.quantize(Decimal(1).scaleb(-decimals), context=_ROUNDING)
    return f"{'−' if rounded < 0 else ''}{abs(rounded):,}"


def _trimmed(value: Decimal) -> str:
    """At most one decimal, and none where it is 0."""
    return _grouped(value, 1).removesuffix(".0")


def _compacted(value: Decimal) -> str:
    """Three figures of a number that is not negative. Rounding up to the next magnitude takes its letter."""
    for size, letter in _MAGNITUDES:
        scaled = value / size
        if scaled >= Decimal("0.9995"):
            decimals = next(
                places for places, bound in ((2, "9.995"), (1, "99.95"), (0, "Infinity")) if scaled < Decimal(bound)
            )
            return f"{_grouped(scaled, decimals)}{letter}"
    return _grouped(value, 0)


def _without_unit(text: str, unit: Unit, upper: str) -> str:
    """Days, hours and points are named once in a range: likely 52 to 61 days."""
    return text.rsplit(" ", 1)[0] if unit in ("days", "hours", "points", "times") and upper != UNKNOWN else text
