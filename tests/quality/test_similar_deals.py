"""The same deals under other ids: two exports may write account, product and seller as ids or as names."""

from pathlib import Path

from metrics.quality.data_checks import check_data
from tests.query.drawn import drawn
from tests.readers import reader_of


def test_a_deal_by_ids_and_the_same_by_names_look_like_one(tmp_path: Path) -> None:
    snapshot = drawn(
        tmp_path,
        people="person_id | name | function\nP1 | Ann Lee | sales",
        accounts="account_id | name\nA1 | Harbor Mills",
        products="product_id | name\nT1 | Tide",
        opportunities="""
            opportunity_id | stage      | owner   | account_id   | product_id | created_on | closed_on  | amount
            D1             | Closed Won | P1      | A1           | T1         | 2025-01-02 | 2025-03-01 | 100
            D2             | Closed Won | Ann Lee | Harbor Mills | Tide       | 2025-01-02 | 2025-03-01 | 100
            D3             | Closed Won | Ann Lee | Harbor Mills | Tide       | 2025-01-03 | 2025-03-01 | 100
        """,
    )
    by_check = {finding.check: finding for finding in check_data(reader_of(snapshot))}
    assert by_check["similar_deals"].count == 1
    assert by_check["similar_deals"].examples == ("D1, D2: Harbor Mills, 100.00, created 2025-01-02",)
