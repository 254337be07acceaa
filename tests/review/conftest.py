"""A company of a dozen deals in the first quarter of 2025, whose exports come one after another."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from metrics.query.question import Period
from metrics.review.snapshots import FrozenPeriod, freeze
from metrics.semantic.definition import Metric, metrics_of
from metrics.store.snapshot import Snapshot
from metrics.store.versions import ImportedFile
from metrics.store.workspace import Workspace
from tests.readers import reader_of
from tests.store.rows import update

FIRST_QUARTER = Period(date(2025, 1, 1), date(2025, 3, 31), "Q1 2025", True)
PEOPLE = [("e", "Eve", "sales", "East"), ("w", "Wim", "sales", "West")]
WON, LOST = "Closed Won", "Closed Lost"
DEALS = [
    *((f"{owner}{n}", WON, owner, date(2024, 12, 1), date(2025, 2, n), 100, "USD") for owner in "ew" for n in (1, 2)),
    *((f"{owner}{n}", LOST, owner, date(2024, 12, 1), date(2025, 3, n), 50, "USD") for owner in "ew" for n in (3, 4)),
    ("later", WON, "e", date(2025, 4, 1), date(2025, 5, 31), 100, "USD"),
    ("before", WON, "e", date(2024, 4, 1), date(2024, 11, 30), 100, "USD"),
]
COLUMNS = {
    "opportunities": "opportunity_id stage owner created_on closed_on amount currency",
    "people": "person_id name function team",
    "training": "person_id held_on attended",
    "rates": "currency valid_from into rate",
}
Import = Callable[..., Snapshot]


def late(name: str, stage: str = WON, owner: str = "e", amount: float = 100, currency: str = "USD") -> tuple[Any, ...]:
    """A deal of the quarter that comes to be known later."""
    return (name, stage, owner, date(2024, 12, 1), date(2025, 3, 20), amount, currency)


FROZEN = ("win_rate", "new_business_revenue", "deal_velocity", "training_attendance")


@pytest.fixture(autouse=True)
def few_metrics(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Four metrics are frozen, of each kind that is told apart here; on the sample it is all of the catalogue."""
    if "own_workspace" not in request.fixturenames:
        for place in ("attribution", "restatements", "snapshots"):
            monkeypatch.setattr(f"metrics.review.{place}.metrics_of", few)


def few(snapshot: Snapshot) -> dict[str, Metric]:
    return {name: metric for name, metric in metrics_of(snapshot).items() if name in FROZEN}


@pytest.fixture
def imported(tmp_path: Path) -> Import:
    """Imports rows of one table as a file of a name."""

    def do(table: str, rows: Sequence[Sequence[Any]], name: str, complete: bool = False) -> Snapshot:
        brought = update(tmp_path, table, COLUMNS[table], rows, complete=complete)
        file = ImportedFile(name, table, "0" * 64, len(rows), len(rows), 0)
        return Workspace(tmp_path / "w").publish([brought], action=f"Imported {name}", who="Ann", files=[file])

    return do


@pytest.fixture
def workspace(tmp_path: Path, imported: Import) -> Workspace:
    """The company with what was known when the quarter was presented."""
    imported("people", PEOPLE, "people.csv")
    imported("opportunities", DEALS, "deals.csv")
    return Workspace(tmp_path / "w")


@pytest.fixture
def frozen(workspace: Workspace) -> FrozenPeriod:
    """The quarter, frozen."""
    return freeze(workspace, reader_of(workspace.latest()), FIRST_QUARTER, "Ann")
