"""Every metric gives on a second engine what it gives on DuckDB: value, interval, and what they rest on."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace
from datetime import date
from math import isclose
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as parquet
import pytest

from metrics.engines.duckdb import DuckDB
from metrics.engines.engine import Engine, SqlError
from metrics.programs.outcome_counting import NoOutcome, outcome_of
from metrics.query.aggregate import Cell, cells
from metrics.query.binding import BoundQuery, bind, evaluate_spans, standalone
from metrics.query.compile.panel import PANEL_RELATIONS, ExposureStart, panel_cells
from metrics.query.periods import periods_within
from metrics.query.question import Grain, Question
from metrics.query.reader import Reader
from metrics.semantic.definition import Metric, catalog
from metrics.semantic.relations import prepared_views, quoted
from tests.catalogue.spark_engine import Prepared, spark_engine

pytestmark = pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning")
each_metric = pytest.mark.parametrize("metric", catalog().values(), ids=list(catalog()))


@pytest.fixture(scope="module")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Prepared]:
    with spark_engine(tmp_path_factory.mktemp("spark")) as engine:
        yield Prepared(engine)


def spans_of(bound: BoundQuery, grain: Grain) -> list[tuple[date, date]]:
    periods = periods_within(None, None, grain, bound.covered, bound.snapshot.settings)
    return [(period.start, period.end) for period in periods]


def alike(value: Any, other: Any) -> bool:
    """The same, but for the last digits of what was added up in another order, or rounded from a floating number."""
    if isinstance(value, Mapping):
        return value.keys() == other.keys() and all(alike(value[name], other[name]) for name in value)
    if isinstance(value, tuple):
        return len(value) == len(other) and all(map(alike, value, other))
    if isinstance(value, float) or isinstance(other, float):
        return None not in (value, other) and isclose(value, other, rel_tol=1e-9, abs_tol=1e-9)
    return bool(value == other)


def in_order(cell: Cell) -> dict[str, Any]:
    """A cell's values; a life table's rows come in any order."""
    return asdict(replace(cell, table=tuple(sorted(cell.table))))


def assert_same_quarters(sample_reader: Reader, spark: Prepared, question: Question) -> None:
    bound = bind(sample_reader, question)
    spans = spans_of(bound, "quarter")
    spark.prepare(bound.session.prelude(bound.compiled.needs))
    own = evaluate_spans(bound, bound.compiled, spans)
    other = cells(bound.compiled, lambda steps, query: spark.engine.rows(standalone(bound, spans, steps, query)))
    assert own
    assert other.keys() == own.keys()
    assert {key: cell for key, cell in own.items() if not alike(in_order(cell), in_order(other[key]))} == {}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """The company's quarters; those of each team where the whole is proved."""
    if "by" in metafunc.fixturenames:
        cuts = [(), ("team",)] if metafunc.config.getoption("whole") else [()]
        metafunc.parametrize("by", cuts, ids=["team" if by else "company" for by in cuts])


@each_metric
def test_a_second_engine_gives_the_same_quarters(
    metric: Metric, by: tuple[str, ...], sample_reader: Reader, spark: Prepared
) -> None:
    assert_same_quarters(sample_reader, spark, Question(metric.name, by=by))


@each_metric
def test_a_second_engine_gives_the_same_panel(metric: Metric, sample_reader: Reader, spark: Prepared) -> None:
    outcome = outcome_of(metric)
    if isinstance(outcome, NoOutcome):
        pytest.skip(outcome.because)
    bound = bind(sample_reader, Question(metric.name))
    spans = spans_of(bound, "month")
    starts = [ExposureStart(person, date(2025, 1, person), 12) for person in range(1, 20)]
    steps, query = panel_cells(bound.compiled, outcome.form, starts)
    relations = (*bound.compiled.needs, *PANEL_RELATIONS)
    bound.session.need(relations)
    spark.prepare(bound.session.prelude(relations))
    sql = standalone(bound, spans, steps, query)
    own, other = bound.session.rows(sql), spark.engine.rows(sql)
    assert len(own) == len(other) > 0
    assert [pair for pair in zip(own, other, strict=True) if not alike(*pair)] == []


@pytest.mark.parametrize("name", prepared_views())
def test_a_second_engine_gives_the_same_prepared_view(name: str, sample_reader: Reader, spark: Prepared) -> None:
    """As many rows, and in each column as many values and as many different ones."""
    opened = sample_reader.session()
    counts = [f"COUNT({quoted(column)}), COUNT(DISTINCT {quoted(column)})" for column in opened.columns(name)]
    sql = f"SELECT COUNT(*) AS n, {', '.join(counts)} FROM {name}"
    spark.prepare(opened.prelude((name,)))
    assert spark.engine.rows(sql) == opened.rows(sql)


def test_a_second_engine_gives_the_same_for_teams_of_today(sample_reader: Reader, spark: Prepared) -> None:
    assert_same_quarters(sample_reader, spark, Question("win_rate", by=("team",), roster="today"))


@pytest.mark.parametrize("name", ["DuckDB", "Spark"])
def test_an_engine_makes_reads_and_drops_relations(name: str, tmp_path: Path, spark: Prepared) -> None:
    stored = tmp_path / "numbers.parquet"
    parquet.write_table(pa.table({"number": [1, 2, 3]}), stored)
    engine: Engine = DuckDB([stored]) if name == "DuckDB" else spark.engine
    engine.create("numbers", f"SELECT number FROM read_parquet(['{stored}'], union_by_name = TRUE)", kept=False)
    engine.create("twice", "SELECT 2 * number AS number FROM numbers", kept=True)
    sql = "SELECT number FROM twice WHERE number > $least ORDER BY number"
    assert engine.rows(sql, {"least": 2}) == [(4,), (6,)]
    assert engine.frame(sql, {"least": 4})["number"].to_list() == [6]
    for relation in ("twice", "numbers"):
        engine.drop(relation)
        with pytest.raises(SqlError):
            engine.rows(f"SELECT number FROM {relation}")
