"""A file is not read a second time under another time zone: rows without a key would stand twice."""

from dataclasses import replace
from pathlib import Path

import pytest

from metrics.errors import UserError
from metrics.intake.choices import ImportChoices
from metrics.intake.importing import import_files
from metrics.store.workspace import Workspace


def test_rows_stored_under_another_time_zone_are_not_stored_twice(tmp_path: Path) -> None:
    workspace, hours = Workspace(tmp_path / "w"), tmp_path / "hours.csv"
    hours.write_text("person_id,on_date,hours\nP1,2025-03-01T23:30:00-05:00,5\nP1,2025-03-14T12:00:00-05:00,5\n")
    import_files(workspace, [(hours, ImportChoices())], "Ann")
    elsewhere = replace(workspace.latest().settings, time_zone="America/New_York")
    workspace.publish([], action="Moved", who="Ann", settings=elsewhere)
    with pytest.raises(UserError, match="imported before, when the workspace's time zone was UTC"):
        import_files(workspace, [(hours, ImportChoices())], "Ann")
    for complete in (True, False):
        import_files(workspace, [(hours, ImportChoices(complete=complete))], "Ann")
    assert workspace.latest().tables["customer_time"].rows == 2


def test_a_file_whose_import_was_undone_can_be_imported_under_another_time_zone(tmp_path: Path) -> None:
    workspace, hours = Workspace(tmp_path / "w"), tmp_path / "hours.csv"
    hours.write_text("person_id,on_date,hours\nP1,2025-03-14T12:00:00-05:00,5\n")
    import_files(workspace, [(hours, ImportChoices())], "Ann")
    workspace.undo("Ann")
    elsewhere = replace(workspace.latest().settings, time_zone="America/New_York")
    workspace.publish([], action="Moved", who="Ann", settings=elsewhere)
    import_files(workspace, [(hours, ImportChoices())], "Ann")
    assert workspace.latest().tables["customer_time"].rows == 1
