"""`python -m metrics organisation`: what it prints, and how it ends."""

import json
from pathlib import Path

import pytest

from metrics.commands.command_line import main
from metrics.store.workspace import Workspace
from tests.pages.conftest import workspace_of


def printed(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    try:
        status = main(["organisation", *words])
    except SystemExit as end:
        status = int(str(end.code))
    output = capsys.readouterr()
    return status, output.out, output.err


def test_the_recommendation_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = printed(capsys, "--customer-facing", "214", "--enablers", "4")
    assert status == 0
    for part in ("5 enablement people for 214", "1 is lacking", "(A11)", "To hire, in order: Sales enablement (now)"):
        assert part in out
    assert "not an exact science" in out


def test_the_recommendation_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = printed(capsys, "--customer-facing", "2001", "--enablers", "12", "--ratio", "40", "--json")
    document = json.loads(out)
    assert status == 0
    assert (document["recommended"], document["gap"], document["stage"]["name"]) == (51, 39, "peer")
    assert document["operating_model"] == "Collaboration"
    assert document["own_numbers"] == [{"what": "People per enablement person", "usual": "1:50", "own": "1:40"}]
    assert sum(role["now"] for role in document["roles"]) == 51
    assert len(document["reporting_line"]) == 2


def test_nobody_is_a_sentence_and_no_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert printed(capsys, "--customer-facing", "0")[0] == 0
    status, out, _ = printed(capsys, "--customer-facing", "0", "--json")
    assert status == 0
    assert json.loads(out)["stage"] is None


def test_ten_million_people_and_more_enablers_than_people_are_answered(capsys: pytest.CaptureFixture[str]) -> None:
    assert "200,000 enablement people" in printed(capsys, "--customer-facing", "10000000")[1]
    assert "gross inefficiency" in printed(capsys, "--customer-facing", "10", "--enablers", "40")[1]


@pytest.mark.parametrize("word", ["-1", "2.5", "many", "10000001", ""])
@pytest.mark.parametrize("option", ["--customer-facing", "--enablers", "--ratio"])
def test_what_is_no_number_of_people_is_wrong_usage_with_a_reason(
    capsys: pytest.CaptureFixture[str], option: str, word: str
) -> None:
    words = [option, word] if option == "--customer-facing" else ["--customer-facing", "50", option, word]
    status, out, error = printed(capsys, *words)
    assert (status, out) == (2, "")
    assert "no whole number of people" in error or "there can't be" in error


@pytest.mark.parametrize("ratio", ["0", "501"])
def test_a_ratio_outside_the_scale_cannot_be_answered(capsys: pytest.CaptureFixture[str], ratio: str) -> None:
    status, out, error = printed(capsys, "--customer-facing", "100", "--ratio", ratio)
    assert (status, out) == (1, "")
    assert "lies between 1:1" in error


def test_the_american_spelling_is_the_same_command(capsys: pytest.CaptureFixture[str]) -> None:
    words = ("--customer-facing", "214", "--enablers", "4", "--json")
    _, british, _ = printed(capsys, *words)
    assert main(["organization", *words]) == 0
    assert capsys.readouterr().out == british


def test_neither_people_nor_a_workspace_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, error = printed(capsys, "--enablers", "3")
    assert (status, out) == (2, "")
    assert "the following arguments are required: --customer-facing or --workspace" in error


def test_a_workspace_gives_the_people_and_totals_replace_them_in_its_proportions(
    sample_workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    of = ("--workspace", str(sample_workspace.folder), "--json")
    document = json.loads(printed(capsys, *of)[1])
    assert (document["customer_facing"], document["enablers"], document["recommended"]) == (204, 4, 5)
    first = str(sample_workspace.latest().number)
    assert json.loads(printed(capsys, *of, "--version", first)[1]) == document
    words = ("--customer-facing", "2040", "--enablers", "3", "--ratio", "40")
    larger = json.loads(printed(capsys, *of, *words)[1])
    assert (larger["customer_facing"], larger["enablers"], larger["recommended"]) == (2040, 3, 51)
    assert larger["own_numbers"] == [{"what": "People per enablement person", "usual": "1:50", "own": "1:40"}]


def test_a_workspace_without_a_roster_needs_the_number_of_people(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    of = ("--workspace", str(tmp_path / "nothing"))
    status, out, error = printed(capsys, *of)
    assert (status, out) == (1, "")
    assert "No roster in this workspace says who is customer-facing" in error
    assert printed(capsys, *of, "--customer-facing", "214")[1] == printed(capsys, "--customer-facing", "214")[1]


def test_a_roster_without_functions_is_not_taken_for_nobody(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    roster = "person_id,name,role,valid_from,started_on\nA,Ann,Wizard,2024-01-01,2024-01-01\n"
    deals = "opportunity_id,owner,stage,closed_on\n1,Ann,Closed Won,2025-02-01\n"
    of = ("--workspace", str(workspace_of(tmp_path, people=roster, opportunities=deals).folder))
    status, out, error = printed(capsys, *of)
    assert (status, out) == (1, "")
    assert "The roster of this workspace doesn't say who is customer-facing" in error
    assert "40 customer-facing people" in printed(capsys, *of, "--customer-facing", "40")[1]


def test_a_version_of_no_workspace_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, error = printed(capsys, "--customer-facing", "40", "--version", "3")
    assert (status, out) == (2, "")
    assert "say which with --workspace" in error
