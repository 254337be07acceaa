"""Names that look like SQL, or hold what ends lines and texts: metrics say of them what they say of harmless ones."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from metrics.commands.command_line import main
from metrics.engines.duckdb import DuckDB
from metrics.query.answers import ask
from metrics.query.question import Answer, Question, Where
from metrics.query.reader import Reader
from metrics.schema.settings import Settings, StageWord
from metrics.semantic.definition import catalog
from metrics.semantic.dimensions import dimensions_of, is_known
from tests.catalogue.spark_engine import Prepared
from tests.oracles.company import WORDS, company
from tests.oracles.rows import Company, Row, published
from tests.readers import reader_of

NASTY = (
    "\nEast", "1 East\nCoast", "1 East\r\nCoast", "1 East\rCoast", "\tEast", "1 East\x0bCoast", "1 East\x0cCoast",
    "1 East\x1cCoast", "1 East\x85Coast", "1 East\u2028Coast",
    "\x01\x7f\x9f", "'", "''; DROP TABLE people; --", '"East"',
    "-- East", "/* East */", "/* East", "$where_0_0 ", "$where_0_0, $where_1_0 ", "$1 ", "$value ", "$$East$$", "({})",
    "({0} {end} {table})", "%s %(name)s", "(East\\", "(\\'", "; SELECT 1;", "0 FROM role_functions",
    "0 JOIN roster ON TRUE",
    "(SELECT 1) AS facts", "\nCREATE TABLE people AS", "1);\n\nCREATE VIEW roster AS", "0 UNION ALL SELECT NULL",
    "0 WHERE reason IS NULL", "?", ":name", "#", "0 NULL", "* EXCLUDE (who)", "\n", "\n    ", "1 East\n    Coast",
)  # fmt: skip
"""All of them stand before the letters, so that names keep their order when they are replaced."""

NAMES: Mapping[str, tuple[str, ...]] = {
    "people": ("team", "region", "segment", "manager", "name"),
    "opportunities": ("source",),
    "training": ("session_id",),
    "content_access": ("content_id",),
    "customer_time": ("kind",),
}
"""The columns whose words are names and mean nothing else."""

CALLED_SO_ELSEWHERE = ("Alex Kim", "Jon Call", "Dana Ortiz")
"""People whom other files refer to by name."""

QUIET, SELLER = "Went quiet", "Account Executive"
"""A word for a stage and one for a role that hold SQL, as every version reads them to learn what they mean."""

Rename = Callable[[str], str]


def with_further_names() -> Company:
    """A drawn company, with names in the columns that have none there."""
    drawn = company(7)
    tables: dict[str, list[Row]] = {name: [dict(row) for row in rows] for name, rows in drawn.tables.items()}
    further = {
        "people": lambda row: {"segment": f"Segment of {row['region']}", "manager": f"Manager of {row['team']}"},
        "opportunities": lambda row: {"source": f"Source {len(row['opportunity_id']) % 5}"},
        "content_access": lambda row: {"content_id": f"Content {len(row['person_id'] + row['action']) % 4}"},
        "customer_time": lambda row: {"kind": f"Kind {row['on_date'][-1]}"},
    }
    for name, cells in further.items():
        tables[name] = [{**row, **cells(row)} for row in tables[name]]
    return Company(tables, drawn.settings, drawn.data_through)


def renamed(given: Company, names: Mapping[str, str], word: Rename) -> Company:
    """The company with other names, and with other words for a stage and a role."""
    words = {QUIET: word(QUIET), SELLER: word(SELLER)}

    def cell(table: str, column: str, text: str) -> str:
        if column in ("stage", "role"):
            return words.get(text, text)
        return names.get(text, text) if column in NAMES.get(table, ()) else text

    tables = {
        table: [{column: cell(table, column, text) for column, text in row.items()} for row in rows]
        for table, rows in given.tables.items()
    }
    stages = tuple(StageWord(words.get(each.word, each.word), each.outcome) for each in WORDS)
    return Company(tables, replace(given.settings, stage_words=stages), given.data_through)


def names_in(given: Company) -> list[str]:
    """Every name to be replaced, in order."""
    cells = {row[column] for table, columns in NAMES.items() for row in given.rows(table) for column in columns}
    return sorted(cells - {"", *CALLED_SO_ELSEWHERE})


@pytest.fixture(scope="module")
def harmless_and_hostile(tmp_path_factory: pytest.TempPathFactory) -> tuple[Reader, Reader, dict[str, str]]:
    """The same company twice, and the harmless name of each hostile one. The order of names is the same in both."""
    given = with_further_names()
    names = names_in(given)
    plain = [f"A{number:03}" for number in range(len(names))]
    nasty = sorted(f"{NASTY[number % len(NASTY)]}{number}" for number in range(len(names)))
    assert nasty[-1] < "A"
    shuffled = dict(zip(names[::3] + names[1::3] + names[2::3], range(len(names)), strict=True))
    harmless = renamed(given, {name: plain[place] for name, place in shuffled.items()}, lambda word: word)
    hostile = renamed(
        given, {name: nasty[place] for name, place in shuffled.items()}, lambda word: f"{word} FROM role_functions\n'--"
    )
    readers = [
        reader_of(published(each, tmp_path_factory.mktemp("names"))) for each in (harmless, hostile)
    ]  # fmt: skip
    back = dict(zip(nasty, plain, strict=True)) | {f"{word} FROM role_functions\n'--": word for word in (QUIET, SELLER)}
    return readers[0], readers[1], back


@pytest.fixture(scope="module")
def another_database(harmless_and_hostile: tuple[Reader, Reader, dict[str, str]]) -> Prepared:
    """A database that knows nothing but the files, for printed SQL to run on."""
    tables = harmless_and_hostile[1].snapshot.tables.values()
    return Prepared(DuckDB(file for table in tables for file in table.files))


def as_said(answer: Answer, back: Mapping[str, str]) -> list[object]:
    """What an answer says, with harmless names. Sums of floating numbers may differ in the last digit."""
    rows = [
        (
            row.period.label, tuple(back.get(name, name) for name in row.dimensions.values()), row.n,
            [each if each is None else float(f"{each:.9g}") for each in (row.value, row.low, row.high)],
            sorted((name, f"{part or 0:.9g}") for name, part in row.components.items()),
        )
        for row in answer.rows
    ]  # fmt: skip
    return [sorted(rows, key=repr), sorted(each.count for each in answer.excluded)]


def assert_printed_gives_the_same(answer: Answer, another: Prepared) -> None:
    """The SQL that is printed has the same groups, and lists as many rows left out."""
    another.prepare(answer.prelude)
    frame = another.engine.frame(answer.sql)
    groups = [name for name in frame.columns if name.startswith("group_")]
    printed = {tuple(row) for row in frame[groups].itertuples(index=False)}
    assert printed == {tuple(row.dimensions.values()) for row in answer.rows}
    for each in answer.excluded:
        assert len(another.engine.rows(f"SELECT 1 FROM ({each.query}) AS listed")) == each.count


def questions(metric: str, reader: Reader, whole: bool) -> Iterable[Question]:
    """By each dimension, with the largest only; by one, another for each metric, unless the `whole` is asked."""
    view = catalog()[metric].facts_from
    names = [each.name for each in dimensions_of(reader.snapshot, view) if is_known(reader.snapshot, each)]
    place = list(catalog()).index(metric) % len(names)
    for name in names if whole else [names[place]]:
        yield Question(metric, by=(name,))
        yield Question(metric, by=(name,), most=(1,))


@pytest.mark.parametrize("metric", catalog())
def test_a_metric_says_of_hostile_names_what_it_says_of_harmless_ones(
    metric: str,
    harmless_and_hostile: tuple[Reader, Reader, dict[str, str]],
    another_database: Prepared,
    pytestconfig: pytest.Config,
) -> None:
    harmless, hostile, back = harmless_and_hostile
    for question in questions(metric, harmless, pytestconfig.getoption("whole")):
        answer = ask(hostile, question)
        assert as_said(answer, back) == as_said(ask(harmless, question), {}), question
        if question.most:
            assert_printed_gives_the_same(answer, another_database)
            continue
        group = next((name for row in answer.rows for name in row.dimensions.values() if name in back), None)
        if group is not None:
            filtered = replace(question, where=(Where(question.by[0], (group,)),))
            plainly = replace(question, where=(Where(question.by[0], (back[group],)),))
            answer = ask(hostile, filtered)
            assert as_said(answer, back) == as_said(ask(harmless, plainly), {}), filtered
            assert_printed_gives_the_same(answer, another_database)


def test_the_largest_teams_keep_their_rows_and_printed_sql_runs_as_it_stands(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of the first team one deal, which was won; each further team lost one more."""
    teams = [f"{nasty}." for nasty in NASTY]
    people = [
        {"person_id": f"P{number}", "name": f"Name {number}", "team": team, "started_on": "2024-01-01"}
        for number, team in enumerate(teams)
    ]
    deals = [
        {"opportunity_id": f"{number}-{deal}", "owner": f"P{number}", "stage": "Closed Lost" if deal else "Closed Won",
         "created_on": "2024-02-01", "closed_on": "2024-03-01"}
        for number in range(len(teams)) for deal in range(number + 1)
    ]  # fmt: skip
    published(Company({"people": people, "opportunities": deals}, Settings()), tmp_path)
    words = ["win_rate", "--workspace", str(tmp_path / "workspace"), "--by", "team", "--most", str(len(teams) - 3)]
    assert main(["ask", *words, "--format", "json"]) == 0
    rows = {row["team"]: (row["value"], row["n"]) for row in json.loads(capsys.readouterr().out)}
    largest = {team: (1 / (number + 1), number + 1) for number, team in enumerate(teams) if number > 2}
    assert rows == {"Other (3 more)": (3 / 6, 6), **largest}
    assert main(["sql", *words]) == 0
    with duckdb.connect() as connection:
        printed = connection.execute(capsys.readouterr().out).fetchall()
    assert {row[1]: (row[2] / row[3], row[3]) for row in printed} == rows
