"""What is absent from a complete export ended when the data does, whenever the file is uploaded."""

from datetime import date
from pathlib import Path

import duckdb

from metrics.intake.choices import ImportChoices
from metrics.intake.importing import import_files
from metrics.query.answers import data_through
from metrics.store.workspace import Workspace
from tests.readers import reader_of


def test_what_a_complete_export_does_not_have_ended_when_the_data_does(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "w")
    deals, customers, later = (tmp_path / name for name in ("deals.csv", "customers.csv", "later.csv"))
    deals.write_text("Opportunity ID,Stage,Created Date,Close Date\n1,Won,2025-01-01,2025-03-31\n")
    lines = "customer_id,started_on,ended_on\nA,2024-01-01,\nB,2024-01-01,2025-02-10\n"
    customers.write_text(lines + "D,2024-01-01,\n")
    import_files(workspace, [(deals, ImportChoices()), (customers, ImportChoices())], "Ann")
    later.write_text(lines)
    import_files(workspace, [(later, ImportChoices(complete=True))], "Ann")
    assert data_through(reader_of(workspace.latest())) == date(2025, 3, 31)
    later.write_text(lines.replace("A,2024-01-01,", "E,2025-05-02,"))
    import_files(workspace, [(later, ImportChoices(complete=True))], "Ann")
    snapshot = workspace.latest()
    with duckdb.connect() as connection:
        stored = connection.read_parquet([str(path) for path in snapshot.tables["customers"].files])
        ended = dict(stored.select("customer_id, ended_on").fetchall())
    assert ended == {"A": date(2025, 5, 1), "B": date(2025, 2, 10), "D": date(2025, 3, 30), "E": None}
