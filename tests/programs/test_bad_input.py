"""Whatever a workspace says of its programmes: an answer, or why there is none; never a number that means nothing."""

import json
from pathlib import Path
from typing import Any

import pytest

from metrics.commands.command_line import main
from metrics.programs.evaluation import Evaluation, evaluate_program, usual_choices
from metrics.programs.registry import program_named
from metrics.store.snapshot import Snapshot
from tests.query.drawn import drawn
from tests.readers import reader_of

MONTHS = [f"2024-{month:02d}" for month in range(1, 13)] + [f"2025-{month:02d}" for month in range(1, 7)]
PROGRAMS = "program_id | name | outcome_metric\nP | Playbook | win_rate"
NO_NUMBER = ("can't be judged", "not enough data", "don't use this number")


def people(count: int, started: str = "2020-01-01") -> str:
    rows = [f"S{number} | Seller {number} | sales | {started}" for number in range(count)]
    return "\n".join(["person_id | name | function | started_on", *rows])


def deals(owners: list[str], *, months: list[str] = MONTHS, each: int = 2, win: bool = True) -> str:
    """So many deals an owner and month, created on the 5th and closed on the 20th, every second one won."""
    rows, number = [], 0
    for month in months:
        for owner in owners:
            for place in range(each):
                number += 1
                stage = "Closed Won" if win and (number + place) % 2 else "Closed Lost"
                rows.append(f"D{number} | {owner} | {stage} | {month}-05 | {month}-20 | 100")
    stage = "Closed Won" if win else "Closed Lost"
    rows.append(f"D0 | {owners[0]} | {stage} | {months[-1]}-28 | {months[-1]}-30 | 100")
    rows.append(f"D00 | {owners[0]} | {stage} | {months[0]}-01 | {months[0]}-01 | 100")
    return "\n".join(["opportunity_id | owner | stage | created_on | closed_on | amount", *rows])


def rollout(starts: dict[str, str]) -> str:
    rows = [f"P | {person} | {day}" for person, day in starts.items()]
    return "\n".join(["program_id | person_id | treated_on", *rows])


def judged(snapshot: Snapshot, metric: str = "win_rate") -> Evaluation:
    return evaluate_program(
        reader_of(snapshot), program_named(reader_of(snapshot), "P"), metric, usual_choices(snapshot)
    )


SELLERS = [f"S{number}" for number in range(20)]
HALF = dict.fromkeys(SELLERS[:10], "2025-01-01")


@pytest.mark.parametrize(
    ("tables", "because"),
    [
        ({"rollout": rollout(HALF), "people": people(20, "2025-02-01")}, ""),
        ({"rollout": rollout(dict.fromkeys(SELLERS, "2023-06-01"))}, "from the first period on"),
        ({"rollout": rollout(dict.fromkeys(SELLERS, "2025-01-01"))}, "everybody started at the same time"),
        ({"rollout": rollout(HALF), "opportunities": deals(SELLERS, win=False)}, "the same for everybody"),
        ({"rollout": rollout({"S0": "2025-01-01"}), "opportunities": deals(["S0"])}, "one person"),
        ({"rollout": rollout(HALF), "opportunities": deals(SELLERS, months=[*MONTHS[:5], *MONTHS[7:]])}, "Jun 2024"),
        ({"rollout": rollout({"S0": "2025-01-01"}), "opportunities": deals(["S0", "S1"], each=250)}, ""),
        ({"rollout": rollout(dict.fromkeys(["X1", "X2"], "2025-01-01"))}, "nobody knows whom"),
        ({}, "nobody knows whom"),
        ({"rollout": rollout(HALF), "opportunities": deals([""] * 20)}, ""),
    ],
    ids=["hired after", "no one untreated", "one day", "constant", "one person", "a month without", "two people",
         "nobody named", "no roll-out", "no owners"],
)  # fmt: skip
def test_what_cannot_be_judged_says_why_and_gives_no_number(
    tmp_path: Path, tables: dict[str, str], because: str
) -> None:
    usual = {"people": people(20), "programs": PROGRAMS, "opportunities": deals(SELLERS)}
    evaluation = judged(drawn(tmp_path, **(usual | tables)))
    assert evaluation.evidence.verdict in NO_NUMBER
    assert evaluation.evidence.effect is None
    assert not evaluation.evidence.claims
    assert because in evaluation.evidence.sentence


def test_two_start_days_of_one_person_are_refused_and_named(tmp_path: Path) -> None:
    twice = f"{rollout(HALF)}\nP | Seller 0 | 2025-03-01"
    evaluation = judged(
        drawn(tmp_path, people=people(20), programs=PROGRAMS, opportunities=deals(SELLERS), rollout=twice)
    )
    assert "several start dates" in evaluation.evidence.sentence


def test_without_a_roster_deal_owners_are_the_people(tmp_path: Path) -> None:
    evaluation = judged(drawn(tmp_path, programs=PROGRAMS, opportunities=deals(SELLERS), rollout=rollout(HALF)))
    assert evaluation.outcome_panel is not None
    assert evaluation.evidence.verdict in (*NO_NUMBER, "no effect found")


def test_a_roster_without_functions_is_no_obstacle(tmp_path: Path) -> None:
    roster = "person_id | name\n" + "\n".join(f"{person} | {person}" for person in SELLERS)
    snapshot = drawn(tmp_path, people=roster, programs=PROGRAMS, opportunities=deals(SELLERS), rollout=rollout(HALF))
    assert judged(snapshot).outcome_panel is not None
    assert "needs" in judged(snapshot, "customer_hours").evidence.sentence


def test_a_metric_that_was_never_imported_says_what_it_needs(tmp_path: Path) -> None:
    snapshot = drawn(
        tmp_path, people=people(20), programs=PROGRAMS, opportunities=deals(SELLERS), rollout=rollout(HALF)
    )
    evaluation = judged(snapshot, "customer_hours")
    assert "customer_time.person_id" in evaluation.evidence.sentence
    assert evaluation.evidence.effect is None


def test_names_with_quotes_and_markup_are_only_names(tmp_path: Path) -> None:
    odd = "O'Brien\"; DROP TABLE people <b>"
    programs = f"program_id | name | outcome_metric\n{odd} | {odd} | win_rate"
    reached = rollout(HALF).replace("P |", f"{odd} |")
    snapshot = drawn(tmp_path, people=people(20), programs=programs, opportunities=deals(SELLERS), rollout=reached)
    evaluation = evaluate_program(
        reader_of(snapshot), program_named(reader_of(snapshot), odd), "win_rate", usual_choices(snapshot)
    )
    assert evaluation.exposure is not None
    assert len(evaluation.exposure.starts) == 10


def test_the_command_says_the_same_as_json(sample_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def impact(*words: str) -> dict[str, Any]:
        assert main(["impact", *words, "--workspace", str(sample_folder), "--json"]) == 0
        printed: dict[str, Any] = json.loads(capsys.readouterr().out)
        return printed

    quick = impact("DISCOVERY", "--chosen", "by plan", "--worth", "0.013", "--quick")
    printed = impact("DISCOVERY", "--chosen", "by plan", "--worth", "0.013")
    assert (printed["outcome"], printed["verdict"]) == ("win_rate", "effect")
    assert printed["grade"] == "staggered rollout with a control group"
    assert 0 < printed["effect"]["low"] < printed["effect"]["value"] < printed["effect"]["high"]
    assert printed["registered"] is False
    assert (quick["effect"], quick["grade"]) == (printed["effect"], "staggered rollout, a check can't tell")
    assert quick["checks"][-1]["state"] == "pending"
    assert impact("PLAYBOOK", "--outcome", "churn_rate")["effect"] is None


@pytest.mark.parametrize(
    "words",
    [["NOBODY"], ["PLAYBOOK", "--outcome", "happiness"], ["PLAYBOOK", "--worth", "0"]],
    ids=lambda words: words[-1],
)
def test_the_command_refuses_what_makes_no_sense(
    sample_folder: Path, capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    assert main(["impact", *words, "--workspace", str(sample_folder)]) == 1
    assert capsys.readouterr().err.count("\n") == 1
