"""The glossary knows every metric of a workspace and says what is missing, as asking for it does."""

from pathlib import Path

import pytest

from metrics.errors import Unavailable
from metrics.query.answers import ask
from metrics.query.glossary import glossary_entries, glossary_words
from metrics.query.question import Question
from metrics.semantic.definition import metrics_of
from metrics.store.snapshot import Snapshot
from tests.query.drawn import drawn
from tests.readers import reader_of


def test_every_metric_stands_once_under_what_it_is_about(sample_snapshot: Snapshot) -> None:
    entries = glossary_entries(sample_snapshot)
    listed = [(group, entry.metric) for group, of_group in entries.items() for entry in of_group]
    assert sorted(metric.name for _, metric in listed) == sorted(metrics_of(sample_snapshot))
    assert all(metric.group == group for group, metric in listed)


def test_what_is_missing_is_what_the_question_is_refused_for(tmp_path: Path) -> None:
    snapshot = drawn(
        tmp_path,
        opportunities="""
            opportunity_id | stage      | closed_on
            D1             | Closed Won | 2025-03-01
        """,
    )
    missing = {
        entry.metric.name: entry.missing for of_group in glossary_entries(snapshot).values() for entry in of_group
    }
    assert missing["win_rate"] is None
    with pytest.raises(Unavailable) as refused:
        ask(reader_of(snapshot), Question("deal_velocity"))
    assert missing["deal_velocity"] == str(refused.value)


def test_the_words_are_in_order_with_one_sentence_each() -> None:
    assert list(glossary_words()) == sorted(glossary_words())
    for meaning in glossary_words().values():
        assert meaning.endswith(".")
        assert meaning.count(". ") == 0
