"""Which header a column is: by name, by how filled it is, by what its values agree with, and by several together."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from metrics.intake.import_plan import ImportContext
from metrics.intake.recognize.joined_columns import join_columns
from metrics.intake.recognize.table_match import exact_mapping
from metrics.intake.stage.carried_rows import StoredPeople
from metrics.schema.contract import contracts
from metrics.schema.settings import StageWord
from metrics.schema.stage_words import outcome_of
from tests.intake.importing.preparing import prepared, problems, rows


def values(folder: Path, text: str, *columns: str, **given: Any) -> list[tuple[Any, ...]]:
    return [tuple(row.get(column) for column in columns) for row in rows(prepared(folder, text, **given))]


def test_an_almost_empty_number_never_goes_before_a_full_id(tmp_path: Path) -> None:
    text = "User ID,Name,Employee Number\n11,Anna,E1\n12,Ben,\n13,Cleo,\n14,Dora,\n"
    assert values(tmp_path, text, "person_id") == [("11",), ("12",), ("13",), ("14",)]


def test_an_almost_empty_number_goes_behind_an_address_that_is_full(tmp_path: Path) -> None:
    text = "Employee Number,Name,Email\nE1,Anna,anna@example.com\n,Ben,ben@example.com\n,Cleo,cleo@example.com\n"
    assert [person for (person,) in values(tmp_path, text, "person_id")][1:] == ["ben@example.com", "cleo@example.com"]


def test_a_number_that_is_nearly_full_stays(tmp_path: Path) -> None:
    text = "Employee Number,Name,User ID\nE1,Anna,11\nE2,Ben,12\n,Cleo,13\n"
    assert values(tmp_path, text, "person_id") == [("E1",), ("E2",)]


def test_ids_of_the_crm_go_before_numbers_that_deals_never_name(tmp_path: Path) -> None:
    ids = "005Hs00001AbCdEAAV", "005Hs00001AbCdFAAV"
    text = f"Id,Name,EmployeeNumber\n{ids[0]},Anna,E1\n{ids[1]},Ben,E2\n"
    assert [person for (person,) in values(tmp_path, text, "person_id")] == list(ids)


def test_what_a_workspace_has_decides_between_two_full_ids(tmp_path: Path) -> None:
    text = "Employee Number,Name,Id\nE1,Anna,005Hs00001AbCdEAAV\nE2,Ben,005Hs00001AbCdFAAV\n"
    context = ImportContext(stored_people=StoredPeople({"E1": None, "E2": None}))
    assert values(tmp_path, text, "person_id", context=context) == [("E1",), ("E2",)]


def test_an_empty_day_goes_behind_a_filled_one_and_a_rare_one_does_not(tmp_path: Path) -> None:
    text = "Deal ID,Stage,Actual Close Date,Close Date\nA,Won,{},2026-03-01\nB,Open,,2026-09-01\nC,Open,,2026-09-02\n"
    assert values(tmp_path, text.format(""), "closed_on")[0] == (date(2026, 3, 1),)
    assert values(tmp_path, text.format("2026-02-01"), "closed_on") == [(date(2026, 2, 1),), (None,), (None,)]


def test_of_two_headers_of_one_name_the_one_that_differs_counts() -> None:
    headers = ["Topic", "User Email", "Completed", "Completion Date", "User Email (2)"]
    samples = {"User Email": ["host@example.com"] * 4, "User Email (2)": [f"{n}@example.com" for n in "abcd"]}
    assert exact_mapping(contracts()["training"], headers, samples)["User Email (2)"] == "person_id"
    assert exact_mapping(contracts()["training"], headers)["User Email"] == "person_id"


def test_the_amount_that_open_and_lost_deals_have_too(tmp_path: Path) -> None:
    text = (
        "Opportunity ID,Status,Est. Revenue,Actual Revenue,Weighted Revenue\n"
        "A,Won,100,90,100\nB,Lost,200,,0\nC,Open,300,,150\n"
    )
    assert [int(amount) for (amount,) in values(tmp_path, text, "amount")] == [100, 200, 300]


STATES = (
    "Deal ID,Stage,{header},Close Date\nA,Proposal,{won},2026-03-01\nB,Proposal,{lost},2026-03-02\nC,Demo,{open},\n"
)


@pytest.mark.parametrize(
    ("header", "won", "lost", "open_"),
    [
        ("Status", "Won", "Lost", "Open"),
        ("Deal - Status", "won", "lost", "open"),
        ("Status", "Gewonnen", "Verloren", "Offen"),
        ("Статус", "Выиграна", "Проиграна", "В работе"),
        ("statecode", "1", "2", "0"),
        ("STAGE_SEMANTIC_ID", "S", "F", "P"),
    ],
)
def test_the_outcome_stands_beside_the_stage(tmp_path: Path, header: str, won: str, lost: str, open_: str) -> None:
    text = STATES.format(header=header, won=won, lost=lost, open=open_)
    expected = [("Proposal", True, True), ("Proposal", True, False), ("Demo", False, False)]
    assert values(tmp_path, text, "stage", "is_closed", "is_won") == expected


def test_a_state_of_no_decision_is_the_stages_word(tmp_path: Path) -> None:
    text = STATES.format(header="Status", won="Won", lost="No Decision", open="Open")
    assert values(tmp_path, text, "stage", "is_closed")[1] == ("No Decision", None)


def test_a_state_nobody_knows_is_said(tmp_path: Path) -> None:
    text = (
        STATES.format(header="Status", won="Won", lost="Lost", open="Open")
        + "D,Demo,Parked,2026-03-02\n"
        + ("E,Demo,Open,\nF,Demo,Open,\n")
    )
    done = prepared(tmp_path, text)
    assert rows(done)[3]["is_closed"] is None
    assert any("is_closed" in text for text in problems(done))


def test_a_column_of_other_states_says_no_outcome(tmp_path: Path) -> None:
    done = prepared(tmp_path, STATES.format(header="Status", won="Active", lost="Inactive", open="Active"))
    assert "is_closed" not in done.columns


@pytest.mark.parametrize(
    ("stage", "pipeline", "outcome"),
    [
        ("Closed Won (Renewals)", "Renewals", "won"),
        ("Closed Lost [Sales Pipeline]", "Sales pipeline", "lost"),
        ("Renewals: Closed Won", "Renewals", "won"),
        ("Gewonnen – Neukunden", "Neukunden", "won"),
        ("受注（新規）", "新規", "won"),
        ("Closed Won (Renewals)", "Sales", None),
        ("Closed Won (Renewals)", None, None),
        ("Proposal (Lost)", "Sales", None),
    ],
)
def test_a_stage_with_its_pipeline_is_the_stage(stage: str, pipeline: str | None, outcome: str | None) -> None:
    assert outcome_of(stage, pipeline) == outcome


def test_what_was_taught_of_the_whole_word_goes_before_the_stage_without_its_pipeline() -> None:
    own = [StageWord("Closed Won (Renewals)", "ignore")]
    assert outcome_of("Closed Won (Renewals)", "Renewals", own) == "ignore"
    assert outcome_of("Parked (Renewals)", "Renewals", [StageWord("Parked", "lost")]) == "lost"


@pytest.mark.parametrize(
    ("first", "last", "name"),
    [("First Name", "Last Name", "Anna Example"), ("Vorname", "Nachname", "Anna Example"), ("名", "姓", "ExampleAnna")],
)
def test_a_first_and_a_last_name_are_one_name(tmp_path: Path, first: str, last: str, name: str) -> None:
    text = f"Employee ID,{first},{last},Job Title\nE1,Anna,Example,AE\n"
    assert values(tmp_path, text, "name") == [(name,)]


def test_a_first_name_is_no_name_where_the_last_stands_beside_it(tmp_path: Path) -> None:
    assert values(tmp_path, "Employee ID,Имя,Фамилия\nE1,Анна,Иванова\n", "name") == [("Анна Иванова",)]


def test_whoever_is_named_in_two_parts_only_is_found_by_the_name(tmp_path: Path) -> None:
    text = "First Name,Last Name,Course,Completion Date,Status\nAnna,Example,Discovery,2026-03-01,Completed\n"
    assert values(tmp_path, text, "person_id") == [("Anna Example",)]


def test_a_full_name_stays_the_name(tmp_path: Path) -> None:
    text = "Employee ID,First Name,Last Name,Full Name,Job Title\nE1,Anna,Example,Anna M. Example,AE\n"
    assert values(tmp_path, text, "name") == [("Anna M. Example",)]


CUSTOMERS = (
    "Customer ID,Start Date,{notice},{end}\nA,2025-01-01,{n1},{e1}\nB,2025-01-01,{n2},{e2}\nC,2025-02-01,,{e3}\n"
)


@pytest.mark.parametrize(
    ("notice", "end"),
    [("Cancellation Date", "Subscription End Date"), ("Canceled At", "Ended At"), ("Kündigungsdatum", "Vertragsende")],
)
def test_a_notice_is_no_end(tmp_path: Path, notice: str, end: str) -> None:
    text = CUSTOMERS.format(notice=notice, end=end, n1="2025-11-20", e1="2026-03-31", n2="2026-01-05", e2="", e3="")
    assert values(tmp_path, text, "ended_on") == [(date(2026, 3, 31),), (None,), (None,)]


def test_the_end_of_everybodys_term_is_an_end_where_notice_was_given(tmp_path: Path) -> None:
    ends = {"e1": "2026-03-31", "e2": "2025-12-31", "e3": "2026-01-31"}
    text = CUSTOMERS.format(notice="Cancellation Date", end="End Date", n1="2025-11-20", n2="", **ends)
    assert values(tmp_path, text, "ended_on") == [(date(2026, 3, 31),), (None,), (None,)]


def test_a_notice_alone_is_taken_as_before(tmp_path: Path) -> None:
    text = "Customer ID,Start Date,Cancellation Date\nA,2025-01-01,2025-11-20\n"
    assert values(tmp_path, text, "ended_on") == [(date(2025, 11, 20),)]


def test_a_value_that_holds_for_all_rows_can_be_stated(tmp_path: Path) -> None:
    text = "Deal ID,Amount,Close Date\nA,100,2026-03-01\nB,200,2026-03-02\n"
    given = {"table": "opportunities", "constants": {"stage": "Won"}}
    assert values(tmp_path, text, "stage", **given) == [("Won",), ("Won",)]


@pytest.mark.parametrize(
    ("headers", "needed"),
    [
        ("Id,StageName,IsClosed,IsWon,OwnerId,AccountId,CreatedDate,CloseDate,Amount,Type,LeadSource,CurrencyIsoCode",
         {"is_closed", "is_won", "owner", "account_id", "kind", "source", "currency"}),
        ("hs_object_id,dealstage,pipeline,amount,createdate,closedate,dealtype,hubspot_owner_id,hs_is_closed,"
         "hs_is_closed_won,deal_currency_code,closed_lost_reason,hs_analytics_source",
         {"is_closed", "is_won", "owner", "kind", "currency", "lost_reason", "source", "created_on", "closed_on"}),
        ("opportunityid,stepname,estimatedvalue,actualvalue,actualclosedate,createdon,ownerid,parentaccountid",
         {"amount", "closed_on", "created_on", "owner", "account_id"}),
        ("Deal - ID,Deal - Stage,Deal - Status,Deal - Value,Deal - Currency,Deal - Owner,Deal - Organization,"
         "Deal - Deal created,Deal - Deal closed on,Deal - Lost reason,Deal - Pipeline",
         {"amount", "currency", "owner", "account_id", "created_on", "closed_on", "lost_reason", "pipeline"}),
        ("Record Id,Deal Owner,Deal Name,Account Name,Stage,Closing Date,Amount,Created Time,Type,"
         "Lead Source,Reason For Loss",
         {"owner", "account_id", "closed_on", "amount", "created_on", "kind", "source", "lost_reason"}),
        ("ID,STAGE_ID,CATEGORY_ID,CLOSED,ASSIGNED_BY_ID,COMPANY_ID,DATE_CREATE,CLOSEDATE,TYPE_ID,SOURCE_ID,CURRENCY_ID",
         {"pipeline", "owner", "account_id", "created_on", "closed_on", "kind", "source", "currency"}),
    ],
)  # fmt: skip
def test_internal_names_are_known(headers: str, needed: set[str]) -> None:
    mapping = exact_mapping(contracts()["opportunities"], headers.split(","))
    assert set(mapping.values()) >= {"opportunity_id", "stage", *needed}


def test_what_somebody_said_is_not_made_of_other_headers() -> None:
    contract = contracts()["people"]
    assert join_columns(contract, ["First Name", "Last Name"], {}, {"name", "person_id"}, {}) == ()


PREFERRED = "Employee Number,First Name,Last Name,Preferred Name,Role\n"


@pytest.mark.parametrize("preferred", [("", "", ""), ("", "Benny", ""), ("Annie", "Benny", "")])
def test_a_preferred_name_that_not_all_have_goes_behind_first_and_last_name(
    tmp_path: Path, preferred: tuple[str, str, str]
) -> None:
    people = zip(("1", "2", "3"), ("Anna", "Ben", "Cleo"), ("Abt", "Bly", "Cox"), preferred, strict=True)
    text = PREFERRED + "".join(f"{','.join(person)},Seller\n" for person in people)
    assert values(tmp_path, text, "name") == [("Anna Abt",), ("Ben Bly",), ("Cleo Cox",)]


@pytest.mark.parametrize(
    "header",
    ["Last Day of Work", "Letzter Arbeitstag", "Dernier jour travaillé", "Último día trabajado", "Laatste werkdag",
     "Último dia trabalhado", "Ultimo giorno di lavoro", "Последний рабочий день", "最終出勤日", "最后工作日"],
)  # fmt: skip
def test_the_last_day_of_work_is_the_end_of_somebody_who_is_gone(tmp_path: Path, header: str) -> None:
    text = f"Employee ID,Name,Status,Role,Notice Given,{header}\n"
    text += "1,Anna,active,Seller,,\n2,Ben,inactive,Seller,2026-01-15,2026-02-28\n"
    assert values(tmp_path, text, "left_on") == [(None,), (date(2026, 2, 28),)]


@pytest.mark.parametrize(
    "header",
    ["Last changed", "Letzte Änderung am", "Modifié le", "Última actualización", "Modificado em", "Ultima modifica",
     "Laatst gewijzigd", "Изменено", "更新日時", "最后修改时间"],
)  # fmt: skip
def test_the_day_of_the_last_change_is_the_newest_of_somebody_who_is_gone(tmp_path: Path, header: str) -> None:
    text = f"Employee ID,Name,Status,Role,{header}\n1,Anna,active,Seller,2026-03-28\n2,Ben,inactive,Seller,2026-02-20\n"
    assert values(tmp_path, text, "left_on") == [(None,), (date(2026, 2, 20),)]


CALLS = "Id,Date,Type,User Email,User Name,Person Id\n"


def test_of_several_people_in_a_row_the_one_of_the_roster_counts(tmp_path: Path) -> None:
    """The person called stands under “Person Id”; the workspace knows the user by the address."""
    text = CALLS + "".join(f"{n},2026-03-02,Call,{who}@x.com,{who.title()},90{n}\n" for n, who in enumerate("abc"))
    roster = StoredPeople({"E1": None, "E2": None}, called=frozenset({"a@x.com", "b@x.com", "c@x.com"}))
    asked = {"table": "activities", "context": ImportContext(stored_people=roster)}
    assert values(tmp_path, text, "person_id", **asked) == [("a@x.com",), ("b@x.com",), ("c@x.com",)]
    by_id = {"table": "activities", "context": ImportContext(stored_people=StoredPeople({"900": None, "901": None}))}
    assert values(tmp_path, text, "person_id", **by_id) == [("900",), ("901",), ("902",)]
