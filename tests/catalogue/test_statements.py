"""A SELECT is read by a parser: what it reads, and in which words a text that is none of ours is refused."""

import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from metrics.commands.command_line import main
from metrics.programs.outcome_counting import NoOutcome, outcome_of
from metrics.query.compile.compiled import compile_question
from metrics.query.compile.facts import with_steps
from metrics.query.compile.panel import (
    PANEL_RELATIONS,
    ExposureStart,
    decided_since_start,
    facts_before_start,
    panel_cells,
    undecided,
)
from metrics.query.compile.scope import Scope
from metrics.query.compile.totals import totals
from metrics.render.statement_index import render_statement_index
from metrics.semantic import definition, relations
from metrics.semantic.definition import DefinitionError, Metric, catalog, read_metric
from metrics.semantic.dimensions import dimensions_of
from metrics.semantic.portability import unportable
from metrics.semantic.relations import prepared_views, relation_kind
from metrics.semantic.statement import SelectStatement
from metrics.semantic.statement_index import STATEMENT_INDEX, read_statement
from metrics.semantic.statement_tree import given_columns, normal_form, parsed_statement, renamed
from metrics.store.snapshot import Snapshot
from metrics.trust.access import Access

WIN_RATE = catalog()["win_rate"]
HEADER = WIN_RATE.path.read_text(encoding="utf-8").partition("SELECT")[0]
FIRST = HEADER.count("\n") + 1
"""The line on which the SELECT begins."""


QUANTILES = "quantiles (they are computed from life tables)"
TRUNCATED = "truncated dates (periods are computed before)"


@pytest.mark.parametrize(
    ("sql", "source", "relations"),
    [
        ("SELECT * FROM deals", "deals", "deals"),
        ("select * from Deals join roster on true, quotas", "deals", "deals roster quotas"),
        ('select "a" from "deals" as d -- from nowhere', "deals", "deals"),
        ("SELECT EXTRACT(YEAR FROM closed_day) AS year FROM deals", "deals", "deals"),
        ("SELECT (SELECT MAX(spell) FROM roster) AS last FROM deals", "deals", "roster deals"),
        ("WITH won AS (SELECT * FROM deals) SELECT * FROM won JOIN roster ON TRUE", "deals", "deals roster"),
        (
            "SELECT * FROM (SELECT * FROM quotas) AS q WHERE person IN (SELECT person FROM roster)",
            "quotas",
            "quotas roster",
        ),
        ("SELECT * FROM deals UNION ALL SELECT * FROM quotas", "deals", "deals quotas"),
        ("FROM deals", "deals", "deals"),
        ("SELECT 'FROM roster' AS text, * FROM deals /* JOIN quotas */", "deals", "deals"),
        ("SELECT * FROM (VALUES (1)) AS written (n)", "", ""),
    ],
)
def test_what_a_select_reads_however_it_is_written(sql: str, source: str, relations: str) -> None:
    statement = parsed_statement(sql)
    assert (statement.source, " ".join(statement.relations)) == (source, relations)


@pytest.mark.parametrize(
    ("select", "line", "complaint"),
    [
        ("SELECT *\nFROM read_csv('/etc/passwd')", 2, "read_csv(…) is read, which is no table"),
        ("SELECT *\nFROM '/etc/passwd'", 2, "“/etc/passwd” is no table of a workspace and no prepared view"),
        ("SELECT * FROM information_schema.tables", 1, "“information_schema.tables” is no table"),
        ("SELECT * FROM deals, LATERAL glob('*')", 1, "glob(…) is read"),
        ("SELECT * FROM deals;\n\nDROP TABLE deals", 3, "a second statement begins here; keep one SELECT"),
        ("\n\nDROP TABLE deals", 3, "“DROP” begins no SELECT; write one"),
        ("SELECT *\nFROM deals\nWHERE (", 3, "this can't be read as SQL near “(”"),
        ("SELECT 'won FROM deals", 1, "a text, a name or a comment is not closed; close it"),
        (f"SELECT {'(' * 3000}1 FROM deals", 1, "this is nested too deeply"),
        ("SELECT *\nFROM deals\nWHERE stage = $stage", 3, "“$stage” stands for a value that nobody gives"),
        (
            "WITH\nroster AS (SELECT 1 AS n)\nSELECT * FROM deals",
            2,
            "“roster” of its WITH is called like a prepared view",
        ),
        ("WITH People AS (SELECT 1 AS n) SELECT * FROM deals", 1, "“people” of its WITH is called like a table"),
        ("/* nothing but a comment */", 1, "there is no SELECT; write one"),
    ],
)
def test_what_is_none_of_ours_is_said_with_file_and_line(
    tmp_path: Path, select: str, line: int, complaint: str
) -> None:
    file = tmp_path / "own.sql"
    file.write_text(HEADER + select, encoding="utf-8")
    with pytest.raises(DefinitionError) as reason:
        read_metric(file)
    message = str(reason.value)
    assert message.startswith(f"own.sql, line {FIRST - 1 + line}: ")
    assert complaint in message
    assert "\n" not in message


def test_a_faulty_file_is_one_sentence_on_the_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "lagging").mkdir()
    (tmp_path / "lagging" / "own.sql").write_text(f"{HEADER}SELECT *\nFROM read_csv('/etc/passwd')", encoding="utf-8")
    monkeypatch.setattr(definition, "FOLDER", tmp_path)
    catalog.cache_clear()
    try:
        assert main(["catalog"]) == 1
    finally:
        catalog.cache_clear()
    printed = capsys.readouterr().err
    assert printed.startswith(f"own.sql, line {FIRST + 1}: read_csv(…) is read, which is no table")
    assert printed.count("\n") == 1


def test_a_faulty_prepared_view_is_said_with_file_and_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        relations, "prepared_views", lambda: {"deals": "-- Deals.\nSELECT * FROM opportunities; SELECT 1"}
    )
    with pytest.raises(DefinitionError, match=r"^deals.sql, line 2: a second statement begins here; keep one SELECT.$"):
        relations.reads_of_view("deals")


def test_a_select_without_a_table_is_said(tmp_path: Path) -> None:
    file = tmp_path / "own.sql"
    file.write_text(HEADER + "SELECT 1 AS won", encoding="utf-8")
    with pytest.raises(DefinitionError, match=r"own.sql has a header but no SELECT … FROM below it"):
        read_metric(file)


@pytest.mark.parametrize("between", ["", "/* as agreed in May */"])
def test_a_header_that_ends_too_early_is_said(tmp_path: Path, between: str) -> None:
    """Otherwise the unit, or worse a population, would be a comment that nobody reads."""
    file = tmp_path / "own.sql"
    text = WIN_RATE.path.read_text(encoding="utf-8")
    file.write_text(text.replace("-- unit: share", f"{between}\n-- unit: share"), encoding="utf-8")
    with pytest.raises(
        DefinitionError, match=r"own.sql, line \d+: “-- unit: …” stands below the header, which ends with"
    ):
        read_metric(file)


def test_the_index_says_what_parsing_says() -> None:
    assert STATEMENT_INDEX.read_text(encoding="utf-8") == render_statement_index(), "run `make docs`"
    changed = f"{WIN_RATE.sql}\nWHERE TRUE"
    assert (
        read_statement(changed)
        == read_statement(WIN_RATE.sql)
        == SelectStatement("deals", ("deals",), placed_by="closed_day")
    )


def test_an_answer_of_the_catalogue_needs_no_parser(sample_folder: Path) -> None:
    script = (
        "import sys; from pathlib import Path\n"
        "from metrics.query.answers import ask, dimensions\nfrom metrics.query.question import Question\n"
        "from metrics.store import Workspace\n"
        "from metrics.query.reader import open_version\nfrom metrics.trust import Viewer\n"
        f"workspace = Workspace(Path({str(sample_folder)!r}))\n"
        "reader = open_version(workspace, Viewer('tests'), purpose='command')\n"
        "dimensions(reader), ask(reader, Question('win_rate', grain='quarter', by=('team',)))\n"
        "print('sqlglot' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False"]


@pytest.mark.parametrize("name", prepared_views())
def test_no_part_of_a_prepared_view_is_called_like_a_relation(name: str) -> None:
    statement = parsed_statement(prepared_views()[name])
    assert [part for part in statement.parts if relation_kind(part)] == []
    assert [read for read in statement.relations if not relation_kind(read)] == []


@pytest.mark.parametrize("metric", catalog().values(), ids=list(catalog()))
def test_a_compiled_question_names_all_that_its_sql_reads(metric: Metric, sample_snapshot: Snapshot) -> None:
    dimensions = dimensions_of(sample_snapshot, metric.facts_from)
    teams = Access("teams", ("East",))
    scopes = [Scope(), Scope(by=dimensions), Scope(where=tuple((each, ("x",)) for each in dimensions), access=teams)]
    scopes += [Scope(by=dimensions, roster="today")]
    for scope in scopes:
        compiled = compile_question(metric, scope)
        steps = (("facts", compiled.facts), ("placed", compiled.placed), *compiled.steps)
        read = set(parsed_statement(with_steps(steps, "SELECT * FROM segmented")).relations)
        assert read - {"periods", "period_days"} <= set(compiled.needs)
        assert {name for name in compiled.needs if relation_kind(name)} == set(compiled.needs)


@pytest.mark.parametrize("metric", catalog().values(), ids=list(catalog()))
def test_a_compiled_panel_keeps_to_what_every_engine_understands(metric: Metric) -> None:
    outcome = outcome_of(metric)
    if isinstance(outcome, NoOutcome):
        pytest.skip(outcome.because)
    compiled = compile_question(metric, Scope())
    starts = (ExposureStart(1, date(2025, 1, 5), 0),)
    queries = [panel_cells(compiled, outcome.form, starts), undecided(metric)]
    queries += [facts_before_start(starts), decided_since_start(metric, [(1, date(2025, 1, 5))])]
    read = {"facts", "placed", "periods", "period_days", *compiled.needs, *PANEL_RELATIONS}
    for steps, query in queries:
        sql = with_steps(steps, query)
        assert unportable(sql) == ()
        assert set(parsed_statement(sql).relations) <= read


@pytest.mark.parametrize("metric", catalog().values(), ids=list(catalog()))
def test_a_compiled_question_keeps_to_what_every_engine_understands(metric: Metric, sample_snapshot: Snapshot) -> None:
    dimensions = dimensions_of(sample_snapshot, metric.facts_from)
    compiled = compile_question(metric, Scope(by=dimensions))
    steps, query = totals(compiled)
    assert unportable(with_steps((("facts", compiled.facts), ("placed", compiled.placed), *steps), query)) == ()


def test_what_changes_nothing_is_not_in_the_normal_form() -> None:
    written = normal_form("SELECT deals.stage AS s -- why\nFROM deals\nWHERE stage = 'Won' GROUP BY  stage")
    assert written == normal_form("select \"deals\".Stage as s from deals /* x */ where stage='Won' group\nby stage")
    assert written != normal_form("SELECT deals.stage AS s FROM deals WHERE stage = 'won' GROUP BY stage")
    assert normal_form("that isn't  SQL") == "that isn't SQL"


def test_columns_are_found_by_their_names_and_renamed_where_they_stand() -> None:
    inner = "from (select 1 AS happened_on from deals) AS deals"
    sql = f"select *, Deals.closed_day happened_on, left_out -- as left_out\n{inner}"
    assert given_columns(sql) == {"happened_on": "deals.closed_day", "left_out": "left_out"}
    assert renamed(sql, {"happened_on": "day", "left_out": "own"}) == (
        f"select *, Deals.closed_day day, left_out AS own -- as left_out\n{inner}"
    )


@pytest.mark.parametrize(
    ("sql", "fault"),
    [
        ("SELECT * EXCLUDE (a) FROM deals", "star with exceptions"),
        ("SELECT * REPLACE (1 AS a) FROM deals", "star with exceptions"),
        ("SELECT * RENAME (a AS b) FROM deals", "star with exceptions"),
        ("SELECT * FROM deals ASOF JOIN rates ON deals.day >= rates.day", "ASOF JOIN"),
        ("SELECT date_trunc('month', day) FROM deals", TRUNCATED),
        ("SELECT time_bucket(INTERVAL 1 DAY, day) FROM deals", TRUNCATED),
        ("SELECT quantile_cont(n, 0.5) FROM deals", QUANTILES),
        ("SELECT Median (n) FROM deals", QUANTILES),
        (
            "SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY n) FROM deals",
            QUANTILES,
        ),
        ("SELECT TRY_CAST(n AS INTEGER) FROM deals", "parsing"),
        ("SELECT try_strptime(n, '%d') FROM deals", "parsing"),
        ("SELECT n::INTEGER FROM deals", "casts with ::"),
        ("SELECT n FROM deals QUALIFY ROW_NUMBER() OVER (ORDER BY n) = 1", "DuckDB's own clauses"),
        ("SELECT n, COUNT(*) FROM deals GROUP BY ALL", "DuckDB's own clauses"),
        ("SELECT n FROM deals ORDER BY ALL", "DuckDB's own clauses"),
        ("SELECT n FROM deals USING SAMPLE 10%", "DuckDB's own clauses"),
        ("SELECT list_sort(n) FROM deals", "lists and structs"),
        ("SELECT n[1] FROM deals", "lists and structs"),
        ("SELECT [1] AS n FROM deals", "lists and structs"),
        ("SELECT unnest(n) FROM deals", "lists and structs"),
        ("SELECT {'a': 1} AS n FROM deals", "lists and structs"),
        ("SELECT regexp_matches(n, 'a') FROM deals", "regular expressions"),
        ("SELECT SUM(n) FILTER (WHERE a) FROM deals", "FILTER (write CASE)"),
        ("SELECT net_value / list_value AS n FROM deals", "division (write CAST(… AS DOUBLE) / …)"),
    ],
)
def test_what_engines_read_differently_is_found_in_the_tree(sql: str, fault: str) -> None:
    assert unportable(sql) == (fault,)
    assert unportable(f"SELECT '{sql.replace(chr(39), chr(39) * 2)}' AS text FROM deals -- {sql}") == ()


def test_a_dated_line_says_since_when_a_metric_means_something_else(tmp_path: Path) -> None:
    text = WIN_RATE.path.read_text(encoding="utf-8")
    line = "-- changed: 2026-12, one thing counts. 2027-01, another\n--   one doesn't."
    (file := tmp_path / "own.sql").write_text(re.sub(r"-- changed: .*(\n--   .*)*", line, text), encoding="utf-8")
    assert [(change.month, change.what) for change in read_metric(file).changed] == [
        ("2026-12", "one thing counts."), ("2027-01", "another one doesn't."),
    ]  # fmt: skip
    file.write_text(re.sub(r"-- changed: .*(\n--   .*)*", "-- changed: lately", text), encoding="utf-8")
    with pytest.raises(DefinitionError, match=r"own\.sql: “changed” is “lately”; write it as “2026-12, what it counts"):
        read_metric(file)
