import pytest

from metrics.intake.recognize.table_match import (
    ALIKE,
    NEAR,
    exact_mapping,
    kinds_of,
    nearest_columns,
    rank_tables,
    recognized,
    suggest,
)
from metrics.schema.contract import contracts

EXPORTS = {
    "opportunities": (
        "Opportunity ID,Opportunity Owner,Account Name,Opportunity Name,Stage,Amount,Close Date,Created Date",
        "Id,AccountId,Name,StageName,Amount,CloseDate,IsClosed,IsWon,OwnerId,CreatedDate,CurrencyIsoCode",
        "Record ID,Deal Name,Deal Stage,Pipeline,Amount,Close Date,Create Date,Deal owner",
        "Record Id,Deal Owner,Deal Name,Account Name,Stage,Closing Date,Amount,Created Time",
        "Deal - ID,Deal - Title,Deal - Owner,Deal - Value,Deal - Currency,Deal - Status,Deal - Deal created",
        "Opportunity-ID,Opportunity-Inhaber,Phase,Betrag,Schlusstermin,Erstelldatum",
        "商談 ID,商談 所有者,フェーズ,金額,完了予定日,作成日",
        "商机编号,负责人,阶段,金额,关闭日期,创建日期",
        "ID сделки,Ответственный,Стадия,Сумма,Дата закрытия,Дата создания",
        "ID на сделка,Отговорник,Етап,Сума,Дата на затваряне,Дата на създаване",
    ),
    "people": (
        "Name,Email,Job Title,Department,Supervisor,Location,Hire Date",
        "Employee ID,Worker,Business Title,Supervisory Organization,Manager,Location,Hire Date,Termination Date",
        "sales_agent,manager,regional_office",
    ),
    "training": (
        "User Email,Course Name,Completion Date,Status,Score",
        "Username,Course,Course Completion Date,Course Status,Score",
        "Full name,Email address,Course full name,Time completed,Grade",
    ),
    "content_access": ("User Email,Date,Content Name,Activity Type", "person_id,accessed_at,content_id,action"),
    "customers": ("Customer ID,Start Date,Churn Date,ARR,Segment",),
    "products": ("product,series,sales_price", "Product Code,Product Name,List Price"),
    "accounts": ("Id,Name,Industry,NumberOfEmployees,OwnerId", "account,sector,revenue,employees,subsidiary_of"),
    "leads": ("Lead ID,Created Date,Lead Owner,Lead Source,Status",),
}


@pytest.mark.parametrize(("table", "headers"), [(table, text) for table, texts in EXPORTS.items() for text in texts])
def test_usual_exports_are_recognized(table: str, headers: str) -> None:
    recognition = recognized(rank_tables(headers.split(",")))
    assert recognition is not None
    assert (recognition.table, recognition.missing) == (table, ())


@pytest.mark.parametrize("table", contracts())
def test_a_table_is_recognized_by_its_own_columns(table: str) -> None:
    columns = list(contracts()[table].columns)
    recognition = recognized(rank_tables(columns))
    assert recognition is not None
    assert recognition.table == table
    assert recognition.mapping == dict(zip(columns, columns, strict=True))


def test_salesforce_headers_find_their_columns() -> None:
    headers = EXPORTS["opportunities"][0].split(",")
    assert exact_mapping(contracts()["opportunities"], headers) == {
        "Opportunity ID": "opportunity_id",
        "Opportunity Owner": "owner",
        "Account Name": "account_id",
        "Stage": "stage",
        "Amount": "amount",
        "Close Date": "closed_on",
        "Created Date": "created_on",
    }


def test_headers_are_known_whatever_their_case_width_and_punctuation() -> None:
    mapping = exact_mapping(contracts()["opportunities"], ["OPPORTUNITY_ID", "ｓｔａｇｅ", " close-date "])
    assert list(mapping.values()) == ["opportunity_id", "stage", "closed_on"]


def test_one_header_is_one_column_and_one_column_one_header() -> None:
    mapping = exact_mapping(contracts()["opportunities"], ["Id", "Record ID", "Stage", "StageName", "Amount"])
    assert len(set(mapping.values())) == len(mapping)
    assert mapping == {"Record ID": "opportunity_id", "Stage": "stage", "Amount": "amount"}


def test_a_roster_without_ids_is_keyed_by_address() -> None:
    assert exact_mapping(contracts()["people"], ["Name", "Email", "Team"])["Email"] == "person_id"


def test_a_report_without_the_deals_id_is_no_other_table() -> None:
    recognition = recognized(rank_tables(["Opportunity Owner", "Account Name", "Stage", "Amount", "Close Date"]))
    assert recognition is not None
    assert (recognition.table, recognition.missing) == ("opportunities", ("opportunity_id",))


@pytest.mark.parametrize("headers", [["a", "b"], ["Name", "Date"], ["Email"], []])
def test_headers_that_fit_many_tables_or_none_are_asked(headers: list[str]) -> None:
    assert recognized(rank_tables(headers)) is None


def test_likeness_only_suggests() -> None:
    contract = contracts()["opportunities"]
    headers = ["Opportunity ID", "Stage", "Closing Dates", "Amounts"]
    mapping = exact_mapping(contract, headers)
    assert mapping == {"Opportunity ID": "opportunity_id", "Stage": "stage"}
    assert {(suggestion.header, suggestion.column) for suggestion in suggest(contract, headers, mapping)} == {
        ("Closing Dates", "closed_on"),
        ("Amounts", "amount"),
    }


def test_a_header_that_is_rather_a_taken_column_is_suggested_for_no_other() -> None:
    contract = contracts()["opportunities"]
    headers = ["Opportunity ID", "Stage", "Created Date", "Create Dates", "Closing Dates"]
    mapping = exact_mapping(contract, headers)
    assert mapping["Created Date"] == "created_on"
    suggested = {each.header: each.column for each in suggest(contract, headers, mapping)}
    assert suggested == {"Closing Dates": "closed_on"}


def test_an_empty_header_goes_behind_a_filled_one() -> None:
    contract = contracts()["opportunities"]
    headers, kinds = ["Closing Date", "Closing Dates"], {"Closing Dates": "date"}
    (hint,) = nearest_columns(contract, headers, {}, kinds, ("closed_on",), ALIKE)
    assert hint.header == "Closing Dates"


@pytest.mark.parametrize(
    ("table", "header", "texts", "column"),
    [
        ("opportunities", "Deal-Name", ("Alpha", "Beta"), "opportunity_id"),
        ("opportunities", "Теги сделки", (None, None), "amount"),
        ("opportunities", "Теги сделки", ("hot", "cold"), "kind"),
        ("opportunities", "Nome opportunità", ("Alpha", "Beta"), "owner"),
        ("opportunities", "created_by", ("anna", "ben"), "created_on"),
        ("leads", "Associated Company", ("Alpha", "Beta"), "opportunity_id"),
        ("training", "Role", ("Learner", "Learner"), "invited"),
        ("training", "Active Status", ("Active", "Active"), "attended"),
        ("people", "Teamsite", ("Playbooks", "Playbooks"), "role"),
        ("customers", "Subscription: Status", ("Active", "Cancelled"), "started_on"),
    ],
)
def test_no_hint_where_words_or_values_speak_of_something_else(
    table: str, header: str, texts: tuple[str | None, ...], column: str
) -> None:
    contract, headers = contracts()[table], [header, "Filled"]
    samples = {header: texts, "Filled": ("x", "y")}
    assert nearest_columns(contract, headers, {}, kinds_of(samples), (column,), NEAR, samples) == ()


@pytest.mark.parametrize(
    ("table", "header", "texts", "column"),
    [
        ("opportunities", "close_value", ("10.5", "9"), "amount"),
        ("opportunities", "engage date", ("2026-01-02", "2026-01-03"), "created_on"),
        ("opportunities", "Deal IDs", ("D1", "D2"), "opportunity_id"),
        ("training", "Was invited", ("yes", "no"), "invited"),
    ],
)
def test_a_hint_where_words_and_values_speak_for_it(
    table: str, header: str, texts: tuple[str | None, ...], column: str
) -> None:
    samples = {header: texts}
    (hint,) = nearest_columns(contracts()[table], [header], {}, kinds_of(samples), (column,), NEAR, samples)
    assert hint.column == column
