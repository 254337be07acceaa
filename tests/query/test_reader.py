"""A reader narrows what its viewer may see, whatever a question asks for, and shares nothing with other viewers."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from metrics.errors import UserError
from metrics.people.performance import performance_rates
from metrics.programs.power import power_of
from metrics.quality.data_checks import check_data
from metrics.quality.identities import roster_people, unmatched
from metrics.query.answers import dimensions
from metrics.query.question import Question, Where
from metrics.query.reader import Reader, open_version
from metrics.query.reading import Answers
from metrics.query.session import OPEN_VERSIONS
from metrics.query.suppression import SUPPRESSED
from metrics.store.snapshot import Snapshot
from metrics.store.workspace import Workspace
from metrics.trust.access import EVERYTHING, Access
from metrics.trust.viewer import Viewer
from tests.query.drawn import drawn
from tests.readers import reader_of

NORTH = Access("teams", ("Enterprise Europe North",))
TOTALS = Access("aggregates")
ACCESS = pytest.mark.parametrize("access", [NORTH, Access("teams"), TOTALS], ids=["teams", "no team", "totals"])
SPAN = {"start": date(2025, 10, 1), "end": date(2026, 3, 31)}
QUESTIONS = (
    Question("win_rate", grain="quarter", by=("team",), compare=("company",), **SPAN),
    Question("new_business_revenue", by=("person",), most=(5,), **SPAN),
    Question("training_attendance", where=(Where("team", ("Enterprise Europe North",)),), **SPAN),
    Question("churn_rate", grain="quarter", **SPAN),
)


@pytest.fixture(scope="module")
def teams(sample_reader: Reader) -> tuple[str, ...]:
    return next(each.values for each in dimensions(sample_reader) if each.name == "team")


def test_of_a_team_is_answered_what_is_its_own(sample_reader: Reader) -> None:
    by_team, by_person = (Answers(north(sample_reader)).answer(question).rows for question in QUESTIONS[:2])
    assert {row.dimensions["team"] for row in by_team} == set(NORTH.teams)
    everybody = Answers(sample_reader).answer(replace(QUESTIONS[1], most=())).rows
    named = {row.dimensions["person"] for row in by_person if not row.dimensions["person"].startswith("Other (")}
    assert set() < named < {row.dimensions["person"] for row in everybody}
    hidden = Answers(reader_of(sample_reader.snapshot, TOTALS)).answer(QUESTIONS[1]).rows
    assert {row.value for row in hidden if row.reason == SUPPRESSED} == {None}


@ACCESS
@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.metric)
def test_a_viewer_s_answers_are_those_of_the_question_with_that_access(
    sample_reader: Reader, teams: tuple[str, ...], question: Question, access: Access
) -> None:
    assert NORTH.teams[0] in teams
    whole = Answers(sample_reader).answer(question)
    narrow = Answers(reader_of(sample_reader.snapshot, access)).answer(question)
    asked = Answers(sample_reader).answer(with_access(question, access))
    assert narrow == asked
    assert narrow != whole
    assert Answers(sample_reader).answer(question) == whole


def with_access(question: Question, access: Access) -> Question:
    return replace(question, access=access)


def test_neither_the_viewer_nor_the_question_widens_the_other(sample_reader: Reader) -> None:
    question = Question(
        "win_rate", by=("team",), access=Access("teams", ("Enterprise Europe North", "Enterprise Europe South"))
    )
    rows = Answers(reader_of(sample_reader.snapshot, NORTH)).answer(question).rows
    assert {row.dimensions["team"] for row in rows} == {"Enterprise Europe North"}
    assert sample_reader.allowed(question) is question


def test_rows_counted_are_those_of_the_viewer_s_teams(sample_reader: Reader) -> None:
    question = Question("win_rate", **SPAN)
    narrow, whole = (Answers(each).counted_rows(question) for each in (north(sample_reader), sample_reader))
    asked = Answers(sample_reader).counted_rows(with_access(question, NORTH))
    pd.testing.assert_frame_equal(narrow, asked)
    assert 0 < len(narrow) < len(whole)


def north(reader: Reader) -> Reader:
    return reader_of(reader.snapshot, NORTH)


@pytest.mark.parametrize(
    ("access", "listed", "complaint"),
    [
        (NORTH, lambda reader: Answers(reader).excluded_rows(QUESTIONS[0]), "Rows left out belong to no team"),
        (TOTALS, lambda reader: Answers(reader).excluded_rows(QUESTIONS[0]), "totals over five people or more"),
        (TOTALS, lambda reader: Answers(reader).counted_rows(QUESTIONS[0]), "totals over five people or more"),
        *((access, lists, ".") for access in (NORTH, TOTALS) for lists in (unmatched, roster_people, check_data)),
    ],
)
def test_lists_without_bounds_are_for_those_who_see_everything(
    sample_reader: Reader, access: Access, listed: Callable[[Reader], object], complaint: str
) -> None:
    assert len(listed(sample_reader)) >= 0  # type: ignore[arg-type]
    for _ in range(2):
        with pytest.raises(UserError, match=complaint):
            listed(reader_of(sample_reader.snapshot, access))


def test_nobody_is_offered_names_that_they_may_not_see(sample_reader: Reader) -> None:
    offered = {each.name: set(each.values) for each in dimensions(north(sample_reader))}
    totals = {each.name: set(each.values) for each in dimensions(reader_of(sample_reader.snapshot, TOTALS))}
    whole = {each.name: set(each.values) for each in dimensions(sample_reader)}
    assert offered["team"] == set(NORTH.teams)
    assert set() < offered["person"] < whole["person"]
    assert offered["stage"] == whole["stage"]
    assert totals["person"] == set()
    assert totals["team"] == whole["team"]
    with pytest.raises(UserError, match=r"There is no person “Nobody at All” here\."):
        Answers(north(sample_reader)).answer(Question("win_rate", where=(Where("person", ("Nobody at All",)),)))


def test_what_is_remembered_for_a_viewer_is_not_another_s(sample_reader: Reader) -> None:
    whole = power_of(sample_reader, "win_rate", ("sales",), "person by person", 6)
    narrow = power_of(north(sample_reader), "win_rate", ("sales",), "person by person", 6)
    assert whole is not None
    assert narrow is not whole
    assert power_of(sample_reader, "win_rate", ("sales",), "person by person", 6) is whole
    assert sample_reader.key != north(sample_reader).key
    assert sample_reader.key == sample_reader.meant_for("download").key
    assert sample_reader.session() is sample_reader.meant_for("deck").session()
    assert sample_reader.session() is not north(sample_reader).session()
    assert sample_reader.for_totals().session() is sample_reader.session()


def test_team_rates_rest_on_their_people_where_only_totals_are_shown(sample_reader: Reader) -> None:
    question = Question("content_access", by=("team",), **SPAN)
    viewed = performance_rates(reader_of(sample_reader.snapshot, TOTALS), question)
    asked = performance_rates(sample_reader, with_access(question, TOTALS))
    assert (viewed.rates, viewed.average) == (asked.rates, asked.average)
    assert any(rate.value is not None for rate in viewed.rates)


def test_the_versions_used_last_stay_open(tmp_path: Path) -> None:
    deal = "opportunity_id | stage | created_on | closed_on\n1 | Closed Won | 2025-01-01 | 2025-02-01"
    snapshot = drawn(tmp_path, opportunities=deal)
    first = reader_of(snapshot).session()
    limited = [reader_of(snapshot, Access("teams", (str(number),))) for number in range(OPEN_VERSIONS)]
    for reader in limited[:-1]:
        reader.session()
    assert reader_of(snapshot).session() is first
    second = limited[0].session()
    assert limited[-1].session() is not second
    assert limited[0].session() is second
    for reader in limited:
        reader.session()
    assert reader_of(snapshot).session() is not first


def test_a_version_is_opened_for_a_viewer_and_a_purpose(tmp_path: Path) -> None:
    workspace: Workspace = Workspace(tmp_path)
    viewer = Viewer("Ann")
    reader = open_version(workspace, viewer, purpose="deck")
    assert (reader.viewer, reader.purpose, reader.snapshot.number) == (viewer, "deck", 0)
    assert viewer.access == EVERYTHING
    assert isinstance(reader.snapshot, Snapshot)
    with pytest.raises(UserError):
        open_version(workspace, viewer, version=7, purpose="deck")
