"""What a made metric's file says to those who read its numbers, and why rows are left out of it."""

from datetime import date
from pathlib import Path

from metrics.query.answers import ask
from metrics.query.custom_preview import with_preview
from metrics.query.question import Question
from metrics.schema.settings import Coverage, Settings
from metrics.semantic.custom.custom_metric import Condition, CustomMetric
from metrics.semantic.custom.subject import subject_of, subjects
from metrics.semantic.custom.writing import custom_file_text
from metrics.semantic.definition import read_metric
from metrics.store.snapshot import Snapshot
from tests.query.drawn import drawn
from tests.readers import reader_of

DEALS = """
    opportunity_id | owner | stage       | created_on | closed_on  | amount | currency | source
    1              | Ann   | Closed Won  | 2025-01-01 | 2025-02-01 | 100    | USD      | Web
    2              | Ann   | Closed Won  | 2025-01-05 | 2025-02-03 |        | USD      | Web
    3              | Bob   | Closed Won  | 2025-01-09 | 2025-03-01 | 300    | XTS      | Web
    4              | Bob   | Closed Lost | 2025-02-01 | 2025-03-05 | 400    | USD      |
    5              | Bob   | Negotiation | 2025-02-01 | 2025-09-01 | 500    | USD      | Web
    6              | Bob   | Limbo       | 2025-02-05 |            | 600    | USD      | Web
    7              | Bob   | Test        | 2025-02-01 |            | 700    | USD      | Web
"""


def left_out(snapshot: Snapshot, made: CustomMetric) -> dict[str, int]:
    tried, name = with_preview(snapshot, made)
    answer = ask(reader_of(tried), Question(name))
    counts = {each.reason: each.count for each in answer.excluded}
    assert sum(counts.values()) + answer.rows[0].n == snapshot.tables[made.table].rows
    return counts


def test_reasons_are_the_managers_words(tmp_path: Path) -> None:
    snapshot = drawn(tmp_path, opportunities=DEALS)
    web = (Condition("source", "is", ("Web",)), Condition("amount", "at least", ("50",)))
    made = CustomMetric("A", "", "lagging", "higher", "opportunities", "closed_day", "seller", "sum", "amount", web)
    assert left_out(snapshot, made) == {
        "not where source is “Web”": 1,
        "no amount": 1,
        "no exchange rate for its currency on the day": 1,
        "still open": 1,
        "set aside as a test or a duplicate": 1,
        "stage without a known outcome": 1,
    }


def test_what_does_not_say_whether_it_is_in_the_part_is_in_neither(tmp_path: Path) -> None:
    january = Settings(coverage=(Coverage("opportunities", date(2025, 1, 1)),))
    snapshot = drawn(tmp_path, january, opportunities=DEALS)
    won = (Condition("outcome", "is", ("won",)),)
    made = CustomMetric(
        "A", "", "lagging", "higher", "opportunities", "created_on", "seller", "share", None,
        (Condition("amount", "at least", ("1",)),), won,
    )  # fmt: skip
    tried, name = with_preview(snapshot, made)
    (row,) = ask(reader_of(tried), Question(name)).rows
    assert row.components == {"part": 1, "whole": 3}
    assert left_out(snapshot, made) == {
        "stage without a known outcome": 1,
        "set aside as a test or a duplicate": 1,
        "no amount": 1,
        "no exchange rate for its currency on the day": 1,
    }


def test_a_customer_leaves_once_whatever_contracts_came_before(tmp_path: Path) -> None:
    customers = """
        customer_id | started_on | valid_from | valid_to   | ended_on   | annual_value
        C1          | 2024-01-01 | 2024-01-01 | 2025-01-01 |            | 100
        C1          | 2024-01-01 | 2025-01-01 |            | 2025-03-31 | 200
        C2          | 2024-06-01 |            |            |            | 300
        C3          | 2024-06-01 |            |            | 2025-02-28 | 400
    """
    snapshot = drawn(tmp_path, customers=customers)
    gone = CustomMetric("A", "", "lagging", "lower", "customers", "left_on", "account_person", "sum", "annual_value")
    tried, name = with_preview(snapshot, gone)
    values = {row.period.label: row.value for row in ask(reader_of(tried), Question(name, grain="month")).rows}
    assert (values["Feb 2025"], values["Mar 2025"]) == (400, 200)
    assert left_out(snapshot, gone) == {"another contract followed": 1, "still a customer": 1}


def test_a_file_says_what_is_counted_in_sentences(tmp_path: Path) -> None:
    made = CustomMetric(
        "Web wins", "", "lagging", "higher", "opportunities", "closed_day", "seller", "share", None,
        (Condition("source", "one of", ("Web", "Event")), Condition("amount", "at least", ("1000",))),
        (Condition("outcome", "is", ("won",)),),
    )  # fmt: skip
    path = tmp_path / "own.sql"
    path.write_text(custom_file_text(made, subjects()["opportunities"]))
    metric = read_metric(path)
    where = "source is “Web” or “Event” and amount is at least 1,000"
    counted = f"Of the deals where {where}, the share where outcome is “won”"
    assert metric.summary == f"{counted}."
    assert metric.definition == (
        f"{counted}, by the day they closed. Money is in the workspace's currency. An empty source is none of the "
        "words named. Rows where amount or outcome isn't known are left out and counted. Rows without such a day, or "
        "of a day after the data ends, are left out and counted."
    )
    assert metric.reads == {"opportunities": ("stage", "closed_on", "source", "amount")}
    assert (metric.interval, metric.rules, metric.unit) == ("share clustered by seller", ("B12",), "share")


def test_a_long_list_of_words_is_cut_short_in_words_only(tmp_path: Path) -> None:
    words = tuple(f"w{number}" for number in range(40))
    snapshot = drawn(tmp_path, opportunities=DEALS)
    subject = subject_of(snapshot, "opportunities")
    assert subject is not None
    made = CustomMetric("A", "", "lagging", "higher", "opportunities", "closed_day", "seller", "count", None, (
        Condition("source", "one of", words),))  # fmt: skip
    text = custom_file_text(made, subject)
    assert "“w4” or one of 35 more" in text
    assert "'w39'" in text


def test_units_follow_what_is_measured(tmp_path: Path) -> None:
    units = {}
    for table, column in (("opportunities", "amount"), ("customer_time", "hours_written"), ("training", "score")):
        subject = subjects()[table]
        day, person = next(iter(subject.days)), next(iter(subject.people))
        for measure in ("count", "sum"):
            made = CustomMetric("A", "", "leading", "higher", table, day, person, measure, column)  # type: ignore[arg-type]
            path = tmp_path / "own.sql"
            path.write_text(custom_file_text(made, subject))
            units[column, measure] = read_metric(path).unit
    assert units == {
        ("amount", "count"): "count", ("amount", "sum"): "money", ("hours_written", "count"): "count",
        ("hours_written", "sum"): "hours", ("score", "count"): "count", ("score", "sum"): "points",
    }  # fmt: skip
