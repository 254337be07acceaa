"""The register: checked, locked, withdrawn in the open; the roll-out: by lot, balanced, the same for the same seed."""

import csv
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.errors import UserError
from metrics.intake.choices import ImportChoices
from metrics.intake.importing import import_files
from metrics.programs.evaluation import binding, usual_choices
from metrics.programs.preregistration import checked, register, withdraw
from metrics.programs.program_state import program_state_of
from metrics.programs.registration import Registration, register_of, registrations
from metrics.programs.registry import Program, program_named
from metrics.programs.rollout_assignment import Candidate, draw_rollout, start_days
from metrics.programs.rollout_documents import keep_rollout, kept_rollout, rollout_candidates, rollout_rows
from metrics.store.snapshot import Snapshot
from metrics.store.workspace import Workspace
from tests.examples import examples
from tests.readers import reader_of

NOW = datetime(2026, 10, 1, tzinfo=UTC)
ONE = Registration("NEW", "Negotiation days", "average_discount", date(2027, 1, 1), "at random", NOW, "me", worth=0.01)
DAYS = start_days(date(2027, 1, 1), 1, 3)


def test_what_is_registered_is_locked_and_may_be_withdrawn_in_the_open(own_workspace: Workspace) -> None:
    register(own_workspace, ONE)
    with pytest.raises(UserError, match="can't be changed"):
        register(own_workspace, replace(ONE, worth=0.001))
    snapshot = own_workspace.latest()
    program = program_named(reader_of(snapshot), "NEW")
    assert program.registration is not None
    assert binding(program, "average_discount", usual_choices(snapshot)).worth == 0.01
    assert binding(program, "win_rate", usual_choices(snapshot)).worth is None
    assert binding(program, "win_rate", usual_choices(snapshot)).chosen == "at random"
    withdraw(own_workspace, "NEW", "No budget", "me")
    kept = registrations(own_workspace.latest())["NEW"]
    assert (kept.withdrawn_why, kept.name) == ("No budget", "Negotiation days")
    with pytest.raises(UserError, match="no programme “NEW”"):
        program_named(reader_of(own_workspace.latest()), "NEW")
    register(own_workspace, replace(ONE, name="Negotiation, anew"))
    with pytest.raises(UserError, match="registered before"):
        register(own_workspace, ONE)
    assert program_named(reader_of(own_workspace.latest()), "NEW").name == "Negotiation, anew"
    withdraw(own_workspace, "NEW", "Nobody came", "me")
    assert [registration.withdrawn_why for registration in register_of(own_workspace.latest())] == [
        "No budget",
        "Nobody came",
    ]
    own_workspace.undo("me")
    assert program_named(reader_of(own_workspace.latest()), "NEW").name == "Negotiation, anew"


def test_only_a_registration_that_stands_can_be_withdrawn(own_workspace: Workspace) -> None:
    with pytest.raises(UserError, match="no registration of “NEW” to withdraw"):
        withdraw(own_workspace, "NEW", "No budget", "me")
    register(own_workspace, ONE)
    withdraw(own_workspace, "NEW", "No budget", "me")
    with pytest.raises(UserError, match="no registration of “NEW” to withdraw"):
        withdraw(own_workspace, "NEW", "Changed my mind", "me")
    assert registrations(own_workspace.latest())["NEW"].withdrawn_why == "No budget"


@pytest.mark.parametrize(
    ("change", "because"),
    [
        ({"name": ""}, "The name needs"), ({"name": "x" * 300}, "The name needs"), ({"program_id": "a/b"}, "slash"),
        ({"outcome": "happiness"}, "no metric"), ({"outcome": "sales_velocity"}, "can't be judged"),
        ({"worth": 5.0}, "at most 50 points"), ({"worth": -0.1}, "above zero"), ({"cost": -1.0}, "below zero"),
    ],
    ids=str,
)  # fmt: skip
def test_what_makes_no_sense_is_refused(sample_snapshot: Snapshot, change: dict[str, object], because: str) -> None:
    with pytest.raises(UserError, match=because):
        checked(sample_snapshot, replace(ONE, **change))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("starts", "through", "stage", "readable"),
    [
        ([], date(2026, 9, 30), "nobody reached yet", None),
        ([date(2026, 11, 1)], date(2026, 9, 30), "planned", date(2027, 2, 1)),
        ([date(2026, 8, 15), date(2026, 9, 1)], date(2026, 9, 30), "running", date(2026, 12, 1)),
        ([date(2026, 1, 15)], date(2026, 9, 30), "readable", date(2026, 5, 1)),
    ],
)
def test_how_far_a_programme_is(starts: list[date], through: date, stage: str, readable: date | None) -> None:
    state = program_state_of(Program("P", "P", None, registration=ONE), starts, through)
    assert (state.stage, state.readable_from) == (stage, readable)


def test_registered_after_the_first_start_is_late() -> None:
    state = program_state_of(Program("P", "P", None, registration=ONE), [date(2026, 9, 1)], date(2026, 9, 30))
    assert state.registered == "registered 30 days after it began"
    assert program_state_of(Program("P", "P", None), [], None).registered == "not registered"


@pytest.mark.parametrize(
    ("starts_on", "starts", "words"),
    [
        (date(2027, 1, 1), [], "registered before it was to begin"),
        (date(2026, 9, 1), [], "registered 30 days after it was to begin"),
        (date(2026, 9, 30), [date(2027, 1, 1)], "registered 1 day after it began"),
        (date(2026, 10, 1), [date(2027, 1, 1)], "registered before it began"),
    ],
)
def test_it_begins_when_the_first_are_reached_or_were_to_be(starts_on: date, starts: list[date], words: str) -> None:
    registration = replace(ONE, starts_on=starts_on)
    assert (
        program_state_of(Program("P", "P", None, registration=registration), starts, date(2026, 9, 30)).registered
        == words
    )


def test_of_two_who_register_at_once_the_second_is_refused(
    own_workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = own_workspace.latest()
    register(own_workspace, ONE)
    plan = draw_rollout(rollout_candidates(reader_of(before), "average_discount"), DAYS, 0.25, "person by person", 7)
    keep_rollout(own_workspace, "NEW", plan, "me")
    kept = own_workspace.latest()
    monkeypatch.setattr(own_workspace, "latest", lambda: before)  # what the second one saw before the first had written
    with pytest.raises(UserError, match="registered before"):
        register(own_workspace, replace(ONE, worth=0.5))
    with pytest.raises(UserError, match="no lot any more"):
        keep_rollout(own_workspace, "NEW", plan, "me")
    monkeypatch.undo()
    withdraw(own_workspace, "NEW", "No budget", "me")
    monkeypatch.setattr(own_workspace, "latest", lambda: before)
    with pytest.raises(UserError, match="Somebody else has just withdrawn"):
        register(own_workspace, ONE)
    monkeypatch.undo()
    assert own_workspace.latest().number == kept.number + 1


PEOPLE = st.lists(
    st.tuples(st.integers(0, 10_000), st.integers(0, 5), st.none() | st.floats(0, 1)), min_size=8, max_size=60,
    unique_by=lambda row: row[0],
)  # fmt: skip


@examples(0.25)
@given(PEOPLE, st.integers(0, 1000), st.sampled_from([0.0, 0.25, 0.5]))
def test_everybody_is_in_one_group_and_order_never_matters(
    rows: list[tuple[int, int, float | None]], seed: int, waiting: float
) -> None:
    people = [Candidate(f"P{number}", f"N{number}", f"T{team}", result) for number, team, result in rows]
    plan = draw_rollout(people, DAYS[:2], waiting, "person by person", seed)
    drawn = [person for wave in plan.waves for person in wave.people]
    assert sorted(drawn, key=lambda person: person.person_id) == sorted(people, key=lambda person: person.person_id)
    assert max(len(wave.people) for wave in plan.waves[:2]) - min(len(wave.people) for wave in plan.waves[:2]) <= 1
    assert draw_rollout(people[::-1], DAYS[:2], waiting, "person by person", seed) == plan


def test_teams_start_together_and_the_draw_is_balanced() -> None:
    people = [Candidate(f"P{n:03}", f"N{n}", f"T{n % 12}", (n % 12) / 12) for n in range(120)]
    plan = draw_rollout(people, DAYS, 0.25, "team by team", 1)
    for wave in plan.waves:
        teams = {person.team for person in wave.people}
        assert len(wave.people) == 10 * len(teams)
    assert plan.apart < 0.5
    assert (plan.among, plan.of) == (4865, 369_600)
    singles = draw_rollout(people, DAYS, 0.25, "person by person", 1)
    assert singles.apart < 0.3
    assert singles.reached == 90


def test_a_result_of_nothing_is_a_result() -> None:
    people = [Candidate(f"P{n:02}", f"N{n}", "T", float(n % 2)) for n in range(40)]
    plan = draw_rollout(people, DAYS[:1], 0.5, "person by person", 3)
    means = [wave.mean for wave in plan.waves]
    assert means == [0.5, 0.5]
    assert plan.apart == 0


@pytest.mark.parametrize(
    ("count", "days", "waiting", "because"),
    [(3, 3, 0.25, "too few"), (20, 1, 0.0, "nobody to compare"), (20, 0, 0.5, "a first day"), (20, 2, 1.0, "to start")],
)
def test_a_roll_out_that_proves_nothing_is_refused(count: int, days: int, waiting: float, because: str) -> None:
    people = [Candidate(f"P{n}", f"N{n}", "Only", None) for n in range(count)]
    with pytest.raises(UserError, match=because):
        draw_rollout(people, DAYS[:days], waiting, "person by person", 1)
    with pytest.raises(UserError):
        draw_rollout(people, DAYS, 0.25, "team by team", 1)


def test_the_list_that_was_drawn_can_be_imported_again(own_workspace: Workspace, tmp_path: Path) -> None:
    register(own_workspace, ONE)
    people = rollout_candidates(reader_of(own_workspace.latest()), "average_discount")
    assert len(people) > 100
    plan = draw_rollout(people, DAYS, 0.25, "person by person", 7)
    keep_rollout(own_workspace, "NEW", plan, "me")
    with pytest.raises(UserError, match="no lot any more"):
        keep_rollout(own_workspace, "NEW", plan, "me")
    own_workspace.undo("me")
    with pytest.raises(UserError, match="History has it"):
        keep_rollout(own_workspace, "NEW", plan, "me")
    own_workspace.restore(own_workspace.latest().number - 1, "me")
    kept = kept_rollout(own_workspace.latest(), "NEW")
    assert kept is not None
    rows = rollout_rows("NEW", kept)
    assert len(rows) == plan.reached
    file = tmp_path / "rollout.csv"
    with file.open("w", newline="") as text:
        writer = csv.DictWriter(text, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    import_files(own_workspace, [(file, ImportChoices(table="rollout"))], who="tests")
    assert program_named(reader_of(own_workspace.latest()), "NEW").in_rollout == plan.reached
