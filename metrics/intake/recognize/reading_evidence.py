"""How the texts of a column are to be read, decided on counts over all of its rows."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from metrics.intake.confined_connection import literal
from metrics.intake.model import ColumnFormat, Decision
from metrics.intake.recognize.cast import CURRENCIES, FALSE_WORDS, MONTHS, MULTIPLE_WORDS, TRUE_WORDS

Kind = Literal["text", "integer", "number", "date", "boolean"]

NO_VALUE_WORDS = frozenset(
    {
        "-", "--", "–", "—", "n/a", "na", "#n/a", "null", "(null)", "<null>", r"\n", "none", "nil", "?", "tbd", "k.a.",
        "nan",
    }
)  # fmt: skip
"""Words people write into a cell that has no value."""

_LONGEST_WORD = max(map(len, NO_VALUE_WORDS))

_MONTH_WORDS = "|".join(sorted({name for names in MONTHS for name in names}, key=len, reverse=True))
_CLOCK = r"(?:[ T]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[ap]\.?m\.?)?(?: ?(?:Z|[A-Z]{3,4}|[-+]\d{2}:?\d{0,2}))?)?"
_DATES = re.compile(
    rf"^(?:\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}{_CLOCK}"
    rf"|\d{{1,2}}([-/.])\d{{1,2}}\1(?:\d{{4}}|\d{{2}}),?{_CLOCK}"
    rf"|(?:\w+\.?,? +)?\d{{1,2}}(?:st|nd|rd|th|er|º|\.)?[-/ .]*(?:de +)?(?:{_MONTH_WORDS})"
    rf"\.?[-/ .,]*(?:del? +)?\d{{2,4}},?{_CLOCK}"
    rf"|(?:\w+\.?,? +)?(?:{_MONTH_WORDS})\.?[-/ ]+\d{{1,2}}(?:st|nd|rd|th)?,?[-/ ]+\d{{2,4}},?{_CLOCK}"
    rf"|\d{{4}}[-/ .](?:{_MONTH_WORDS})[-/ .]\d{{1,2}}"
    r"|\d{4}年\d{1,2}月\d{1,2}日)$",
    re.I,
)
_INTEGER = re.compile(r"^[-+]?(?:0|[1-9]\d{0,17})$")
_CURRENCY = rf"(?:[A-Z]{{0,2}}[$€£¥₽₹₩₺₴฿₫₪₦]|{CURRENCIES}|kr\.?|zł|Kč|Fr\.|руб\.?|円|元)"
_NUMBER = re.compile(
    rf"^\(?[-+−]?\s*{_CURRENCY}?\s*[-+−]?\s*(?:\d[\d.,'’ \u00a0\u2009\u202f]*|[.,]\d+)(?:[eE][-+]?\d+)?"
    rf"\s*(?:%|{_CURRENCY})?\)?-?$"
)
_PLAIN_NUMBER = "0123456789.,-+ ()%"
_LEADING_ZERO = re.compile(r"^0\d")
_SIGN = re.compile(_CURRENCY)
_BOOLEAN = frozenset(TRUE_WORDS + FALSE_WORDS) - {"0", "1", "x", "t", "f"}

_NUMBER_EVIDENCE: Mapping[str, str] = {
    "comma_decimal": r",\d{1,2}([^\d,]|$)|,\d{4,}|\.\d{3},\d|^\D*0,\d|\d{4,},\d|^\D*,\d",
    "dot_decimal": r"\.\d{1,2}([^\d.]|$)|\.\d{4,}|,\d{3}\.\d|^\D*0\.\d|\d{4,}\.\d|^\D*\.\d",
    "comma_groups": r",\d{3}.*,\d{3}|,\d{3}\.\d",
    "dot_groups": r"\.\d{3}.*\.\d{3}|\.\d{3},\d",
    "comma_either": r"^\D*[1-9]\d{0,2},\d{3}(\D|$)",
    "dot_either": r"^\D*[1-9]\d{0,2}\.\d{3}(\D|$)",
    "space_groups": r"\d[ \x{a0}\x{2009}\x{202f}]\d{3}",
    "quote_groups": r"\d['’]\d{3}",
    "percent": "%",
    "parentheses": r"^\(.*\)$",
    "trailing_minus": "-$",
    "multiples": rf"[0-9][ \x{{a0}}\x{{202f}}]?(?i:{MULTIPLE_WORDS})\.?([^\p{{L}}]|$)",
}
"""What speaks for which reading of a number, as patterns. `either` fits both: 1,234 or 1.234."""


DECIMAL_MARKS: Mapping[str, Literal[".", ","]] = {"point": ".", "comma": ","}
"""The decimal marks by the words decisions call them."""


@dataclass(frozen=True, slots=True)
class ColumnEvidence:
    """What the texts of one column look like: a kind seen in a sample, and counts over all rows by name."""

    kind: Kind
    sign: str | None
    counts: Mapping[str, int]


def guess_kind(sample: Sequence[str]) -> Kind:
    """What nine of ten of a column's texts look like. The sample may be empty: text."""
    values = [value for value in sample if len(value) > _LONGEST_WORD or value.lower() not in NO_VALUE_WORDS]
    if not values:
        return "text"
    if all(value.lower() in _BOOLEAN for value in values):
        return "boolean"
    if all(value.isdigit() for value in values) and any(_LEADING_ZERO.match(value) for value in values):
        return "text"
    if all(_INTEGER.match(value) for value in values):
        return "integer"
    if _most(_DATES, values):
        return "date"
    if _most(_NUMBER, values) and any(not value.isdigit() for value in values):
        return "number"
    return "text"


def _most(pattern: re.Pattern[str], values: Sequence[str]) -> bool:
    """Whether nine of ten texts match; no more are tried than it takes to tell."""
    left, enough = len(values), 0.9 * len(values)
    for value in values:
        if pattern.match(value) is None:
            left -= 1
            if left < enough:
                return False
    return True


def sign_of(sample: Sequence[str]) -> str | None:
    """The currency sign or code most of the texts carry, if any does."""
    marked = (value for value in sample if value.strip(_PLAIN_NUMBER))
    signs = [match.group() for value in marked if (match := _SIGN.search(value))]
    return max(set(signs), key=lambda sign: (signs.count(sign), sign)) if signs else None


def unusual(column: str, kind: Kind) -> str | None:
    """SQL giving a column's text where it isn't written in the one way that needs no evidence, else NULL.

    Most columns of most files are plain digits or ISO dates all through: their rows then cost one test each.
    """
    if kind in ("integer", "number"):
        return f"CASE WHEN regexp_matches({column}, '[^0-9]') OR {column} LIKE '0_%' THEN {column} END"
    if kind == "date":
        return f"CASE WHEN strpos({column}, '-') <> 5 THEN {column} END"  # 2-13-2025 has its second mark there
    return None


def evidence_expressions(column: str, odd: str, kind: Kind, sign: str | None) -> dict[str, str]:
    """The aggregate expressions that count the evidence for one column, by name. `odd` is its `unusual` text."""
    if kind in ("integer", "number"):
        counts = {
            name: f"count(*) FILTER (regexp_matches({odd}, {literal(pattern)}))"
            for name, pattern in _NUMBER_EVIDENCE.items()
        }
        counts["leading_zero"] = f"count(*) FILTER ({odd} >= '00' AND {odd} < '0:')"
        share = f"TRY_CAST(replace({column}, ',', '.') AS DOUBLE)"  # a share has decimals, no groups; 25% is no number
        counts["above_one"] = f"count(*) FILTER (abs({share}) > 1)"
        counts["between"] = f"count(*) FILTER (abs({share}) > 0 AND abs({share}) < 1)"
        counts["ones"] = f"count(*) FILTER ({share} = 1)"
        if sign:
            counts["sign"] = f"count(*) FILTER (contains({odd}, {literal(sign)}))"
        return counts
    return _date_expressions(column, odd) if kind == "date" else {}


def _date_expressions(column: str, odd: str) -> dict[str, str]:
    parts = f"translate({odd}, '-.', '//')"
    first, second = (f"ltrim(split_part({parts}, '/', {place}), '0')" for place in (1, 2))
    year = "([0-9]{4}|[0-9]{2})($|[^0-9])"
    number = "[0-9]{1,2}[-/.]"
    patterns = {
        "numeric": f"^{number}{number}{year}",
        "first_above_12": f"^(1[3-9]|[23][0-9])[-/.]{number}{year}",
        "second_above_12": f"^{number}(1[3-9]|[23][0-9])[-/.]{year}",
        "first_above_31": f"^(3[2-9]|[4-9][0-9])[-/.]{number}[0-9]{{2}}($|[^0-9])",
    }
    counts = {name: f"count(*) FILTER (regexp_matches({odd}, '{pattern}'))" for name, pattern in patterns.items()}
    counts["differ"] = f"count(*) FILTER (regexp_matches({odd}, '{patterns['numeric']}') AND {first} <> {second})"
    two_digits = f"regexp_matches({odd}, '[-/. ][0-9]{{2}}( |,|$)')"
    four_digits = f"regexp_matches({odd}, '(^|[^0-9])[0-9]{{4}}([^0-9]|$)')"
    counts["short_year"] = f"count(*) FILTER ({two_digits} AND NOT {four_digits})"
    counts["clock"] = f"count(*) FILTER (strlen({column}) > 10 AND contains({column}, ':'))"
    return counts


@dataclass(frozen=True, slots=True)
class Marks:
    """What the rest of a file says about decimal marks: how many other columns can only be read with a point or a
    comma, and whether semicolons stand between its cells, as they do where commas are decimal marks."""

    points: int = 0
    commas: int = 0
    semicolons: bool = False


def proven_mark(counts: Mapping[str, int]) -> Literal[".", ","] | None:
    """The decimal mark the cells of a column prove, None where they fit both or contradict each other."""
    comma = max(counts["comma_decimal"], counts["dot_groups"])
    point = max(counts["dot_decimal"], counts["comma_groups"])
    if min(comma, point) > max(comma, point) // 50 or comma == point:
        return None
    return "," if comma > point else "."


def decide_number(
    name: str, evidence: ColumnEvidence, elsewhere: Marks, small: bool = False
) -> tuple[ColumnFormat, tuple[Decision, ...]]:
    """The marks of a column of numbers. `small` numbers, such as rates and hours, have decimals rather than groups."""
    counts = evidence.counts
    decimal, decision = _decimal_mark(name, counts, elsewhere, small)
    thousands = _thousands_mark(counts, decimal)
    multiples = counts["multiples"] > 0 and not small
    format = ColumnFormat(None, decimal, thousands, counts["above_one"] > 0, multiples)
    decisions = [] if decision is None else [decision]
    if thousands:
        seen = {",": "comma_groups", ".": "dot_groups", " ": "space_groups", "'": "quote_groups"}[thousands]
        either = {",": "comma_either", ".": "dot_either"}.get(thousands)
        count = counts[seen] + (counts[either] if either else 0)
        word = {",": "comma", ".": "point", " ": "space", "'": "apostrophe"}[thousands]
        decisions.append(Decision("thousands mark", word, f"{count:,} cells group their digits so", name))
    if multiples:
        why = f"{counts['multiples']:,} cells carry such a word"
        decisions.append(Decision("thousands and millions", "200k is 200,000, 1.2M is 1,200,000", why, name))
    decisions += _sign_decisions(name, evidence)
    return format, tuple(decisions)


def _decimal_mark(
    name: str, counts: Mapping[str, int], elsewhere: Marks, small: bool
) -> tuple[Literal[".", ","], Decision | None]:
    comma = max(counts["comma_decimal"], counts["dot_groups"])
    dot = max(counts["dot_decimal"], counts["comma_groups"])
    either = counts["comma_either"] + counts["dot_either"]
    if comma == dot == 0 and either == 0:
        return ".", None
    if comma or dot:
        value, other = ("comma", "point") if comma > dot else ("point", "comma")
        most, least = max(comma, dot), min(comma, dot)
        evidence = f"{most:,} cells can only be read so" + (f", {least:,} only with a {other}" if least else "")
        certain = least <= most // 50
        decision = Decision(
            "decimal mark", value, evidence, name, most / (most + least), (other,) if least else (), certain
        )
        return ("," if comma > dot else "."), decision
    return _either_mark(name, counts, elsewhere, small)


def _either_mark(
    name: str, counts: Mapping[str, int], elsewhere: Marks, small: bool
) -> tuple[Literal[".", ","], Decision]:
    """All marked cells look like 1,234 or like 1.234: the other columns decide, or what is usual, or a person."""
    commas, points = counts["comma_either"], counts["dot_either"]
    seen = f"{commas + points:,} cells look like {'1,234' if commas >= points else '1.234'}"
    if commas and points:  # never in one column of one meaning
        seen = f"{commas:,} cells look like 1,234 and {points:,} like 1.234"
    elif bool(elsewhere.points) != bool(elsewhere.commas):
        proven: Literal["point", "comma"] = "comma" if elsewhere.commas else "point"
        why = f"{seen}, and other columns can only be read with a decimal {proven}"
        return _settled(name, proven, why, 0.9)
    elif not (elsewhere.points or elsewhere.commas) and (usual := _usual_mark(commas > 0, elsewhere, small)):
        return _settled(name, usual, f"{seen}; nothing in the file speaks against a decimal {usual}", 0.8)
    return ".", Decision("decimal mark", "undecided", seen, name, 0.5, ("point", "comma"), certain=False)


def _usual_mark(commas: bool, elsewhere: Marks, small: bool) -> Literal["point", "comma"] | None:
    """What three digits behind a single mark are where nothing proves it: decimals of a small number; thousands behind
    a comma, unless the file separates its cells as countries with decimal commas do."""
    if small and commas:
        return "comma" if elsewhere.semicolons else None
    if small or (commas and not elsewhere.semicolons):
        return "point"
    return None


def _settled(
    name: str, mark: Literal["point", "comma"], evidence: str, confidence: float
) -> tuple[Literal[".", ","], Decision]:
    other = "point" if mark == "comma" else "comma"
    return DECIMAL_MARKS[mark], Decision("decimal mark", mark, evidence, name, confidence, (other,))


def _thousands_mark(counts: Mapping[str, int], decimal: str) -> str:
    candidates = {"'": counts["quote_groups"], " ": counts["space_groups"]}
    if decimal == ".":
        candidates[","] = counts["comma_groups"] + counts["comma_either"]
    else:
        candidates["."] = counts["dot_groups"] + counts["dot_either"]
    mark = max(candidates, key=lambda mark: candidates[mark])
    return mark if candidates[mark] else ""


def _sign_decisions(name: str, evidence: ColumnEvidence) -> Iterator[Decision]:
    counts = evidence.counts
    if evidence.sign and counts["sign"]:
        yield Decision("currency sign", evidence.sign, f"{counts['sign']:,} cells carry it", name)
    if counts["percent"]:
        yield Decision(
            "percent", "a % sign divides by 100 where a share is wanted", f"{counts['percent']:,} cells carry it", name
        )
    if counts["parentheses"]:
        yield Decision("negative numbers", "in parentheses", f"{counts['parentheses']:,} cells are written so", name)
    if counts["trailing_minus"]:
        yield Decision(
            "negative numbers", "minus at the end", f"{counts['trailing_minus']:,} cells are written so", name
        )


def decide_date(name: str, counts: Mapping[str, int]) -> tuple[ColumnFormat, tuple[Decision, ...]]:
    """The order of day, month and year of a column, None where its rows don't tell."""
    plain = ColumnFormat()
    decisions: list[Decision] = []
    if counts["short_year"]:
        evidence = f"{counts['short_year']:,} cells have two digits for the year"
        decisions.append(Decision("two-digit years", "00–68 are 2000–2068, 69–99 are 1969–1999", evidence, name))
    if counts["numeric"] == 0:
        return plain, tuple(decisions)
    order, decision = _date_order(name, counts)
    return replace(plain, date_order=order), (decision, *decisions)


def _date_order(name: str, counts: Mapping[str, int]) -> tuple[Literal["dmy", "mdy", "ymd"] | None, Decision]:
    numeric, day_first, month_first = counts["numeric"], counts["first_above_12"], counts["second_above_12"]
    if counts["first_above_31"] > day_first // 50:
        return _year_first(name, counts)
    if day_first == month_first == 0:
        if counts["differ"] == 0:
            evidence = f"in all {numeric:,} cells day and month are the same number, so the order makes no difference"
            return "dmy", Decision("date order", "dmy", evidence, name, 1.0, ("mdy",))
        evidence = f"none of {numeric:,} cells has a number above 12, so day and month can't be told apart"
        return None, Decision("date order", "undecided", evidence, name, 0.5, ("dmy", "mdy"), certain=False)
    order: Literal["dmy", "mdy"] = "dmy" if day_first > month_first else "mdy"
    most, least = max(day_first, month_first), min(day_first, month_first)
    evidence = (
        f"{most:,} of {numeric:,} cells have a number above 12 in the {'first' if order == 'dmy' else 'second'} place"
    )
    if least > most // 50:
        evidence += f", but {least:,} have one in the other"
        return None, Decision("date order", "undecided", evidence, name, 0.5, ("dmy", "mdy"), certain=False)
    evidence += f", {least:,} in the other" if least else ""
    return order, Decision("date order", order, evidence, name, round(most / (most + least), 3))


def _year_first(name: str, counts: Mapping[str, int]) -> tuple[Literal["ymd"] | None, Decision]:
    """Numbers above 31 in the first place are years if most cells have one: else they may be slips of the pen."""
    years, numeric = counts["first_above_31"], counts["numeric"]
    evidence = f"{years:,} of {numeric:,} cells begin with a number above 31, which is no day"
    if years > numeric // 2 and counts["second_above_12"] <= years // 50:
        return "ymd", Decision("date order", "ymd", evidence, name, 1.0)
    return None, Decision("date order", "undecided", evidence, name, 0.5, ("dmy", "ymd"), certain=False)
