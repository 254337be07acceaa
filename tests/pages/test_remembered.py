"""What pages remember of a version is remembered for those who may see the same of it."""

import pytest

from metrics.query.question import Answer, Question
from metrics.query.reader import Reader
from metrics.trust.access import Access
from pages.parts.asking import answer_to, covered, known_dimensions
from tests.readers import reader_of

TEAM = "Enterprise Europe North"
QUESTION = Question("win_rate", by=("team",))


@pytest.mark.parametrize("everything_first", [True, False])
def test_one_viewer_s_answers_are_not_another_s(sample_reader: Reader, everything_first: bool) -> None:
    limited = reader_of(sample_reader.snapshot, Access("teams", (TEAM,)))
    order = (sample_reader, limited) if everything_first else (limited, sample_reader)
    answers = {reader.key: answer_to(reader, QUESTION) for reader in (*order, *order)}
    own, whole = answers[limited.key], answers[sample_reader.key]
    assert isinstance(own, Answer)
    assert isinstance(whole, Answer)
    assert {row.dimensions["team"] for row in own.rows} == {TEAM}
    assert len(whole.rows) > 1
    teams = {reader.key: next(each for each in known_dimensions(reader) if each.name == "team") for reader in order}
    assert teams[limited.key].values == (TEAM,)
    assert len(teams[sample_reader.key].values) > 1
    assert covered(limited) == covered(sample_reader)


def test_who_looks_and_what_for_is_no_reason_to_compute_again(sample_reader: Reader) -> None:
    assert answer_to(sample_reader, QUESTION) is answer_to(sample_reader.meant_for("download"), QUESTION)
