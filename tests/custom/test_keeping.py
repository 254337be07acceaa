"""A made metric is kept as a catalogue file, asked like any other, changed, taken out and brought back."""

from dataclasses import replace
from pathlib import Path

import pytest

from metrics.errors import UserError
from metrics.query.answers import ask
from metrics.query.custom_preview import with_preview
from metrics.query.question import Question, Where
from metrics.semantic.custom.custom_metric import Condition, CustomMetric
from metrics.semantic.custom.keeping import keep_custom_metric, own_metrics, remove_custom_metric
from metrics.semantic.custom.naming import custom_metric_name
from metrics.semantic.custom.parsing import parse_custom_metric
from metrics.semantic.custom.subject import subjects
from metrics.semantic.custom.writing import custom_file_text
from metrics.semantic.definition import metrics_of, read_metric, unreadable_metrics
from metrics.store.workspace import Workspace
from tests.readers import reader_of

WEB = CustomMetric(
    "Deals from the web", "", "leading", "higher", "opportunities", "created_on", "seller", "count", None,
    (Condition("source", "is", ("Website",)),),
)  # fmt: skip
SCORES = CustomMetric(
    "Scores", "", "leading", "higher", "training", "held_on", "person", "median", "score",
    (Condition("program", "is", ("Coaching",)),),
)  # fmt: skip


def test_a_kept_metric_gives_the_answer_of_its_preview_and_takes_filters(own_workspace: Workspace) -> None:
    before = own_workspace.latest()
    tried, preview = with_preview(before, WEB)
    name = keep_custom_metric(own_workspace, WEB, "tests")
    after = own_workspace.latest()
    assert name == "deals_from_the_web"
    assert (after.number, after.action) == (before.number + 1, "Made the metric “Deals from the web”")
    question = Question(name, grain="quarter", by=("team",), where=(Where("region", ("Europe",)),))
    kept, seen = ask(reader_of(after), question), ask(reader_of(tried), replace(question, metric=preview))
    assert kept.rows == seen.rows
    assert {each.reason: each.count for each in kept.excluded} == {each.reason: each.count for each in seen.excluded}
    assert sum(row.value or 0 for row in kept.rows) > 0
    assert parse_custom_metric(metrics_of(after)[name]) == WEB
    assert set(own_metrics(after)) == {name}
    assert metrics_of(after)[name].group == "Own metrics"


def test_a_changed_metric_keeps_its_name_and_older_versions_keep_their_answer(own_workspace: Workspace) -> None:
    name = keep_custom_metric(own_workspace, WEB, "tests")
    first = own_workspace.latest()
    value = ask(reader_of(first), Question(name)).rows[0].value
    events = replace(WEB, title="Deals from events", whole=(Condition("source", "is", ("Event",)),))
    assert keep_custom_metric(own_workspace, events, "tests", replacing=name) == name
    second = own_workspace.latest()
    assert metrics_of(second)[name].title == "Deals from events"
    assert ask(reader_of(second), Question(name)).rows[0].value != value
    assert ask(reader_of(own_workspace.open(first.number)), Question(name)).rows[0].value == value


def test_a_metric_is_removed_and_brought_back(own_workspace: Workspace) -> None:
    name = keep_custom_metric(own_workspace, WEB, "tests")
    remove_custom_metric(own_workspace, name, "tests")
    assert own_metrics(own_workspace.latest()) == {}
    with pytest.raises(UserError, match="no own metric “deals_from_the_web” any more"):
        remove_custom_metric(own_workspace, name, "tests")
    own_workspace.undo("tests")
    assert set(own_metrics(own_workspace.latest())) == {name}


def test_a_document_that_is_no_metric_can_be_removed(own_workspace: Workspace) -> None:
    own_workspace.publish((), action="Added", who="tests", documents={"metrics/own.sql": b"nothing"})
    assert set(unreadable_metrics(own_workspace.latest())) == {"own"}
    remove_custom_metric(own_workspace, "own", "tests")
    assert unreadable_metrics(own_workspace.latest()) == {}


@pytest.mark.parametrize(
    ("made", "complaint"),
    [
        (replace(WEB, title="Win rate"), "a metric called “Win rate” already"),
        (replace(WEB, title=""), "Give the metric a title"),
        (replace(WEB, measure="sum", column="source"), "Source is text"),
    ],
)
def test_a_metric_with_a_fault_is_not_kept(own_workspace: Workspace, made: CustomMetric, complaint: str) -> None:
    number = own_workspace.latest().number
    with pytest.raises(UserError, match=complaint):
        keep_custom_metric(own_workspace, made, "tests")
    assert own_workspace.latest().number == number


def test_titles_alike_get_names_of_their_own(own_workspace: Workspace) -> None:
    titles = ("Web deals", "Web-deals", "商談", "Win-rate")
    names = [keep_custom_metric(own_workspace, replace(WEB, title=title), "tests") for title in titles]
    assert names == ["web_deals", "web_deals_2", "商談", "win_rate_2"]
    assert set(own_metrics(own_workspace.latest())) == set(names)
    assert custom_metric_name("—", ()) == "metric"


@pytest.mark.parametrize(
    "title",
    [
        '"; DROP TABLE deals; --',
        "SELECT 1 FROM roster",
        "-- unit: share",
        "kind: x",
        "line\n-- unit: days",
        "100 % “so”",
    ],
)
def test_any_title_and_summary_come_back_from_the_file_as_they_are(tmp_path: Path, title: str) -> None:
    path = tmp_path / "own.sql"
    path.write_text(custom_file_text(replace(WEB, title=title, summary=f"{title}!"), subjects()["opportunities"]))
    metric = read_metric(path)
    assert metric.title == " ".join(title.split())
    assert metric.summary == f"{metric.title}!"
    assert (metric.unit, metric.kind, metric.facts_from) == ("count", "leading", "deals")


def test_one_changed_by_hand_or_by_a_newer_program_is_used_but_not_changed_here(tmp_path: Path) -> None:
    path = tmp_path / "own.sql"
    text = custom_file_text(SCORES, subjects()["training"])
    for before, after in (
        ("attendances.score AS measured", "attendances.minutes AS measured"),
        ('"measure": "median"', '"measure": "mode"'),
        ('"table": "training"', '"table": "planets"'),
        ('"day": "held_on", ', ""),
        ("-- made: {", "-- made: "),
        ('["program", "is",', '["program", "sounds like",'),
        ('[["program"', '["program"'),
    ):
        assert before in text
        path.write_text(text.replace(before, after))
        assert parse_custom_metric(read_metric(path)) is None
    path.write_text("\n".join(line for line in text.splitlines() if not line.startswith("-- made:")))
    assert parse_custom_metric(read_metric(path)) is None
    path.write_text(text.replace("-- title: Scores", "-- title: Marks"))
    assert parse_custom_metric(read_metric(path)) == replace(SCORES, title="Marks")


def test_previews_of_different_metrics_never_answer_for_one_another(own_workspace: Workspace) -> None:
    snapshot = own_workspace.latest()
    events = replace(WEB, whole=(Condition("source", "is", ("Event",)),))
    values = []
    for made in (WEB, events, WEB, replace(WEB, title="Another title")):
        tried, name = with_preview(snapshot, made)
        answer = ask(reader_of(tried), Question(name))
        values.append((answer.rows[0].value, {each.reason for each in answer.excluded}))
    assert values[0] == values[2] == values[3]
    assert values[0] != values[1]
    assert set(metrics_of(snapshot)) == set(metrics_of(own_workspace.latest()))
