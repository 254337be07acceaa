"""Reports that write a group's value on its first row only."""

from pathlib import Path

from tests.intake.importing.preparing import prepared, rows

HEADER = "Opportunity Owner,Opportunity ID,Stage,Amount,Created Date,Close Date\n"
REST = "Won,10,2026-01-05,2026-02-13"


def owners(folder: Path, text: str) -> list[str | None]:
    return [row["owner"] for row in rows(prepared(folder, HEADER + text))]


def test_the_rows_of_a_group_get_its_value_where_subtotals_part_groups(tmp_path: Path) -> None:
    text = f"Ada,1,{REST}\n,2,{REST}\nSubtotal,,,20,,\nBo,3,{REST}\n,4,{REST}\nSubtotal,,,20,,\nTotal,,,40,,\n"
    done = prepared(tmp_path, HEADER + text)
    assert [row["owner"] for row in rows(done)] == ["Ada", "Ada", "Bo", "Bo"]
    assert [each.column for each in done.decisions if each.subject == "group values"] == ["Opportunity Owner"]


def test_totals_named_after_their_group_and_counts_on_lines_of_their_own_part_groups_too(tmp_path: Path) -> None:
    pivot = f"Ada,1,{REST}\n,2,{REST}\nAda Total,,,20,,\nBo,3,{REST}\n,4,{REST}\nBo Total,,,20,,\nGrand Total,,,40,,\n"
    assert owners(tmp_path, pivot) == ["Ada", "Ada", "Bo", "Bo"]
    german = f"Ada,1,{REST}\n,2,{REST}\nZwischensumme,,,20,,\n,,Anzahl,2,,\nBo,3,{REST}\n,4,{REST}\n"
    assert owners(tmp_path, german) == ["Ada", "Ada", "Bo", "Bo"]


def test_a_report_of_a_single_group_ends_with_its_subtotal(tmp_path: Path) -> None:
    assert owners(tmp_path, f"Ada,1,{REST}\n,2,{REST}\nSubtotal,,,20,,\nTotal,,,20,,\n") == ["Ada", "Ada"]


def test_an_empty_cell_of_a_list_stays_empty(tmp_path: Path) -> None:
    assert owners(tmp_path, f"Ada,1,{REST}\n,2,{REST}\nBo,3,{REST}\nTotal,,,30,,\n") == ["Ada", None, "Bo"]
    repeated = f"Ada,1,{REST}\nAda,2,{REST}\n,3,{REST}\nSubtotal,,,30,,\nBo,4,{REST}\nSubtotal,,,10,,\n"
    assert owners(tmp_path, repeated) == ["Ada", "Ada", None, "Bo"]
