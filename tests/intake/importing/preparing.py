"""What the tests of this folder share: a text becomes a file, the file is prepared, its rows are read back."""

from pathlib import Path
from typing import Any

import duckdb

from metrics.intake.choices import ImportChoices
from metrics.intake.import_plan import ImportContext
from metrics.intake.preparing import Job, Prepared, prepare_untrusted
from metrics.schema.settings import Settings


def prepared(folder: Path, text: str | bytes, name: str = "file.csv", **given: Any) -> Prepared:
    """The file with this content, prepared as the worker process does it. `given` are ImportChoices by name,
    and `context`, `settings` or `profile` of the Job."""
    job = {key: given.pop(key) for key in ("context", "settings", "profile") if key in given}
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    scratch = folder / f"scratch of {name}"
    scratch.mkdir(exist_ok=True)
    job = {"context": ImportContext(), "settings": Settings(), "profile": False} | job
    return prepare_untrusted(Job(path, ImportChoices(**given), scratch=scratch, **job), lambda share, step: None)


def rows(done: Prepared) -> list[dict[str, Any]]:
    """The staged rows in the order of their lines, without what is only for the staging."""
    assert done.undecided == (), done.undecided
    assert done.staged is not None
    names = ", ".join(f'"{name}"' for name in (*done.columns, *done.kept))
    with duckdb.connect() as connection:
        values = connection.execute(f"SELECT {names} FROM {done.staged.relation} ORDER BY line").fetchall()
    return [dict(zip((*done.columns, *done.kept), row, strict=True)) for row in values]


def problems(done: Prepared) -> dict[str, int]:
    """How many rows each problem has, by its first words."""
    return {problem.problem: problem.count for problem in done.problems}
