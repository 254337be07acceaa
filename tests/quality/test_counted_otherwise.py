"""What a mended rule changes for customers is listed while a workspace is as a former program wrote it."""

import json
from datetime import date
from pathlib import Path

import pytest

from metrics.commands.command_line import main
from metrics.quality.data_checks import check_data, finding_rows
from metrics.store.versions import CHECKSUM
from metrics.store.workspace import Workspace
from tests.quality.conftest import company
from tests.readers import reader_of
from tests.store.rows import update

CHECK = "customers_counted_otherwise"
ROWS = [
    ("c1", None, date(2024, 1, 1), 1000),  # two contracts side by side: 500 before, 1,500 now
    ("c1", None, date(2024, 7, 1), 500),
    ("c2", None, date(2024, 1, 1), 700),  # a single contract
    ("s1", "A", date(2024, 2, 1), 30),  # two subscriptions of one account: two customers before
    ("s2", "A", date(2024, 3, 1), 40),
]


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Customers of these rows, whose accounts are known."""
    columns = "customer_id account_id started_on annual_value valid_from"
    tables = {
        ("customers", columns): [(*row, row[2]) for row in ROWS],
        ("accounts", "account_id name"): [("A", "Acme")],
    }
    return company(tmp_path, tables)


def write_as(workspace: Workspace, number: int) -> None:
    """Has the newest version look as a program of that format wrote it."""
    path = workspace.folder / "versions" / f"{workspace.latest().number}.json"
    document = json.loads(path.read_text())
    del document[CHECKSUM]
    path.write_text(json.dumps(document | {"format": number}))


def test_customers_whose_value_is_another_are_listed_until_the_next_import(
    workspace: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert CHECK not in {finding.check for finding in check_data(reader_of(workspace.latest()))}
    write_as(workspace, 1)
    (finding,) = [each for each in check_data(reader_of(workspace.latest())) if each.check == CHECK]
    assert finding.examples == (
        "c1 on 2024-07-01: 500.00 a year → 1500.00",
        "Acme on 2024-03-01: 70.00 a year → 70.00, 2 customers before",
    )
    assert list(finding_rows(reader_of(workspace.latest()), CHECK)["customer"]) == ["c1", "A"]
    assert main(["quality", "--workspace", str(workspace.folder)]) == 0
    assert "Customers whose value is another since contracts stand side by side: 2" in capsys.readouterr().out
    workspace.publish([update(tmp_path, "products", "product_id", [("1",)])], action="", who="")
    assert CHECK not in {finding.check for finding in check_data(reader_of(workspace.latest()))}
