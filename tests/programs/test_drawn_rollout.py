"""A roll-out that was drawn here is judged by its lot, as far as it was followed; a draw of before as any other."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest

from metrics.programs.evaluation import Evaluation, evaluate_program, usual_choices
from metrics.programs.registry import program_named
from metrics.programs.rollout_assignment import Candidate, RolloutPlan, draw_rollout
from metrics.programs.rollout_documents import ROLLOUTS, DrawnRollout, DrawnStart, kept_rollout
from metrics.store.snapshot import Snapshot
from tests.query.drawn import drawn
from tests.readers import reader_of

MONTHS = [f"2025-{month:02d}" for month in range(1, 13)] + [f"2026-{month:02d}" for month in range(1, 7)]
TEAMS, A_TEAM, START = 10, 6, date(2025, 11, 1)
PROGRAMS = "program_id | name | outcome_metric\nP | Playbook | win_rate"


def plan(waiting: float = 0.5) -> RolloutPlan:
    people = [Candidate(f"S{n}", f"Seller {n}", f"T{n % TEAMS}", n % TEAMS / 10) for n in range(TEAMS * A_TEAM)]
    return draw_rollout(people, [START], waiting, "team by team", 5)


def kept(drawn_plan: RolloutPlan) -> DrawnRollout:
    starts = tuple(
        DrawnStart(person.person_id, wave.starts_on, person.team, person.result)
        for wave in drawn_plan.waves
        for person in wave.people
    )
    moment = datetime(2025, 9, 1, tzinfo=UTC)
    among, of = drawn_plan.among, drawn_plan.of
    return DrawnRollout(moment, "Enablement", drawn_plan.design, drawn_plan.seed, (), starts, among, of)


def company(folder: Path, document: DrawnRollout, *, ignoring: int = 0, late: int = 0) -> Snapshot:
    """Who starts wins twice as often; of those drawn `ignoring` never start and `late` start three months later."""
    random = np.random.default_rng(2)
    planned = {start.person_id: start.starts_on for start in document.starts}
    reached = [person for person, day in planned.items() if day]
    starts = {
        person: date(2026, 2, 1) if place < ignoring + late else START
        for place, person in enumerate(reached)
        if place >= ignoring
    }
    deals = ["opportunity_id | owner | stage | created_on | closed_on | amount"]
    for month in MONTHS:
        for person in planned:
            has = person in starts and f"{starts[person]:%Y-%m}" <= month
            for _ in range(4):
                stage = "Closed Won" if random.random() < (0.6 if has else 0.3) else "Closed Lost"
                deals.append(f"D{len(deals)} | {person} | {stage} | {month}-05 | {month}-20 | 100")
    people = [
        f"S{n} | Seller {n} | sales | T{n % TEAMS} | Small | 2010-01-01" for n in range(TEAMS * A_TEAM)
    ]  # fmt: skip
    snapshot = drawn(
        folder,
        people="\n".join(["person_id | name | function | team | segment | started_on", *people]),
        programs=PROGRAMS,
        opportunities="\n".join(deals),
        rollout="\n".join(
            ["program_id | person_id | treated_on", *(f"P | {person} | {day}" for person, day in starts.items())]
        ),
    )
    return holding(snapshot, folder, ROLLOUTS.brought("P", document)["rollouts/P.json"])


def holding(snapshot: Snapshot, folder: Path, content: bytes) -> Snapshot:
    """The version with the document, stored under its digest."""
    file = folder / sha256(content).hexdigest()
    file.write_bytes(content)
    return replace(snapshot, documents={"rollouts/P.json": file})


def judged(snapshot: Snapshot) -> Evaluation:
    reader = reader_of(snapshot)
    return evaluate_program(reader, program_named(reader, "P"), "win_rate", usual_choices(snapshot))


def test_whole_teams_drawn_by_lot_are_judged_by_it(tmp_path: Path) -> None:
    evidence = judged(company(tmp_path, kept(plan()))).evidence
    assert (evidence.verdict, evidence.grade) == ("effect", "randomized rollout")
    assert evidence.sentence.startswith("Playbook raised the win rate by ")
    (lot,) = (check.finding for check in evidence.checks if check.name == "The lot")
    assert lot == (
        "Drawn on 1 Sep 2025 by Enablement among 63 of 252 possible assignments; everybody followed it. "
        "Everybody counts as drawn."
    )


def test_who_departed_from_the_lot_is_counted_and_still_counts_as_drawn(tmp_path: Path) -> None:
    whole, partly = (judged(company(tmp_path, kept(plan()), late=late)) for late in (0, 9))
    assert partly.evidence.grade == "randomized rollout"
    assert "9 of 60 departed from it" in partly.evidence.checks[0].finding
    assert partly.evidence.effect is not None
    assert whole.evidence.effect is not None
    assert 0 < partly.evidence.effect.value < whole.evidence.effect.value


def test_a_lot_that_most_did_not_follow_says_nothing(tmp_path: Path) -> None:
    evidence = judged(company(tmp_path, kept(plan(0.2)), late=48)).evidence
    assert evidence.verdict == "can't be judged"
    assert "48 of the 60 people who were drawn did otherwise than the lot said" in evidence.sentence


def test_where_nobody_knows_who_started_the_lot_is_no_evidence(tmp_path: Path) -> None:
    evidence = judged(company(tmp_path, kept(plan()), ignoring=30)).evidence
    assert (evidence.verdict, evidence.effect) == ("can't be judged", None)
    assert "Once people have started, import whom it reached when." in evidence.sentence


def test_half_of_all_but_few_of_those_it_reached_did_not_follow_it(tmp_path: Path) -> None:
    # Those who wait follow it by doing nothing: they can't make up for those who didn't start.
    evidence = judged(company(tmp_path, kept(plan()), ignoring=20)).evidence
    assert evidence.verdict == "can't be judged"
    assert "20 of the 60 people who were drawn did otherwise than the lot said" in evidence.sentence


def test_a_draw_that_kept_no_set_is_judged_as_any_staggered_roll_out(tmp_path: Path) -> None:
    before = replace(kept(plan()), among=0, of=0)
    evidence = judged(company(tmp_path, before)).evidence
    assert evidence.grade != "randomized rollout"
    assert not any(check.name == "The lot" for check in evidence.checks)


def test_a_set_that_cannot_be_made_again_is_no_lot(tmp_path: Path) -> None:
    document = kept(plan())
    changed = replace(document, starts=tuple(replace(start, result=start.result or 0.9) for start in document.starts))
    evidence = judged(company(tmp_path, replace(changed, seed=document.seed + 1))).evidence
    assert evidence.grade != "randomized rollout"


def test_a_document_of_the_first_format_is_read(tmp_path: Path) -> None:
    values = json.loads(ROLLOUTS.brought("P", kept(plan()))["rollouts/P.json"])
    assert values["format"] == 2
    first = {key: value for key, value in values.items() if key not in ("among", "of")} | {"format": 1}
    first["starts"] = [{key: start[key] for key in ("person_id", "starts_on")} for start in values["starts"]]
    snapshot = holding(drawn(tmp_path, programs=PROGRAMS), tmp_path, json.dumps(first).encode())
    read = kept_rollout(snapshot, "P")
    assert read is not None
    assert (read.among, read.starts[0].team, read.starts[0].result) == (0, "", None)


@pytest.mark.parametrize(("teams", "ways"), [(6, 20), (4, 6)])
def test_a_lot_with_too_few_ways_is_refused(teams: int, ways: int) -> None:
    people = [Candidate(f"S{n}", f"Seller {n}", f"T{n % teams}", None) for n in range(teams * 3)]
    with pytest.raises(Exception, match=f"can be drawn in {ways} ways only"):
        draw_rollout(people, [START], 0.5, "team by team", 1)
