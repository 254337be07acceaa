"""SQL that reads a text as a date, a number or a truth value, and gives NULL where it is none."""

from functools import cache

from metrics.intake.contract import ColumnType
from metrics.intake.model import ColumnFormat
from metrics.intake.session import literal

EXACT = "DECIMAL(38, 12)"
"""The type amounts are summed in: exact to twelve decimals."""

TRUE_WORDS = ("true", "t", "yes", "y", "1", "x", "ja", "oui", "sí", "si", "да", "はい", "是", "wahr", "vrai", "verdadero")
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

_ORDERED = {"dmy": ("%d/%m/%Y", "%d/%m/%y"), "mdy": ("%m/%d/%Y", "%m/%d/%y"), "ymd": ("%Y/%m/%d", "%y/%m/%d")}
_CURRENCY = r"(?:\p{Sc}|[A-Z]{1,2}\p{Sc}|[A-Z]{3}|kr\.?|zł|Kč|Fr\.?|руб\.?|円|元)"
_SPACES = r" \x{a0}\x{2009}\x{202f}"
_THOUSANDS = {",": ",", ".": r"\.", "'": "['’]", " ": f"[{_SPACES}]"}


def cast_expression(source_sql: str, target: ColumnType, format: ColumnFormat, time_zone: str = "UTC") -> str:
    """SQL giving the text `source_sql` as a value of `target` (see `contract.SQL_TYPES`), NULL where it isn't one.

    Times without an offset are in `time_zone`; timestamps come out in UTC, dates as days in `time_zone`.
    A percent comes out as a fraction. Two-digit years 00–68 are 2000–2068, 69–99 are 1969–1999.
    """
    source = f"({source_sql})"
    if target == "text":
        return source_sql
    if target == "boolean":
        return _boolean(source)
    if target in ("date", "timestamp"):
        return _date(source, format, time_zone) if target == "date" else _timestamp(source, format, time_zone)
    if target == "integer":
        exact = number_expression(source, format, "DECIMAL(38, 6)")
        return f"(CASE WHEN {exact} = floor({exact}) THEN TRY_CAST({exact} AS BIGINT) END)"
    if target == "money":
        return number_expression(source, format, "DECIMAL(18, 4)")
    number = number_expression(source, format, "DOUBLE")
    if target == "number":
        return number
    if format.percent_points:
        return f"({number} / 100)"
    return f"(CASE WHEN contains({source}, '%') THEN {number} / 100 ELSE {number} END)"


def number_expression(source: str, format: ColumnFormat, sql_type: str) -> str:
    """SQL giving a text as a number of `sql_type`: signs, currency, marks and a percent sign are understood.

    A percent sign is passed over: 15 % gives 15. Parentheses and a trailing minus make a number negative.
    """
    decimal = r"\." if format.decimal_mark == "." else ","
    written = literal(_number_pattern(decimal, format.thousands_mark))
    digits = f"replace(regexp_replace(regexp_extract({source}, {written}, 1), '[^0-9{decimal}]', '', 'g'), ',', '.')"
    sign = f"CASE WHEN regexp_matches({source}, '[-−(]') THEN '-' ELSE '' END"
    powers = f"TRY_CAST(replace({source}, ',', '.') AS {sql_type})"
    power = f"CASE WHEN regexp_full_match({source}, '[-+]?[0-9]+({decimal}[0-9]*)?[eE][-+]?[0-9]+') THEN {powers} END"
    marked = f"coalesce(TRY_CAST({sign} || {digits} AS {sql_type}), {power})"
    marked = f"CASE WHEN contains({source}, '(') = contains({source}, ')') THEN {marked} END"
    if sql_type == "DOUBLE":
        marked = _finite(marked)
    return f"coalesce({_plain(source, format, sql_type)}, {marked})"


def _finite(expression: str) -> str:
    return f"(CASE WHEN isfinite({expression}) THEN {expression} END)"


def _plain(source: str, format: ColumnFormat, sql_type: str) -> str:
    """The cast that suffices for digits with at most a decimal point, many times as fast as the one for all."""
    others = "[^-+0-9.]" if format.decimal_mark == "." else "[^-+0-9]"
    return f"CASE WHEN NOT regexp_matches({source}, '{others}') THEN TRY_CAST({source} AS {sql_type}) END"


@cache
def _number_pattern(decimal: str, thousands_mark: str) -> str:
    whole = r"\d+"
    if thousands_mark:
        mark = _THOUSANDS[thousands_mark]
        whole = rf"\d{{1,3}}(?:{mark}\d{{2,3}})*{mark}\d{{3}}|\d+"
    blank = rf"[{_SPACES}]*"
    number = rf"((?:{whole})(?:{decimal}\d*)?|{decimal}\d+)"
    side = rf"(?:{_CURRENCY}|%)?"
    sign = "[-+−]?"
    inner = rf"{sign}{blank}{side}{blank}{sign}{blank}{number}{blank}{side}{blank}"
    return rf"^\(?{inner}-?\)?$"


def _boolean(source: str) -> str:
    word = f"lower({source})"
    true, false = (", ".join(map(literal, words)) for words in (TRUE_WORDS, FALSE_WORDS))
    return f"(CASE WHEN {word} IN ({true}) THEN true WHEN {word} IN ({false}) THEN false END)"


def _date(source: str, format: ColumnFormat, time_zone: str) -> str:
    zoned = f"(TRY_CAST({source} AS TIMESTAMPTZ) AT TIME ZONE {literal(time_zone)})"
    moment = f"(CASE WHEN {_is_zoned(source)} THEN {zoned} ELSE {_local(source, format)} END)"
    return f"CAST({_sane(moment)} AS DATE)"


def _timestamp(source: str, format: ColumnFormat, time_zone: str) -> str:
    zoned = f"(TRY_CAST({source} AS TIMESTAMPTZ) AT TIME ZONE 'UTC')"
    local = _local(source, format)
    if time_zone != "UTC":
        local = f"(({local} AT TIME ZONE {literal(time_zone)}) AT TIME ZONE 'UTC')"
    return _sane(f"(CASE WHEN {_is_zoned(source)} THEN {zoned} ELSE {local} END)")


def _sane(moment: str) -> str:
    """No date of a business lies before the year 1000 or after 9999: such a reading is a misreading."""
    return f"(CASE WHEN {moment} BETWEEN TIMESTAMP '1000-01-01' AND TIMESTAMP '9999-12-31 23:59:59' THEN {moment} END)"


def _is_zoned(source: str) -> str:
    """Whether an ISO timestamp names its offset from UTC, or a zone (Z, UTC, EST …)."""
    named = f"regexp_matches({source}, '[0-9] ?(Z|[A-Z][A-Za-z/_]{{2,}}|[-+][0-9]{{2}}:?[0-9]{{0,2}})$')"
    return f"(length({source}) > 16 AND {_is_iso(source)} AND contains({source}, ':') AND {named})"


def _is_iso(source: str) -> str:
    """Whether a text may be an ISO date: it begins with a digit, and four digits stand before the first separator."""
    return f"({source} >= '1' AND {source} < ':' AND substring({source}, 5, 1) IN ('-', '/'))"


def _local(source: str, format: ColumnFormat) -> str:
    """SQL giving the moment a text says, without any offset: ISO, else the column's order, else month names."""
    ends = f"right({source}, 1) BETWEEN '0' AND '9'"  # the cast to TIMESTAMP passes over words: PM, EST
    iso = f"CASE WHEN {ends} THEN TRY_CAST({source} AS TIMESTAMP) ELSE {_numeric(source, 'ymd')} END"
    chinese = f"try_strptime(translate({source}, '年月日', '//'), '%Y/%m/%d')"
    others = [_named(source), _compact(source), f"CASE WHEN contains({source}, '年') THEN {chinese} END", _serial(source)]
    if format.date_order is not None:
        others.insert(0, _numeric(source, format.date_order))
    return f"CASE WHEN {_is_iso(source)} THEN {iso} ELSE coalesce({', '.join(others)}) END"


def _numeric(source: str, order: str) -> str:
    """Digits in one order, any separator, two or four digits for the year, with or without a time of day."""
    four, two = _ORDERED[order]
    plain = f"translate({source}, '-.', '//')"
    day = f"split_part(replace({source}, ',', ''), ' ', 1)"
    day = f"translate({day}, '-.', '//')"
    year = f"substring({plain}, 1, 4)" if order == "ymd" else f"substring({plain}, -4)"
    year_is_four = f"NOT contains({year}, '/')"
    date = f"CASE WHEN {year_is_four} THEN try_strptime({plain}, '{four}') ELSE try_strptime({plain}, '{two}') END"
    dated = f"coalesce(try_strptime({day}, '{two}'), try_strptime({day}, '{four}'))"
    return f"CASE WHEN contains({source}, ':') THEN {dated} + {_time(source)} ELSE {date} END"


def _time(source: str) -> str:
    """The time of day in a text as an INTERVAL: 24 hours, or 12 with AM and PM."""
    digits = r"(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?"
    found = rf"regexp_extract({source}, '[ T]+({digits}) ?(?:[AaPp]\.?[Mm]\.?)?$', 1)"
    half = rf"upper(replace(regexp_extract({source}, ' ?([AaPp]\.?[Mm]\.?)$', 1), '.', ''))"
    clock = f"TRY_CAST({found} AS INTERVAL)"
    hour = f"CAST(split_part({found}, ':', 1) AS BIGINT)"
    shifted = f"{clock} + to_hours(CASE {half} WHEN 'PM' THEN 12 ELSE 0 END - CASE WHEN {hour} = 12 THEN 12 ELSE 0 END)"
    return f"CASE WHEN {half} = '' THEN {clock} WHEN {hour} BETWEEN 1 AND 12 THEN {shifted} END"


def _named(source: str) -> str:
    """A date whose month is a word: 3-Nov-23, 5. Januar 2024, Jan 5, 2024, 5 de enero de 2024."""
    words = "|".join(sorted((name for names in MONTHS for name in names), key=len, reverse=True))
    pairs = ", ".join(f"{literal(name)}: {number}" for number, names in enumerate(MONTHS, 1) for name in names)
    lowered = f"lower({source})"
    before = rf"^(?:\p{{L}}+\.?,? +)?(\d{{1,2}})(?:st|nd|rd|th|er|º|\.)?[-/ .]*(?:de +)?({words})\.?[-/ .,]*(?:del? +)?(\d{{4}}|\d{{2}})\b"
    after = rf"^(?:\p{{L}}+\.?,? +)?({words})\.?[-/ ]+(\d{{1,2}})(?:st|nd|rd|th)?,?[-/ ]+(\d{{4}}|\d{{2}})\b"
    year_first = rf"^(\d{{4}})[-/ .]({words})[-/ .](\d{{1,2}})\b"
    readings = []
    for pattern, (day, month, year) in ((before, (1, 2, 3)), (after, (2, 1, 3)), (year_first, (3, 2, 1))):
        part = [f"regexp_extract({lowered}, {literal(pattern)}, {group})" for group in (day, month, year)]
        text = f"{part[0]} || '/' || MAP {{{pairs}}}[{part[1]}] || '/' || {part[2]}"
        readings.append(f"try_strptime({text}, '%d/%m/%y'), try_strptime({text}, '%d/%m/%Y')")
    quick = f"translate({source}, '- ', '//')"
    english = f"try_strptime({quick}, '%d/%b/%y'), try_strptime({quick}, '%d/%b/%Y')"
    slow = f"coalesce({', '.join(readings)})"
    timed = f"CASE WHEN contains({source}, ':') THEN {slow} + {_time(source)} ELSE {slow} END"
    has_both = f"regexp_matches({source}, '[0-9].*\\p{{L}}{{3}}|\\p{{L}}{{3}}.*[0-9]')"
    return f"CASE WHEN {has_both} THEN coalesce({english}, {timed}) END"


def _compact(source: str) -> str:
    """Eight digits: 20240105."""
    return f"CASE WHEN length({source}) = 8 THEN try_strptime({source}, '%Y%m%d') END"


def _serial(source: str) -> str:
    """A day number of a spreadsheet (days since 1899-12-30), for the years 1954 to 2119."""
    days = f"TRY_CAST({source} AS DOUBLE)"
    since = f"TIMESTAMP '1899-12-30' + to_milliseconds(CAST(round({days} * 86400000) AS BIGINT))"
    return f"CASE WHEN {days} BETWEEN 20000 AND 80000 THEN {since} END"
