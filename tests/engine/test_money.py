"""What a deal is worth, and whether it is one to be counted: words and numbers that exports leave out or get wrong."""

from pathlib import Path

import pytest

from metrics.ask import ask
from metrics.question import Answer, Question
from tests.engine.drawn import drawn

EVERY_DEAL_COUNTS = "No deal says whether it is new business, so every won deal counts."


def left_out(answer: Answer) -> dict[str, int]:
    return {each.reason: each.count for each in answer.excluded}


def test_a_deal_that_does_not_say_whether_it_is_new_business_is_left_out_and_counted(tmp_path: Path) -> None:
    snapshot = drawn(
        tmp_path,
        opportunities="""
            opportunity_id | owner | stage      | created_on | closed_on  | amount | kind
            1              | A     | Closed Won | 2025-01-01 | 2025-02-01 | 1      | new
            2              | A     | Closed Won | 2025-01-01 | 2025-02-01 | 10     | renewal
            3              | A     | Closed Won | 2025-01-01 | 2025-02-01 | 100    |
        """,
    )
    answer = ask(snapshot, Question("new_business_revenue"))
    assert answer.rows[0].value == 1
    assert left_out(answer) == {"not new business": 1, "not known whether it is new business": 1}
    assert EVERY_DEAL_COUNTS not in answer.notes


@pytest.mark.parametrize("header", ["kind", "Remark"])
def test_where_no_deal_says_so_every_won_deal_counts_and_the_answer_says_it(tmp_path: Path, header: str) -> None:
    """The column may be missing, or be there and empty."""
    snapshot = drawn(
        tmp_path,
        opportunities=f"""
            opportunity_id | owner | stage      | created_on | closed_on  | amount | {header}
            1              | A     | Closed Won | 2025-01-01 | 2025-02-01 | 1      |
            2              | A     | Closed Won | 2025-01-01 | 2025-02-01 | 10     |
        """,
    )
    answer = ask(snapshot, Question("new_business_revenue"))
    assert (answer.rows[0].value, left_out(answer)) == (11, {})
    assert EVERY_DEAL_COUNTS in answer.notes
