"""What an import would end, remove or double is known, with examples, before anything is stored."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from metrics.errors import UserError
from metrics.intake.consequences import Consequence, consequence_of
from metrics.intake.importing import import_context, publish
from metrics.intake.preparing import Prepared
from metrics.quality.data_checks import check_data
from metrics.store.workspace import Workspace
from tests.intake.importing.preparing import prepared, problems
from tests.readers import reader_of

HEADER = "Opportunity ID,Stage,Opportunity Owner,Account Name,Product,Created Date,Close Date,Amount\n"
DEALS = {
    "D1": "D1,Closed Won,P1,A1,T1,2025-01-02,2025-03-01,100.00\n",
    "D2": "D2,Closed Lost,P1,A1,T1,2025-01-05,2025-03-04,250.00\n",
    "D3": "D3,Closed Won,P2,A2,T1,2025-01-09,2025-03-20,4000.00\n",
}
LISTS = {
    "accounts": "account_id,name\nA1,Harbor Mills\nA2,Drift Systems\n",
    "products": "product_id,name\nT1,Tide\n",
    "people": "person_id,name,email,function\nP1,Ann Lee,ann@example.com,sales\nP2,Bo Ray,bo@example.com,sales\n",
}


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A company that named accounts, products and sellers by their ids."""
    workspace = Workspace(tmp_path / "workspace")
    texts = {**LISTS, "opportunities": HEADER + "".join(DEALS.values())}
    files = [prepared(tmp_path, text, f"{table}.csv", table=table) for table, text in texts.items()]
    publish(workspace, workspace.latest(), files, "Ann")
    return workspace


def offered(workspace: Workspace, text: str, **given: Any) -> tuple[Prepared, Consequence | None]:
    """A file as the page has it before the import, and what importing it would do."""
    snapshot = workspace.latest()
    done = prepared(
        workspace.folder.parent, text, "next.csv", context=import_context(snapshot), settings=snapshot.settings, **given
    )
    return done, consequence_of(workspace, snapshot, done)


def test_what_a_complete_export_lacks_is_counted_before_it_is_removed(workspace: Workspace) -> None:
    done, consequence = offered(workspace, HEADER + DEALS["D1"], complete=True)
    assert consequence is not None
    assert (consequence.kind, consequence.count) == ("removes", 2)
    assert consequence.sentence == "2 stored rows of Opportunities are not in this file and will be removed."
    assert consequence.examples == ("D2: Closed Lost, P1, A1", "D3: Closed Won, P2, A2")
    assert list(consequence.rows()["opportunity_id"]) == ["D2", "D3"]
    assert not {"line", "import_number"} & set(consequence.rows())
    assert workspace.latest().number == 1
    publish(workspace, workspace.latest(), [done], "Ann")
    assert workspace.history()[0].changes[0].closed == consequence.count


def test_nothing_is_asked_where_nothing_is_lost(workspace: Workspace) -> None:
    everything = HEADER + "".join(DEALS.values())
    assert offered(workspace, everything, complete=True)[1] is None
    assert offered(workspace, HEADER + DEALS["D1"])[1] is None
    assert offered(workspace, "tool_id,name\n1,CRM\n", complete=True)[1] is None


def test_a_customer_who_is_absent_ends_and_is_not_removed(workspace: Workspace, tmp_path: Path) -> None:
    header = "customer_id,started_on,ended_on\n"
    rows = "A,2024-01-01,\nB,2024-01-01,2025-02-10\nC,2024-01-01,\n"
    publish(workspace, workspace.latest(), [prepared(tmp_path, header + rows, "customers.csv")], "Ann")
    _, consequence = offered(workspace, header + "C,2024-01-01,\n", complete=True)
    assert consequence is not None
    assert (consequence.kind, consequence.count) == ("ends", 1)
    assert consequence.examples == ("A: 1 Jan 2024",)


def test_the_same_hours_in_smaller_number_are_counted(workspace: Workspace, tmp_path: Path) -> None:
    header, row = "person_id,on_date,hours\n", "P1,2025-03-01,5\n"
    publish(workspace, workspace.latest(), [prepared(tmp_path, header + 3 * row, "hours.csv")], "Ann")
    _, consequence = offered(workspace, header + row, complete=True)
    assert consequence is not None
    assert (consequence.kind, consequence.count) == ("removes", 2)


def test_deals_named_otherwise_under_other_ids_look_like_the_stored_ones(workspace: Workspace) -> None:
    file = (
        HEADER
        + "X1,Closed Won,Ann Lee,Harbor Mills,Tide,2025-01-02,2025-03-01,100\n"
        + "X2,Closed Lost,ann@example.com,harbor mills,T1,2025-01-05,2025-03-04,250\n"
        + "X3,Closed Won,P2,A2,T1,2025-01-09,2025-03-20,4001\n"  # another amount
        + "X4,Closed Won,P2,A2,T1,2025-01-10,2025-03-21,4000\n"  # other days
        + "X5,Closed Won,P1,A2,T1,2025-01-09,2025-03-20,4000\n"  # another seller
        + "X6,Duplicate,P2,A2,T1,2025-01-09,2025-03-20,4000\n"  # set aside in the CRM
    )
    _, consequence = offered(workspace, file)
    assert consequence is not None
    assert (consequence.kind, consequence.count, consequence.ids) == ("doubles", 2, ("X1", "X2"))
    assert consequence.examples[0] == (
        "X1 (line 2) like D1: Harbor Mills, 100.00, created 2 Jan 2025, closed 1 Mar 2025"
    )
    assert list(consequence.rows()["looks_like"]) == ["D1", "D2"]


def test_updates_and_further_deals_of_the_same_system_are_no_doubles(workspace: Workspace) -> None:
    again = "".join(DEALS.values())
    twin = DEALS["D1"].replace("D1", "D9")
    assert offered(workspace, HEADER + again.replace("100.00", "110.00"))[1] is None
    assert offered(workspace, HEADER + again + twin)[1] is None  # the CRM lists both: they are two deals
    assert offered(workspace, HEADER.replace(",Amount", ",Colour") + twin)[1] is None
    consequence = offered(workspace, HEADER + twin)[1]
    assert consequence is not None
    assert consequence.count == 1


def test_a_day_that_one_export_lacks_tells_nothing_against_a_double(workspace: Workspace) -> None:
    file = "Opportunity ID,Stage,Account Name,Close Date,Amount\nX1,Closed Won,Harbor Mills,2025-03-01,100\n"
    consequence = offered(workspace, file)[1]
    assert consequence is not None
    assert consequence.count == 1
    open_deal = "Opportunity ID,Stage,Account Name,Close Date,Amount\nX1,Closed Won,Harbor Mills,,100\n"
    assert offered(workspace, open_deal)[1] is None


def test_deals_left_out_are_set_aside_and_counted_and_do_not_double(workspace: Workspace) -> None:
    file = HEADER + DEALS["D1"].replace("D1", "X1") + DEALS["D3"].replace("D3", "X3").replace("4000", "5000")
    done, consequence = offered(workspace, file)
    assert consequence is not None
    left, again = offered(workspace, file, leave_out=consequence.ids)
    assert left.staged is not None
    assert (left.staged.rows_read, left.staged.rows_used, left.staged.rows_set_aside) == (2, 1, 1)
    assert problems(left) == {"It looks like a stored deal under another id; you chose to leave it out.": 1}
    assert left.staged.offending is not None
    assert "X1" in left.staged.offending.read_text()
    assert again is None
    (report,) = publish(workspace, workspace.latest(), [left], "Ann")
    assert report.rows_set_aside == 1
    assert "similar_deals" not in {finding.check for finding in check_data(reader_of(workspace.latest()))}
    publish(workspace, workspace.latest(), [done], "Ann")
    assert "similar_deals" in {finding.check for finding in check_data(reader_of(workspace.latest()))}


def test_every_line_of_a_deal_that_is_left_out_is_set_aside(workspace: Workspace) -> None:
    lines = HEADER.replace("Product", "Product,Quantity") + (
        "X1,Closed Won,P1,A1,T1,1,2025-01-02,2025-03-01,100\n"
        "X1,Closed Won,P1,A1,T2,1,2025-01-02,2025-03-01,100\n"
        "X2,Closed Won,P1,A1,T1,1,2025-02-02,2025-04-01,70\n"
    )
    left, _ = offered(workspace, lines, leave_out=("X1",))
    assert left.staged is not None
    assert (left.staged.rows_read, left.staged.rows_used, left.staged.rows_set_aside) == (3, 1, 2)


def test_a_complete_export_removes_the_double_by_itself_and_is_asked_about_that_only(workspace: Workspace) -> None:
    _, consequence = offered(workspace, HEADER + DEALS["D1"].replace("D1", "X1"), complete=True)
    assert consequence is not None
    assert (consequence.kind, consequence.count) == ("removes", 3)


def test_a_complete_export_in_two_files_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    first = prepared(tmp_path, HEADER + DEALS["D1"], "first.csv", complete=True)
    second = prepared(tmp_path, HEADER + DEALS["D2"], "second.csv")
    with pytest.raises(UserError, match=r"first\.csv is said to hold all of Opportunities, and second\.csv has"):
        publish(workspace, workspace.latest(), [first, second], "Ann")
    assert workspace.latest().number == 1


def test_the_day_of_a_roster_says_who_was_there(workspace: Workspace) -> None:
    roster = "person_id,name,email,function\nP1,Ann Lee,ann@example.com,sales\n"
    _, consequence = offered(workspace, roster, table="people", complete=True, snapshot_on=date(2025, 4, 1))
    assert consequence is not None
    assert (consequence.kind, consequence.count) == ("ends", 1)
    assert "P2" in consequence.examples[0]
