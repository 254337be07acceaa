"""SQL of the catalog is written once for every engine: words that engines read differently are not used."""

import re

UNPORTABLE = {
    r"\*\s*(?:EXCLUDE|REPLACE|RENAME)\b": "star with exceptions",
    r"\bASOF\b": "ASOF JOIN",
    r"\bdate_trunc\b|\btime_bucket\b": "truncated dates (periods are computed before)",
    r"\bquantile\w*\b|\bmedian\b|\bpercentile\w*\b": "quantiles (they are computed from life tables)",
    r"\btry_\w+\b": "parsing",
    r"::": "casts with ::",
    r"\bQUALIFY\b|\bGROUP BY ALL\b|\bORDER BY ALL\b|\bUSING\s+SAMPLE\b": "DuckDB's own clauses",
    r"\b(?:list|struct|array)_\w+\s*\(|\bunnest\b|\[": "lists and structs",
    r"\bregexp_\w+": "regular expressions",
    r"\bFILTER\s*\(": "FILTER (write CASE)",
}


def unportable(sql: str) -> tuple[str, ...]:
    """What in a SELECT other engines would refuse or read differently; comments and texts don't count."""
    bare = re.sub(r"--[^\n]*|/\*.*?\*/|'(?:[^']|'')*'", "", sql, flags=re.DOTALL)
    return tuple(name for pattern, name in UNPORTABLE.items() if re.search(pattern, bare, re.IGNORECASE))
