"""SQL that reads a text as a date, a number or a truth value, and gives NULL where it is none."""

from collections.abc import Mapping
from functools import cache

from metrics.intake.confined_connection import literal
from metrics.intake.model import ColumnFormat
from metrics.schema import ColumnType

EXACT = "DECIMAL(38, 15)"
"""The type amounts are summed in: exact to fifteen decimals, up to 10²³."""

TRUE_WORDS = (
    "true",
    "t",
    "yes",
    "y",
    "1",
    "x",
    "ja",
    "oui",
    "sí",
    "si",
    "да",
    "はい",
    "是",
    "wahr",
    "vrai",
    "verdadero",
)
FALSE_WORDS = ("false", "f", "no", "n", "0", "nein", "non", "нет", "いいえ", "否", "falsch", "faux", "falso")

MONTHS: tuple[tuple[str, ...], ...] = (
    ("january", "jan", "januar", "jän", "jänner", "janvier", "janv", "enero", "ene", "января", "янв", "январь"),
    ("february", "feb", "februar", "février", "févr", "fév", "febrero", "февраля", "фев", "февраль"),
    ("march", "mar", "märz", "mär", "mrz", "mars", "marzo", "марта", "мар", "март"),
    ("april", "apr", "avril", "avr", "abril", "abr", "апреля", "апр", "апрель"),
    ("may", "mai", "mayo", "мая", "май"),
    ("june", "jun", "juni", "juin", "junio", "июня", "июн", "июнь"),
    ("july", "jul", "juli", "juillet", "juil", "julio", "июля", "июл", "июль"),
    ("august", "aug", "août", "aout", "agosto", "ago", "августа", "авг", "август"),
    ("september", "sep", "sept", "septembre", "septiembre", "сентября", "сен", "сентябрь"),
    ("october", "oct", "oktober", "okt", "octobre", "octubre", "октября", "окт", "октябрь"),
    ("november", "nov", "novembre", "noviembre", "ноября", "ноя", "ноябрь"),
    ("december", "dec", "dezember", "dez", "décembre", "déc", "diciembre", "dic", "декабря", "дек", "декабрь"),
)
"""The names of the months in English, German, French, Spanish and Russian, in full and short."""

_ORDERED = {"dmy": "%d/%m/", "mdy": "%m/%d/", "ymd": "/%m/%d"}
CURRENCIES = (
    "USD|EUR|GBP|JPY|CNY|RMB|CHF|CAD|AUD|NZD|SEK|NOK|DKK|ISK|PLN|CZK|HUF|RON|BGN|RSD|TRY|RUB|UAH|KZT|INR|PKR|BRL|MXN|ARS"
    "|CLP|COP|PEN|ZAR|AED|SAR|QAR|ILS|EGP|NGN|KES|KRW|SGD|HKD|TWD|THB|MYR|IDR|PHP|VND"
)
"""The currency codes that may stand beside an amount. Other letters make it no number: ABC 123 is a name."""

MULTIPLES: Mapping[str, int] = {
    **dict.fromkeys(("k", "tsd", "tys", "тыс", "хил", "千"), 10**3),
    **dict.fromkeys(("m", "mm", "mn", "mio", "mln", "млн", "百万"), 10**6),
    **dict.fromkeys(("b", "bn", "bln", "mrd", "mld", "млрд"), 10**9),
    **dict.fromkeys(("万", "萬"), 10**4),
    **dict.fromkeys(("億", "亿"), 10**8),
    **dict.fromkeys(("lakh", "lac"), 10**5),
    **dict.fromkeys(("cr", "crore"), 10**7),
}
"""What a word behind an amount multiplies it by. “mil” is left out: a thousand in Spanish, a million elsewhere."""

MULTIPLE_WORDS = "|".join(sorted(MULTIPLES, key=len, reverse=True))

_CURRENCY = rf"(?:[A-Z]{{0,2}}\p{{Sc}}|{CURRENCIES}|kr\.?|zł|Kč|Fr\.?|руб\.?|円|元)"
_SPACES = r" \x{a0}\x{2009}\x{202f}"
_THOUSANDS = {",": ",", ".": r"\.", "'": "['’]", " ": f"[{_SPACES}]"}
_LONGEST_NUMBER = 60


def cast_expression(source_sql: str, target: ColumnType, format: ColumnFormat, time_zone: str = "UTC") -> str:
    """SQL giving the text `source_sql` as a value of `target` (see `contract.SQL_TYPES`), NULL where it isn't one.

    Times without an offset are in `time_zone`; timestamps come out in UTC, dates as days in `time_zone`.
    A percent comes out as a fraction. Two-digit years 00–68 are 2000–2068, 69–99 are 1969–1999.
    """
    source = f"({source_sql})"
    if target == "text":
        return source_sql
    if target == "boolean":
        if format.counted:
            return _counted(source, format)
        return _progress(source, format) if format.progress else _boolean(source)
    if target in ("date", "timestamp"):
        return _date(source, format, time_zone) if target == "date" else _timestamp(source, format, time_zone)
    if target == "integer":
        return number_expression(source, format, "BIGINT")
    if target == "money":
        return number_expression(source, format, "DECIMAL(18, 4)")
    number = number_expression(source, format, "DOUBLE")
    if target == "number":
        return number
    return _share(source, number, format)


def _share(source: str, number: str, format: ColumnFormat) -> str:
    if format.percent_points:
        return f"({number} / 100)"
    return f"(CASE WHEN contains({source}, '%') THEN {number} / 100 ELSE {number} END)"


def _progress(source: str, format: ColumnFormat) -> str:
    """Whether enough of something is done, of how much of it is; words go by what they say."""
    share = _share(source, number_expression(source, format, "DOUBLE"), format)
    done = f"CASE WHEN {share} BETWEEN 0 AND 1 THEN {share} >= {format.done_from} END"
    return f"(CASE WHEN {share} IS NOT NULL THEN {done} ELSE {_boolean(source)} END)"


def _counted(source: str, format: ColumnFormat) -> str:
    """Whether something happened, of how often it did; words go by what they say."""
    number = number_expression(source, format, "DOUBLE")
    often = f"CASE WHEN {number} >= 0 THEN {number} > 0 END"
    return f"(CASE WHEN {number} IS NOT NULL THEN {often} ELSE {_boolean(source)} END)"


def number_expression(source: str, format: ColumnFormat, sql_type: str) -> str:
    """SQL giving a text as a number of `sql_type`: signs, currency, marks and a percent sign are understood.

    A percent sign is passed over: 15 % gives 15. Parentheses and a trailing minus make a number negative.
    A BIGINT has no decimals but zeros.
    """
    point = "." if format.decimal_mark == "." and sql_type != "BIGINT" else ""
    plain = f"NOT regexp_matches({source}, '[^-+0-9{point}]|-$')"
    decimal = r"\." if format.decimal_mark == "." else ","
    decimals = f"(?:{decimal}0*)?" if sql_type == "BIGINT" else rf"(?:{decimal}\d*)?"
    written = literal(_number_pattern(decimal, decimals, format.thousands_mark))
    digits = f"replace(regexp_replace(regexp_extract({source}, {written}, 1), '[^0-9{decimal}]', '', 'g'), ',', '.')"
    sign = f"CASE WHEN regexp_matches({source}, '[-−(]') THEN '-' ELSE '' END"
    multiple = _multiple(source, sign, decimal, format.thousands_mark, sql_type) if format.multiples else ""
    power = f"regexp_full_match({source}, '[-+]?[0-9]+({decimal}[0-9]*)?[eE][-+]?[0-9]{{1,2}}')"
    return (
        f"CASE WHEN length({source}) > {_LONGEST_NUMBER} THEN NULL "
        f"WHEN {plain} THEN TRY_CAST({source} AS {sql_type}) "
        f"WHEN {power} THEN TRY_CAST(replace({source}, ',', '.') AS {sql_type}) "
        f"{multiple}WHEN contains({source}, '(') = contains({source}, ')') "
        f"THEN TRY_CAST({sign} || {digits} AS {sql_type}) END"
    )


def _multiple(source: str, sign: str, decimal: str, thousands_mark: str, sql_type: str) -> str:
    """A branch for numbers with a word for their size behind them: 1.2M, 200k, 3 Mio. €."""
    if sql_type == "BIGINT":
        return ""
    pattern = literal(_number_pattern(decimal, rf"(?:{decimal}\d*)?", thousands_mark, multiple=True))
    number = f"regexp_extract({source}, {pattern}, 1)"
    digits = f"replace(regexp_replace({number}, '[^0-9{decimal}]', '', 'g'), ',', '.')"
    words, factors = (", ".join(map(str, part)) for part in (map(literal, MULTIPLES), MULTIPLES.values()))
    factor = f"MAP([{words}], [{factors}])[lower(regexp_extract({source}, {pattern}, 2))]"
    product = f"round(TRY_CAST({sign} || {digits} AS DOUBLE) * {factor}, 4)"
    return f"WHEN regexp_matches({source}, {pattern}) THEN TRY_CAST({product} AS {sql_type}) "


@cache
def _number_pattern(decimal: str, decimals: str, thousands_mark: str, multiple: bool = False) -> str:
    whole = r"\d+"
    if thousands_mark:
        mark = _THOUSANDS[thousands_mark]
        whole = rf"\d{{1,3}}(?:{mark}\d{{2,3}})*{mark}\d{{3}}|\d+"
    blank = rf"[{_SPACES}]*"
    number = rf"((?:{whole}){decimals}|{decimal}\d+)"
    side = rf"(?:{_CURRENCY}|%)?"
    sign = "[-+−]?"
    size = rf"((?i:{MULTIPLE_WORDS}))\.?{blank}" if multiple else ""
    return rf"^\(?{sign}{blank}{side}{blank}{sign}{blank}{number}{blank}{size}{side}{blank}-?\)?$"


def _boolean(source: str) -> str:
    word = f"lower({source})"
    true, false = (", ".join(map(literal, words)) for words in (TRUE_WORDS, FALSE_WORDS))
    return f"(CASE WHEN {word} IN ({true}) THEN true WHEN {word} IN ({false}) THEN false END)"


def _date(source: str, format: ColumnFormat, time_zone: str) -> str:
    zoned = f"TRY_CAST({source} AS TIMESTAMPTZ) AT TIME ZONE {literal(time_zone)}"
    counted = f"({_since_1970(source)} AT TIME ZONE 'UTC') AT TIME ZONE {literal(time_zone)}"
    return (
        f"CAST(CASE WHEN {_is_zoned(source)} THEN {zoned} WHEN {_is_since_1970(source)} THEN {counted} "
        f"ELSE {_local(source, format)} END AS DATE)"
    )


def _timestamp(source: str, format: ColumnFormat, time_zone: str) -> str:
    zoned = f"TRY_CAST({source} AS TIMESTAMPTZ) AT TIME ZONE 'UTC'"
    local = _local(source, format)
    if time_zone != "UTC":
        local = f"(({local}) AT TIME ZONE {literal(time_zone)}) AT TIME ZONE 'UTC'"
    counted = f"WHEN {_is_since_1970(source)} THEN {_since_1970(source)}"
    return f"CASE WHEN {_is_zoned(source)} THEN {zoned} {counted} ELSE {local} END"


def _is_since_1970(source: str) -> str:
    """Whether a text counts milliseconds (from 1979 to 2033) or seconds (from 2001 on) since 1970, in UTC."""
    counted = f"regexp_full_match({source}, '1[0-9]{{12}}|[3-9][0-9]{{11}}|1[0-9]{{9}}')"
    return f"(substring({source}, 5, 1) BETWEEN '0' AND '9' AND {counted})"


def _since_1970(source: str) -> str:
    """The moment in UTC that such a text says."""
    return f"epoch_ms(CAST({source} AS BIGINT) * CASE WHEN length({source}) = 10 THEN 1000 ELSE 1 END)"


def _is_zoned(source: str) -> str:
    """Whether an ISO timestamp names its offset from UTC, or a zone (Z, UTC, EST …)."""
    named = f"regexp_matches({source}, '[0-9] ?(Z|[A-Z][A-Za-z/_]{{2,}}|:[0-9.]+[-+][0-9]{{2}}:?[0-9]{{0,2}})$')"
    return f"(length({source}) > 16 AND {_is_iso(source)} AND {named})"


def _is_iso(source: str) -> str:
    """Whether a text may be an ISO date: a year from 1000 to 9999 stands before the first separator."""
    return f"({source} >= '1' AND {source} < ':' AND {_after_year(source, '-', '/')})"


def _after_year(source: str, *marks: str) -> str:
    """Whether one of the marks stands fifth, and digits before it: in 12/1/2026 it does, but after no year."""
    digits = " AND ".join(f"substring({source}, {place}, 1) BETWEEN '0' AND '9'" for place in (2, 3, 4))
    return f"substring({source}, 5, 1) IN ({', '.join(map(literal, marks))}) AND {digits}"


def _local(source: str, format: ColumnFormat) -> str:
    """SQL giving the moment a text says, without any offset: ISO, else the column's order, else month names."""
    afternoon = ", ".join(f"'%Y{mark}%m{mark}%d %I:%M{seconds} %p'" for mark in "-/" for seconds in ("", ":%S"))
    iso = (  # the cast to TIMESTAMP passes over words such as PM
        f"CASE WHEN right({source}, 1) BETWEEN '0' AND '9' THEN TRY_CAST({source} AS TIMESTAMP) "
        f"ELSE try_strptime({source}, [{afternoon}]) END"
    )
    branches = [f"WHEN {_is_iso(source)} THEN coalesce({iso}, {_named(source)})"]
    branches.append(f"WHEN {_after_year(source, '.')} THEN {_numeric(source, 'ymd')}")
    if format.date_order is not None:
        numeric = f"regexp_matches({source}, '^[0-9]{{1,4}}[-/.][0-9]{{1,2}}[-/.][0-9]{{1,4}}')"
        branches.append(f"WHEN {numeric} THEN {_numeric(source, format.date_order)}")
    branches.append(f"WHEN regexp_matches({source}, '[0-9].*\\p{{L}}{{3}}|\\p{{L}}{{3}}.*[0-9]') THEN {_named(source)}")
    branches.append(f"WHEN contains({source}, '年') THEN try_strptime(translate({source}, '年月日', '//'), '%Y/%m/%d')")
    branches.append(f"WHEN regexp_full_match({source}, '[12][0-9]{{7}}') THEN try_strptime({source}, '%Y%m%d')")
    return f"CASE {' '.join(branches)} ELSE {_serial(source)} END"


def _numeric(source: str, order: str) -> str:
    """Digits in one order, any separator, two or four digits for the year, with or without a time of day."""
    day = f"translate(split_part(replace({source}, ',', ' '), ' ', 1), '-.', '//')"
    if order == "ymd":
        two, four = f"substring({day}, 3, 1) = '/'", f"substring({day}, 5, 1) = '/'"
        formats = "%y/%m/%d", "%Y/%m/%d"
    else:
        two, four = f"substring({day}, -3, 1) = '/'", f"substring({day}, -5, 2) BETWEEN '/1' AND '/9'"
        formats = _ORDERED[order] + "%y", _ORDERED[order] + "%Y"
    short, long = (f"try_strptime({day}, '{written}')" for written in formats)
    date = f"CASE WHEN {two} THEN {short} WHEN {four} THEN {long} END"
    return f"CASE WHEN contains({source}, ':') THEN {date} + {_time(source)} ELSE {date} END"


def _time(source: str) -> str:
    """The time of day at the end of a text as an INTERVAL: 24 hours, or 12 with AM and PM."""
    clock = rf"regexp_extract({source}, '[ T](\d{{1,2}}:\d{{2}}.*)$', 1)"
    half = rf"regexp_replace({clock}, ' ?([AaPp])\.?[Mm]\.?$', ' \1M')"
    twelve = f"try_strptime({half}, ['%I:%M %p', '%I:%M:%S %p'])"
    full = f"try_strptime({clock}, ['%H:%M', '%H:%M:%S', '%H:%M:%S.%f'])"
    is_twelve = rf"regexp_matches({source}, '[AaPp]\.?[Mm]\.?$')"
    return f"(CASE WHEN {is_twelve} THEN {twelve} ELSE {full} END - TIMESTAMP '1900-01-01')"


def _named(source: str) -> str:
    """A date whose month is a word: 3-Nov-23, 5. Januar 2024, Jan 5, 2024, 5 de enero de 2024."""
    quick = f"translate({source}, '- ', '//')"
    english = f"try_strptime({quick}, '%d/%b/%y'), try_strptime({quick}, '%d/%b/%Y')"
    day = f"try_strptime({_month_as_number(source)}, ['%d/%m/%y', '%d/%m/%Y'])"
    return f"CASE WHEN contains({source}, ':') THEN {day} + {_time(source)} ELSE coalesce({english}, {day}) END"


@cache
def _month_as_number(source: str) -> str:
    """SQL rewriting a date with a month's name as day/month/year in digits."""
    words = "|".join(sorted((name for names in MONTHS for name in names), key=len, reverse=True))
    weekday = r"(?:\p{L}+\.?,? +)?"
    day, year, rest = r"(\d{1,2})(?:st|nd|rd|th|er|º|\.)?", r"(\d{4}|\d{2})", r"(?:\D.*)?"
    day_first = rf"^{weekday}{day}[-/ .]*(?:de +)?({words})\.?[-/ .,]*(?:del? +)?{year}{rest}$"
    month_first = rf"^{weekday}({words})\.?[-/ ]+{day},?[-/ ]+{year}{rest}$"
    year_first = rf"^(\d{{4}})[-/ .]({words})[-/ .](\d{{1,2}}){rest}$"
    text = f"lower({source})"
    for pattern, order in ((day_first, r"\1/\2/\3"), (month_first, r"\2/\1/\3"), (year_first, r"\3/\2/\1")):
        text = f"regexp_replace({text}, {literal(pattern)}, '{order}')"
    for number, names in enumerate(MONTHS, 1):
        month = literal(f"/(?:{'|'.join(names)})/")
        text = f"regexp_replace({text}, {month}, '/{number}/')"
    return text


def _serial(source: str) -> str:
    """A day number of a spreadsheet (days since 1899-12-30), for the years 1954 to 2119."""
    days = f"TRY_CAST({source} AS DOUBLE)"
    since = f"TIMESTAMP '1899-12-30' + to_milliseconds(CAST(round({days} * 86400000) AS BIGINT))"
    return f"CASE WHEN {days} BETWEEN 20000 AND 80000 THEN {since} END"
