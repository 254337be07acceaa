"""What the Upload page asks of a file before it can be imported: each question, its answer, what is stored then."""

from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from metrics.intake.choices import ImportChoices
from metrics.intake.importing import import_files
from metrics.store.workspace import Workspace
from tests.intake.importing.test_attendance import GUEST
from tests.intake.importing.test_same_days import TWO
from tests.intake.importing.test_sheets import COURSES, PEOPLE
from tests.intake.reading.test_workbooks import write_workbook
from tests.pages.conftest import import_button, plain_words, tables_of, uploaded
from tests.store.rows import rows_of

HOURS = "person_id,on_date,kind,hours\n"


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A company's workspace, empty so far."""
    workspace = Workspace(tmp_path / "own")
    monkeypatch.setenv("COXSWAIN_WORKSPACE", str(workspace.folder))
    return workspace


def stored(workspace: Workspace, text: str, name: str = "first.csv", **given: Any) -> None:
    """Imports a file beforehand."""
    path = workspace.folder.parent / name
    path.write_text(text, encoding="utf-8")
    import_files(workspace, [(path, ImportChoices(**given))], "Ann")


def imported(app: AppTest) -> None:
    """Presses Import, which is possible."""
    assert not import_button(app).disabled
    import_button(app).click().run()
    assert not app.exception


def test_each_sheet_of_a_workbook_is_offered_and_imported_as_a_file_of_its_own(own: Workspace, tmp_path: Path) -> None:
    book = tmp_path / "book.xlsx"
    write_workbook(book, {"Staff": PEOPLE, "Courses": COURSES})
    app = uploaded(book.read_bytes(), "book.xlsx")
    (offered,) = [button for button in app.button if button.label.startswith("Read the sheet")]
    assert offered.label == "Read the sheet “Courses” too"
    offered.click().run()
    assert not [button for button in app.button if button.label.startswith("Read the sheet")]
    assert import_button(app).label == "Import 2 files"
    imported(app)
    assert {name: table.rows for name, table in own.latest().tables.items()} == {"people": 1, "training": 1}
    assert [file.name for file in own.history()[0].files] == ["book.xlsx › Staff", "book.xlsx › Courses"]


@pytest.mark.parametrize(("answer", "minutes"), [("Yes, one person", [50, 80]), ("No, several", [25, 30, 80])])
def test_a_guest_of_a_name_that_two_have_is_asked_about(own: Workspace, answer: str, minutes: list[int]) -> None:
    stored(own, "person_id,name,email\nE1,Anna Berg,a@x.com\nE9,Anna Berg,z@x.com\n", table="people")
    app = uploaded(GUEST, "meeting.csv")
    assert import_button(app).disabled
    assert "Anna Berg" in app.radio(key="same_person_1").label
    app.radio(key="same_person_1").set_value(answer).run()
    imported(app)
    assert sorted(row[0] for row in rows_of(own.latest(), "training", "minutes")) == minutes


@pytest.mark.parametrize(
    ("answer", "sentence", "hours"),
    [
        ("correct the stored ones", "0 rows added, 1 replaced, 1 unchanged.", [2.0, 3.0]),
        ("stand beside them", "1 row added (1 beside), 0 replaced, 2 unchanged.", [1.0, 2.0, 3.0]),
    ],
)
def test_rows_of_a_person_and_day_are_corrected_or_stand_beside(
    own: Workspace, answer: str, sentence: str, hours: list[float]
) -> None:
    stored(own, f"{HOURS}A,2025-03-01,visit,1\nB,2025-03-01,visit,2\n", table="customer_time")
    app = uploaded(f"{HOURS}A,2025-03-01,visit,3\nB,2025-03-01,visit,2\n")
    assert "1 row of the file (first in line 2) is of a person and day that are stored with other values" in (
        plain_words(app)
    )
    assert import_button(app).disabled
    app.selectbox(key="same_day_1").set_value(answer).run()
    assert sentence in plain_words(app)
    imported(app)
    assert sorted(row[0] for row in rows_of(own.latest(), "customer_time", "hours")) == hours


@pytest.mark.parametrize(
    ("answer", "values"),
    [("One contract: the last row counts", [250]), ("Contracts side by side: their values add", [100, 250])],
)
def test_differing_rows_of_a_customer_and_first_day_are_one_contract_or_several(
    own: Workspace, answer: str, values: list[int]
) -> None:
    app = uploaded(TWO, "customers.csv")
    assert import_button(app).disabled
    assert "(C1)" in app.radio(key="same_first_day_1").label.replace("\\", "")
    app.radio(key="same_first_day_1").set_value(answer).run()
    imported(app)
    rows = rows_of(own.latest(), "customers", "customer_id annual_value")
    assert sorted(value for customer, value in rows if customer == "C1") == values


@pytest.mark.parametrize(("answer", "discounts"), [("percent", [0, 0.01]), ("fraction", [0, 1])])
def test_shares_of_nothing_but_0_and_1_are_asked_for_their_unit(
    own: Workspace, answer: str, discounts: list[float]
) -> None:
    app = uploaded("Deal ID,Stage,Close Date,Discount Rate\nA,Won,2025-03-01,0\nB,Won,2025-03-02,1\n")
    assert import_button(app).disabled
    question = app.radio(key="unit_1_Discount Rate")
    assert (question.label, question.value) == ("Under “Discount Rate”, what is 1?", None)
    question.set_value(answer).run()
    imported(app)
    assert [row[0] for row in rows_of(own.latest(), "opportunities", "discount_pct")] == discounts


@pytest.mark.parametrize(("answer", "rate"), [("into", 1.25), ("from", 0.8)])
def test_rates_that_may_be_quoted_either_way_are_asked_about(own: Workspace, answer: str, rate: float) -> None:
    app = uploaded("Currency,Start Date,Wechselkurs\nEUR,2026-01-01,1.25\n")
    assert import_button(app).disabled
    app.radio(key="rate_1_Wechselkurs").set_value(answer).run()
    imported(app)
    assert [row[0] for row in rows_of(own.latest(), "rates", "rate")] == [rate]


def test_a_stage_that_nobody_explained_is_asked_and_remembered(own: Workspace) -> None:
    deals = "opportunity_id,stage,closed_on,amount\nA,Handshake,2025-03-01,1\nB,Handshake,2025-03-02,1\n"
    app = uploaded(deals)
    question = app.selectbox(key="word_1_stage_Handshake")
    assert question.label.replace("\\", "") == "“Handshake” in stage (2 rows) means"
    question.set_value("won").run()
    imported(app)
    assert [(each.word, each.outcome) for each in own.latest().settings.stage_words] == [("Handshake", "won")]
    again = uploaded(deals.replace("A,", "C,"))
    assert not [box for box in again.selectbox if box.key and box.key.startswith("word_")]


EARLIER = "Deal ID,Where it stands,Worth it\nA,Won,100\nB,Lost,200\n"
ANSWERED = {"Where it stands": "stage", "Worth it": "amount"}


def test_an_answer_given_for_another_file_prefills_the_question_and_can_be_changed(own: Workspace) -> None:
    stored(own, EARLIER, "march.csv", table="opportunities", mapping=ANSWERED)
    app = uploaded("Deal ID,Where it stands,Worth it,Phase of it\nC,Won,300,Lost\n", "april.csv")
    app.selectbox(key="table_1").set_value("opportunities").run()
    column = app.selectbox(key="column_1_stage")
    assert (column.value, column.options[0]) == ("Where it stands", "Where it stands")
    assert "“Where it stands” was stage in march.csv" in column.help.replace("\\", "")
    assert app.selectbox(key="wanted_1_amount").value == "Worth it"
    column.set_value("Phase of it").run()
    imported(app)
    assert ("C", "Lost", 300) in rows_of(own.latest(), "opportunities", "opportunity_id stage amount")


def test_a_file_with_the_same_headers_is_not_asked_again(own: Workspace) -> None:
    stored(own, EARLIER, "march.csv", table="opportunities", mapping=ANSWERED)
    app = uploaded(EARLIER.replace("A,Won", "C,Won"), "april.csv")
    assert not [box for box in app.selectbox if box.key and box.key.startswith(("column_", "wanted_1_amount"))]
    imported(app)
    assert ("C", "Won", 100) in rows_of(own.latest(), "opportunities", "opportunity_id stage amount")


@pytest.mark.parametrize(("further", "value"), [("", "Stage Names"), (",Mood", None)])
def test_a_likely_column_comes_first_and_is_filled_in_where_no_other_is_left(
    own: Workspace, further: str, value: str | None
) -> None:
    cells = ",good" if further else ""
    app = uploaded(f"Deal ID,Close Date,Stage Names{further}\nA,2025-03-01,Won{cells}\nB,2025-03-02,Lost{cells}\n")
    app.selectbox(key="table_1").set_value("opportunities").run()
    column = app.selectbox(key="column_1_stage")
    assert column.options[0] == "Stage Names"
    assert column.value == value


def test_the_preview_names_what_would_change_in_all_files_at_once(own: Workspace) -> None:
    stored(own, "opportunity_id,stage,amount\nA,Open,1\n")
    app = uploaded("opportunity_id,stage,amount\nA,Open,2\nB,Open,3\n")
    assert "1 row added, 1 replaced, 0 unchanged." in plain_words(app)
    assert tables_of(app)["Values that would change"] == [
        {"Column": "amount", "Stored rows": "1", "For example": "A: 1.00 → 2.00"}
    ]
