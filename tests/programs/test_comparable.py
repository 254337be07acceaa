"""Who is compared with whom: people of one segment who do the same work; and which months are ripe enough."""

from pathlib import Path

import numpy as np
import pandas

from metrics.intake.choices import ImportChoices
from metrics.intake.importing import import_files
from metrics.programs.driver_links import NOBODY
from metrics.programs.outcome_counting import ProgramOutcome, outcome_of
from metrics.programs.panel_query import alike, outcome_panel_of
from metrics.query.binding import metric_named
from metrics.store.workspace import Workspace
from tests.readers import reader_of


def test_different_work_is_not_compared() -> None:
    rows = pandas.DataFrame({"work": ["sales", "sales", "support"], "segment": ["Big", None, "Big"]})
    assert list(alike(rows, "segment")) == ["sales · Big", "sales · ", "support · Big"]
    assert list(alike(rows, None)) == ["sales", "sales", "support"]
    assert list(alike(rows[:2], "segment")) == ["Big", ""]
    assert alike(rows[:2], None) is None
    unknown = pandas.DataFrame({"work": ["sales", None], "segment": ["Big", "Big"]})
    assert list(alike(unknown, None)) == ["sales", ""]


def test_leads_that_nobody_closes_are_ripe_once_no_more_are_open_than_usual(tmp_path: Path) -> None:
    """Seven of ten leads are never closed, however old: only the last months, in which more are open, are too young."""
    random = np.random.default_rng(3)
    lines, day = ["lead_id,created_on,meeting_on,person_id"], pandas.Timestamp("2024-01-01")
    while day < pandas.Timestamp("2025-07-01"):
        for _ in range(4):
            met = day + pandas.Timedelta(days=int(random.integers(5, 26)))
            met_on = f"{met:%Y-%m-%d}" if random.random() < 0.3 and met < pandas.Timestamp("2025-07-01") else ""
            lines.append(f"L{len(lines)},{day:%Y-%m-%d},{met_on},P{len(lines) % 5}")
        day += pandas.Timedelta(days=1)
    roster = ["person_id,name,function,started_on", *(f"P{n},N{n},sales development,2020-01-01" for n in range(5))]
    files = {"leads": lines, "people": roster}
    for name, rows in files.items():
        (tmp_path / f"{name}.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    workspace = Workspace(tmp_path / "w")
    import_files(workspace, [(tmp_path / f"{name}.csv", ImportChoices(table=name)) for name in files], who="tests")
    snapshot = workspace.latest()
    outcome = outcome_of(metric_named(snapshot, "lead_to_meeting"))
    assert isinstance(outcome, ProgramOutcome)
    panel = outcome_panel_of(reader_of(snapshot), outcome, NOBODY, "created", None)
    assert 1 <= len(panel.unripe) <= 2
    assert len(panel.months) + len(panel.unripe) == 18
    assert panel.still_open > 0.6
