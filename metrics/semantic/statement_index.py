"""What SELECTs read: of those that come with the program it stands in `statements.json`, by a digest of their text.

So opening the program parses nothing; any other text is parsed when it is first asked about.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from metrics.semantic.statement import SelectStatement

STATEMENT_INDEX = Path(__file__).parent / "statements.json"


@lru_cache(maxsize=2000)
def read_statement(sql: str) -> SelectStatement:
    """What a SELECT reads. Raises StatementError for a text that isn't one SELECT, or reads what is no relation."""
    listed = _index().get(text_digest(sql))
    if listed is not None:
        return listed
    from metrics.semantic.statement_tree import parsed_statement

    return parsed_statement(sql)


def relations_read(sql: str) -> tuple[str, ...]:
    """The relations that a SELECT reads, in order, each once; its own WITH parts are none. Raises StatementError."""
    return read_statement(sql).relations


def text_digest(sql: str) -> str:
    """What a text is found by in the index."""
    return hashlib.sha256(sql.encode()).hexdigest()[:16]


def index_of_statements(texts: Mapping[str, str]) -> str:
    """The index of texts, each by the name it is to have there, as it is written to the file."""
    from metrics.semantic.statement_tree import parsed_statement

    entries = {name: {"text": text_digest(sql), **asdict(parsed_statement(sql))} for name, sql in sorted(texts.items())}
    lines = (f" {json.dumps(name)}: {json.dumps(entry)}" for name, entry in entries.items())
    return "{\n" + ",\n".join(lines) + "\n}\n"


@cache
def _index() -> Mapping[str, SelectStatement]:
    """What the SELECTs that come with the program read, by the digests of their texts."""
    entries = json.loads(STATEMENT_INDEX.read_text(encoding="utf-8"))
    return MappingProxyType({each["text"]: _listed(each) for each in entries.values()})


def _listed(entry: Mapping[str, Any]) -> SelectStatement:
    lists = {name: tuple(entry[name]) for name in ("relations", "parts", "values")}
    return SelectStatement(entry["source"], **lists, placed_by=entry["placed_by"])
