"""Documents of a workspace that are metrics of its own, and those that turn out to be none."""

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest

from metrics.commands.command_line import main
from metrics.errors import Unavailable
from metrics.query.answers import ask, dimensions
from metrics.query.question import Question
from metrics.semantic.definition import catalog, metrics_of, unreadable_metrics
from metrics.store.snapshot import Snapshot
from metrics.store.workspace import Workspace
from tests.query.drawn import drawn
from tests.readers import reader_of

WEB = (
    catalog()["win_rate"]
    .path.read_text(encoding="utf-8")
    .replace("-- title: Win rate", "-- title: Win rate on the web")
    .replace("-- headline: yes\n", "")
    .replace("-- group: Win rate", "-- group: Own metrics")
)
DEALS = """
    opportunity_id | owner | stage       | created_on | closed_on  | amount
    1              | Ann   | Closed Won  | 2025-01-01 | 2025-02-01 | 10
    2              | Bob   | Closed Lost | 2025-02-01 | 2025-02-20 | 20
"""


def holding(folder: Path, **documents: str | bytes) -> Snapshot:
    """A drawn workspace with documents, each under the name of a metric."""
    paths = {}
    for name, content in documents.items():
        stored = content if isinstance(content, bytes) else content.encode()
        path = folder / hashlib.sha256(stored).hexdigest()
        path.write_bytes(stored)
        paths[f"metrics/{name}.sql"] = path
    return replace(drawn(folder, opportunities=DEALS), documents=paths)


def test_a_document_beside_the_catalogue_is_asked_like_any_metric(tmp_path: Path) -> None:
    snapshot = holding(tmp_path, web=WEB)
    assert list(metrics_of(snapshot)) != list(catalog())
    assert set(metrics_of(snapshot)) == {*catalog(), "web"}
    assert ask(reader_of(snapshot), Question("web")).rows[0].value == 0.5
    assert unreadable_metrics(snapshot) == {}


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (WEB.replace("-- unit: share\n", ""), "own.sql: the header lacks “unit”"),
        (WEB.replace("-- rules:", "-- colour: red\n-- rules:"), "“colour”, which nobody reads"),
        (WEB.replace("-- unit: share", "-- unit: bananas"), "“unit” is “bananas”"),
        (WEB.partition("SELECT")[0], "no SELECT"),
        (
            WEB.replace("SELECT\n", "SELEKT\n"),
            f"own.sql, line {WEB.partition('SELECT')[0].count(chr(10)) + 1}: “SELEKT” begins no SELECT; write one.",
        ),
        (WEB.replace("-- reads: opportunities", "-- reads: bargains"), "own.sql reads bargains, which is no table"),
        (WEB.replace("Win rate on the web", "WIN RATE"), "“WIN RATE” like another metric"),
        ("", "the header lacks “title”"),
        (b"-- title: \xff\xfe\x00", "own.sql can't be read as text"),
    ],
)
def test_a_document_that_is_no_metric_is_said_and_the_others_work(
    tmp_path: Path, content: str | bytes, complaint: str
) -> None:
    snapshot = holding(tmp_path, own=content, web=WEB)
    assert set(metrics_of(snapshot)) == {*catalog(), "web"}
    assert complaint in unreadable_metrics(snapshot)["own"]
    assert ask(reader_of(snapshot), Question("web")).rows[0].value == 0.5
    assert ask(reader_of(snapshot), Question("win_rate")).rows[0].value == 0.5
    assert dimensions(reader_of(snapshot)) == dimensions(reader_of(holding(tmp_path)))
    with pytest.raises(Unavailable, match="The metric “own” can't be used"):
        ask(reader_of(snapshot), Question("own"))


@pytest.mark.parametrize(
    "select",
    [
        WEB.partition("SELECT")[2].lower().join(("select", "")),
        "SELECT" + WEB.partition("SELECT")[2].replace("FROM deals", 'FROM "deals"').replace("deals.", '"Deals".'),
        "with decided as (select * from deals where extract(year from closed_day) >= 2000)\nSELECT"
        + WEB.partition("SELECT")[2].replace("FROM deals", "FROM decided AS deals"),
        "SELECT" + WEB.partition("SELECT")[2] + "\n; -- that is all",
        "/* from nowhere */\nSELECT" + WEB.partition("SELECT")[2] + "\n-- JOIN nothing",
    ],
)
def test_however_a_select_is_written_its_metric_is_asked_and_grouped(tmp_path: Path, select: str) -> None:
    snapshot = holding(tmp_path, own=WEB.partition("SELECT")[0] + select)
    assert unreadable_metrics(snapshot) == {}
    asked = (Question(name, grain="month", by=("person", "stage")) for name in ("own", "win_rate"))
    own, catalogued = (ask(reader_of(snapshot), question).rows for question in asked)
    assert own == catalogued


def test_a_document_never_stands_in_for_a_metric_of_the_catalogue(tmp_path: Path) -> None:
    snapshot = holding(tmp_path, win_rate=WEB)
    assert metrics_of(snapshot) == catalog()
    assert "like another metric" in unreadable_metrics(snapshot)["win_rate"]


def test_of_two_documents_with_one_title_the_second_is_said(tmp_path: Path) -> None:
    snapshot = holding(tmp_path, web=WEB, web_again=WEB)
    assert "web" in metrics_of(snapshot)
    assert "“Win rate on the web” like another metric" in unreadable_metrics(snapshot)["web_again"]


def test_a_document_that_is_gone_is_said(tmp_path: Path) -> None:
    snapshot = replace(drawn(tmp_path, opportunities=DEALS), documents={"metrics/own.sql": tmp_path / "gone"})
    assert unreadable_metrics(snapshot) == {"own": "own.sql can't be read (its file is missing)."}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("FROM deals", "FROM bargains"),
        ("deals.closed_day AS happened_on", "deals.no_such_column AS happened_on"),
        ("FROM deals", "FROM deals WHERE CAST(deals.stage AS INTEGER) > 1"),
        ("1 AS decided", "'many' AS decided"),
    ],
)
def test_a_select_that_does_not_run_makes_its_metric_unavailable_in_a_sentence(
    tmp_path: Path, before: str, after: str
) -> None:
    snapshot = holding(tmp_path, own=WEB.replace(before, after))
    assert dimensions(reader_of(snapshot)) == dimensions(reader_of(holding(tmp_path)))
    with pytest.raises(Unavailable) as reason:
        ask(reader_of(snapshot), Question("own"))
    assert "\n" not in str(reason.value)
    assert "Win rate on the web" in str(reason.value)
    assert ask(reader_of(snapshot), Question("win_rate")).rows[0].value == 0.5


def test_the_catalogue_command_lists_a_workspaces_own_metrics(
    own_workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    documents: dict[str, bytes | None] = {"metrics/web.sql": WEB.encode(), "metrics/own.sql": b"nothing"}
    own_workspace.publish((), action="Added", who="tests", documents=documents)
    assert main(["catalog", "--json", "--workspace", str(own_workspace.folder)]) == 0
    printed = capsys.readouterr()
    assert {entry["name"] for entry in json.loads(printed.out)} == {*catalog(), "web"}
    assert "“own” can't be used" in printed.err
    assert main(["catalog", "--workspace", str(own_workspace.folder)]) == 0
    assert "Win rate on the web." in capsys.readouterr().out
    assert main(["catalog"]) == 0
    assert "Win rate on the web." not in capsys.readouterr().out
