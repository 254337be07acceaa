"""The sample company, imported for real, against the oracles' reading of its files."""

from datetime import date

import pytest

from metrics.query.answers import ask
from metrics.query.question import Question
from metrics.semantic.definition import catalog
from tests.oracles.deals import covered_by_deals, every_deal
from tests.oracles.measures import MEASURES
from tests.oracles.roster import day
from tests.oracles.rows import Company
from tests.oracles.test_oracles import BOTH_KNOW, answered, disagreements

BY_CREATION = ("pipeline_created", "win_rate_by_cohort")
DATED = {"training": "held_on", "content_access": "accessed_at", "customer_time": "on_date"}
"""The column that says on which days a table speaks."""


def first_counted(sample: Company, metric: str, first: date) -> date:
    """Nothing counts before the days its table speaks of: closings from the first one on, creations as well."""
    table = catalog()[metric].table
    if metric in BY_CREATION:
        return max(first, min(deal.created for deal in every_deal(sample) if deal.created))
    if table in DATED:
        return max(first, min(on for row in sample.rows(table) if (on := day(row[DATED[table]]))))
    return max(first, covered_by_deals(sample)[0]) if table in ("opportunities", "targets") else first


@pytest.mark.parametrize("by", [None, "team"], ids=lambda by: f"by-{by}")
@pytest.mark.parametrize("metric", BOTH_KNOW)
def test_an_answer_about_the_sample_is_what_its_files_say(sample, roster, sample_reader, metric, by):
    answer = ask(sample_reader, Question(metric, grain="quarter", by=(by,) if by else ()))
    own = {}
    for period in {row.period for row in answer.rows}:
        first, last = first_counted(sample, metric, period.start), min(period.end, sample.data_through)
        own[period.start, period.end] = MEASURES[metric](sample, roster, first, last, by)
    assert list(disagreements(own, answered(answer, by))) == []
    assert len(own) >= 8
