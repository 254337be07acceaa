"""Targets are kept under the catalogue's names and as fractions, rates under codes in capitals."""

from pathlib import Path

from tests.intake.importing.preparing import prepared, problems, rows

TARGETS = "metric,period_start,period_end,value\n"


def target(metric: str, value: str) -> str:
    return f"{metric},2025-01-01,2025-03-31,{value}\n"


def test_a_planned_share_is_a_fraction_however_it_is_written(tmp_path: Path) -> None:
    lines = [
        target("win_rate", "45%"), target("average_discount", "45"), target("churn_rate", "0.45"),
        target("training_attendance", "160%"), target("new_business_revenue", "45"),
    ]  # fmt: skip
    done = prepared(tmp_path, TARGETS + "".join(lines))
    assert [row["value"] for row in rows(done)] == [0.45, 0.45, 0.45, 1.6, 45]
    (problem,) = done.problems
    assert (problem.severity, problem.count, problem.examples[0].found) == ("worth a look", 1, "45")
    assert "percentage points" in problem.problem


def test_a_target_is_kept_under_its_metrics_name(tmp_path: Path) -> None:
    text = TARGETS + target("Win Rate", "0.3") + target("win_rate", "0.4") + target("Winning", "0.5")
    done = prepared(tmp_path, text)
    assert [(row["metric"], row["value"]) for row in rows(done)] == [("win_rate", 0.4), ("Winning", 0.5)]
    assert (
        problems(done)["No metric of the catalogue has this name or title, so nothing is held against the plan."] == 1
    )


def test_a_rate_is_kept_under_its_code_in_capitals(tmp_path: Path) -> None:
    done = prepared(tmp_path, "currency,valid_from,rate\nEUR,2025-03-01,1.2\neur,2025-03-01,1.3\n")
    assert [(row["currency"], row["rate"]) for row in rows(done)] == [("EUR", 1.3)]
    assert done.staged is not None
    assert done.staged.rows_set_aside == 1


def test_a_value_not_yet_known_is_reported_and_a_missing_one_is_not(tmp_path: Path) -> None:
    header = "Opportunity ID,Stage,Amount\n"
    done = prepared(tmp_path, header + "1,Won,TBD\n2,Won,n/a\n3,Won,5\n")
    assert [row["amount"] for row in rows(done)] == [None, None, 5]
    assert problems(done) == {"The text is not an amount (amount); the cell counts as unknown.": 1}
