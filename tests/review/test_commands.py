"""Freezing and comparing from the command line."""

import json
from datetime import date

import pytest

from metrics.commands.command_line import main
from metrics.errors import UserError
from metrics.query.periods import period_called
from metrics.review.snapshots import (
    FROZEN_PERIODS,
    FrozenPeriod,
    as_presented,
    freeze,
    frozen_period,
    frozen_periods,
    snapshot_document,
)
from metrics.schema.settings import Settings
from metrics.store.workspace import Workspace
from tests.readers import reader_of
from tests.review.conftest import FIRST_QUARTER, Import, late


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("Q1 2025", date(2025, 1, 1), date(2025, 3, 31)),
        ("2025-q1", date(2025, 1, 1), date(2025, 3, 31)),
        ("mar 2025", date(2025, 3, 1), date(2025, 3, 31)),
        ("2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("W53 2020", date(2020, 12, 28), date(2021, 1, 3)),
    ],
)
def test_a_period_is_known_by_what_people_call_it(name: str, first: date, last: date) -> None:
    period = period_called(name, Settings())
    assert (period.start, period.end) == (first, last)


def test_a_fiscal_quarter_goes_by_its_fiscal_year_only() -> None:
    settings = Settings(fiscal_year_start=7)
    assert period_called("Q3 FY2025", settings).start == date(2025, 1, 1)
    with pytest.raises(UserError, match="like one of Q3 FY2025, Mar 2025, FY2025"):
        period_called("Q3 2025", settings)


@pytest.mark.parametrize("name", ["", "Q5 2025", "yesterday", "Q1 9999", "Q1 0001", "2025 2026"])
def test_a_name_of_no_period_is_refused_with_examples(name: str) -> None:
    with pytest.raises(UserError, match="Q1 2025"):
        period_called(name, Settings())


def test_a_frozen_period_comes_back_from_its_document_as_it_was(frozen: FrozenPeriod, workspace: Workspace) -> None:
    assert frozen_periods(workspace.latest()) == (frozen,)


def test_a_document_of_a_newer_program_says_so(workspace: Workspace, frozen: FrozenPeriod) -> None:
    newer = json.dumps({**snapshot_document(frozen), "format": 2}).encode()
    name = FROZEN_PERIODS.document_name(frozen.name)
    workspace.publish((), action="Newer", who="Ann", documents={name: newer})
    with pytest.raises(UserError, match="The period 2025-01-01 to 2025-03-31 was frozen by a newer Coxswain"):
        frozen_periods(workspace.latest())


def test_a_damaged_document_says_which_and_what_to_do(workspace: Workspace, frozen: FrozenPeriod) -> None:
    name = FROZEN_PERIODS.document_name(frozen.name)
    workspace.publish((), action="Damaged", who="Ann", documents={name: b"{"})
    with pytest.raises(UserError, match="can't be read"):
        frozen_periods(workspace.latest())


def test_a_period_without_a_number_is_not_frozen(workspace: Workspace) -> None:
    with pytest.raises(UserError, match="no number in it to freeze"):
        freeze(workspace, reader_of(workspace.latest()), period_called("Q1 2031", Settings()), "Ann")


def test_what_was_presented_says_what_was_not_available(workspace: Workspace) -> None:
    presented = as_presented(reader_of(workspace.latest()), FIRST_QUARTER, "Ann")
    assert "training.attended" in presented.unavailable["Training attendance"]
    assert presented.version == 2


def test_the_command_freezes_once_and_replaces_when_told(
    workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["freeze", "Q1 2025", "--workspace", str(workspace.folder)]
    assert main(words) == 0
    assert capsys.readouterr().out.startswith("Q1 2025: ")
    assert main(words) == 1
    assert "say --replace" in capsys.readouterr().err
    assert main([*words, "--replace", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["version"] == 3
    kept = frozen_period(workspace.latest(), FIRST_QUARTER.start, FIRST_QUARTER.end)
    assert kept
    assert kept.version == 3


def test_an_empty_workspace_has_nothing_to_freeze(workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["freeze", "Q1 2025", "--workspace", str(workspace.folder / "none")]) == 1
    assert "still empty" in capsys.readouterr().err


def test_the_command_tells_what_was_restated_by_which_file(
    workspace: Workspace, frozen: FrozenPeriod, imported: Import, capsys: pytest.CaptureFixture[str]
) -> None:
    imported("opportunities", [late("late1")], "late.csv")
    assert main(["frozen", "--workspace", str(workspace.folder)]) == 0
    output = capsys.readouterr().out
    assert f"{frozen.label}. Frozen on" in output
    assert "New-business revenue: $400.00 → $500.00, n = 4 → 5 (+$100.00)" in output
    assert "version 4: by late.csv (opportunities: 1 row added)" in output
    assert main(["frozen", "Q1 2025", "--workspace", str(workspace.folder), "--json"]) == 0
    (report,) = json.loads(capsys.readouterr().out)
    (revenue,) = [
        each for each in report["numbers"] if each["metric"] == "new_business_revenue" and each["team"] is None
    ]
    assert (revenue["then"]["value"], revenue["now"]["value"], revenue["restated"]) == (400, 500, True)
    assert revenue["steps"][0]["files"] == ["late.csv"]


def test_of_several_steps_each_says_from_what_to_what(
    workspace: Workspace, frozen: FrozenPeriod, imported: Import, capsys: pytest.CaptureFixture[str]
) -> None:
    imported("opportunities", [late("late1")], "late.csv")
    workspace.undo("Bob")
    imported("opportunities", [late("late1", amount=7)], "later.csv")
    assert main(["frozen", frozen.label, "--workspace", str(workspace.folder)]) == 0
    output = capsys.readouterr().out
    assert "version 4: $400.00 → $500.00, n = 4 → 5 by late.csv (opportunities: 1 row added)" in output
    assert "version 5: $500.00 → $400.00, n = 5 → 4. Undid: Imported late.csv" in output


def test_a_period_that_nobody_froze_is_named_with_those_there_are(
    workspace: Workspace, frozen: FrozenPeriod, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["frozen", "Q2 2025", "--workspace", str(workspace.folder)]) == 1
    assert f"there are {frozen.label}" in capsys.readouterr().err


def test_nothing_frozen_says_how_to_freeze(workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["frozen", "--workspace", str(workspace.folder)]) == 0
    assert "`freeze`" in capsys.readouterr().out
