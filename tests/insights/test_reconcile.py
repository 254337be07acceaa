"""A total somebody knows, held against ours: which rows another count may treat otherwise, and what adds up."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from metrics.errors import Unavailable, UserError
from metrics.insights.number_typed import typed_number
from metrics.insights.reconciliation import (
    Reconciliation,
    ReconciliationGroup,
    can_reconcile,
    reconcile,
    reconciliation_rows,
    reconciliation_totals,
    total_named,
)
from metrics.insights.reconciliation_text import (
    reconciliation_explanation,
    reconciliation_set_aside,
    reconciliation_verdict,
)
from metrics.intake.choices import ImportChoices
from metrics.intake.importing import import_files
from metrics.query.answers import ask
from metrics.query.question import Question, Where
from metrics.query.reader import Reader
from metrics.schema.settings import Coverage, Settings
from metrics.semantic.definition import catalog
from metrics.store.documents import document_path, store
from metrics.store.snapshot import Snapshot
from metrics.store.workspace import Workspace
from metrics.trust.access import Access
from tests.query.drawn import drawn
from tests.readers import reader_of

FIRST, LAST = date(2025, 1, 1), date(2025, 3, 31)
HEADER = "opportunity_id | owner | stage | created_on | closed_on | amount | currency | kind"
PLAIN = """
    won1   | E | Closed Won  | 2024-12-01 | 2025-02-01 | 100 | | new
    won2   | E | Closed Won  | 2024-12-01 | 2025-02-02 | 100 | | new
    lost1  | W | Closed Lost | 2024-12-01 | 2025-02-03 | 50  | | new
    later  | E | Closed Won  | 2024-12-01 | 2025-06-03 | 100 | | new
    before | E | Closed Won  | 2024-06-01 | 2024-10-03 | 100 | | new
"""
ODD = """
    test      | E | Duplicate                | 2024-12-01 | 2025-02-04 | 1    |     | new
    unknown   | E | Vernal equinox           | 2024-12-01 | 2025-02-04 | 2    |     | new
    open      | E | Negotiation              | 2024-12-01 | 2025-02-04 | 4    |     | new
    dateless  | E | Closed Won               | 2024-12-01 |            | 8    |     | new
    dateless2 | E | Closed Lost              | 2024-12-01 |            | 8    |     | new
    backwards | E | Closed Won               | 2025-03-01 | 2025-02-04 | 16   |     | new
    undecided | E | Closed Lost - No Decision | 2024-12-01 | 2025-02-04 | 32   |     | new
    renewal   | E | Closed Won               | 2024-12-01 | 2025-02-04 | 64   |     | renewal
    unpriced  | E | Closed Won               | 2024-12-01 | 2025-02-04 |      |     | new
    foreign   | E | Closed Won               | 2024-12-01 | 2025-02-04 | 256  | XAU | new
    converted | E | Closed Won               | 2024-12-01 | 2025-02-04 | 1000 | EUR | new
    moved_out | E | Closed Won               | 2024-12-01 | 2025-04-20 | 514  |     | new
    moved_in  | E | Closed Won               | 2024-12-01 | 2025-03-20 | 1024 |     | new
    historic  | E | Closed Won               | 2024-12-01 |            | 2048 |     | new
    eve       | E | Closed Won               | 2024-12-01 | 2024-12-31 | 3    |     | new
    morrow    | E | Closed Won               | 2024-12-01 | 2025-04-01 | 5    |     | new
    newyear   | E | Closed Won               | 2024-12-01 | 2025-01-01 | 7    |     | new
    quarter   | E | Closed Won               | 2024-12-01 | 2025-03-31 | 9    |     | new
"""
HISTORY = """
    opportunity_id | stage      | entered_on
    moved_out      | Closed Won | 2025-03-30
    moved_in       | Closed Won | 2025-04-10
    historic       | Closed Won | 2025-02-20
"""
PEOPLE = """
    person_id | name | function | team | valid_from | valid_to
    E         | Eve  | sales    | East | 2020-01-01 | 2025-03-01
    E         | Eve  | sales    | West | 2025-03-01 |
    W         | Wim  | sales    | West | 2020-01-01 |
"""
RATES = "currency | valid_from | rate\nEUR | 2020-01-01 | 1.1"


def table(*rows: str) -> str:
    return "\n".join([HEADER, *(row for block in rows for row in block.strip().splitlines())])


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """A company with every oddity once."""
    return drawn(
        tmp_path_factory.mktemp("odd"), opportunities=table(PLAIN, ODD), stage_history=HISTORY, people=PEOPLE,
        rates=RATES,
    )  # fmt: skip


def question(name: str, *where: Where, first: date = FIRST, last: date = LAST, roster: str = "then") -> Question:
    return Question(name, first, last, where=where, roster=roster)  # type: ignore[arg-type]


def against(snapshot: Snapshot, name: str, typed: str, asked: Question | None = None) -> Reconciliation:
    metric = total_named(snapshot, name)
    return reconcile(reader_of(snapshot), metric, asked or question(name), typed_number(typed, metric.unit))


def effects(reconciliation: Reconciliation) -> dict[str, Decimal]:
    return {group.name: group.effect for group in reconciliation.groups}


def deals_in(snapshot: Snapshot, reconciliation: Reconciliation, name: str, asked: Question | None = None) -> set[str]:
    (group,) = [each for each in reconciliation.groups if each.name == name]
    rows = reconciliation_rows(
        reader_of(snapshot), reconciliation.metric, asked or question(reconciliation.metric.name), group
    )
    assert len(rows) == group.rows
    return set(rows["opportunity_id"])


DEALS_WON = {
    "only ours": ({"moved_in"}, -1),
    "no close date": ({"historic"}, -1),
    "only theirs": ({"moved_out"}, 1),
    "reason: set aside as a test or a duplicate": ({"test"}, 1),
    "reason: stage without a known outcome": ({"unknown"}, 1),
    "reason: still open": ({"open"}, 1),
    "dateless: closed without a close date": ({"dateless"}, 1),
    "day before": ({"eve"}, 1),
    "day after": ({"morrow"}, 1),
    "first day": ({"newyear"}, -1),
    "last day": ({"quarter"}, -1),
}


def test_every_deal_another_count_may_treat_otherwise_is_in_one_group_with_its_sign(odd: Snapshot) -> None:
    reconciliation = against(odd, "deals_won", "0")
    assert effects(reconciliation) == {name: effect for name, (_, effect) in DEALS_WON.items()}
    for name, (deals, _) in DEALS_WON.items():
        assert deals_in(odd, reconciliation, name) == deals


def test_ours_is_what_the_rows_say(odd: Snapshot) -> None:
    """won1, won2, backwards, renewal, unpriced, foreign, converted, moved_in, historic, newyear, quarter."""
    assert against(odd, "deals_won", "0").ours == 11
    assert against(odd, "deals_lost", "0").ours == 1
    assert against(odd, "deals_closed", "0").ours == 13
    assert against(odd, "deals_created", "0").ours == 0


def test_a_count_by_close_date_alone_is_ours_with_these_groups(odd: Snapshot) -> None:
    """An independent count: what says it is won and has a close date in the quarter; ours has one from a history."""
    rows = [[cell.strip() for cell in line.split("|")] for line in table(PLAIN, ODD).splitlines()[1:]]
    by_close_date = sum(row[2] == "Closed Won" and FIRST.isoformat() <= row[4] <= LAST.isoformat() for row in rows)
    reconciliation = against(odd, "deals_won", str(by_close_date))
    assert reconciliation.difference == effects(reconciliation)["no close date"]


def test_lost_deals_may_be_those_without_a_decision(odd: Snapshot) -> None:
    reconciliation = against(odd, "deals_lost", "2")
    assert effects(reconciliation)["reason: ended without a decision"] == 1
    assert deals_in(odd, reconciliation, "dateless: closed without a close date") == {"dateless2"}
    assert "renewal" not in {
        deal for group in reconciliation.groups for deal in deals_in(odd, reconciliation, group.name)
    }


AMOUNTS = {
    "only ours": -1024,
    "no close date": -2048,
    "only theirs": 514,
    "converted": -100,
    "reason: set aside as a test or a duplicate": 1,
    "reason: stage without a known outcome": 2,
    "reason: still open": 4,
    "reason: no exchange rate for its currency on the day": 256,
    "dateless: closed without a close date": 8,
    "day before": 3,
    "day after": 5,
    "first day": -7,
    "last day": -9,
}


def test_amounts_go_by_what_each_group_is_worth_and_unknown_ones_are_counted(odd: Snapshot) -> None:
    reconciliation = against(odd, "amount_won", "0")
    assert reconciliation.ours == 100 + 100 + 16 + 64 + 1100 + 1024 + 2048 + 7 + 9
    assert {name: effect for name, effect in effects(reconciliation).items() if effect} == AMOUNTS
    (unpriced,) = [group for group in reconciliation.groups if group.name == "reason: no amount"]
    assert (unpriced.rows, unpriced.unknown, unpriced.effect) == (1, 1, 0)


def test_new_business_is_explained_by_what_is_none(odd: Snapshot) -> None:
    asked = question("new_business_revenue")
    ours = against(odd, "new_business_revenue", "0").ours
    assert ours == Decimal(str(ask(reader_of(odd), asked).rows[0].value))
    reconciliation = against(odd, "new_business_revenue", f"{ours + 64:.2f}")
    assert [[group.name for group in chosen] for chosen in reconciliation.explanations] == [
        ["reason: not new business"]
    ]


def test_deals_created_have_groups_by_their_own_day(odd: Snapshot) -> None:
    asked = question("deals_created", first=date(2024, 12, 1), last=date(2024, 12, 31))
    reconciliation = against(odd, "deals_created", "0", asked)
    assert deals_in(odd, reconciliation, "reason: set aside as a test or a duplicate", asked) == {"test"}
    assert reconciliation.ours == 20
    march = question("deals_created", first=date(2025, 3, 1))
    assert effects(against(odd, "deals_created", "1", march)) == {"reason: closed before it was created": 1}


def one_oddity(tmp_path: Path, *rows: str) -> Snapshot:
    return drawn(tmp_path, opportunities=table(PLAIN, *rows))


TEST = "test{} | E | Duplicate | 2024-12-01 | 2025-02-04 | 1 | | new"
OPEN = "open{} | E | Negotiation | 2024-12-01 | 2025-02-04 | 1 | | new"


def test_equal_totals_agree_and_nothing_is_explained(tmp_path: Path) -> None:
    reconciliation = against(one_oddity(tmp_path, TEST), "deals_won", "2")
    assert reconciliation.agrees
    assert reconciliation_verdict(reconciliation, "USD") == "The two agree."
    assert list(reconciliation_explanation(reconciliation, "USD")) == []


def test_the_one_group_that_adds_up_is_named(tmp_path: Path) -> None:
    reconciliation = against(one_oddity(tmp_path, *(TEST.format(n) for n in range(3)), OPEN), "deals_won", "5")
    assert reconciliation_verdict(reconciliation, "USD") == "Yours is 3 higher than ours."
    first, second = reconciliation_explanation(reconciliation, "USD")
    assert first == (
        "This adds up to the difference exactly: “Set aside as a test or a duplicate, with a close date in the "
        "period” (+3)."
    )
    assert "by chance" in second


def test_two_groups_that_add_up_together_are_named_together(tmp_path: Path) -> None:
    reconciliation = against(one_oddity(tmp_path, TEST.format(1), TEST.format(2), OPEN), "deals_won", "5")
    assert [{group.name for group in chosen} for chosen in reconciliation.explanations] == [
        {"reason: set aside as a test or a duplicate", "reason: still open"}
    ]


def test_several_explanations_are_all_told_as_what_they_are(tmp_path: Path) -> None:
    reconciliation = against(one_oddity(tmp_path, TEST, OPEN), "deals_won", "3")
    assert len(reconciliation.explanations) == 2
    assert next(iter(reconciliation_explanation(reconciliation, "USD"))).startswith(
        "2 explanations add up to the difference, and the numbers"
    )


@pytest.mark.parametrize("typed", ["4", "1", "400"])
def test_what_does_not_add_up_is_never_called_an_explanation(tmp_path: Path, typed: str) -> None:
    reconciliation = against(one_oddity(tmp_path, TEST), "deals_won", typed)
    assert reconciliation.explanations == ()
    assert list(reconciliation_explanation(reconciliation, "USD")) == [
        "None of the groups adds up to it, and no two or three of them together do."
    ]


def test_without_any_such_row_that_is_said(tmp_path: Path) -> None:
    reconciliation = against(one_oddity(tmp_path), "deals_won", "3")
    assert list(reconciliation_explanation(reconciliation, "USD")) == [
        "There are no rows here that another count would treat otherwise."
    ]


def test_days_of_another_time_zone_are_named_last_and_only_as_a_condition(tmp_path: Path) -> None:
    morrow = "morrow | E | Closed Won | 2024-12-01 | 2025-04-01 | 1 | | new"
    alone = against(one_oddity(tmp_path, morrow), "deals_won", "3")
    assert next(iter(reconciliation_explanation(alone, "USD"))).startswith(
        "Only if all rows of a day lie on another one"
    )
    beside = against(one_oddity(tmp_path, morrow, TEST), "deals_won", "3")
    assert [[group.name for group in chosen] for chosen in beside.explanations] == [
        ["reason: set aside as a test or a duplicate"]
    ]


def test_a_rounded_number_agrees_and_is_explained_as_far_as_it_was_typed(odd: Snapshot) -> None:
    close = against(odd, "amount_won", "4.5K")
    assert close.agrees
    assert "give or take $50.00" in reconciliation_verdict(close, "USD")
    further = against(odd, "amount_won", "4.98K")
    assert next(iter(reconciliation_explanation(further, "USD"))) == (
        "This adds up to the difference, give or take the $5.00 to which yours was typed: “Last closed in the period "
        "by the stage history, but the close date lies outside it” (+$514.00)."
    )


EAST, WEST = Where("team", ("East",)), Where("team", ("West",))


def test_a_filter_leaves_out_who_is_not_matched_or_in_no_team(tmp_path: Path) -> None:
    strangers = """
        stranger | X | Closed Won | 2024-12-01 | 2025-02-04 | 1 | | new
        teamless | N | Closed Won | 2024-12-01 | 2025-02-04 | 1 | | new
    """
    people = f"{PEOPLE.strip()}\n    N | Noa | sales | | 2020-01-01 |"
    snapshot = drawn(tmp_path, opportunities=table(PLAIN, strangers), people=people)
    asked = question("deals_won", EAST)
    reconciliation = against(snapshot, "deals_won", "2", asked)
    assert reconciliation.ours == 2
    assert deals_in(snapshot, reconciliation, "not matched", asked) == {"stranger"}
    assert deals_in(snapshot, reconciliation, "not known", asked) == {"teamless"}


def test_a_filter_on_the_deals_own_column_leaves_out_those_without_it(tmp_path: Path) -> None:
    snapshot = one_oddity(tmp_path, "kindless | E | Closed Won | 2024-12-01 | 2025-02-04 | 1 | |")
    asked = question("deals_won", Where("kind", ("new",)))
    assert deals_in(snapshot, against(snapshot, "deals_won", "3", asked), "not known", asked) == {"kindless"}


def test_a_deals_own_word_is_known_even_where_it_reads_like_nobody_being_matched(tmp_path: Path) -> None:
    snapshot = one_oddity(tmp_path, "odd | E | Closed Won | 2024-12-01 | 2025-02-04 | 1 | | Not matched")
    asked = question("deals_won", Where("kind", ("new",)))
    assert "not known" not in {group.name for group in against(snapshot, "deals_won", "3", asked).groups}


def test_teams_then_and_today_move_deals_in_and_out(tmp_path: Path) -> None:
    """Eve was in East until March and is in West today."""
    snapshot = drawn(tmp_path, opportunities=table(PLAIN), people=PEOPLE)
    east = question("deals_won", EAST)
    then = against(snapshot, "deals_won", "0", east)
    assert (then.ours, deals_in(snapshot, then, "moved out", east)) == (2, {"won1", "won2"})
    assert {group.title for group in then.groups} == {"Pass the filter only with teams as they were then"}
    west = question("deals_won", WEST)
    assert deals_in(snapshot, against(snapshot, "deals_won", "2", west), "moved in", west) == {"won1", "won2"}
    today = question("deals_won", EAST, roster="today")
    reconciliation = against(snapshot, "deals_won", "2", today)
    assert (reconciliation.ours, deals_in(snapshot, reconciliation, "moved in", today)) == (0, {"won1", "won2"})


def test_a_deal_counted_for_its_history_is_not_listed_again_for_its_team(odd: Snapshot) -> None:
    """moved_in closed in March, when Eve was in West; historic in February, when she was in East."""
    east = question("deals_won", EAST)
    reconciliation = against(odd, "deals_won", "0", east)
    listed = [
        deal
        for group in reconciliation.groups
        if not group.edge
        for deal in deals_in(odd, reconciliation, group.name, east)
    ]
    assert len(listed) == len(set(listed))
    assert deals_in(odd, reconciliation, "no close date", east) == {"historic"}
    assert {"won1", "won2", "renewal"} <= deals_in(odd, reconciliation, "moved out", east)


def test_groups_pass_the_filters_on_their_own_day(odd: Snapshot) -> None:
    west = question("deals_won", WEST)
    reconciliation = against(odd, "deals_won", "0", west)
    assert deals_in(odd, reconciliation, "only theirs", west) == {"moved_out"}
    assert "reason: set aside as a test or a duplicate" not in effects(reconciliation)


def test_days_said_not_to_be_covered_explain_what_is_missing(tmp_path: Path) -> None:
    settings = Settings(coverage=(Coverage("opportunities", date(2025, 2, 2), None),))
    snapshot = drawn(tmp_path, settings, opportunities=table(PLAIN))
    reconciliation = against(snapshot, "deals_won", "2")
    assert (reconciliation.ours, deals_in(snapshot, reconciliation, "not covered")) == (1, {"won1"})


def test_any_sum_of_events_can_be_reconciled(tmp_path: Path) -> None:
    snapshot = drawn(
        tmp_path,
        Settings(data_through=date(2025, 12, 31)),
        leads="""
            lead_id | created_on | meeting_on | generator
            1       | 2025-01-02 | 2025-02-03 | E
            2       | 2025-01-02 | 2025-04-01 | E
            3       | 2025-01-02 |            | E
            4       | 2025-01-02 | 2025-06-30 | E
        """,
    )
    reconciliation = against(snapshot, "meetings_booked", "2")
    assert (reconciliation.ours, effects(reconciliation)) == (1, {"day after": 1})


def test_what_is_no_sum_is_refused_by_name(odd: Snapshot) -> None:
    with pytest.raises(UserError, match="Win rate is no count and no sum"):
        total_named(odd, "win_rate")
    assert can_reconcile(catalog()["lost_deals"])
    assert not can_reconcile(catalog()["nurture_due"])


def test_an_own_metric_called_like_a_total_is_the_one_that_ask_answers_for(odd: Snapshot, tmp_path: Path) -> None:
    text = catalog()["lost_deals"].path.read_text().replace("title: Lost deals", "title: Deals lost")
    own = document_path(tmp_path, store(tmp_path, text.encode()))
    snapshot = replace(odd, documents={"metrics/deals_lost.sql": own})
    assert total_named(odd, "deals_lost") is reconciliation_totals()["deals_lost"]
    assert total_named(snapshot, "deals_lost").path == own


def test_a_total_whose_column_is_missing_says_which(tmp_path: Path) -> None:
    snapshot = drawn(tmp_path, opportunities="opportunity_id | stage | closed_on\n1 | Closed Won | 2025-02-01")
    with pytest.raises(Unavailable, match=r"opportunities\.amount"):
        against(snapshot, "amount_won", "1")


def test_only_who_may_see_everything_reconciles(odd: Snapshot) -> None:
    asked = replace(question("deals_won"), access=Access("teams", ("East",)))
    with pytest.raises(UserError, match="may see everything"):
        against(odd, "deals_won", "1", asked)


def test_a_whole_catalogue_of_totals_reconciles_on_the_sample(sample_snapshot: Snapshot, sample_reader: Reader) -> None:
    for name in reconciliation_totals():
        reconciliation = against(
            sample_snapshot, name, "1", question(name, first=date(2026, 1, 1), last=date(2026, 3, 31))
        )
        assert reconciliation.ours > 1
        for group in reconciliation.groups:
            asked = question(name, first=date(2026, 1, 1), last=date(2026, 3, 31))
            assert len(reconciliation_rows(sample_reader, reconciliation.metric, asked, group)) == group.rows


def test_rows_set_aside_at_import_are_named_with_their_file_and_an_undone_import_is_not(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "w")
    lines = (
        "opportunity_id,stage,closed_on\n1,Closed Won,2025-02-01\n1,Closed Won,2025-02-01\n2,Closed Won,2025-02-02\n"
    )
    (tmp_path / "deals.csv").write_text(lines)
    (tmp_path / "undone.csv").write_text(lines.replace("2025-02-02", "2025-02-03"))
    for name in ("deals.csv", "undone.csv"):
        import_files(workspace, [(tmp_path / name, ImportChoices())], "Ann")
    workspace.undo("Ann")
    reconciliation = against(workspace.latest(), "deals_won", "3")
    (sentence,) = reconciliation_set_aside(reconciliation)
    assert sentence.startswith("1 row of deals.csv was set aside when it was imported")
    assert reconciliation.explanations == ()


def test_a_group_knows_whether_it_is_one_of_an_edge() -> None:
    assert ReconciliationGroup("first day", "", 1, Decimal(1), 0).edge
    assert not ReconciliationGroup("not matched", "", 1, Decimal(1), 0).edge
