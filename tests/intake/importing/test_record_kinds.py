"""Changes and parts of deals are not taken for deals: they are read as what they are, or asked about."""

from datetime import date
from pathlib import Path

import pytest

from metrics.intake.import_plan import ImportContext
from metrics.intake.recognize.mapping_memory import RememberedMapping
from tests.intake.importing.preparing import prepared, problems, rows

VERSIONS = """Id,OpportunityId,CreatedById,CreatedDate,StageName,Amount,CloseDate,Probability,ForecastCategory
008X1,006X1,005A,2025-02-03 09:00:00,Discovery,100,2025-06-30,10,Pipeline
008X2,006X1,005A,2025-02-20 09:00:00,Discovery,150,2025-06-30,10,Pipeline
008X3,006X1,005A,2025-03-01 09:00:00,Proposal,150,2025-06-30,60,Pipeline
008X4,006X2,005A,2025-03-01 10:00:00,Discovery,70,2025-06-30,10,Pipeline
"""
CHANGES = """Record ID,Property,Value,Timestamp,Source
11,dealstage,qualified,2025-01-10 08:00,CRM_UI
11,amount,900,2025-01-11 08:00,CRM_UI
11,dealstage,closedwon,2025-02-10 08:00,CRM_UI
12,closedate,2025-09-30,2025-02-11 08:00,CRM_UI
"""
BITRIX = """ID,TYPE_ID,OWNER_ID,CREATED_TIME,CATEGORY_ID,STAGE_SEMANTIC_ID,STAGE_ID
1,1,55,2025-03-01T10:00:00+03:00,0,P,NEW
2,2,55,2025-03-05T10:00:00+03:00,0,P,PREPARATION
3,3,55,2025-03-20T10:00:00+03:00,0,S,WON
"""


def test_versions_of_deals_are_their_way_through_the_stages(tmp_path: Path) -> None:
    done = prepared(tmp_path, VERSIONS)
    assert done.table == "stage_history"
    assert [tuple(row.values()) for row in rows(done)] == [
        ("006X1", "Discovery", date(2025, 2, 3)),
        ("006X1", "Proposal", date(2025, 3, 1)),
        ("006X2", "Discovery", date(2025, 3, 1)),
    ]
    assert problems(done) == {"The deal was in this stage already: a change of something else, and no entry.": 1}


def test_of_the_changes_of_all_fields_those_of_the_stage_are_entries(tmp_path: Path) -> None:
    done = prepared(tmp_path, CHANGES)
    assert done.table == "stage_history"
    assert [(row["opportunity_id"], row["stage"]) for row in rows(done)] == [("11", "qualified"), ("11", "closedwon")]
    assert done.staged is not None
    assert (done.staged.rows_read, done.staged.rows_used) == (4, 2)


def test_changes_without_one_of_the_stage_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Exception, match="none of its 1 rows is a change of the stage, going by “Property”"):
        prepared(tmp_path, "Record ID,Property,Value,Timestamp\n11,amount,900,2025-01-11 08:00\n")


@pytest.mark.parametrize("text", [BITRIX, BITRIX.replace("OWNER_ID", "DEAL_ID").replace("CREATED_TIME", "DATE_CREATE")])
def test_another_systems_stage_history_is_one(text: str, tmp_path: Path) -> None:
    done = prepared(tmp_path, text)
    assert [(row["opportunity_id"], row["stage"], row["entered_on"].day) for row in rows(done)] == [
        ("55", "NEW", 1), ("55", "PREPARATION", 5), ("55", "WON", 20),
    ]  # fmt: skip


@pytest.mark.parametrize("newest_first", [False, True])
def test_entries_of_one_day_follow_each_other_as_the_file_lists_them(newest_first: bool, tmp_path: Path) -> None:
    listed = ["7,New,2025-01-02", "7,Demo,2025-01-05", "7,New,2025-01-05", "7,New,2025-01-09"]
    text = "\n".join(["Deal ID,To Stage,Change Date", *(reversed(listed) if newest_first else listed)])
    done = prepared(tmp_path, text)
    assert sorted((row["entered_on"].day, row["stage"]) for row in rows(done)) == [(2, "New"), (5, "Demo"), (5, "New")]


@pytest.mark.parametrize(
    ("kind", "headers"),
    [
        ("changes of leads", "Id,LeadId,CreatedDate,Field,OldValue,NewValue"),
        ("changes of fields", "Id,AccountId,CreatedDate,Field,OldValue,NewValue"),
        ("quotes", "Quote ID,Name,Potential Customer,Status Reason,Total Amount,Created On,Quote Number"),
        ("the contacts of deals", "Id,OpportunityId,ContactId,Role,CreatedDate"),
        ("the products of deals", "Line item ID,Associated Deal ID,Name,Quantity,Unit price,Create Date"),
        ("parts of deals", "Id,OpportunityId,UserId,TeamMemberRole,CreatedDate"),
        ("orders, invoices or cases", "Id,OrderNumber,AccountId,Status,TotalAmount,CreatedDate,OwnerId"),
        ("members of campaigns", "Id,CampaignId,LeadId,Status,HasResponded,CreatedDate"),
        ("contacts", "Id,AccountId,LastName,Email,MailingCity,OwnerId,CreatedDate,LeadSource"),
        ("the grading sheet", "Identifier,Full name,Email address,Status,Grade,Maximum Grade,Last modified (grade)"),
        ("the grades of a course", "First name,Surname,Email address,Course total,Last downloaded from this course"),
    ],
)
def test_parts_and_changes_without_a_table_are_asked_with_their_name(kind: str, headers: str, tmp_path: Path) -> None:
    values = {"CreatedDate": "2025-01-02", "Create Date": "2025-01-02", "Created On": "2025-01-02"}
    done = prepared(tmp_path, "\n".join([headers, ",".join(values.get(name, "a1") for name in headers.split(","))]))
    (question,) = done.undecided
    assert (done.table, question.kind) == (None, "table")
    assert f"are those of {kind}" in question.sentence
    assert "--as TABLE" in question.sentence


def test_parts_imported_as_deals_by_mistake_are_asked_about_all_the_same(tmp_path: Path) -> None:
    headers = ("Id", "OpportunityId", "QuoteNumber", "Status", "CreatedDate")
    earlier = RememberedMapping(headers, "opportunities", {"OpportunityId": "opportunity_id", "Status": "stage"})
    text = f"{','.join(headers)}\nQ1,D1,1,Draft,2025-01-02\n"
    (question,) = prepared(tmp_path, text, context=ImportContext((earlier,))).undecided
    assert "are those of quotes" in question.sentence


@pytest.mark.parametrize("stage", ["Stage", "Status"])
def test_a_deals_own_quote_or_product_makes_it_no_part(stage: str, tmp_path: Path) -> None:
    text = (
        f"Opportunity ID,{stage},Amount,Close Date,Quote Number,Product ID,Sales Price\nD1,Won,10,2025-01-31,7,P1,5\n"
    )
    assert prepared(tmp_path, text).table == "opportunities"


def test_rows_that_are_counted_and_name_each_deal_once_are_deals(tmp_path: Path) -> None:
    text = "id,deal_id,stage,created_date,close_date\n1,D7,Won,2025-01-02,2025-02-01\n2,D9,Lost,2025-01-03,2025-02-02\n"
    done = prepared(tmp_path, text)
    assert (done.table, done.mapping["deal_id"]) == ("opportunities", "opportunity_id")


def test_records_of_an_unknown_kind_are_no_leads(tmp_path: Path) -> None:
    done = prepared(
        tmp_path, "Id,OwnerId,CreatedDate,OpportunityId,Remark\nN1,U1,2025-01-02,D1,x\nN2,U1,2025-01-03,D1,y\n"
    )
    assert done.table != "leads"
    assert done.undecided


def test_a_full_export_of_leads_is_one_and_zeros_are_no_deal(tmp_path: Path) -> None:
    text = "Id,IsDeleted,LastName,Company,Email,Industry,LeadSource,OwnerId,IsConverted,ConvertedDate,"
    text += "ConvertedOpportunityId,CreatedDate\nL1,0,Lee,Beta,l@b.example,,Fair,U1,0,,000000000000000AAA,2025-03-01\n"
    (row,) = rows(prepared(tmp_path, text))
    assert (row["lead_id"], row["source"], row["opportunity_id"]) == ("L1", "Fair", None)


@pytest.mark.parametrize(("types", "kinds"), [("Call,", ["call x", "mail y"]), ("Demo,Visit", ["Demo", "Visit"])])
def test_of_two_columns_with_the_kind_of_an_activity_the_filled_one_counts(
    types: str, kinds: list[str], tmp_path: Path
) -> None:
    first, second = types.split(",")
    text = "Id,WhoId,WhatId,ActivityDate,OwnerId,Type,TaskSubtype,CreatedDate\n"
    text += f"T1,L1,,2025-03-01,U1,{first},call x,2025-03-01\nT2,L2,,2025-03-02,U1,{second},mail y,2025-03-01\n"
    done = prepared(tmp_path, text)
    assert done.table == "activities"
    assert [row["kind"] for row in rows(done)] == kinds


def deals(keys: int, twice: int) -> str:
    lines = [f"D{number},Won,2025-01-31,{number}" for number in range(keys)]
    lines += [f"D{number},Lost,2025-02-28,{number + 1}" for number in range(twice)]
    return "\n".join(["Opportunity ID,Stage,Close Date,Amount", *lines])


@pytest.mark.parametrize(
    ("keys", "twice", "asked"),
    [(50, 4, True), (50, 3, False), (500, 4, False), (500, 6, True), (3, 2, True), (4, 2, False), (1, 1, False)],
)
def test_where_many_keys_repeat_with_other_values_the_table_is_asked(
    keys: int, twice: int, asked: bool, tmp_path: Path
) -> None:
    done = prepared(tmp_path, deals(keys, twice))
    assert bool(done.undecided) == asked
    if asked:
        assert f"{twice} of its {keys} opportunity_id stand on several rows that differ" in done.undecided[0].sentence
        assert done.table is None
    assert len(rows(prepared(tmp_path, deals(keys, twice), table="opportunities"))) == keys


def test_people_with_several_starts_have_periods_of_their_own(tmp_path: Path) -> None:
    text = "Employee ID,Name,Role,Team,Start Date\n"
    text += "".join(
        f"E{number},N{number},AE,{team},20{year}-01-01\n"
        for number in range(5)
        for team, year in (("A", 23), ("B", 24))
    )
    assert prepared(tmp_path, text).undecided == ()
