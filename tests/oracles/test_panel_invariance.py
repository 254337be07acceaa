"""What may change in the files without changing an effect: the order of rows, what things are called, the years."""

import csv
import random
import string
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest

from metrics.intake.choices import ImportChoices
from metrics.intake.importing import import_files
from metrics.programs.evaluation import evaluate_program, usual_choices
from metrics.programs.registry import program_named
from metrics.store.snapshot import Snapshot
from metrics.store.workspace import Workspace
from tests.oracles.rows import Company, Row
from tests.readers import reader_of

JUDGED = {"DISCOVERY": "win_rate", "PLAYBOOK": "average_discount"}
TABLES = ("people", "identities", "opportunities", "stage_history", "products", "rates", "programs", "rollout")
Effects = Mapping[str, tuple[float | int | None, ...]]
"""By programme: the effect, its standard error and range, and its degrees of freedom."""
NAMES = ("person_id", "name", "email", "team", "manager", "segment", "owner", "identifier", "opportunity_id",
         "account_id", "product_id", "program_id", "audience")  # fmt: skip
CLOSING = ("closed won", "closed lost", "no decision")
MIRROR = str.maketrans(
    string.ascii_letters + string.digits,
    string.ascii_lowercase[::-1] + string.ascii_uppercase[::-1] + string.digits[::-1],
)
"""Each letter and digit becomes the one at the same distance from the other end: what was first in order is last."""


def shuffled(table: str, rows: Sequence[Row]) -> list[Row]:
    return random.Random(table).sample(rows, len(rows))


def renamed(table: str, rows: Sequence[Row]) -> list[Row]:
    return [{column: cell.translate(MIRROR) if column in NAMES else cell for column, cell in row.items()}
            for row in rows]  # fmt: skip


def years_earlier(years: int) -> Callable[[str, Sequence[Row]], list[Row]]:
    def moved(cell: str) -> str:
        if not (cell[4:5] == cell[7:8] == "-" and cell[:4].isdigit()):
            return cell
        on = date.fromisoformat(cell[:10])
        leap = (on.month, on.day) == (2, 29) and years % 4 != 0
        return on.replace(year=on.year - years, day=28 if leap else on.day).isoformat() + cell[10:]

    return lambda table, rows: [{column: moved(cell) for column, cell in row.items()} for row in rows]


def effects(snapshot: Snapshot, called: Callable[[str], str] = str) -> Effects:
    """The effect of each programme on what it is for, as it is judged by the usual choices."""
    judged = {}
    for program, metric in JUDGED.items():
        imputation = evaluate_program(
            reader_of(snapshot), program_named(reader_of(snapshot), called(program)), metric, usual_choices(snapshot)
        ).study.imputation
        assert imputation is not None
        effect = imputation.effect
        judged[program] = (effect.value, effect.standard_error, effect.low, effect.high, effect.degrees_of_freedom)
    return judged


CHANGES = {
    "rows in another order": (shuffled, str),
    "people and ids called otherwise": (renamed, lambda program: program.translate(MIRROR)),
    "four years earlier, leap years included": (years_earlier(4), str),
    "twelve months earlier": (years_earlier(1), str),
}


@pytest.fixture(scope="module")
def as_they_are(sample_snapshot: Snapshot) -> Effects:
    return effects(sample_snapshot)


@pytest.mark.parametrize("change", CHANGES)
def test_an_effect_stays_what_it_is_when_the_files_say_the_same_otherwise(
    sample: Company, as_they_are: Effects, tmp_path: Path, change: str
) -> None:
    """What has no part in it is not even imported: other tables, and stages in which no deal was closed."""
    changed, called = CHANGES[change]
    kept = {table: sample.rows(table) for table in TABLES}
    kept["stage_history"] = [row for row in kept["stage_history"] if row["stage"].casefold() in CLOSING]
    rows = {table: changed(table, kept[table]) for table in TABLES}
    files = [(written(tmp_path, table, rows[table]), ImportChoices(table=table)) for table in TABLES]
    workspace = Workspace(tmp_path / "workspace")
    import_files(workspace, files, who="tests")
    theirs = effects(workspace.latest(), called)
    assert theirs.keys() == as_they_are.keys()
    for program, effect in as_they_are.items():
        assert theirs[program] == pytest.approx(effect, rel=1e-9), program


def written(folder: Path, table: str, rows: Sequence[Row]) -> Path:
    path = folder / f"{table}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    return path
