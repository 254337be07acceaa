"""What waits: leads to be taken up again, deals in a stage whose history ended before the other data did."""

from datetime import date
from pathlib import Path

from metrics.query.answers import ask
from metrics.query.question import Question
from tests.query.drawn import drawn
from tests.readers import reader_of

DEALS = """
    opportunity_id | owner | stage       | created_on | closed_on
    1              | Ann   | Negotiation | 2025-01-01 |
    2              | Ann   | Closed Won  | 2025-01-01 | 2025-09-30
"""


def test_a_rejection_with_a_day_to_come_back_is_a_not_yet(tmp_path: Path) -> None:
    """C3. A was turned down until June and is due then, B is turned down once taken up again, C qualified before."""
    snapshot = drawn(
        tmp_path,
        opportunities=DEALS,
        leads="""
            lead_id | created_on | disqualified_on | qualified_on | nurture_until
            A       | 2025-01-01 | 2025-02-01      |              | 2025-06-01
            B       | 2025-01-01 | 2025-06-15      |              | 2025-06-01
            C       | 2025-01-01 | 2025-02-01      | 2025-05-01   | 2025-06-01
            D       | 2025-09-30 |                 |              |
        """,
    )
    by_day = {}
    for day in (date(2025, 5, 31), date(2025, 6, 1), date(2025, 6, 15)):
        (row,) = ask(reader_of(snapshot), Question("nurture_due", date(2025, 1, 1), day)).rows
        by_day[day.isoformat()] = row.value
    assert by_day == {"2025-05-31": 0, "2025-06-01": 2, "2025-06-15": 1}


def test_deals_are_watched_in_their_stage_until_the_history_ends(tmp_path: Path) -> None:
    """The history was exported in March: nobody knows that deal 1 stayed in its stage until September."""
    snapshot = drawn(
        tmp_path,
        opportunities=DEALS,
        stage_history="""
            opportunity_id | stage         | entered_on
            1              | Negotiation   | 2025-03-01
            2              | Qualification | 2025-01-01
            2              | Negotiation   | 2025-03-11
        """,
    )
    rows = ask(reader_of(snapshot), Question("time_in_stage", by=("stage",))).rows
    values = {row.dimensions["stage"]: (row.value, row.n, row.reason) for row in rows}
    assert values["Qualification"][:2] == (69, 1)
    assert values["Negotiation"][:2] == (203, 2)  # one left after 203 days, the other was last seen after 10
