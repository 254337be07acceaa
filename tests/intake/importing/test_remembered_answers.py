"""What was answered for one file counts silently for files with the same headers, and is a suggestion for others."""

import json
from pathlib import Path

from metrics.intake.choices import ImportChoices
from metrics.intake.import_plan import ImportContext
from metrics.intake.importing import import_files
from metrics.intake.recognize.mapping_memory import MAPPINGS, RememberedMapping, remembered
from metrics.store import Workspace
from tests.intake.importing.preparing import prepared, rows

HEADERS = ("Deal ID", "Where it stands", "Closing")
ENTRY = RememberedMapping(
    HEADERS, "opportunities", {"Deal ID": "opportunity_id", "Where it stands": "stage", "Closing": "closed_on"},
    date_orders={"Closing": "mdy"}, file="march.csv",
)  # fmt: skip
CONTEXT = ImportContext(memory=(ENTRY,))


def test_for_the_same_headers_in_any_order_it_counts_without_a_word(tmp_path: Path) -> None:
    done = prepared(tmp_path, "Closing,Deal ID,Where it stands\n03/04/2026,A,Won\n", context=CONTEXT)
    assert [(row["stage"], str(row["closed_on"])) for row in rows(done)] == [("Won", "2026-03-04")]


def test_for_other_headers_it_is_a_suggestion_that_names_its_file(tmp_path: Path) -> None:
    text = "Deal ID,Where it stands,Closing,Amount\nA,Won,03/04/2026,5\n"
    done = prepared(tmp_path, text, context=CONTEXT, table="opportunities")
    (asked,) = done.undecided
    assert (asked.subject, asked.options) == ("stage", ("Where it stands",))
    evidence = {each.header: each.evidence for each in done.suggestions}
    assert evidence["Where it stands"] == "“Where it stands” was stage in march.csv"


def test_for_another_table_it_says_nothing(tmp_path: Path) -> None:
    done = prepared(tmp_path, "Lead ID,Created Date,Closing\nL,2026-01-05,x\n", context=CONTEXT)
    assert done.table == "leads"
    assert done.suggestions == ()


def test_the_order_of_days_is_not_carried_over(tmp_path: Path) -> None:
    text = "Deal ID,Where it stands,Closing,Amount\nA,Won,03/04/2026,5\n"
    mapping = {"Where it stands": "stage", "Closing": "closed_on"}
    done = prepared(tmp_path, text, context=CONTEXT, table="opportunities", mapping=mapping)
    assert [question.kind for question in done.undecided] == ["date order"]


def test_an_answer_that_no_longer_fits_is_skipped_and_said(tmp_path: Path) -> None:
    text = "Deal ID,Where it stands,Closing\nA,Won,soon\nB,Lost,later\n"
    done = prepared(tmp_path, text, context=CONTEXT)
    assert [row["stage"] for row in rows(done)] == ["Won", "Lost"]
    assert "closed_on" not in done.columns
    assert [(each.value, each.column) for each in done.decisions if each.subject == "remembered"] == [
        ("not closed_on", "Closing")
    ]


def test_an_answer_about_a_column_that_is_no_more_never_blocks(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "w")
    entry = {
        "headers": ["Deal ID", "Stage", "Mood"], "table": "opportunities",
        "mapping": {"Deal ID": "opportunity_id", "Stage": "stage", "Mood": "mood"}, "keep": [], "date_orders": {},
    }  # fmt: skip
    workspace.publish((), action="x", who="x", documents={"mappings": json.dumps([entry]).encode()})
    path = tmp_path / "deals.csv"
    path.write_text("Deal ID,Stage,Mood\nA,Won,fine\n")
    (report,) = import_files(workspace, [(path, ImportChoices())], "Ann")
    assert report.rows_used == 1
    assert [each.value for each in report.decisions if each.subject == "remembered"] == ["not mood"]


def test_the_file_is_remembered_and_memories_without_one_are_read(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "w")
    path = tmp_path / "deals.csv"
    path.write_text("Deal ID,Stage\nA,Won\n")
    import_files(workspace, [(path, ImportChoices())], "Ann")
    assert [entry.file for entry in remembered(workspace.latest())] == ["deals.csv"]
    earlier = RememberedMapping(("A",), "products", {"A": "product_id"})
    MAPPINGS.save(workspace, "", (earlier,), action="x", who="x")
    assert remembered(workspace.latest()) == (earlier,)


def test_an_order_of_days_that_another_column_contradicts_is_not_carried_over_and_said(tmp_path: Path) -> None:
    headers = ("Deal ID", "Stage", "Create Date", "Close Date")
    columns = dict(zip(headers, ("opportunity_id", "stage", "created_on", "closed_on"), strict=True))
    both = RememberedMapping(
        headers, "opportunities", columns, date_orders={"Create Date": "dmy", "Close Date": "dmy"}
    )  # fmt: skip
    text = f"{','.join(headers)}\nA,Won,03/02/2026,03/17/2026\nB,Lost,03/02/2026,03/09/2026\n"
    done = prepared(tmp_path, text, context=ImportContext(memory=(both,)))
    assert [(str(row["created_on"]), str(row["closed_on"])) for row in rows(done)] == [
        ("2026-03-02", "2026-03-17"), ("2026-03-02", "2026-03-09"),
    ]  # fmt: skip
    (decision,) = [each for each in done.decisions if (each.subject, each.column) == ("date order", "Create Date")]
    assert decision.evidence.endswith(
        "“Close Date” can only be read so; dmy, which was confirmed before, doesn't fit them"
    )
