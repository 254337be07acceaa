"""What is asked of a version beside its metrics: one SELECT a file in `selects/`, run by its name.

A file begins with a comment that says what its rows are; what it reads is made ready before it runs. Where it asks of
sessions, or of deals' entries into stages, it has the fact models' own names for them in braces.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from metrics.query.session import Session
from metrics.semantic import entry_model, relations_read, session_model

FOLDER = Path(__file__).parent / "selects"


@cache
def named_selects() -> Mapping[str, str]:
    """The text of every SELECT of the folder, by name."""
    names = _model_names()
    return MappingProxyType({path.stem: _text(path).format(**names) for path in sorted(FOLDER.glob("*.sql"))})


def select_rows(session: Session, select: str, /, **values: object) -> list[tuple[Any, ...]]:
    """The rows of one of them, in the order of its columns; `values` are those of its `$names`."""
    sql = named_selects()[select]
    session.need(relations_read(sql))
    return session.rows(sql, values or None)


def _model_names() -> Mapping[str, str]:
    """What stands for the braces of a file."""
    model = session_model()
    assert model.sessions is not None
    sessions_stored, program_stored = model.dimensions[model.sessions.program]
    return {
        "sessions": model.name,
        "program": model.sessions.program,
        "session": model.sessions.session,
        "day": model.sessions.day,
        "sessions_stored": sessions_stored,
        "program_stored": program_stored,
        "entries_stored": entry_model().table,
    }


def _text(path: Path) -> str:
    lines = path.read_text(encoding="utf-8").splitlines()
    return "\n".join(line for line in lines if not line.startswith("--"))
