"""What an effect is worth in money: by the deals of those reached, and only where an effect is money."""

import json
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest

from metrics.commands.command_line import main
from metrics.impact.panel import NEVER
from metrics.programs.evaluation import Evaluation, evaluate_program, usual_choices
from metrics.programs.exposure import Exposure, PersonStart, months_reached
from metrics.programs.panel_query import periods_of_starts
from metrics.programs.registration import REGISTRATIONS, TrainingRule
from metrics.programs.registry import program_named
from metrics.programs.roi import NoRoi, RoiInputs, proved, roi_inputs
from metrics.query.reader import Reader
from metrics.store.snapshot import Snapshot
from tests.programs.test_register import ONE
from tests.query.drawn import drawn
from tests.readers import reader_of

MONTHS = [f"2024-{month:02d}" for month in range(1, 13)] + [f"2025-{month:02d}" for month in range(1, 7)]
PROGRAMS = "program_id | name | outcome_metric | cost\nP | Playbook | win_rate | 50000"
SMALL, ENTERPRISE = range(24), range(24, 30)
REACHED = range(12)
DEALS_A_YEAR = 36
"""Everybody in `company` opens three deals a month."""


def company(folder: Path, *, early: int = 0, still_open: int = 0, with_amount: int = 10**6) -> Snapshot:
    """Half of the sellers to small firms, whose deals are worth 1,000, won many more of theirs from 2025 on.

    Sellers to large firms win deals of 100,000. Of the others `early` more were reached long before the data begins; of
    the last `still_open` months every third deal is open, and only `with_amount` deals won by those reached have one.
    """
    draw = np.random.default_rng(4)
    rows = ["opportunity_id | owner | stage | created_on | closed_on | amount"]
    for place, month in enumerate(MONTHS):
        for seller in (*SMALL, *ENTERPRISE):
            reached = seller in REACHED and month >= "2025"
            for number in range(3):
                stage = "Closed Won" if draw.random() < (0.8 if reached else 0.3) else "Closed Lost"
                closed = f"{month}-20"
                if number == 0 and place >= len(MONTHS) - still_open:
                    stage, closed = "Negotiation", ""
                amount = 100_000 if seller in ENTERPRISE else int(draw.integers(900, 1_101))
                with_amount -= reached and stage == "Closed Won"
                shown = "" if reached and with_amount < 0 else amount
                rows.append(f"D{len(rows)} | S{seller} | {stage} | {month}-05 | {closed} | {shown}")
    rows += [
        f"D{len(rows)} | S29 | Closed Lost | 2024-01-01 | 2024-01-01 | 1",
        "E | S29 | Closed Lost | 2025-06-30 | 2025-06-30 | 1",
    ]
    people = [
        f"S{seller} | Seller {seller} | sales | {'Small' if seller in SMALL else 'Large'} | 2010-01-01"
        for seller in (*SMALL, *ENTERPRISE)
    ]
    starts = dict.fromkeys(REACHED, "2025-01-01") | dict.fromkeys(SMALL[len(REACHED) :][:early], "2014-01-01")
    reached_on = [f"P | S{seller} | {day}" for seller, day in starts.items()]
    return drawn(
        folder,
        people="\n".join(["person_id | name | function | segment | started_on", *people]),
        programs=PROGRAMS,
        opportunities="\n".join(rows),
        rollout="\n".join(["program_id | person_id | treated_on", *reached_on]),
    )


def judged(snapshot: Snapshot, program: str = "P", metric: str = "win_rate") -> Evaluation:
    return evaluate_program(
        reader_of(snapshot), program_named(reader_of(snapshot), program), metric, usual_choices(snapshot)
    )


def staked(snapshot: Snapshot) -> RoiInputs:
    inputs = roi_inputs(reader_of(snapshot), judged(snapshot), 0.7)
    assert isinstance(inputs, RoiInputs)
    return inputs


def test_a_won_deal_is_worth_the_mean_of_those_reached_not_of_the_whole_company(tmp_path: Path) -> None:
    inputs = staked(company(tmp_path))
    assert inputs.assumptions.won_value == pytest.approx(1_000, rel=0.02)
    assert 0 < inputs.assumptions.won_value_error < 20
    assert inputs.won is not None
    assert inputs.won.sentence.endswith("won by those reached since.")


def test_where_those_reached_won_too_few_it_is_the_mean_of_their_function_and_segment_and_said_so(
    tmp_path: Path,
) -> None:
    inputs = staked(company(tmp_path, with_amount=29))
    assert inputs.assumptions.won_value == pytest.approx(1_000, rel=0.02)
    assert inputs.won is not None
    assert inputs.won.deals > 200
    assert "won by people of the same function and segment as those reached" in inputs.won.sentence
    assert "won 29 with an amount; a mean of their own takes 30" in inputs.won.sentence


def test_thirty_deals_of_their_own_are_enough(tmp_path: Path) -> None:
    inputs = staked(company(tmp_path, with_amount=30))
    assert inputs.won is not None
    assert (inputs.won.deals, inputs.won.own) == (30, 30)


def test_without_amounts_nobody_knows_what_one_more_deal_is_worth(tmp_path: Path) -> None:
    evaluation = judged(company(tmp_path))
    deals = "opportunity_id | owner | stage | created_on | closed_on\n1 | S1 | Closed Won | 2025-01-01 | 2025-01-02"
    inputs = roi_inputs(reader_of(drawn(tmp_path, opportunities=deals)), evaluation, 0.7)
    assert isinstance(inputs, NoRoi)
    assert "nobody knows what one more is worth" in inputs.reason


@pytest.mark.parametrize(("early", "still_open"), [(0, 0), (3, 0), (0, 4)])
def test_worth_a_year_is_the_effect_times_the_deals_of_a_year(tmp_path: Path, early: int, still_open: int) -> None:
    """Whoever was reached long before the data begins, and however many deals are still open."""
    snapshot = company(tmp_path, early=early, still_open=still_open)
    evaluation = judged(snapshot)
    money = proved(reader_of(snapshot), evaluation)
    assert money is not None
    headline = evaluation.evidence.headline
    assert headline is not None
    assert money.worth == pytest.approx(headline.value * DEALS_A_YEAR * 1_000, rel=0.02)
    assert "won by those reached since" in money.rests_on


def test_months_are_counted_from_the_first_that_is_judged(tmp_path: Path) -> None:
    people = "person_id | name | function | started_on\nA | Ann | sales | 2010-01-01\nB | Bo | sales | 2010-01-01"
    snapshot = drawn(tmp_path, people=people)
    starts = tuple(PersonStart(person, day) for person, day in ((1, date(2014, 1, 1)), (2, date(2025, 3, 1))))
    who = Exposure("roll-out", TrainingRule(), starts, (), together="people")
    months = months_reached(reader_of(snapshot), who, date(2025, 1, 1), date(2025, 4, 30))
    assert months == pytest.approx(4 + 2, rel=0.02)


@pytest.mark.parametrize("program", ["DISCOVERY", "PRESENCE"])
def test_pipeline_is_no_money_earned(sample_snapshot: Snapshot, sample_reader: Reader, program: str) -> None:
    evaluation = judged(sample_snapshot, program, "pipeline_created")
    inputs = roi_inputs(sample_reader, evaluation, 0.7)
    assert evaluation.evidence.effect is not None
    assert isinstance(inputs, NoRoi)
    assert inputs.reason == "What pipeline created per person and month is worth in money is not known here."


def test_what_is_said_on_the_command_line_of_one_programme_changes_no_other(
    sample_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["--chosen", "after bad months", "--worth", "0.5"]
    assert main(["impact", "PRESENCE", *words, "--workspace", str(sample_folder), "--json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed["verdict"] == "don't use this number"
    assert "Of the 1 that programmes are for, 1 shows more than chance would" in printed["looked_at"]


def test_the_command_line_says_whose_mean_deal_it_took(sample_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["impact", "DISCOVERY", "--chosen", "by plan", "--workspace", str(sample_folder)]) == 0
    assert "paid back. A won deal is taken to be worth the mean of the 1,832 won by those reached since." in (
        capsys.readouterr().out
    )


def test_what_another_program_registered_makes_a_new_evaluation(tmp_path: Path) -> None:
    # Its training rule says whom it reached when, and so what is taken off.
    snapshot = company(tmp_path)
    content = REGISTRATIONS.brought("OTHER", replace(ONE, program_id="OTHER", rule=TrainingRule("completed", 2)))
    ((name, text),) = content.items()
    file = tmp_path / sha256(text).hexdigest()
    file.write_bytes(text)
    registered = replace(snapshot, documents={name: file})
    assert judged(registered).identity != judged(snapshot).identity


def test_months_since_another_programs_start_count_from_before_the_data(tmp_path: Path) -> None:
    evaluation = judged(company(tmp_path, early=3))
    assert evaluation.outcome is not None
    assert evaluation.exposure is not None
    assert evaluation.outcome_panel is not None
    periods = periods_of_starts(evaluation.outcome, evaluation.exposure, evaluation.outcome_panel)
    first = evaluation.outcome_panel.months[0].start
    assert sorted(set(periods.tolist())) == [(2014 - first.year) * 12 + 1 - first.month, 12, NEVER]
