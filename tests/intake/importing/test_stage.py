from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from metrics.errors import UserError
from metrics.intake.import_plan import ImportContext
from metrics.schema.settings import Settings, StageWord
from tests.intake.importing.preparing import prepared, problems, rows

DEALS = "Opportunity ID,Stage,Amount,Close Date\n"


def counts(done: object) -> tuple[int, int, int]:
    staged = done.staged  # type: ignore[attr-defined]
    return staged.rows_read, staged.rows_used, staged.rows_set_aside


def test_texts_become_values(tmp_path: Path) -> None:
    done = prepared(tmp_path, DEALS + "A,Closed Won,1234.50,2024-01-31\nB,Open,,\n")
    assert rows(done) == [
        {"opportunity_id": "A", "stage": "Closed Won", "closed_on": date(2024, 1, 31), "amount": Decimal("1234.5000")},
        {"opportunity_id": "B", "stage": "Open", "closed_on": None, "amount": None},
    ]
    assert counts(done) == (2, 2, 0)
    assert done.problems == ()


def test_a_bad_optional_cell_becomes_unknown_with_a_problem(tmp_path: Path) -> None:
    done = prepared(tmp_path, DEALS + "A,Won,abc,31/12/2024\nB,Won,5,30/02/2024\n")
    assert [(row["amount"], row["closed_on"]) for row in rows(done)] == [(None, date(2024, 12, 31)), (Decimal(5), None)]
    assert counts(done) == (2, 2, 0)
    (closed, amount) = sorted(done.problems, key=lambda problem: problem.column or "", reverse=True)
    assert (closed.column, closed.count, closed.severity) == ("Close Date", 1, "worth a look")
    assert [(example.line, example.found) for example in closed.examples] == [(3, "30/02/2024")]
    assert [(example.line, example.found) for example in amount.examples] == [(2, "abc")]


def test_a_word_for_no_value_is_an_empty_cell(tmp_path: Path) -> None:
    done = prepared(tmp_path, DEALS + "A,Won,n/a,-\nB,Won,5,2024-01-31\n")
    assert rows(done)[0]["amount"] is None
    assert done.problems == ()


def test_a_bad_required_cell_sets_the_row_aside(tmp_path: Path) -> None:
    text = "person_id,held_on,attended\nA,2024-01-05,yes\nB,soon,yes\n,2024-01-05,no\nC,,yes\n"
    done = prepared(tmp_path, text)
    assert [(row["person_id"], row["held_on"]) for row in rows(done)] == [("A", date(2024, 1, 5)), ("C", None)]
    assert counts(done) == (4, 2, 2)
    aside = [problem for problem in done.problems if problem.severity == "sets the row aside"]
    assert sorted((problem.column, problem.examples[0].line) for problem in aside) == [
        ("held_on", 3), ("person_id", 4),
    ]  # fmt: skip


def test_a_row_with_two_faults_is_set_aside_once(tmp_path: Path) -> None:
    done = prepared(tmp_path, "person_id,held_on\n,never\nA,2024-01-05\n")
    assert counts(done) == (2, 1, 1)


def test_problems_are_grouped_with_three_examples_and_all_rows_can_be_downloaded(tmp_path: Path) -> None:
    lines = "".join(f"{number},Won,bad {number},2024-01-31\n" for number in range(10)) + "=A+1,Won,@x,2024-01-31\n"
    done = prepared(tmp_path, DEALS + lines)
    (problem,) = done.problems
    assert (problem.count, len(problem.examples)) == (11, 3)
    assert done.staged is not None
    assert done.staged.offending is not None
    written = done.staged.offending.read_text(encoding="utf-8").splitlines()
    assert len(written) == 12
    assert written[0] == "line,reason,Opportunity ID,Stage,Amount,Close Date"
    assert written[-1].startswith("12,")
    assert "'=A+1" in written[-1]
    assert "'@x" in written[-1]


def test_rows_that_cannot_be_cut_into_cells_can_be_downloaded_too(tmp_path: Path) -> None:
    done = prepared(tmp_path, DEALS + "A,Won,5,2024-01-31\nB,Won,1,000,2024-01-31\nC,Won,bad,2024-01-31\n")
    assert counts(done) == (3, 2, 1)
    assert done.staged is not None
    assert done.staged.offending is not None
    written = done.staged.offending.read_text(encoding="utf-8").splitlines()
    assert [line.split(",")[0] for line in written] == ["line", "3", "4"]
    assert "B,Won,1,000" in written[1]


def test_identical_rows_count_once_and_the_last_of_differing_ones_is_kept(tmp_path: Path) -> None:
    done = prepared(tmp_path, DEALS + "A,Open,1,\nA,Won,2,\nB,Won,3,\nB,Won,3,\nA,Won,2,\n")
    assert [(row["opportunity_id"], row["amount"]) for row in rows(done)] == [("B", 3), ("A", 2)]
    assert counts(done) == (5, 2, 3)
    assert sorted(problems(done).values()) == [1, 2]


def test_tables_without_a_key_keep_equal_rows(tmp_path: Path) -> None:
    done = prepared(tmp_path, "person_id,on_date,hours\nA,2024-01-05,1\nA,2024-01-05,1\n")
    assert counts(done) == (2, 2, 0)


def test_lines_of_a_deal_are_summed_and_its_own_amount_counts_once(tmp_path: Path) -> None:
    header = "Opportunity ID,Stage,Amount,Product Name,Quantity,List Amount,Owner\n"
    done = prepared(tmp_path, header + "A,Won,1000,P1,2,600,X\nB,Won,5,P1,1,6,X\nA,Won,1000,P2,1,700,X\n")
    assert [
        (row["opportunity_id"], row["amount"], row["quantity"], row["list_amount"], row["product_id"])
        for row in rows(done)
    ] == [("A", 1000, 3, 1300, None), ("B", 5, 1, 6, "P1")]
    assert counts(done) == (3, 3, 0)
    assert any(decision.subject == "one row per product of a deal" for decision in done.decisions)


def test_amounts_that_differ_between_the_lines_of_a_deal_are_summed(tmp_path: Path) -> None:
    header = "Opportunity ID,Stage,Amount,Product Name\n"
    done = prepared(tmp_path, header + "A,Won,600,P1\nA,Won,400,P2\nB,Won,50,P1\nB,Won,50,P2\nB,Won,50,P2\n")
    assert [(row["opportunity_id"], row["amount"]) for row in rows(done)] == [("A", 1000), ("B", 150)]
    assert counts(done) == (5, 5, 0)


def test_versions_of_a_deal_are_no_lines_of_it(tmp_path: Path) -> None:
    header = "Opportunity ID,Stage,Amount,Product Name\n"
    done = prepared(tmp_path, header + "A,Open,600,P1\nA,Won,400,P2\n")
    assert [(row["stage"], row["amount"], row["product_id"]) for row in rows(done)] == [("Won", 400, "P2")]


def test_a_value_can_be_set_for_every_row(tmp_path: Path) -> None:
    done = prepared(tmp_path, DEALS + "A,Won,1,\nB,Won,2,\n", constants={"quantity": "1", "currency": "EUR"})
    assert [(row["quantity"], row["currency"]) for row in rows(done)] == [(1.0, "EUR"), (1.0, "EUR")]


def test_a_value_that_is_set_fills_only_empty_cells_of_a_column_the_file_has(tmp_path: Path) -> None:
    text = "Opportunity ID,Stage,Quantity\nA,Won,3\nB,Won,\nC,Won,many\n"
    done = prepared(tmp_path, text, constants={"quantity": "1"})
    assert [row["quantity"] for row in rows(done)] == [3.0, 1.0, None]


def test_a_value_that_is_none_of_its_column_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="quantity"):
        prepared(tmp_path, DEALS + "A,Won,1,\n", constants={"quantity": "one"})


def test_headers_can_be_kept_as_segments(tmp_path: Path) -> None:
    text = 'Opportunity ID,Stage,"Vertical; DROP TABLE",Größe\nA,Won,Bank,XL\n'
    done = prepared(tmp_path, text, keep=("Vertical; DROP TABLE", "größe"))
    assert done.kept == {"kept_vertical_drop_table": "Vertical; DROP TABLE", "kept_grösse": "Größe"}
    assert rows(done)[0]["kept_grösse"] == "XL"


def test_a_header_keeps_the_name_it_is_stored_under_and_another_gets_its_own(tmp_path: Path) -> None:
    context = ImportContext(kept={"opportunities": {"Deal size": "kept_deal_size", "%": "kept_column"}})
    done = prepared(
        tmp_path, "Opportunity ID,Stage,DEAL-SIZE,#\nA,Won,XL,1\n", keep=("deal size", "#"), context=context
    )
    assert done.kept == {"kept_deal_size": "DEAL-SIZE", "kept_column_2": "#"}


def test_short_crm_ids_get_their_long_form(tmp_path: Path) -> None:
    text = "Opportunity ID,Stage,OwnerId\n0065g00000XyZab,Won,005A0000000B1cD\n0065g00000XyZabAAF,Won,E-17\n"
    done = prepared(tmp_path, text)
    assert [row["opportunity_id"] for row in rows(done)] == ["0065g00000XyZabAAF"]
    assert counts(done) == (2, 1, 1)


@pytest.mark.parametrize(
    ("cells", "shares"),
    [
        (("10%", "0 %", "12.5%"), (0.1, 0.0, 0.125)),
        (("0.1", "0", "0.125"), (0.1, 0.0, 0.125)),
        (("10", "0", "12.5"), (0.1, 0.0, 0.125)),
        (("10%", "0.2", "5%"), (0.1, 0.2, 0.05)),
    ],
)
def test_percentages_are_shares_however_they_are_written(
    tmp_path: Path, cells: tuple[str, ...], shares: tuple[float, ...]
) -> None:
    lines = "".join(f"{number},Won,{cell}\n" for number, cell in enumerate(cells))
    done = prepared(tmp_path, "Opportunity ID,Stage,Discount %\n" + lines)
    assert [row["discount_pct"] for row in rows(done)] == pytest.approx(shares)


def test_known_words_become_allowed_values_and_others_unknown(tmp_path: Path) -> None:
    text = "Opportunity ID,Stage,Type\nA,Won,New Business\nB,Won,Bestandskunde\nC,Won,Strange\nD,Won,renewal\n"
    done = prepared(tmp_path, text)
    assert [row["kind"] for row in rows(done)] == ["new", "expansion", None, "renewal"]
    assert [problem.examples[0].found for problem in done.problems] == ["Strange"]


def test_a_status_says_whether_a_course_was_completed(tmp_path: Path) -> None:
    text = (
        "User Email,Course,Completion Date,Status\na@x.com,C,2024-01-05,Completed\nb@x.com,C,2024-01-06,In Progress\n"
    )
    assert [row["completed"] for row in rows(prepared(tmp_path, text))] == [True, False]


def test_an_undecidable_date_column_is_asked_and_the_answer_is_used(tmp_path: Path) -> None:
    text = DEALS + "A,Won,1,03/04/2024\nB,Won,2,05/06/2024\n"
    (question,) = prepared(tmp_path, text).undecided
    assert (question.kind, question.subject, question.options) == ("date order", "Close Date", ("dmy", "mdy"))
    assert "Close Date" in question.sentence
    done = prepared(tmp_path, text, date_orders={"close date": "mdy"})
    assert [row["closed_on"] for row in rows(done)] == [date(2024, 3, 4), date(2024, 5, 6)]


def test_a_column_nobody_uses_is_not_asked_about(tmp_path: Path) -> None:
    done = prepared(tmp_path, "Opportunity ID,Stage,Last Seen\nA,Won,03/04/2024\n")
    assert done.undecided == ()


def test_a_missing_required_column_is_asked_and_a_name_is_not_taken_for_an_id(tmp_path: Path) -> None:
    done = prepared(tmp_path, "Opportunity Name,Owner,Stage,Amount,Close Date\nAcme,X,Won,1,2024-01-31\n")
    (question,) = done.undecided
    assert (question.kind, question.subject) == ("column", "opportunity_id")
    assert question.options == ()  # the page offers every header, the likely ones first
    chosen = prepared(
        tmp_path, "Opportunity Name,Stage\nAcme,Won\n", table="opportunities",
        mapping={"opportunity name": "opportunity_id"},
    )  # fmt: skip
    assert rows(chosen)[0]["opportunity_id"] == "Acme"


def test_a_table_nobody_can_tell_is_asked(tmp_path: Path) -> None:
    (question,) = prepared(tmp_path, "Name,Date\nA,2024-01-05\n").undecided
    assert question.kind == "table"


def test_a_header_can_be_freed_and_given_to_another_column(tmp_path: Path) -> None:
    text = "Opportunity ID,Stage,Amount,Net\nA,Won,10,8\n"
    done = prepared(tmp_path, text, table="opportunities", mapping={"Net": "amount"})
    assert done.mapping == {"Opportunity ID": "opportunity_id", "Stage": "stage", "Net": "amount"}
    without = prepared(tmp_path, text, table="opportunities", mapping={"Amount": ""})
    assert "amount" not in without.columns


def test_stage_words_nobody_knows_are_named_and_own_words_are_known(tmp_path: Path) -> None:
    text = "Opportunity ID,Stage\nA,Parked\nB,Parked\nC,Won\nD,Frozen\n"
    done = prepared(tmp_path, text, settings=Settings(stage_words=(StageWord("frozen", "lost"),)))
    assert {(use.word, use.rows, use.outcome) for use in done.stages} == {
        ("Parked", 2, None), ("Won", 1, "won"), ("Frozen", 1, "lost"),
    }  # fmt: skip
    (problem,) = done.problems
    assert (problem.count, problem.examples[0].line) == (2, 2)
    assert "won, lost, open, no decision, or not a deal" in problem.fix
    assert prepared(tmp_path, text, stages={"Parked": "open", "Frozen": "lost"}).problems == ()


def test_flags_make_stage_words_needless(tmp_path: Path) -> None:
    done = prepared(tmp_path, "Id,StageName,IsClosed,IsWon\nA,Parked,true,false\n")
    assert done.problems == ()
    assert rows(done) == [{"opportunity_id": "A", "stage": "Parked", "is_closed": True, "is_won": False}]


def test_times_are_stored_in_utc(tmp_path: Path) -> None:
    text = "person_id,accessed_at\nA,2024-07-01 09:00:00\n"
    done = prepared(tmp_path, text, context=ImportContext(time_zone="Europe/Berlin"))
    assert rows(done)[0]["accessed_at"] == datetime(2024, 7, 1, 7, 0, 0)


def test_a_file_that_is_plain_only_at_first_is_read_on_evidence(tmp_path: Path) -> None:
    plain = "".join(f"{number},Won,{number},2024-01-05\n" for number in range(3000))
    done = prepared(tmp_path, DEALS + plain + 'x,Won,"1,234,567.5",31/12/2024\ny,Won,"2.5",14/06/2024\n')
    last = rows(done)[-2:]
    assert [(row["amount"], row["closed_on"]) for row in last] == [
        (Decimal("1234567.5"), date(2024, 12, 31)), (Decimal("2.5"), date(2024, 6, 14)),
    ]  # fmt: skip
    assert done.problems == ()
