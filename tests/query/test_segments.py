"""Of many segments the largest, and all others as one group, whose number is what its facts give."""

import json
from pathlib import Path
from statistics import median

import pytest

from metrics.commands.command_line import main
from metrics.errors import UserError
from metrics.query.answers import ask
from metrics.query.question import Answer, AnswerRow, Question, Where
from metrics.query.segments import beside_each_other, filled
from metrics.semantic.definition import catalog
from metrics.store.snapshot import Snapshot
from metrics.store.workspace import Workspace
from metrics.trust.access import Access
from tests.query.drawn import drawn
from tests.readers import reader_of

OTHERS = "Other (3 more)"


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """Teams A to E; team A closes five deals, B four, … E one. Every seller wins the first and loses the others."""
    people, deals, accesses, hours = [], [], [], []
    for number, team in enumerate("ABCDE"):
        for seller in range(2):
            people.append(f"{team}{seller} | {team}{seller} | sales | {team}")
        for deal in range(5 - number):
            stage = "Closed Won" if deal == 0 else "Closed Lost"
            owner = f"{team}{deal % 2}"
            deals.append(f"{team}-{deal} | {owner} | {stage} | 2025-01-0{1 + deal} | 2025-02-1{number} | Web{number}")
        for content in range(5 - number):
            accesses.append(f"{team}0 | 2025-02-01 09:00:00 | C{content}")
        hours.append(f"{team}0 | 2025-02-0{1 + number} | {1 + number} | K{number}")
    return drawn(
        tmp_path_factory.mktemp("segments"),
        people="person_id | name | function | team\n" + "\n".join(people),
        opportunities="opportunity_id | owner | stage | created_on | closed_on | source\n" + "\n".join(deals),
        content_access="person_id | accessed_at | content_id\n" + "\n".join(accesses),
        customer_time="person_id | on_date | hours | kind\n" + "\n".join(hours),
    )


def by_group(answer: Answer, dimension: str) -> dict[str, AnswerRow]:
    return {row.dimensions[dimension]: row for row in answer.rows}


def test_others_are_a_ratio_of_sums(company: Snapshot) -> None:
    answer = ask(reader_of(company), Question("win_rate", by=("team",), most=(2,)))
    rows = by_group(answer, "team")
    assert set(rows) == {"A", "B", OTHERS}
    assert (rows[OTHERS].components, rows[OTHERS].n) == ({"won": 3, "decided": 6}, 6)
    assert rows[OTHERS].value == 0.5
    assert answer.others == {"team": OTHERS}


def test_the_groups_together_are_still_the_whole(company: Snapshot) -> None:
    whole = ask(reader_of(company), Question("win_rate")).rows[0]
    rows = ask(reader_of(company), Question("win_rate", by=("team", "source"), most=(1, 2))).rows
    assert sum(row.components["decided"] or 0 for row in rows) == whole.components["decided"]
    assert {row.dimensions["team"] for row in rows} == {"A", "Other (4 more)"}
    assert {row.dimensions["source"] for row in rows} == {"Web0", "Web1", OTHERS}


def test_the_median_of_others_is_that_of_all_their_deals(company: Snapshot) -> None:
    """Each team won one deal, created on 1 January and closed on 10 (A) to 14 February (E). Equals stand by name."""
    rows = by_group(ask(reader_of(company), Question("deal_velocity", by=("team",), most=(1,))), "team")
    assert set(rows) == {"A", "Other (4 more)"}
    assert rows["Other (4 more)"].value == median([41, 42, 43, 44])


def test_people_in_several_of_the_others_count_once(company: Snapshot) -> None:
    """C0 to C4 are opened by 5, 4, 3, 2 and 1 of ten sellers; the two who opened C3 or C4 are among those of C2."""
    rows = by_group(ask(reader_of(company), Question("content_access", by=("content",), most=(2,))), "content")
    assert {name: row.components["accessed"] for name, row in rows.items()} == {"C0": 5, "C1": 4, OTHERS: 3}
    assert {row.n for row in rows.values()} == {10}


def test_the_others_are_divided_by_everybody_once(company: Snapshot) -> None:
    """Hours of kinds K2 to K4 are 3, 4 and 5, by ten people over five days of data."""
    rows = by_group(ask(reader_of(company), Question("customer_hours", by=("time_kind",), most=(2,))), "time_kind")
    (whole,) = ask(reader_of(company), Question("customer_hours")).rows
    assert rows[OTHERS].components["hours"] == 12
    assert len({row.components["weeks"] for row in rows.values()}) == 1
    assert rows[OTHERS].components["weeks"] == whole.components["weeks"]
    assert sum(row.value or 0 for row in rows.values()) == pytest.approx(whole.value)


def test_what_is_shown_stays_the_same_over_all_periods_and_comparisons(company: Snapshot) -> None:
    """The largest over the whole time are kept, also in a period in which others were larger."""
    answer = ask(
        reader_of(company), Question("win_rate", grain="week", by=("team",), most=(2,), compare=("previous", "company"))
    )
    assert {row.dimensions["team"] for row in answer.rows} <= {"A", "B", OTHERS}
    assert sum(row.n for row in answer.rows) == 15
    last = next(row for row in answer.rows if row.dimensions["team"] == OTHERS)
    assert last.compared["company"].n == sum(row.n for row in answer.rows if row.period == last.period) - last.n


def test_one_group_too_many_keeps_its_name(company: Snapshot) -> None:
    answer = ask(reader_of(company), Question("win_rate", by=("team",), most=(4,)))
    assert {row.dimensions["team"] for row in answer.rows} == set("ABCDE")
    assert answer.others == {}


def test_a_group_that_is_called_as_the_others_would_be_stays_apart(tmp_path: Path) -> None:
    sources = [*(f"S{number} | " for number in range(4)), "Other (3 more) | ", "Other (3 more) | "]
    deals = [f"{number} | Closed Won | 2025-01-01 | {source[:-3]}" for number, source in enumerate(sources)]
    company = drawn(tmp_path, opportunities="opportunity_id | stage | closed_on | source\n" + "\n".join(deals))
    rows = by_group(ask(reader_of(company), Question("win_rate", by=("source",), most=(2,))), "source")
    assert {name: row.n for name, row in rows.items()} == {"Other (3 more)": 2, "S0": 1, "Other (3 more)…": 3}


def test_the_limits_of_what_one_may_see_hold_for_the_others_too(company: Snapshot) -> None:
    own = ask(
        reader_of(company), Question("win_rate", by=("team",), most=(1,), access=Access("teams", ("C", "D", "E")))
    )
    assert {row.dimensions["team"]: row.n for row in own.rows} == {"C": 3, "Other (2 more)": 3}
    filtered = ask(
        reader_of(company), Question("win_rate", by=("team",), most=(1,), where=(Where("team", ("A", "B", "C")),))
    )
    assert {row.dimensions["team"]: row.n for row in filtered.rows} == {"A": 5, "Other (2 more)": 7}
    few = ask(reader_of(company), Question("win_rate", by=("team",), most=(1,), access=Access("aggregates")))
    assert all(row.value is None for row in few.rows)  # A has two people; alone, it would follow from the others


def test_less_than_one_group_is_refused(company: Snapshot) -> None:
    with pytest.raises(UserError, match="At least 1 group"):
        ask(reader_of(company), Question("win_rate", by=("team",), most=(0,)))


def test_the_command_line_gives_the_same(own_workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["ask", "win_rate", "--workspace", str(own_workspace.folder), "--by", "person", "--most", "5"]
    assert main([*words, "--format", "json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert len(rows) == 6
    asked = ask(reader_of(own_workspace.latest()), Question("win_rate", by=("person",), most=(5,)))
    assert [row["value"] for row in rows] == [row.value for row in asked.rows]


def test_a_sum_of_nothing_is_zero_where_others_have_some_and_anything_else_is_unknown(tmp_path: Path) -> None:
    """Web loses a deal in January and in March, Fair two in March, nobody any in February."""
    days = {"Web": ("2025-01-01", "2025-03-31"), "Fair": ("2025-03-01", "2025-03-02")}
    deals = [f"{source}{day} | Closed Lost | {day} | {source}" for source, dates in days.items() for day in dates]
    company = drawn(tmp_path, opportunities="opportunity_id | stage | closed_on | source\n" + "\n".join(deals))
    lost = ask(reader_of(company), Question("lost_deals", grain="month", by=("source",)))
    rows = {(row.period.label, row.dimensions["source"]): row.value for row in filled(catalog()["lost_deals"], lost)}
    assert rows == {
        ("Jan 2025", "Fair"): 0, ("Jan 2025", "Web"): 1, ("Mar 2025", "Fair"): 2, ("Mar 2025", "Web"): 1,
    }  # fmt: skip
    rate = ask(reader_of(company), Question("win_rate", grain="month", by=("source",)))
    assert filled(catalog()["win_rate"], rate) == rate.rows


def test_others_of_a_sum_are_drawn_only_where_they_are_not_the_largest(company: Snapshot) -> None:
    """Lost deals are 4, 3, 2 and 1: beside one of 4 there are others of 6, beside three of 4, 3 and 2 none."""
    metric = catalog()["lost_deals"]
    answer = ask(reader_of(company), Question("lost_deals", by=("team",), most=(1,)))
    assert {row.value for row in answer.rows} == {4, 6}
    assert [row.dimensions["team"] for row in beside_each_other(metric, answer, answer.rows)] == ["A"]
    rate = ask(reader_of(company), Question("win_rate", by=("team",), most=(1,)))
    assert beside_each_other(catalog()["win_rate"], rate, rate.rows) == rate.rows
    two = ask(reader_of(company), Question("lost_deals", by=("team",), most=(2,)))
    assert beside_each_other(metric, two, two.rows) == two.rows
