"""`explain`: the command line says what the pages say."""

import pytest

from metrics.commands.command_line import main
from metrics.insights.decomposition import decompose, decomposition_sentence
from metrics.insights.win_rate_bridge import WAYS, bridge_sentences, win_rates
from metrics.query.answers import ask
from metrics.query.question import Question
from metrics.semantic.definition import catalog
from metrics.store.workspace import Workspace
from tests.readers import reader_of

SPAN = ("--grain", "quarter", "--from", "2026-04-01", "--to", "2026-06-30")


def explained(workspace: Workspace, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    status = main(["explain", *words, "--workspace", str(workspace.folder)])
    printed = capsys.readouterr()
    return status, printed.out, printed.err


def test_a_product_says_what_moved_it(sample_workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    metric = catalog()["sales_velocity"]
    status, out, _ = explained(sample_workspace, capsys, metric.name, *SPAN)
    rows = {
        row.period.label: row
        for row in ask(reader_of(sample_workspace.latest()), Question(metric.name, grain="quarter")).rows
    }
    decomposition = decompose(metric, rows["Q1 2026"], rows["Q2 2026"])
    assert status == 0
    assert out == f"{decomposition_sentence(metric, decomposition)}\n"
    assert sum(each.change for each in decomposition.contributions) == pytest.approx(decomposition.change)
    _, a_year, _ = explained(sample_workspace, capsys, metric.name, *SPAN, "--against", "year ago")
    assert a_year == f"{decomposition_sentence(metric, decompose(metric, rows['Q2 2025'], rows['Q2 2026']))}\n"


@pytest.mark.parametrize("name", WAYS)
def test_a_win_rate_is_told_four_ways(
    name: str, sample_workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, _ = explained(sample_workspace, capsys, name, *SPAN)
    (row,) = ask(reader_of(sample_workspace.latest()), Question(name, grain="quarter")).rows[-2:-1]
    question = Question(name, row.period.start, row.period.end, "quarter")
    assert status == 0
    assert out.splitlines() == list(bridge_sentences(win_rates(reader_of(sample_workspace.latest()), question)))


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("churn_rate",), "neither|no product"),
        (("sales_velocity", "--grain", "quarter"), "that of one period"),
        (("win_rate", "--grain", "quarter"), "those of one period"),
        (("sales_velocity", "--grain", "quarter", "--to", "2023-12-31"), "has no value in|is not complete"),
    ],
)
def test_what_can_not_be_explained_is_refused_in_words(
    words: tuple[str, ...], reason: str, sample_workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, err = explained(sample_workspace, capsys, *words)
    assert (status, out) == (1, "")
    assert any(part in err for part in reason.split("|"))
