"""What made metrics are worth: every measure, table, operator and type against the same computed in plain Python."""

import math
from datetime import date

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.query.answers import ask, counted_rows
from metrics.query.custom_preview import with_preview
from metrics.query.question import Question
from metrics.semantic.custom.custom_metric import Condition, CustomMetric
from metrics.semantic.custom.faults import custom_metric_faults
from metrics.semantic.custom.parsing import parse_custom_metric
from metrics.semantic.definition import metrics_of
from metrics.semantic.portability import unportable
from tests.custom.rows import FIRST, THROUGH, WORDS, Company, company, worth
from tests.examples import examples
from tests.readers import reader_of

DAYS = {
    "opportunities": ("created_on", "closed_day"), "training": ("held_on",), "content_access": ("accessed_day",),
    "customer_time": ("on_date",), "activities": ("on_date",), "leads": ("created_on", "met_on"),
}  # fmt: skip
PEOPLE = {"opportunities": "seller"}
TEXTS = {
    "opportunities": ("source", "kept_lead_channel"), "training": ("program",), "content_access": ("content", "action"),
    "customer_time": ("time_kind",), "activities": ("activity", "lead_id"), "leads": ("source",),
}  # fmt: skip
NUMBERS = {
    "opportunities": ("amount",), "training": ("score", "minutes"), "content_access": ("seconds",),
    "customer_time": ("hours_written",),
}  # fmt: skip
DATES = {"opportunities": ("created_on",), "leads": ("met_on", "nurture_until")}
CHECKED = {"training": ("attended", "invited")}
BY_DAY = {("opportunities", "closed_day"): "days_to_close", ("leads", "met_on"): "days_to_meeting"}


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> Company:
    return company(tmp_path_factory.mktemp("company"))


def conditions(table: str, day: str) -> st.SearchStrategy[Condition]:
    """Any condition on any column of a table."""
    words = st.sampled_from((*WORDS, "view", "share", "L3", "nobody's"))
    numbers = st.decimals(-100, 30_000, places=2).map(str) | st.sampled_from(("0", "1,000", "12.5"))
    dates = st.dates(FIRST, date(2025, 12, 31)).map(date.isoformat)
    texts, figures = TEXTS[table], (*NUMBERS.get(table, ()), *filter(None, [BY_DAY.get((table, day))]))
    kinds = [
        of(texts, ("is", "is not"), words), of(texts, ("one of",), words, most=4),
        of((*texts, *figures), ("is empty", "is not empty"), st.nothing(), most=0),
    ]  # fmt: skip
    if figures:
        kinds += [
            of(figures, ("is", "is not", "at least", "at most"), numbers),
            of(figures, ("one of",), numbers, most=3),
        ]
    if table in DATES:
        kinds.append(of(DATES[table], ("is", "is not", "at least", "at most"), dates))
    if table in CHECKED:
        kinds.append(of(CHECKED[table], ("is", "is not"), st.sampled_from(("yes", "no"))))
    if table == "opportunities":
        kinds.append(of(("outcome",), ("is", "is not"), st.sampled_from(("won", "lost", "open"))))
    return st.one_of(kinds)


def of(columns: tuple[str, ...], operators: tuple[str, ...], values: st.SearchStrategy[str], most: int = 1):  # type: ignore[no-untyped-def]
    return st.builds(
        Condition, st.sampled_from(columns), st.sampled_from(operators),
        st.lists(values, min_size=min(most, 1), max_size=most).map(tuple),
    )  # fmt: skip


@st.composite
def made_metrics(draw: st.DrawFn) -> CustomMetric:
    """Any metric without faults."""
    table = draw(st.sampled_from(list(DAYS)))
    day = draw(st.sampled_from(DAYS[table]))
    figures = (*NUMBERS.get(table, ()), *filter(None, [BY_DAY.get((table, day))]))
    measure = draw(st.sampled_from(("count", "share", "sum", "median") if figures else ("count", "share")))
    some = st.lists(conditions(table, day), max_size=3).map(tuple)
    whole = draw(some)
    part = draw(some.filter(bool)) if measure == "share" else ()
    return CustomMetric(
        "Ours", "", "leading", "higher", table, day, PEOPLE.get(table, "person"), measure,
        draw(st.sampled_from(figures)) if measure in ("sum", "median") else None, whole, part,
    )  # fmt: skip


@examples(1.5)
@given(made=made_metrics())
def test_any_metric_is_worth_what_plain_python_says_and_accounts_for_every_row(
    made: CustomMetric, rows: Company
) -> None:
    if custom_metric_faults(rows.snapshot, made):  # the part may happen to ask no more than the whole
        assert made.measure == "share"
        return
    snapshot, name = with_preview(rows.snapshot, made)
    answer = ask(reader_of(snapshot), Question(name, grain="quarter"))
    assert [row.period.label for row in answer.rows] == ["Q1 2025", "Q2 2025", "Q3 2025"]
    for row in answer.rows:
        value, n = worth(rows, made, row.period.start, min(row.period.end, THROUGH))
        assert row.n == n
        assert (row.value is None) == (value is None)
        assert row.value is None or math.isclose(row.value, value or 0, rel_tol=1e-9, abs_tol=1e-9)
        assert row.value is not None or row.reason
    left_out = sum(excluded.count for excluded in answer.excluded)
    assert sum(row.n for row in answer.rows) + left_out == len(rows.rows[made.table])


@examples(0.6)
@given(made=made_metrics())
def test_any_metric_is_portable_sql_and_can_be_read_back(made: CustomMetric, rows: Company) -> None:
    if custom_metric_faults(rows.snapshot, made):
        return
    snapshot, name = with_preview(rows.snapshot, made)
    metric = metrics_of(snapshot)[name]
    assert unportable(metric.sql) == ()
    assert metric.table == made.table
    read = parse_custom_metric(metric)
    assert read is not None
    assert (read.measure, read.column, read.whole, read.part) == (made.measure, made.column, made.whole, made.part)
    assert (read.table, read.day, read.person) == (made.table, made.day, made.person)


@examples(0.25)
@given(made=made_metrics())
def test_the_printed_sql_of_any_metric_gives_its_components_elsewhere(made: CustomMetric, rows: Company) -> None:
    if custom_metric_faults(rows.snapshot, made) or made.measure == "median":
        return
    snapshot, name = with_preview(rows.snapshot, made)
    answer = ask(reader_of(snapshot), Question(name, grain="quarter", by=("team",)))
    with duckdb.connect() as connection:
        connection.execute(answer.prelude)
        result = connection.sql(answer.sql)
        places = {column: place for place, column in enumerate(result.columns)}
        printed = result.fetchall()
        sizes = [connection.sql(f"SELECT COUNT(*) FROM ({each.query})").fetchall()[0][0] for each in answer.excluded]
    assert sizes == [each.count for each in answer.excluded]
    for component in metrics_of(snapshot)[name].parts:
        total = sum(row.components[component] or 0 for row in answer.rows)
        assert math.isclose(total, sum(float(row[places[component]]) for row in printed), rel_tol=1e-9, abs_tol=1e-9)


@pytest.mark.parametrize("measure", ["count", "sum", "share", "median"])
def test_the_rows_behind_a_metric_are_those_counted(measure: str, rows: Company) -> None:
    made = CustomMetric(
        "Ours", "", "leading", "higher", "training", "held_on", "person", measure,  # type: ignore[arg-type]
        "score" if measure in ("sum", "median") else None, (Condition("program", "is not", ("Web",)),),
        (Condition("attended", "is", ("yes",)),) if measure == "share" else (),
    )  # fmt: skip
    snapshot, name = with_preview(rows.snapshot, made)
    question = Question(name, start=date(2025, 4, 1), end=date(2025, 6, 30))
    listed = counted_rows(reader_of(snapshot), question)
    assert len(listed) == ask(reader_of(snapshot), question).rows[0].n > 0
    assert "Web" not in set(listed["program"])


def test_a_metric_is_by_team_person_and_its_own_columns(rows: Company) -> None:
    made = CustomMetric("Ours", "", "leading", "higher", "activities", "on_date", "person", "count")
    snapshot, name = with_preview(rows.snapshot, made)
    whole = ask(reader_of(snapshot), Question(name)).rows[0].value
    for dimension in ("team", "person", "activity"):
        parts = ask(reader_of(snapshot), Question(name, by=(dimension,))).rows
        assert sum(row.value or 0 for row in parts) == whole
        assert len(parts) > 1
    assert "Not matched" in {
        row.dimensions["team"] for row in ask(reader_of(snapshot), Question(name, by=("team",))).rows
    }
