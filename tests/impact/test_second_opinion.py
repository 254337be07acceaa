"""The second opinion: quarters, agreement, and reasons where there is none."""

import sys
from dataclasses import replace

import numpy as np
import pytest

from benchmarks.simulated import CASES, company
from metrics.impact.effect_evidence import Evidence, ImpactQuestion
from metrics.impact.imputation import impute
from metrics.impact.panel import Rollout
from metrics.impact.second_method import with_second_opinion
from metrics.impact.second_opinions import NoOpinion, SecondOpinion, second_opinion
from tests.impact import drawn

QUESTION = ImpactQuestion("the course", "Win rate", "share", "higher")


@pytest.fixture(scope="module")
def panel():
    return company(CASES["constant"], 4).panel


def test_it_agrees_with_the_effect(panel):
    opinion = second_opinion(panel)
    assert isinstance(opinion, SecondOpinion)
    assert opinion.effect.low <= impute(panel).effect.value <= opinion.effect.high


def test_the_quarter_before_the_start_is_zero_by_construction(panel):
    opinion = second_opinion(panel)
    base = next(point for point in opinion.quarters if point.label == -1)
    assert (base.effect.value, base.effect.standard_error) == (0.0, None)
    assert base.effect.reason


def test_an_effect_far_away_is_disagreed_with(panel):
    first = impute(panel).effect
    evidence = Evidence(
        QUESTION, "effect", "staggered rollout with a control group", "said", replace(first, value=2.0), 0.1
    )
    check = with_second_opinion(evidence, second_opinion(panel)).checks[-1]
    assert check.state == "failed"


def test_teams_are_clusters_where_the_rollout_was_by_team():
    teams = drawn.company(2, 80, 18, teams=16).panel()
    people = drawn.company(2, 80, 18).panel()
    opinions = [second_opinion(drawn_panel) for drawn_panel in (teams, people)]
    assert opinions[0].effect.standard_error != pytest.approx(opinions[1].effect.standard_error, rel=1e-3)


def test_who_had_it_from_the_beginning_is_left_out():
    observed = drawn.company(9, 60, 18)
    rows = replace(observed.observations, hired=None)
    observed = replace(observed, observations=rows)
    never = np.setdiff1d(np.unique(rows.unit), observed.rollout.unit)[:5]
    early = replace(
        observed,
        rollout=Rollout(
            np.append(observed.rollout.unit, never), np.append(observed.rollout.period, [-7, -3, -1, 0, 1])
        ),
    )
    without = observed.rows(np.flatnonzero(~np.isin(rows.unit, never)))
    opinions = [second_opinion(each.panel()) for each in (early, without)]
    assert opinions[0].effect.value == pytest.approx(opinions[1].effect.value, abs=1e-10)


def test_without_a_quarter_before_there_is_none():
    early = drawn.company(2, 30, 4).panel(grain="quarter")
    early.treated_from[early.reached] = 0
    opinion = second_opinion(early)
    assert isinstance(opinion, NoOpinion)
    assert opinion.reason


def test_without_the_library_it_says_so(panel, monkeypatch):
    monkeypatch.setitem(sys.modules, "diff_diff", None)
    opinion = second_opinion(panel)
    assert opinion == NoOpinion("The library it needs (diff-diff) is not installed.")


def test_rows_in_any_order_give_the_same_opinion():
    observed = drawn.company(9, 60, 18)
    order = np.random.default_rng(0).permutation(len(observed.observations.unit))
    opinions = [second_opinion(each.panel()) for each in (observed, observed.rows(order))]
    assert opinions[0].effect.value == pytest.approx(opinions[1].effect.value, abs=1e-10)
