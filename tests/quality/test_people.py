"""Match people: who is asked about first, who is suggested, what is remembered."""

from decimal import Decimal
from pathlib import Path

import pytest

from metrics.errors import UserError
from metrics.quality import check_data, identities
from metrics.store.snapshot import Snapshot
from metrics.store.workspace import Workspace
from tests.readers import reader_of
from tests.store.rows import rows_of


def test_words_are_sorted_by_what_is_at_stake(doubtful: Snapshot) -> None:
    unmatched = identities.unmatched(reader_of(doubtful))
    assert [(word.reference, word.won_value, dict(word.rows)) for word in unmatched] == [
        ("Kim Loo", Decimal("500.00"), {"opportunities": 1}),
        ("Alex Doe", Decimal("0.00"), {"opportunities": 1}),
        ("guest@elsewhere.example", Decimal("0.00"), {"content_access": 1, "training": 1}),
    ]
    assert identities.number_unmatched(reader_of(doubtful)) == 3
    assert unmatched[-1].rows_in_words == ("1 attendance", "1 access")


def test_people_with_similar_names_are_suggested_and_nobody_is_merged(doubtful: Snapshot) -> None:
    kim, alex, guest = identities.unmatched(reader_of(doubtful))
    assert [suggestion.person.person_id for suggestion in kim.suggestions] == ["k"]
    assert not kim.ambiguous
    assert 75 <= kim.suggestions[0].likeness < 100
    assert guest.suggestions == ()
    assert alex.ambiguous
    assert [suggestion.person.person_id for suggestion in alex.suggestions] == ["o1", "o2"]


def test_a_confirmed_match_is_remembered_in_identities_and_can_be_undone(doubtful_workspace: Workspace) -> None:
    snapshot = identities.confirm_match(doubtful_workspace, {"Kim Loo": "k", "guest@elsewhere.example": "n1"}, "Ada")
    assert rows_of(snapshot, "identities", "identifier person_id") == [
        ("Kim Loo", "k"),
        ("guest@elsewhere.example", "n1"),
    ]
    assert [word.reference for word in identities.unmatched(reader_of(snapshot))] == ["Alex Doe"]
    assert doubtful_workspace.history()[0].action == "Matched “Kim Loo”, “guest@elsewhere.example”"
    assert len(identities.unmatched(reader_of(doubtful_workspace.undo("Ada")))) == 3


def test_a_match_can_be_changed_and_forgotten(doubtful_workspace: Workspace) -> None:
    identities.confirm_match(doubtful_workspace, {"Kim Loo": "k", "Alex Doe": "o1"}, "Ada")
    identities.confirm_match(doubtful_workspace, {"Alex Doe": "o2"}, "Ada")
    snapshot = identities.forget_match(doubtful_workspace, ["Kim Loo"], "Ada")
    assert rows_of(snapshot, "identities", "identifier person_id") == [("Alex Doe", "o2")]
    assert (
        identities.unmatched(reader_of(identities.forget_match(doubtful_workspace, ["Alex Doe"], "Ada")))[1].reference
        == "Alex Doe"
    )


def test_what_was_said_by_hand_is_listed_with_whom_it_stands_for(doubtful_workspace: Workspace) -> None:
    assert identities.confirmed_matches(reader_of(doubtful_workspace.latest())) == ()
    snapshot = identities.confirm_match(doubtful_workspace, {"Kim Loo": "k"}, "Ada")
    ((reference, person),) = identities.confirmed_matches(reader_of(snapshot))
    assert (reference, person.person_id, person.name) == ("Kim Loo", "k", "Kim Lo")


def test_ids_that_may_be_one_person_are_shown_once_each(doubtful: Snapshot) -> None:
    groups = identities.same_people(reader_of(doubtful))
    assert [([person.person_id for person in same.people], same.shared, same.by_email) for same in groups] == [
        (["n1", "n2"], "noa@example.com", True),
        (["o1", "o2"], "alex doe", False),
    ]


def test_two_ids_confirmed_as_one_person_are_one(doubtful_workspace: Workspace) -> None:
    snapshot = identities.confirm_match(doubtful_workspace, {"n2": "n1"}, "Ada")
    assert [same.shared for same in identities.same_people(reader_of(snapshot))] == ["alex doe"]
    assert "same_email" not in {finding.check for finding in check_data(reader_of(snapshot))}


@pytest.mark.parametrize("matches", [{"Kim Loo": "nobody"}, {"k": "k"}, {"n1": "n2", "n2": "n1"}])
def test_impossible_matches_are_refused(doubtful_workspace: Workspace, matches: dict[str, str]) -> None:
    with pytest.raises(UserError):
        identities.confirm_match(doubtful_workspace, matches, "Ada")
    assert doubtful_workspace.latest().number == 1


def test_people_to_choose_from_are_sorted_by_name(doubtful: Snapshot) -> None:
    people = identities.roster_people(reader_of(doubtful))
    assert [person.name for person in people][2:4] == ["Kim Lo", "Lee Ray"]
    assert {person.person_id: person.team for person in people}["k"] == "North"


def test_an_empty_workspace_asks_about_nobody(tmp_path: Path) -> None:
    snapshot = Workspace(tmp_path).latest()
    assert identities.unmatched(reader_of(snapshot)) == ()
    assert identities.same_people(reader_of(snapshot)) == ()
    assert identities.number_unmatched(reader_of(snapshot)) == 0
