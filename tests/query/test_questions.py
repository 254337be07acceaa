"""Comparisons, access, filters, people without a roster, and questions that make no sense."""

import csv
import io
import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import pytest

from metrics.commands.command_line import main
from metrics.engines.engine import SqlError
from metrics.errors import Unavailable, UserError
from metrics.query.answers import ask, counted_rows, dimensions, excluded_rows
from metrics.query.predicates import every, one_of
from metrics.query.question import Question, Where
from metrics.semantic.definition import DefinitionError, catalog, read_metric
from metrics.store.snapshot import Snapshot
from metrics.store.workspace import Workspace
from metrics.trust.access import Access
from tests.query.drawn import drawn
from tests.readers import reader_of


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """Six sellers in East, two in West; each closes a deal in each quarter, East wins."""
    people = [f"E{number} | E{number} | sales | East" for number in range(6)]
    people += [f"W{number} | W{number} | sales | West" for number in range(2)]
    days = [(q, owner[:2]) for q in ("2025-01-01", "2025-04-01", "2025-07-01", "2025-12-31") for owner in people]
    outcome = {"E": "Closed Won", "W": "Closed Lost"}
    deals = [
        f"{number} | {owner} | {outcome[owner[0]]} | 2024-12-01 | {day} | {10 + number} | Web"
        for number, (day, owner) in enumerate(days)
    ]
    return drawn(
        tmp_path_factory.mktemp("company"),
        people="person_id | name | function | team\n" + "\n".join(people),
        opportunities="opportunity_id | owner | stage | created_on | closed_on | amount | Lead Channel\n"
        + "\n".join(deals),
        targets="""
            metric               | period_start | period_end | value | team
            New-business revenue | 2025-01-01   | 2025-03-31 | 100   |
            new_business_revenue | 2025-04-01   | 2025-06-30 | 200   |
            new_business_revenue | 2025-07-01   | 2025-12-31 | 368   |
            win_rate             | 2025-01-01   | 2025-12-31 | 0.5   | East
        """,
    )


def test_previous_period_is_the_one_before_and_the_first_has_none(company: Snapshot) -> None:
    rows = ask(reader_of(company), Question("win_rate", grain="quarter", by=("team",), compare=("previous",))).rows
    first, second = (
        next(r for r in rows if r.period.label == q and r.dimensions["team"] == "East") for q in ("Q1 2025", "Q2 2025")
    )
    assert first.compared["previous"].value is None
    assert "nothing is known" in str(first.compared["previous"].reason)
    assert (second.compared["previous"].value, second.compared["previous"].change) == (1.0, 0.0)
    assert second.compared["previous"].low is not None


def test_a_part_of_a_period_is_no_more_than_the_nothing_of_a_whole_one(tmp_path: Path) -> None:
    """West has sold in April only; April is all that the data has of the second quarter."""
    snapshot = drawn(
        tmp_path,
        people="person_id | name | function | team\nE | E | sales | East\nW | W | sales | West",
        opportunities="""
            opportunity_id | owner | stage      | created_on | closed_on  | amount
            1              | E     | Closed Won | 2025-01-01 | 2025-01-01 | 10
            2              | E     | Closed Won | 2025-01-01 | 2025-04-30 | 10
            3              | W     | Closed Won | 2025-01-01 | 2025-04-30 | 70
        """,
    )
    asked = Question(
        "new_business_revenue", date(2025, 4, 1), date(2025, 6, 30), "quarter", by=("team",), compare=("previous",)
    )
    comparisons = {row.dimensions["team"]: row.compared["previous"] for row in ask(reader_of(snapshot), asked).rows}
    assert {team: (each.value, each.change) for team, each in comparisons.items()} == {
        "East": (10, None),
        "West": (0, None),
    }
    assert (
        comparisons["West"].reason
        == comparisons["East"].reason
        == "This period is not complete: the two don't cover as many days."
    )


def test_the_rest_of_the_company_is_everybody_else(company: Snapshot) -> None:
    rows = ask(reader_of(company), Question("win_rate", by=("team",), compare=("company",))).rows
    assert {row.dimensions["team"]: row.compared["company"].value for row in rows} == {"East": 0.0, "West": 1.0}
    whole = ask(reader_of(company), Question("win_rate", compare=("company",))).rows[0].compared["company"]
    assert (whole.value, whole.reason) == (None, "This is the whole company.")


def test_plans_fill_a_period_or_are_cut_to_it_and_say_so(company: Snapshot) -> None:
    """Half a year from July is planned as 368 in 184 days: 92 of them are 184."""
    rows = ask(reader_of(company), Question("new_business_revenue", grain="quarter", compare=("plan",))).rows
    plans = [(row.compared["plan"].value, row.compared["plan"].reason) for row in rows]
    assert plans[:2] == [(100, None), (200, None)]
    assert plans[2] == (184, "The plan is pro-rated by day to the 92 days covered.")
    year = ask(reader_of(company), Question("new_business_revenue", grain="year", compare=("plan",))).rows[0]
    assert year.compared["plan"].value == 668
    team = ask(reader_of(company), Question("win_rate", grain="year", by=("team",), compare=("plan",))).rows
    assert [row.compared["plan"].value for row in team] == [0.5, None]


def test_a_team_sees_its_own_rows_and_the_company_only_as_a_whole(company: Snapshot) -> None:
    access = Access("teams", ("West",))
    rows = ask(
        reader_of(company), Question("new_business_revenue", by=("team",), compare=("company",), access=access)
    ).rows
    assert [row.dimensions["team"] for row in rows] == []
    lost = ask(reader_of(company), Question("win_rate", by=("team",), compare=("company",), access=access)).rows
    assert [(row.dimensions["team"], row.value, row.compared["company"].value) for row in lost] == [("West", 0.0, 1.0)]
    listed = counted_rows(reader_of(company), Question("win_rate", access=access))
    assert set(listed["owner"]) == {"W0", "W1"}
    with pytest.raises(UserError, match="belong to no team"):
        excluded_rows(reader_of(company), Question("win_rate", access=access))


def test_small_groups_are_hidden_with_the_next_smallest_where_only_aggregates_may_be_seen(company: Snapshot) -> None:
    """West has two people; East would give it away by subtraction, so both are hidden. The whole is shown."""
    access = Access("aggregates")
    rows = ask(reader_of(company), Question("win_rate", by=("team",), compare=("company",), access=access)).rows
    assert [(row.value, row.n, dict(row.components), row.compared["company"].value) for row in rows] == [
        (None, 0, {}, None)
    ] * 2
    assert all("Hidden" in str(row.reason) for row in rows)
    assert ask(reader_of(company), Question("win_rate", access=access)).rows[0].value == 0.75
    with pytest.raises(UserError, match="not the rows behind them"):
        counted_rows(reader_of(company), Question("win_rate", access=access))


def test_kept_headers_group_and_filter_and_odd_values_stay_values(company: Snapshot) -> None:
    (row,) = ask(
        reader_of(company), Question("win_rate", by=("Lead Channel", "team"), where=(Where("team", ("West",)),))
    ).rows
    assert row.dimensions == {"Lead Channel": "Web", "team": "West"}
    with pytest.raises(UserError, match="There is no lead channel “'; DROP TABLE deals; --” here"):
        ask(reader_of(company), Question("win_rate", where=(Where("lead channel", ("'; DROP TABLE deals; --",)),)))


def test_odd_words_are_values_in_the_printed_sql_too(tmp_path: Path) -> None:
    odd = 'O\'Hara "x" $where_0_0; DROP TABLE deals; --'
    text = f"opportunity_id | stage | closed_on | source\n1 | Closed Won | 2025-01-01 | {odd}"
    answer = ask(
        reader_of(drawn(tmp_path, opportunities=text)),
        Question("win_rate", by=("source",), where=(Where("source", (odd,)),)),
    )
    assert [(row.value, row.n, row.dimensions["source"]) for row in answer.rows] == [(1.0, 1, odd)]
    with duckdb.connect() as connection:
        connection.execute(answer.prelude)
        assert len(connection.sql(answer.sql).fetchall()) == 1


@pytest.mark.parametrize(
    ("dimension", "value", "complaint"),
    [
        ("team", "Easst", "There is no team “Easst”; did you mean “East”?"),
        ("person", "e3 ", "There is no person “e3 ”; did you mean “E3”?"),
        ("Lead Channel", "Fax", "There is no lead channel “Fax” here."),
    ],
)
def test_a_filter_on_a_value_that_is_not_there_is_refused_with_the_nearest(
    company: Snapshot, dimension: str, value: str, complaint: str
) -> None:
    with pytest.raises(UserError) as refusal:
        ask(reader_of(company), Question("win_rate", where=(Where(dimension, (value,)),)))
    assert str(refusal.value) == complaint
    nobody = ask(reader_of(company), Question("win_rate", where=(Where("team", ("No team", "Not matched")),)))
    assert nobody.rows[0].n == 0


def test_filters_are_bound_values_and_a_sentence() -> None:
    predicate = every([one_of("x", "team", ("East", "O'Hara"), "a"), one_of("y", "role", ("AE",), "b")])
    assert predicate.sql == "x IN ($a_0, $a_1) AND y IN ($b_0)"
    assert predicate.sentence == "team is “East” or “O'Hara” and role is “AE”"
    assert predicate.parameters == {"a_0": "East", "a_1": "O'Hara", "b_0": "AE"}


def test_what_a_filter_leaves_out_is_counted_and_listed_by_its_own_sql(company: Snapshot) -> None:
    question = Question("win_rate", start=date(2025, 4, 1), where=(Where("team", ("West",)),))
    answer = ask(reader_of(company), question)
    counts = {left.reason: left.count for left in answer.excluded}
    assert counts == {"outside the days asked for": 8, "not where team is “West”": 18}
    assert answer.rows[0].n + sum(counts.values()) == 32
    with duckdb.connect() as connection:
        connection.execute(answer.prelude)
        assert [len(connection.sql(left.query).fetchall()) for left in answer.excluded] == [8, 18]
    assert len(counted_rows(reader_of(company), question)) == 6


def test_without_a_roster_people_are_deal_owners_and_the_answer_says_so(tmp_path: Path) -> None:
    snapshot = drawn(
        tmp_path,
        opportunities="""
            opportunity_id | owner | stage       | created_on | closed_on
            1              | Ann   | Closed Won  | 2025-01-01 | 2025-02-01
            2              | Bob   | Closed Lost | 2025-02-01 | 2025-02-20
            3              | Bob   | Negotiation | 2025-02-01 |
        """,
        content_access="person_id | accessed_at\nann | 2025-01-15 10:00:00\nAnn | 2025-02-28 10:00:00",
    )
    answer = ask(reader_of(snapshot), Question("content_access", grain="month"))
    assert [(row.value, row.n) for row in answer.rows] == [(1.0, 1), (0.0, 2)]
    assert any("deal owners only" in note for note in answer.notes)
    with pytest.raises(Unavailable, match="the column team of people"):
        ask(reader_of(snapshot), Question("win_rate", by=("team",)))


def test_seen_from_an_earlier_day_a_deal_that_closed_since_is_still_open(tmp_path: Path) -> None:
    """Of those created in 2025 one was decided by 31 March, one in May; the third says that it closes in 2061."""
    snapshot = drawn(
        tmp_path,
        opportunities="""
            opportunity_id | owner | stage       | created_on | closed_on
            0              | Ann   | Closed Won  | 2024-12-01 | 2025-01-02
            1              | Ann   | Closed Won  | 2025-01-10 | 2025-02-01
            2              | Ann   | Closed Lost | 2025-01-20 | 2025-05-20
            3              | Ann   | Closed Won  | 2025-01-20 | 2061-01-01
        """,
    )
    cohort = Question("win_rate_by_cohort", date(2025, 1, 1), date(2025, 3, 31))
    (then,) = ask(reader_of(snapshot), replace(cohort, as_of=date(2025, 3, 31))).rows
    (now,) = ask(reader_of(snapshot), cohort).rows
    assert (then.value, then.beside, then.n) == (1.0, 0.5, 1)
    assert (now.value, now.beside, now.n) == (0.5, 0.0, 2)
    (age,) = ask(reader_of(snapshot), Question("open_deal_age", end=date(2025, 3, 31), as_of=date(2025, 3, 31))).rows
    assert (age.value, age.n) == (12.0, 1)  # on 1 February, the last day on which anything had happened by then


def test_an_as_of_day_hides_what_had_not_happened_yet(company: Snapshot) -> None:
    answer = ask(reader_of(company), Question("win_rate", grain="quarter", as_of=date(2025, 4, 30)))
    assert [row.n for row in answer.rows] == [8, 8]
    assert [row.period.complete for row in answer.rows] == [True, False]
    assert ("still open", 16) in [(left.reason, left.count) for left in answer.excluded]


@pytest.mark.parametrize(
    ("question", "complaint"),
    [
        (Question("margin"), "no metric “margin”"),
        (Question("win_rate", by=("colour",)), "no dimension “colour”"),
        (Question("win_rate", start=date(2025, 2, 1), end=date(2025, 1, 1)), "ends .* before it starts"),
        (Question("win_rate", start=date(2, 1, 1), end=date(9990, 12, 31), grain="week"), "more than 4000 periods"),
    ],
)
def test_questions_that_make_no_sense_are_refused_in_words(
    company: Snapshot, question: Question, complaint: str
) -> None:
    with pytest.raises(UserError, match=complaint):
        ask(reader_of(company), question)


def test_an_empty_workspace_names_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match=r"opportunities\.closed_on"):
        ask(reader_of(Workspace(tmp_path).latest()), Question("win_rate"))


def test_the_engine_reads_the_versions_files_and_nothing_else(company: Snapshot, tmp_path: Path) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("a\n1\n")
    opened = reader_of(company).session()
    for attempt in (f"SELECT * FROM '{secret}'", f"COPY (SELECT 1) TO '{tmp_path / 'out.csv'}'", "SET threads = 1"):
        with pytest.raises(SqlError):
            opened.rows(attempt)
    assert not (tmp_path / "out.csv").exists()


def test_many_threads_get_the_same_answers(company: Snapshot) -> None:
    questions = [
        Question("win_rate", grain=grain, by=by) for grain in ("month", "quarter") for by in ((), ("team",))
    ] * 6
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda question: ask(reader_of(company), question).rows, questions))
    assert answers == answers[:4] * 6


def test_dimensions_list_what_can_be_asked_with_its_values(company: Snapshot) -> None:
    values = {dimension.name: dimension.values for dimension in dimensions(reader_of(company))}
    assert values["team"] == ("East", "West")
    assert values["Lead Channel"] == ("Web",)
    assert "region" not in values


@pytest.mark.parametrize(
    ("header", "complaint"),
    [
        ("-- title: A\n-- title: B\n", "“title” is said twice"),
        ("-- title: A\n", "lacks “summary”"),
        ("-- colour: red\n", "lacks “title”"),
        ("title: A\n", "has a header but no SELECT|lacks “title”"),
    ],
)
def test_a_catalogue_file_with_a_faulty_header_is_explained(tmp_path: Path, header: str, complaint: str) -> None:
    file = tmp_path / "margin.sql"
    file.write_text(header + "SELECT 1 FROM deals")
    with pytest.raises(DefinitionError, match=complaint):
        read_metric(file)


def test_an_order_that_is_no_number_is_explained(tmp_path: Path) -> None:
    text = catalog()["win_rate"].path.read_text(encoding="utf-8").replace("-- order: 2", "-- order: second")
    file = tmp_path / "margin.sql"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(DefinitionError, match="“order” is “second”"):
        read_metric(file)


def test_commands_answer_in_json_csv_and_words(own_workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["ask", "win_rate", "--workspace", str(own_workspace.folder), "--by", "team", "--grain", "year"]
    assert main([*words, "--format", "json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert {"period_start", "period_end", "team", "value", "n", "low", "high", "complete", "won", "decided"} <= set(
        rows[0]
    )
    assert main([*words, "--format", "csv"]) == 0
    written = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [float(row["value"]) for row in written] == [row["value"] for row in rows]
    assert main(words) == 0
    assert "Left out:" in capsys.readouterr().err
    assert main(["sql", *words[1:]]) == 0
    printed = capsys.readouterr().out
    with duckdb.connect() as connection:
        connection.execute(printed)
    assert main(["catalog", "--json"]) == 0
    assert {entry["name"] for entry in json.loads(capsys.readouterr().out)} >= {"win_rate", "churn_rate"}
    assert main(["ask", "win_rate", "--workspace", str(own_workspace.folder), "--where", "team"]) == 1
    assert "--where 'team=East'" in capsys.readouterr().err
