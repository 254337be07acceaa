from pathlib import Path

import pytest

from metrics.intake.recognize.templates import template_csv, template_tables
from metrics.schema.contract import contracts
from tests.intake.importing.preparing import prepared


@pytest.mark.parametrize("table", contracts())
def test_a_template_imports_as_it_stands(tmp_path: Path, table: str) -> None:
    done = prepared(tmp_path, template_csv(table))
    assert (done.table, done.undecided, done.problems) == (table, (), ())
    assert done.columns == tuple(contracts()[table].columns)
    assert done.staged is not None
    assert (done.staged.rows_read, done.staged.rows_used) == (2, 2)


def test_every_table_has_a_template_that_says_what_each_column_holds() -> None:
    assert {table.name for table in template_tables()} == set(contracts())
    assert all(table.required and all(table.required.values()) for table in template_tables())
