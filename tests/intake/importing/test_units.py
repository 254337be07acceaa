"""Parts of a whole as per cent or as fractions, and rates quoted one way or the other."""

from pathlib import Path

import pytest

from metrics.commands.command_line import main
from metrics.errors import UserError
from metrics.intake.import_plan import ImportContext
from tests.intake.importing.preparing import prepared, rows

TRAINING = "User Email,Course Name,Completion Date,"


def completed(folder: Path, header: str, *cells: str, **given: object) -> list[bool | None]:
    lines = "".join(f'u{number}@acme.test,Onboarding,2026-03-02,"{cell}"\n' for number, cell in enumerate(cells))
    return [row["completed"] for row in rows(prepared(folder, f"{TRAINING}{header}\n{lines}", **given))]


@pytest.mark.parametrize(
    ("cells", "wanted"),
    [
        (("100", "99", "1", "0"), [True, False, False, False]),
        (("100%", "1 %", "0%"), [True, False, False]),
        (("1", "0.99", "0"), [True, False, False]),
        (("1,0", "0,5", "0"), [True, False, False]),
        (("Completed", "45", "1"), [True, False, False]),
        (("1", "0", "1"), [True, False, True]),
    ],
)
def test_only_what_is_done_wholly_is_completed(cells: tuple[str, ...], wanted: list[bool], tmp_path: Path) -> None:
    assert completed(tmp_path, "Status", *cells) == wanted


def test_a_progress_of_nothing_but_0_and_1_is_asked_and_read_as_said(tmp_path: Path) -> None:
    text = f"{TRAINING}Progress\na@acme.test,Onboarding,2026-03-02,1\nb@acme.test,Onboarding,2026-03-02,0\n"
    (question,) = prepared(tmp_path, text).undecided
    assert (question.kind, question.subject) == ("unit", "Progress")
    assert "--unit 'Progress=percent'" in question.sentence
    assert completed(tmp_path, "Progress", "1", "0", units={"Progress": "percent"}) == [False, False]
    assert completed(tmp_path, "Progress", "1", "0", units={"Progress": "fraction"}) == [True, False]


def discounts(folder: Path, header: str, *cells: str, **given: object) -> list[float | None]:
    lines = "".join(f"{number},Won,2026-03-02,{cell}\n" for number, cell in enumerate(cells))
    text = f"Opportunity ID,Stage,Close Date,{header}\n{lines}"
    return [row["discount_pct"] for row in rows(prepared(folder, text, **given))]


def test_a_discount_of_nothing_but_0_and_1_is_told_by_its_header_or_asked(tmp_path: Path) -> None:
    assert discounts(tmp_path, "Discount %", "1", "0") == [0.01, 0]
    text = "Opportunity ID,Stage,Close Date,Discount Rate\n1,Won,2026-03-02,1\n2,Won,2026-03-02,0\n"
    assert [question.kind for question in prepared(tmp_path, text).undecided] == ["unit"]
    assert discounts(tmp_path, "Discount Rate", "1", "0", units={"Discount Rate": "fraction"}) == [1, 0]
    assert discounts(tmp_path, "Discount Rate", "1", "0.5") == [1, 0.5]
    assert discounts(tmp_path, "Discount Rate", "1", "15") == [0.01, 0.15]
    with pytest.raises(UserError, match="are no fractions"):
        discounts(tmp_path, "Discount Rate", "1", "15", units={"Discount Rate": "fraction"})


def worth(folder: Path, header: str, lines: str, **given: object) -> list[float]:
    text = f"Currency,Start Date,{header}\n{lines}"
    done = prepared(folder, text, context=ImportContext(currency="EUR"), **given)
    return [round(row["rate"], 4) for row in rows(done)]


def test_rates_go_by_their_header_by_their_size_or_are_asked(tmp_path: Path) -> None:
    dollars, yen = "USD,2026-01-01,1.25\n", "JPY,2026-01-01,160\n"
    assert worth(tmp_path, "rate", dollars) == [1.25]
    assert worth(tmp_path, "ConversionRate", dollars) == [0.8]
    assert worth(tmp_path, "Wechselkurs", dollars + yen) == [0.8, 0.0063]
    assert worth(tmp_path, "Wechselkurs", dollars + "JPY,2026-01-01,0.00625\n") == [1.25, 0.0063]
    done = prepared(tmp_path, f"Currency,Start Date,Wechselkurs\n{dollars}", context=ImportContext(currency="EUR"))
    assert [question.kind for question in done.undecided] == ["rate direction"]
    assert worth(tmp_path, "Wechselkurs", dollars, rate_directions={"Wechselkurs": "from"}) == [0.8]


def test_the_command_line_asks_and_remembers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, workspace = tmp_path / "rates.csv", str(tmp_path / "workspace")
    file.write_text("Currency,Start Date,Exchange Rate\nEUR,2026-01-01,0.92\n")
    assert main(["import", str(file), "--workspace", workspace]) == 1
    assert "--rate-direction 'Exchange Rate=from'" in capsys.readouterr().err
    assert main(["import", str(file), "--workspace", workspace, "--rate-direction", "Exchange Rate=from"]) == 0
    file.write_text("Currency,Start Date,Exchange Rate\nEUR,2026-02-01,0.93\n")
    assert main(["import", str(file), "--workspace", workspace]) == 0


def measured(folder: Path, column: str, header: str, *cells: str, **given: object) -> list[bool | None]:
    lines = "".join(f"u{number}@acme.test,Onboarding,2026-03-02,{cell}\n" for number, cell in enumerate(cells))
    text = f"User Email,Course Name,Session Date,{header}\n{lines}"
    return [row[column] for row in rows(prepared(folder, text, **given))]


def test_how_much_somebody_attended_is_yes_from_the_workspace_s_share_on(tmp_path: Path) -> None:
    assert measured(tmp_path, "attended", "Attended", "100%", "50%", "49%", "0%") == [True, True, False, False]
    assert measured(tmp_path, "attended", "Attended", "1", "0.5", "0.2", "No") == [True, True, False, False]
    context = ImportContext(attended_share=0.8)
    assert measured(tmp_path, "attended", "Attended", "80%", "79%", context=context) == [True, False]
    mapping = {"Attendance %": "attended"}
    assert measured(tmp_path, "attended", "Attendance %", "100", "40", "1", mapping=mapping) == [True, False, False]
    assert measured(tmp_path, "attended", "Attended", "1", "0", "1") == [True, False, True]


def test_numbers_above_1_under_attended_are_asked_as_per_cent_or_counts(tmp_path: Path) -> None:
    text = "User Email,Course Name,Session Date,Attended\na@x.test,C,2026-03-02,3\nb@x.test,C,2026-03-02,0\n"
    (question,) = prepared(tmp_path, text).undecided
    assert (question.kind, list(question.words)) == ("unit", ["percent", "count"])
    assert "--unit 'Attended=count' if it is once" in question.sentence
    counts = ("3", "0", "1")
    assert measured(tmp_path, "attended", "Attended", *counts, units={"Attended": "count"}) == [True, False, True]
    assert measured(tmp_path, "attended", "Attended", "60", "3", units={"Attended": "percent"}) == [True, False]


def test_whoever_was_invited_more_than_once_was_invited(tmp_path: Path) -> None:
    assert measured(tmp_path, "invited", "Invited", "2", "0", "1", "Yes") == [True, False, True, True]
    with pytest.raises(UserError, match="are no counts"):
        discounts(tmp_path, "Discount Rate", "1", "15", units={"Discount Rate": "count"})
