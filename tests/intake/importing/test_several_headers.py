"""Outcomes, days, amounts and states that several headers tell, and headers with more than their own word."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests.intake.importing.preparing import prepared, problems, rows
from tests.intake.importing.test_which_column import values

SALES = "Deal ID,Stage,Outcome,Close Date,Completed Date\n"


def test_the_day_a_deal_was_completed_goes_before_the_one_it_was_expected_on(tmp_path: Path) -> None:
    text = SALES + "A,Demo,Won,2026-05-01,2026-03-02\nB,Demo,Lost,2026-05-02,2026-03-03\nC,Demo,Open,2026-05-03,\n"
    assert values(tmp_path, text, "closed_on") == [(date(2026, 3, 2),), (date(2026, 3, 3),), (date(2026, 5, 3),)]


def test_a_closing_day_of_a_few_is_left_where_it_is(tmp_path: Path) -> None:
    text = SALES + "A,Demo,Won,2026-05-01,2026-03-02\nB,Demo,Lost,,\nC,Demo,Open,2026-05-03,\n"
    assert values(tmp_path, text, "closed_on")[0] == (date(2026, 5, 1),)


@pytest.mark.parametrize(("won", "lost"), [("Date Won", "Date Lost"), ("Gewonnen am", "Verloren am")])
def test_of_the_days_won_and_lost_that_of_the_outcome_counts(tmp_path: Path, won: str, lost: str) -> None:
    text = (
        f"Deal ID,Stage,{won},{lost}\nA,Won,2026-03-13,2026-01-15\nB,Lost,,2026-03-14\nC,Lost,2026-01-16,2026-03-15\n"
    )
    text += "D,Negotiation,,\n"
    days = [date(2026, 3, 13), date(2026, 3, 14), date(2026, 3, 15), None]
    assert values(tmp_path, text, "closed_on") == [(day,) for day in days]


def test_deals_deleted_or_abandoned_by_their_status(tmp_path: Path) -> None:
    text = "Deal ID,Stage,Status\n" + "".join(
        f"{number},Demo,{word}\n" for number, word in enumerate(("Won", "Lost", "Deleted", "Deleted", "Abandoned"))
    )
    done = prepared(tmp_path, text)
    assert [(row["stage"], row["is_won"]) for row in rows(done)] == [
        ("Demo", True), ("Demo", False), ("Abandoned", None)
    ]  # fmt: skip
    assert problems(done) == {"The row is deleted in the system.": 2}


def test_an_amount_stored_in_cents_is_read_as_it_is_shown(tmp_path: Path) -> None:
    text = "Deal ID,Stage,Value,Value Formatted\nA,Won,{0},{1}\nB,Won,{2},{3}\n"
    cents = text.format("123450", '"$1,234.50"', "200000", '"$2,000"')
    assert values(tmp_path, cents, "amount") == [(Decimal("1234.50"),), (2000,)]
    same = text.format("1234.50", '"$1,234.50"', "2000", '"$2,000"')
    assert prepared(tmp_path, same).mapping["Value"] == "amount"


def test_headers_that_begin_with_the_name_of_their_records_are_read_without_it(tmp_path: Path) -> None:
    text = "contract.customer_id,contract.started_at,contract.cancelled_at,contract.deleted,customer.name,"
    text += "contract.status\n"
    text += "A,2025-01-01,2026-02-01,false,Ann,cancelled\nB,2025-01-02,,false,Bo,active\nC,2025-01-03,,true,Cy,active\n"
    done = prepared(tmp_path, text, table="customers")
    assert [(row["customer_id"], row["ended_on"]) for row in rows(done)] == [("A", date(2026, 2, 1)), ("B", None)]
    assert problems(done) == {"The row is deleted in the system.": 1}


def test_fields_that_somebody_made_and_times_with_their_zone_are_known_by_their_names(tmp_path: Path) -> None:
    text = "Customer ID,Start Date (UTC),Ended At (UTC),Auto_Renew__c\nA,2025-01-01 10:00,2025-12-31 10:00,false\n"
    (row,) = rows(prepared(tmp_path, text))
    assert (row["started_on"], row["ended_on"], row["renews"]) == (date(2025, 1, 1), date(2025, 12, 31), False)


RENEWING = "Customer ID,Start Date,End Date,Auto Renewal,Contract Status\n"


@pytest.mark.parametrize("word", ["Cancelled", "non_renewing", "Gekündigt", "解約"])
def test_a_contract_that_was_cancelled_does_not_renew(tmp_path: Path, word: str) -> None:
    text = RENEWING + f"A,2025-01-01,2025-12-31,Yes,{word}\nB,2025-01-01,2025-12-31,Yes,Active\n"
    assert values(tmp_path, text, "renews") == [(False,), (True,)]


@pytest.mark.parametrize("word", ["Draft", "incomplete_expired", "In Approval Process", "Testphase"])
def test_whoever_only_tries_or_never_signed_is_no_customer(tmp_path: Path, word: str) -> None:
    text = RENEWING + f"A,2025-01-01,2025-12-31,Yes,{word}\nB,2025-01-01,2025-12-31,Yes,Active\n"
    done = prepared(tmp_path, text)
    assert [row["customer_id"] for row in rows(done)] == ["B"]
    assert problems(done) == {"The row is no customer: a trial, a draft, or a contract that never began.": 1}


def test_the_id_of_a_version_is_not_the_customer_and_former_versions_are_set_aside(tmp_path: Path) -> None:
    text = "Account: Account Number,Plan: ID,Plan: Subscription ID,Plan: Is Latest Version,Plan: Start Date,"
    text += "Plan: End Date\n"
    text += "N1,1,V1,false,2024-01-01,2024-12-31\nN1,2,V2,true,2024-01-01,2025-11-30\nN2,3,V3,true,2024-01-01,\n"
    done = prepared(tmp_path, text, table="customers")
    assert [(row["customer_id"], row["ended_on"]) for row in rows(done)] == [("N1", date(2025, 11, 30)), ("N2", None)]


@pytest.mark.parametrize("end", ["Expires At", "Ended At", "Current Period End"])
def test_a_notice_goes_behind_whatever_says_the_end(tmp_path: Path, end: str) -> None:
    text = f"Customer ID,Start Date,Canceled At,{end}\nA,2025-01-01,2025-12-11,2026-01-31\nB,2025-01-01,,\n"
    assert values(tmp_path, text, "ended_on") == [(date(2026, 1, 31),), (None,)]
