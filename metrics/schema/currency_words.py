"""Which currency a word means: its code, its name in the languages of the sources, or the sign that is its alone."""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from types import MappingProxyType

from metrics.schema.word_keys import same_word_key

VOCABULARY = Path(__file__).parent / "vocabulary" / "currencies.toml"
BASE = "base"
"""The words for the currency in which a system keeps its books, beside the codes."""

SIGNS: Mapping[str, str] = MappingProxyType(
    {
        "RMB": "CNY", "€": "EUR", "£": "GBP", "₽": "RUB", "₹": "INR", "₩": "KRW", "₺": "TRY", "₴": "UAH", "฿": "THB",
        "₫": "VND", "₪": "ILS", "₦": "NGN", "₸": "KZT", "₱": "PHP", "zł": "PLN", "Kč": "CZK", "Fr": "CHF", "Fr.": "CHF",
        "руб": "RUB", "руб.": "RUB", "円": "JPY", "元": "CNY", "US$": "USD", "R$": "BRL", "C$": "CAD", "CA$": "CAD",
        "A$": "AUD", "AU$": "AUD", "NZ$": "NZD", "HK$": "HKD", "S$": "SGD", "MX$": "MXN", "NT$": "TWD",
    }
)  # fmt: skip
"""The currency of a sign that no other currency has."""

SHARED_SIGNS: Mapping[str, Sequence[str]] = MappingProxyType(
    {
        "$": ("USD", "CAD", "AUD", "NZD", "SGD", "HKD", "MXN", "TWD", "CLP", "COP", "ARS"),
        **dict.fromkeys(("¥", "￥"), ("JPY", "CNY")),
        **dict.fromkeys(("kr", "kr."), ("SEK", "NOK", "DKK", "ISK")),
    }
)  # fmt: skip
"""Signs of several currencies: a workspace that counts in one of them means its own."""


def currency_of(word: str, own: str) -> str | None:
    """The code of the currency a word means; None where it says none. `own` is the workspace's code.

    Three letters are a code, whichever: nobody's list of currencies is complete.
    """
    text = word.strip()
    if text not in SIGNS and len(text) == len("USD") and text.isascii() and text.isalpha():
        return text.upper()
    if text in SIGNS or text in SHARED_SIGNS:
        return SIGNS.get(text) or (own if own in SHARED_SIGNS[text] else None)
    if text in _names()[BASE]:
        return own
    return _codes().get(same_word_key(text))


@cache
def _codes() -> Mapping[str, str]:
    return {same_word_key(name): code for code, names in _names().items() if code != BASE for name in names}


@cache
def _names() -> Mapping[str, Sequence[str]]:
    document: Mapping[str, Sequence[str]] = tomllib.loads(VOCABULARY.read_text(encoding="utf-8"))
    return document
