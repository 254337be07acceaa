"""What stands inside a text is the same whatever is done to the SQL around it."""

from collections.abc import Iterator

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.semantic.written_values import literal, set_in, value_names, with_values

TEXTS = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("\n\r\t'\"$-/*;{}\\ "))


@pytest.fixture(scope="module")
def database() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        yield connection


@given(text=TEXTS, other=TEXTS)
def test_a_text_comes_back_however_its_sql_is_set_in_and_filled(
    text: str, other: str, database: duckdb.DuckDBPyConnection
) -> None:
    written = literal(text)
    assert "\n" not in written
    sql = f"SELECT *\nFROM (\n{set_in(f'SELECT {written} AS text,{chr(10)}$other AS other')}\n) AS rows"
    assert value_names(sql) == {"other"}
    filled = set_in(with_values(sql, {"other": other, "text": "wrong"}))
    assert database.execute(filled).fetchall() == [(text, other)]


@pytest.mark.parametrize(
    "written",
    [
        "'East\n\nCoast'", "'East\n''Coast'", 'E\'East\\\'\nCoast\'', "$$East\n'Coast$$", "$x$East\n$$Coast$x$",
        "'East $name'", '1 AS "a\nb", \'$name\'', "-- it's $name\n'East\nCoast'", "/* it's\n$name */ 'East\nCoast'",
        "/* it's */ 'East\nCoast'", "1 AS \"it's\", 'East\nCoast'",
    ],
)  # fmt: skip
def test_texts_of_several_lines_and_what_looks_like_a_value_stay_as_somebody_wrote_them(
    written: str, database: duckdb.DuckDBPyConnection
) -> None:
    sql = f"SELECT\n{written}"
    expected = database.execute(sql)
    columns, rows = expected.description, expected.fetchall()
    after = database.execute(set_in(set_in(with_values(sql, {"name": "wrong"}))))
    assert (after.description, after.fetchall()) == (columns, rows)


def test_lines_are_set_in_and_empty_ones_are_not() -> None:
    assert set_in("SELECT 1\nFROM a") == "    SELECT 1\n    FROM a"
    assert set_in("SELECT '$x' AS x\nFROM a") == "    SELECT '$x' AS x\n    FROM a"
