"""What the checks find, and what they leave alone."""

from datetime import date
from pathlib import Path

import pytest

from metrics.quality.data_checks import check_data, finding_rows, list_data_checks
from metrics.query.reader import Reader
from metrics.schema.contract import contracts
from metrics.semantic.definition import catalog
from metrics.store.snapshot import Snapshot
from metrics.store.workspace import Workspace
from tests.quality.conftest import DEALS, DOUBTFUL, company
from tests.readers import reader_of
from tests.store.rows import update

FOUND = {
    "owners_not_matched": ["Kim Loo: 1 deal", "Alex Doe: 1 deal"],
    "participants_not_matched": ["guest@elsewhere.example: 1 in content_access, 1 in training"],
    "products_not_listed": ["GTXPro: 1 deal (nearest name: GTX Pro)"],
    "products_without_price": ["MG Basic: 1 deal"],
    "closed_without_date": ["dateless: Closed Won"],
    "closed_before_created": ["backwards: created 2024-02-20, closed 2024-01-10"],
    "closed_otherwise_in_history": ["good: closed 2024-02-20, by its history 2024-02-24"],
    "closed_in_future": ["coming: Closed Won on 2999-01-01"],
    "open_past_date": ["stale: expected 2024-02-01, 37 days ago"],
    "mixed_currencies": ["USD: 13 deals", "XAU: 1 deal"],
    "unconvertible": ["foreign: 80.00 XAU on 2024-02-20"],
    "won_without_amount": ["unpriced: won on 2024-02-20"],
    "won_at_nothing": ["free: 0.00"],
    "unknown_stages": ["Vernal equinox: 1 deal"],
    "training_outside_employment": [
        "k: trained on 2019-05-05, hired on 2020-01-01",
        "l: trained on 2024-03-01, left on 2024-02-01",
    ],
    "same_email": ["noa@example.com: n1, n2"],
    "same_name": ["alex doe: o1, o2"],
    "people_without_function": ["Keeper of the Keys: 1 person"],
    "left_before_started": ["Pat Early: started 2020-01-01, left 2019-01-01"],
    "customers_ended_before_started": ["c1: from 2020-01-01 to 2019-06-30"],
    "onboarding_completed_before_start": ["k: began 2020-01-01, completed 2019-12-01"],
    "similar_deals": ["twin1, twin2: d, 70.00, created 2024-01-10"],
    "same_crm_deal": ["0061a00000AbCdE, 0061a00000AbCdEAAY"],
    "repeated_attendance": ["k: 2 times on 2024-03-01 in s1"],
    "impossible_hours": ["k: 25.0 hours on 2024-03-04"],
    "leads_out_of_order": ["early: created 2024-01-10, then 2024-01-05"],
    "stages_of_unknown_deals": ["unknown: 2 entries"],
    "customers_without_value": ["c3: 1 spell without a value"],
}


@pytest.mark.parametrize("name", FOUND)
def test_each_doubt_is_found_and_nothing_else(doubtful: Snapshot, name: str) -> None:
    (finding,) = [finding for finding in check_data(reader_of(doubtful)) if finding.check == name]
    assert sorted(finding.examples) == sorted(FOUND[name])
    assert finding.count == len(FOUND[name])


def test_every_check_is_tried_here() -> None:
    apart = {
        "periods_not_covered",
        "lists_out_of_date",
        "above_list",
        "transferred_deals",
        "customers_counted_otherwise",
    }
    assert set(list_data_checks()) == set(FOUND) | apart


def test_nothing_is_found_where_nothing_is_doubtful(sound: Snapshot) -> None:
    assert check_data(reader_of(sound)) == ()


def test_nothing_is_found_in_an_empty_workspace(tmp_path: Path) -> None:
    assert check_data(reader_of(Workspace(tmp_path).latest())) == ()


def test_findings_that_change_numbers_come_first(doubtful: Snapshot) -> None:
    severities = [finding.severity for finding in check_data(reader_of(doubtful))]
    assert severities == sorted(severities)
    assert set(severities) == {"changes numbers", "worth a look"}


@pytest.mark.parametrize("name", list_data_checks())
def test_a_check_says_what_it_reads_bears_on_and_asks_for(name: str) -> None:
    check = list_data_checks()[name]
    assert set(check.metrics) <= set(catalog())
    assert check.table in contracts()
    for table, columns in check.reads.items():
        assert {name for name in columns if not name.startswith("kept_")} <= set(contracts()[table].columns)
    for text in (check.effect, check.fix):
        assert text.endswith(".")
    assert check.title[0].isupper()
    assert not check.title.endswith(".")


@pytest.mark.parametrize("name", FOUND)
def test_all_rows_can_be_downloaded(doubtful: Snapshot, name: str) -> None:
    frame = finding_rows(reader_of(doubtful), name)
    assert len(frame) == len(FOUND[name])
    assert "found" not in frame
    assert len(finding_rows(reader_of(doubtful), name, most=1)) == 1


def test_the_download_of_unlisted_products_names_the_nearest(doubtful: Snapshot) -> None:
    frame = finding_rows(reader_of(doubtful), "products_not_listed")
    assert list(frame["nearest"]) == ["GTX Pro"]


def test_a_check_whose_columns_no_file_brought_says_nothing(tmp_path: Path) -> None:
    few = [row[:2] for row in DOUBTFUL[("opportunities", DEALS)]]
    workspace = company(tmp_path, {("opportunities", "opportunity_id stage"): few})
    workspace.publish([update(tmp_path, "products", "product_id", [("1",)])], action="", who="")
    assert {finding.check for finding in check_data(reader_of(workspace.latest()))} <= {
        "closed_without_date",
        "unknown_stages",
        "same_crm_deal",
    }


def test_a_silent_month_and_late_beginnings_are_told(tmp_path: Path) -> None:
    tables = {
        ("training", "person_id held_on"): [("k", date(2024, month, 5)) for month in (1, 2, 4, 5)],
        ("customer_time", "person_id on_date hours"): [("k", date(2024, month, 9), 1.0) for month in (1, 2, 3)],
        ("activities", "person_id on_date kind"): [("k", date(2024, 5, 31), "call")],
    }
    (finding,) = check_data(reader_of(company(tmp_path, tables).latest()))
    assert finding.check == "periods_not_covered"
    assert finding.examples == (
        "customer_time ends on 2024-03-09, 83 days before the data ends",
        "training has nothing from 2024-02-06 to 2024-04-04",
    )


def test_a_list_imported_long_before_the_data_ends_is_told(tmp_path: Path) -> None:
    listed = {("customers", "customer_id started_on ended_on"): [("c", date(2023, 1, 1), date(2024, 1, 31))]}
    workspace = company(tmp_path, listed)
    held = [("k", date(2024, month, 5)) for month in (1, 2, 3)]
    workspace.publish([update(tmp_path, "training", "person_id held_on", held)], action="Imported", who="Ada")
    (finding,) = check_data(reader_of(workspace.latest()))
    assert (finding.check, finding.examples) == (
        "lists_out_of_date",
        ("customers speaks until 2024-01-31, 34 days before the data ends",),
    )


def test_deals_above_their_list_price_are_told(tmp_path: Path) -> None:
    listed = f"{DEALS} list_amount"
    deals = [
        ("over", "Closed Won", "k", "a", "1", date(2024, 1, 1), date(2024, 2, 1), 120, "USD", 100),
        ("par", "Closed Won", "k", "a", "1", date(2024, 1, 1), date(2024, 2, 1), 100, "USD", 100),
    ]
    findings = check_data(reader_of(company(tmp_path, {("opportunities", listed): deals}).latest()))
    assert [finding.examples for finding in findings if finding.check == "above_list"] == [
        ("over: sold at 120.00, listed at 100.00",)
    ]


def test_a_closed_deal_handed_over_is_told_but_not_a_new_spelling_of_its_owner(
    doubtful_workspace: Workspace, tmp_path: Path
) -> None:
    again = [
        ("good", "Closed Won", "kim@example.com"),
        ("twin1", "Closed Won", "n1"),
    ]
    doubtful_workspace.publish(
        [update(tmp_path, "opportunities", "opportunity_id stage owner", again)], action="", who=""
    )
    findings = check_data(reader_of(doubtful_workspace.latest()))
    assert [finding.examples for finding in findings if finding.check == "transferred_deals"] == [
        ("twin1: closed by k, now with n1",)
    ]


def test_every_check_runs_on_the_sample(sample_reader: Reader) -> None:
    for finding in check_data(sample_reader):
        assert 0 < len(finding.examples) <= 5
        assert finding.count >= len(finding.examples)
        assert len(finding_rows(sample_reader, finding.check)) == finding.count
