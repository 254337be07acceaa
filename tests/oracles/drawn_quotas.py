"""The targets of the drawn companies: quotas of people among plans of teams, of the company, and of other metrics."""

import random
from collections.abc import Iterator
from datetime import date, timedelta

from tests.oracles.drawing import reference
from tests.oracles.rows import Row

QUARTERS = tuple(date(2023 + month // 12, month % 12 + 1, 1) for month in range(3, 34, 3))
"""The first days of the calendar quarters from April 2023 to October 2025, the last of them beyond the data."""
CARRIERS = ("P01", "P02", "P03", "P04", "P06", "P07", "P08", "S01", "S02", "S03", "S06", "S07", "S11")
"""Who has quotas, whether they are there that quarter or not."""


def targets(draw: random.Random) -> Iterator[Row]:
    for starts in QUARTERS:
        ends = (starts + timedelta(days=100)).replace(day=1) - timedelta(days=1)
        period = {"metric": "new_business_revenue", "period_start": str(starts), "period_end": str(ends)}
        yield period | {"value": "900000"}
        for team in ("North", "South"):
            yield period | {"value": "300000", "team": team}
        for person in draw.sample(CARRIERS, 8):
            value = "0" if draw.random() < 0.08 else str(draw.randrange(5_000, 90_000))
            yield period | {"value": value, "person_id": reference(draw, person)}
        yield period | {"value": "20000", "person_id": "Somebody Else"}
        yield period | {"metric": "win_rate", "value": "0.4", "person_id": "P01"}
    month = {"metric": "new_business_revenue", "value": "7500.50", "person_id": "P05"}
    yield month | {"period_start": "2023-02-09", "period_end": "2023-02-28"}
    yield month | {"period_start": "2023-02-10", "period_end": "2023-02-28"}
    yield month | {"period_start": "2024-02-01", "period_end": "2024-02-29"}
    yield month | {"period_start": "2024-03-01", "period_end": "2024-03-31", "team": "North"}
    yield month | {"period_start": "2025-05-01", "period_end": "2025-05-20"}
    yield month | {"period_start": "2025-05-02", "period_end": "2025-05-21"}
    yield month | {"period_start": "2025-05-20", "period_end": "2025-06-30"}
    yield month | {"period_start": "2025-05-21", "period_end": "2025-06-30"}
