"""What makes one file enough: every metric of the catalogue, on the sample, against what must hold of any metric."""

import hashlib
import math
import re
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import duckdb
import pytest

from metrics.errors import Unavailable
from metrics.query.answers import ask
from metrics.query.question import Answer, Question
from metrics.query.reader import Reader
from metrics.schema.contract import contracts
from metrics.semantic import definition
from metrics.semantic.definition import DefinitionError, Metric, catalog, read_metric
from metrics.semantic.portability import unportable
from metrics.semantic.relations import prepared_views, reads_of_view
from metrics.store.snapshot import Snapshot, TableState
from tests.readers import reader_of

Asked = Callable[..., Answer]
Elsewhere = Callable[[Answer], duckdb.DuckDBPyConnection]
each_metric = pytest.mark.parametrize("metric", catalog().values(), ids=list(catalog()))


@pytest.fixture(scope="module")
def asked(sample_reader: Reader) -> Asked:
    """What the sample answers to a metric, a grain and a dimension: computed once for all tests that look at it."""
    return cache(lambda name, grain, *by: ask(sample_reader, Question(name, grain=grain, by=by)))


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[Elsewhere]:
    """An engine that knows nothing but the printed SQL. What several answers stand on is the same, and made once."""
    made: dict[str, str] = {}
    with duckdb.connect() as connection:

        def standing_on(answer: Answer) -> duckdb.DuckDBPyConnection:
            for statement in re.split(r"^(?=CREATE )", answer.prelude, flags=re.M):
                if (name := " ".join(statement.split()[1:3])) and name not in made:
                    connection.execute(statement)
                assert made.setdefault(name, statement.strip()) == statement.strip()
            return connection

        yield standing_on


def tables_behind(relation: str) -> set[str]:
    """The stored tables a prepared view reads, directly or through others."""
    if relation in contracts():
        return {relation}
    return {table for name in reads_of_view(relation) for table in tables_behind(name)}


@each_metric
def test_header_is_whole_and_the_file_lies_in_the_folder_of_its_kind(metric: Metric) -> None:
    assert read_metric(metric.path) == metric
    assert metric.path.parent.name == metric.kind
    assert re.fullmatch(r"[a-z_0-9]+", metric.name)
    assert metric.rules
    assert metric.summary.endswith(".")


def test_metrics_stand_in_the_order_of_their_rules() -> None:
    """B11 lists the leading ones, B12 the lagging ones."""
    assert [metric.name for metric in catalog().values() if metric.headline] == [
        "training_attendance", "onboarding_time", "content_access", "customer_hours",
        "new_business_revenue", "win_rate", "churn_rate", "average_discount", "deal_velocity",
    ]  # fmt: skip


def test_two_metrics_of_a_kind_may_not_have_the_same_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    metric = catalog()["win_rate"]
    (tmp_path / metric.kind).mkdir()
    for name in ("win_rate", "won_again"):
        shutil.copy(metric.path, tmp_path / metric.kind / f"{name}.sql")
    monkeypatch.setattr(definition, "FOLDER", tmp_path)
    with pytest.raises(DefinitionError, match=rf"won_again.sql: “order” is {metric.order}, as in win_rate.sql"):
        catalog.__wrapped__()


@each_metric
def test_tables_it_reads_are_behind_its_facts_and_have_these_columns(metric: Metric) -> None:
    assert set(metric.reads) <= tables_behind(metric.facts_from)
    for table, columns in metric.reads.items():
        assert set(columns) <= set(contracts()[table].columns)
        assert set(contracts()[table].required) - set(columns) <= {"opportunity_id", "customer_id", "person_id"}


@each_metric
def test_columns_it_reads_are_those_it_cannot_do_without(
    metric: Metric, sample_snapshot: Snapshot, tmp_path: Path
) -> None:
    """Without any one of them the metric is unavailable and names it; without all others it still answers."""
    for table, columns in metric.reads.items():
        state = sample_snapshot.tables[table]
        for column in columns:
            without = tuple(name for name in state.columns if name != column)
            with pytest.raises(Unavailable, match=f"{table}.{column}"):
                ask(reader_of(holding(sample_snapshot, replace(state, columns=without))), Question(metric.name))
    bare = replace(sample_snapshot, folder=tmp_path, tables={})
    for table, columns in metric.reads.items():
        bare = holding(bare, replace(sample_snapshot.tables[table], columns=columns, kept={}))
    assert ask(reader_of(bare), Question(metric.name)).rows


def holding(snapshot: Snapshot, state: TableState) -> Snapshot:
    return replace(snapshot, tables={**snapshot.tables, state.name: state})


@each_metric
def test_rows_counted_and_rows_left_out_are_the_rows_of_the_table(
    metric: Metric, sample_snapshot: Snapshot, asked: Asked, elsewhere: Elsewhere
) -> None:
    answer = asked(metric.name, "month")
    left_out = sum(excluded.count for excluded in answer.excluded)
    connection = elsewhere(answer)
    sizes = [connection.sql(f"SELECT COUNT(*) FROM ({each.query})").fetchall()[0][0] for each in answer.excluded]
    assert sizes == [excluded.count for excluded in answer.excluded]
    counted = sum(facts(answer, connection)) if metric.shape != "spell" else None
    if counted is not None:
        assert counted + left_out == sample_snapshot.tables[metric.table].rows
    assert all(excluded.count > 0 and excluded.reason for excluded in answer.excluded)


def facts(answer: Answer, connection: duckdb.DuckDBPyConnection) -> list[int]:
    result = connection.sql(answer.sql)
    place = result.columns.index("facts")
    return [row[place] for row in result.fetchall()]


@each_metric
@pytest.mark.parametrize("dimension", ["team", "region", "person"])
def test_components_summed_over_segments_equal_the_total(metric: Metric, dimension: str, asked: Asked) -> None:
    """Distinct people don't add over teams they move between: there, the union is at most the sum."""
    totals = {row.period: row for row in asked(metric.name, "quarter").rows}
    sums: dict[object, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for row in asked(metric.name, "quarter", dimension).rows:
        for name, value in row.components.items():
            sums[row.period][name] += value or 0
    for period, row in totals.items():
        for name, value in row.components.items():
            together = sums[period][name]
            if metric.measure == "distinct" and dimension != "person":
                assert together >= (value or 0)
            else:
                assert math.isclose(together, value or 0, rel_tol=1e-9, abs_tol=1e-6)


@each_metric
def test_months_sum_to_the_quarter_where_facts_are_flows(metric: Metric, asked: Asked) -> None:
    if metric.measure == "distinct" or metric.shape == "spell":
        pytest.skip("people and stocks are not flows: the same one is there in each month")
    months = asked(metric.name, "month").rows
    for quarter in asked(metric.name, "quarter").rows:
        inside = [row for row in months if quarter.period.start <= row.period.start <= quarter.period.end]
        for name, value in quarter.components.items():
            total = sum(row.components.get(name) or 0 for row in inside)
            assert math.isclose(total, value or 0, rel_tol=1e-9, abs_tol=1e-6)


@each_metric
def test_values_keep_to_the_bounds_of_their_unit_and_lie_within_their_interval(metric: Metric, asked: Asked) -> None:
    for row in asked(metric.name, "month", "team").rows:
        if row.value is None:
            assert row.reason
            continue
        assert math.isfinite(row.value)
        assert row.value >= 0 or metric.unit == "percent"
        assert row.value <= 1 or metric.unit != "share"
        assert row.low is None or row.low <= row.value
        assert row.high is None or row.value <= row.high
        if metric.interval == "none":
            assert (row.low, row.high) == (None, None)


@pytest.fixture(scope="module")
def shuffled(sample_snapshot: Snapshot, tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """The sample with the rows of every table in another order."""
    folder = tmp_path_factory.mktemp("shuffled")
    tables = {}
    for name, state in sample_snapshot.tables.items():
        source, file = ", ".join(f"'{path}'" for path in state.files), folder / f"{name}.parquet"
        with duckdb.connect() as connection:
            connection.execute(
                f"COPY (SELECT * FROM read_parquet([{source}]) ORDER BY hash(line)) TO '{file}' (FORMAT parquet)"
            )
        tables[name] = replace(state, files=(file,), digests=(hashlib.sha256(file.read_bytes()).hexdigest(),))
    return replace(sample_snapshot, folder=folder, tables=tables)


@each_metric
def test_row_order_never_matters(metric: Metric, asked: Asked, shuffled: Snapshot) -> None:
    answers = (
        asked(metric.name, "quarter", "team"),
        ask(reader_of(shuffled), Question(metric.name, grain="quarter", by=("team",))),
    )
    own, other = ([(row.period, row.dimensions, row.value, row.n) for row in answer.rows] for answer in answers)
    assert own == other


@each_metric
def test_printed_sql_gives_the_answers_components_on_an_engine_of_its_own(
    metric: Metric, asked: Asked, elsewhere: Elsewhere
) -> None:
    answer = asked(metric.name, "quarter", "team")
    result = elsewhere(answer).sql(answer.sql)
    names, printed = result.columns, result.fetchall()
    for name in answer.rows[0].components:
        if name in names:
            total = sum(float(row[names.index(name)]) for row in printed)
            assert math.isclose(total, sum(row.components[name] or 0 for row in answer.rows), rel_tol=1e-9)


@each_metric
def test_sql_keeps_to_what_every_engine_understands(metric: Metric) -> None:
    assert unportable(metric.sql) == ()


@pytest.mark.parametrize("name", prepared_views())
def test_prepared_views_keep_to_what_every_engine_understands(name: str) -> None:
    assert unportable(prepared_views()[name]) == ()


def test_an_open_deal_never_moves_the_win_rate(sample_reader: Reader) -> None:
    """The open deals taken out of the file: the same answer, row by row, but for the rows left out."""
    answer = ask(sample_reader, Question("win_rate", grain="month", by=("person",)))
    assert not any("open" in str(row.dimensions) for row in answer.rows)
    assert next(left.count for left in answer.excluded if left.reason == "still open") > 0
