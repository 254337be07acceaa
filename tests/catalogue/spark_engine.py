"""A second engine for the catalogue: Sail, a Spark Connect server without Java, with SQL translated by sqlglot.

It gets the SQL that `sql` prints, made for DuckDB, and the same Parquet files.
"""

import re
import sys
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as parquet
import pytest
from sqlglot import ErrorLevel, exp, parse_one
from sqlglot.errors import SqlglotError

from metrics.engines.engine import Engine, SqlError
from metrics.semantic.written_values import with_values

with warnings.catch_warnings():
    warnings.simplefilter("ignore", FutureWarning)  # the client says that it has not been tried with pandas 3
    from pysail.spark import SparkConnectServer
    from pyspark.errors import PySparkException
    from pyspark.sql import SparkSession


class SparkEngine:
    """An `Engine`: relations made one by one, each by a SELECT, and SELECTs over them."""

    def __init__(self, spark: SparkSession, folder: Path) -> None:
        self._spark, self._folder = spark, folder

    def rows(self, sql: str, parameters: Mapping[str, object] | None = None) -> list[tuple[Any, ...]]:
        """What a SELECT in DuckDB's dialect gives."""
        table = self._ran(sql, parameters)
        return list(zip(*(column.to_pylist() for column in table.columns), strict=True)) if table.num_rows else []

    def frame(self, sql: str, parameters: Mapping[str, object] | None = None) -> Any:
        """The same, as a pandas frame."""
        return self._ran(sql, parameters).to_pandas()

    def create(self, name: str, sql: str, *, kept: bool) -> None:
        """A relation as a Parquet file, whether it would be `kept` or not, so that it is computed once."""
        tree = parse_one(sql, dialect="duckdb")
        for files in list(tree.find_all(exp.ReadParquet)):
            paths = [path.this for path in files.find_all(exp.Literal) if path.is_string]
            self._spark.read.parquet(*paths).createOrReplaceTempView(f"files_of_{name}")
            assert isinstance(files.parent, exp.Table)
            files.parent.replace(exp.to_table(f"files_of_{name}"))
        path = self._folder / f"{name}.parquet"
        parquet.write_table(self._table(tree), path)
        self._spark.read.parquet(str(path)).createOrReplaceTempView(name)

    def drop(self, name: str) -> None:
        """Takes a relation away that `create` made."""
        self._spark.catalog.dropTempView(name)
        (self._folder / f"{name}.parquet").unlink()

    def _ran(self, sql: str, parameters: Mapping[str, object] | None) -> pa.Table:
        text = with_values(sql, parameters) if parameters else sql
        try:
            return self._table(parse_one(text, dialect="duckdb"))
        except (SqlglotError, PySparkException) as problem:
            raise SqlError(str(problem)) from problem

    def _table(self, tree: exp.Expr) -> pa.Table:
        return self._spark.sql(tree.sql(dialect="spark", unsupported_level=ErrorLevel.RAISE)).toArrow()


class Prepared:
    """What was made on an engine of printed preludes: each relation once."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._made: dict[str, str] = {}

    def prepare(self, prelude: str) -> None:
        """Makes what a prelude makes; what was made before has to be the same."""
        for statement in re.split(r"^(?=CREATE )", prelude, flags=re.M):
            head, _, sql = statement.strip().removesuffix(";").partition(" AS\n")
            name = head.split(" ")[-1]
            if name and name not in self._made:
                self.engine.create(name, sql, kept=" TABLE " in f" {head} ")
            assert self._made.setdefault(name, sql) == sql


@contextmanager
def spark_engine(folder: Path) -> Iterator[SparkEngine]:
    """The engine, on a port of this machine that is free, for as long as it is needed."""
    server = SparkConnectServer("127.0.0.1", 0)
    server.start(background=True)
    _, port = server.listening_address
    with pytest.MonkeyPatch.context() as patch:
        # A worker of pytest-xdist has no file as its main module, which the client takes for a run of its own doctests.
        patch.setattr(sys.modules["__main__"], "__file__", __file__, raising=False)
        spark = SparkSession.builder.remote(f"sc://127.0.0.1:{port}").create()
    try:
        yield SparkEngine(spark, folder)
    finally:
        spark.stop()
        server.stop()
