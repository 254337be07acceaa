"""The evidence: verdicts, grades, gates, checks and sentences. A claim never speaks more strongly than its grade."""

from dataclasses import FrozenInstanceError, replace
from typing import get_args

import numpy as np
import pytest

from benchmarks.simulated import CASES, company
from benchmarks.simulated.rows import QUESTION
from metrics.impact.cross_section import adjusted_difference
from metrics.impact.effect import Effect, t_effect
from metrics.impact.effect_evidence import Evidence, Grade, ImpactQuestion, among_all
from metrics.impact.effect_text import claim, why_unadjusted_differs, worth_it
from metrics.impact.evidence_checks import DRIFT, FAKE_DATE, PICKED, SECOND_OPINION
from metrics.impact.evidence_thresholds import FILE, thresholds
from metrics.impact.panel import CannotBeJudged, Observations, Panel, Rollout, build_panel
from metrics.impact.program_study import Study, from_cross_section, study
from metrics.impact.second_method import with_second_opinion
from metrics.impact.second_opinions import NoOpinion, SecondOpinion
from tests.impact import drawn

ASKED = replace(QUESTION, worth=None)


def big(effect: float = 0.15, people: int = 80, *, deals: int = 20, months: int = 14, start: int = 9, **more: object):
    """A company in which half start in one month; deals are many, so that effects are seen."""
    random = np.random.default_rng(7)
    unit, period = np.repeat(np.arange(people), months), np.tile(np.arange(months), people)
    reached = unit < people // 2
    chance = 0.35 + random.normal(0, 0.05, people)[unit] + effect * (reached & (period >= start))
    won = random.binomial(deals, np.clip(chance, 0.01, 0.99))
    columns = {"cluster": None, "segment": None} | more
    panel = build_panel(
        Observations(unit, period, won, np.full(len(unit), float(deals)), **columns),
        Rollout(np.arange(people // 2), np.full(people // 2, start)),
        [str(month) for month in range(months)],
    )
    assert isinstance(panel, Panel)
    return panel


def judged(panel: Panel, **changed: object) -> Evidence:
    return study(panel, replace(ASKED, **changed)).evidence


def test_an_effect_is_claimed_with_its_grade_its_range_and_its_checks():
    studied = study(big(), ASKED)
    evidence = studied.evidence
    assert (evidence.verdict, evidence.grade) == ("effect", "staggered rollout, a check can't tell")
    assert evidence.effect == studied.imputation.effect
    assert evidence.claims
    assert evidence.good is True
    assert evidence.sentence.startswith("For trained sellers, the win rate was ")
    states = {check.name: check.state for check in evidence.checks}
    assert states.pop(SECOND_OPINION) == "pending"
    assert set(states.values()) == {"passed"}
    agreed = with_second_opinion(evidence, opinion(evidence.effect.value))
    assert agreed.grade == "staggered rollout with a control group"
    assert agreed.sentence.startswith("the programme raised the win rate by ")
    assert evidence.detectable == pytest.approx(2.8 * evidence.effect.standard_error, rel=0.04)
    with pytest.raises(FrozenInstanceError):
        evidence.sentence = "It works!"


def test_a_lot_that_somebody_speaks_of_is_said_to_be_one():
    assert get_args(Grade)[:2] == ("randomized rollout", "said to be randomized")
    evidence = judged(big(), chosen="at random")
    assert with_second_opinion(evidence, opinion(evidence.effect.value)).grade == "said to be randomized"


def test_an_effect_the_wrong_way_says_so():
    evidence = judged(big(-0.15))
    assert evidence.good is False
    assert "points lower than expected" in evidence.sentence
    assert evidence.sentence.endswith("That is the wrong way: higher is better.")
    assert judged(big(-0.15), better="lower").good is True


def test_an_outcome_without_a_verb_has_a_sentence_of_its_own():
    evidence = judged(big(), did="", outcome="Average discount", unit="percent", better="lower")
    assert evidence.sentence.startswith("For trained sellers, the average discount was ")
    assert "higher than expected" in evidence.sentence


def test_nothing_found_says_what_could_have_been_seen():
    without = judged(big(0.0))
    assert without.verdict == "no effect found"
    assert "can be told from chance" in without.sentence
    assert without.sentence.endswith("would often have been missed.")
    assert not without.claims
    assert without.good is None


def test_nothing_found_says_what_would_change_it():
    assert judged(big(0.0)).change == (
        "More data: smaller effects could then be seen.", "A roll-out drawn by lot that finds an effect.",
    )  # fmt: skip


def test_nothing_found_may_rule_out_what_would_be_worth_paying_for():
    assert judged(big(0.0), worth=0.1).sentence.endswith("An effect worth paying for (10.0 points) is unlikely.")


def test_nothing_found_may_mean_little():
    panel = company(CASES["constant"], 11).panel
    evidence = judged(panel, worth=0.06)
    assert evidence.verdict == "no effect found"
    assert evidence.sentence.endswith("that nothing was found means little.")


def test_groups_that_did_not_move_together_block_the_number():
    studied = study(company(CASES["bottom"], 2).panel, ASKED)
    evidence = studied.evidence
    assert studied.imputation.effect.certain
    assert (evidence.verdict, evidence.grade, evidence.effect) == ("don't use this number", "description only", None)
    assert "did not move together" in evidence.sentence


def test_people_chosen_after_bad_months_block_the_claim_whatever_the_checks_say():
    evidence = judged(big(), chosen="after bad months")
    assert (evidence.verdict, evidence.effect) == ("don't use this number", None)
    assert "recovered by themselves" in evidence.sentence
    assert [check.name for check in evidence.checks if check.state != "passed"] == [PICKED]


def test_a_harm_is_claimed_of_people_chosen_after_bad_months_too():
    evidence = judged(big(-0.15), chosen="after bad months")
    assert (evidence.verdict, evidence.grade) == ("effect", "staggered rollout, a check can't tell")
    assert evidence.good is False
    assert "can only flatter" in next(check.finding for check in evidence.checks if check.name == PICKED)
    assert judged(big(0.0), chosen="after bad months").verdict == "don't use this number"


@pytest.mark.parametrize(
    ("panel", "need"),
    [
        (big(people=14), "7 people reached; it takes 8."),
        (big(start=5), "5 months of data from before the start; it takes 6."),
        (big(people=16, deals=2, months=11), "32 deals of those reached; it takes 100."),
        (big(cluster=np.repeat(np.arange(80) // 8, 14)), "5 teams reached; where whole teams are reached it takes 6."),
    ],
    ids=["people", "months", "deals", "teams"],
)
def test_gates_that_are_not_passed_leave_no_number(panel, need):
    evidence = judged(panel)
    assert (evidence.verdict, evidence.grade, evidence.effect) == ("not enough data", "description only", None)
    assert need in evidence.needs
    assert need[1:] in evidence.sentence


def test_an_effect_too_small_to_be_seen_says_how_many_deals_more_would_do():
    panel = company(CASES["zero"], 1).panel
    evidence = judged(panel, worth=0.02)
    assert evidence.verdict == "not enough data"
    facts = study(panel, ASKED).imputation
    have = facts.treated.facts + facts.comparison.facts
    assert evidence.more_facts == pytest.approx(have * ((evidence.detectable / 0.02) ** 2 - 1))
    assert f"You'd need about {evidence.more_facts:,.0f} more deals." in evidence.sentence
    pace = panel.count[panel.period >= 15].sum() / 3
    assert evidence.more_months == pytest.approx(evidence.more_facts / pace)


def test_where_people_are_missing_no_time_is_promised():
    evidence = judged(company(CASES["zero"], 1, people=12).panel, worth=0.06)
    assert evidence.more_facts > 1000
    assert evidence.more_months is None


def test_where_most_could_not_be_compared_there_is_no_number():
    # Everybody of the big segment starts, so that only the small one has anybody to compare with.
    people, months = 80, 14
    unit = np.repeat(np.arange(people), months)
    segment = np.where((unit < 30) | ((unit >= 40) & (unit < 43)), "big", "small")
    panel = big(segment=segment)
    panel.treated_from[40:43] = 9
    evidence = judged(panel)
    assert evidence.verdict == "not enough data"
    assert any("could be compared" in need for need in evidence.needs)
    assert next(check for check in evidence.checks if check.name == "Who is compared").state == "failed"


def test_what_was_not_said_before_is_a_caveat():
    plain = judged(big(), chosen="not said", registered=False)
    caveats = " ".join(plain.caveats)
    assert "not registered" in caveats
    assert "worth paying for" in caveats
    assert judged(big(), worth=0.2).caveats == ()


@pytest.mark.parametrize(
    ("chosen", "words"), [("not said", "Nobody has said how these people were picked."), ("volunteers", "own accord")]
)
def test_how_people_were_picked_takes_the_grade_a_step_down(chosen: str, words: str):
    evidence = judged(big(), chosen=chosen)
    agreed = with_second_opinion(evidence, opinion(evidence.effect.value))
    assert agreed.grade == "staggered rollout, a check can't tell"
    assert [check.finding for check in agreed.checks if words in check.finding]
    assert "raised" not in agreed.sentence


def test_a_drift_that_might_be_as_large_as_the_effect_takes_the_grade_down():
    panel = company(CASES["constant"], 1).panel
    evidence = judged(panel)
    agreed = with_second_opinion(evidence, opinion(evidence.effect.value))
    states = {check.name: check.state for check in agreed.checks}
    assert (states[FAKE_DATE], states[DRIFT]) == ("can't tell", "can't tell")
    assert agreed.grade == "staggered rollout, a check can't tell"
    assert agreed.headline == agreed.allowing != agreed.effect
    assert "Allowing for a drift like that before the start" in agreed.sentence


def test_an_effect_that_is_certain_is_not_hidden_by_what_would_be_worth_paying_for():
    evidence = judged(company(CASES["constant"], 1).panel, worth=0.02)
    assert evidence.effect.certain
    assert evidence.detectable > 0.02
    assert evidence.verdict == "effect"


@pytest.mark.parametrize("kind", ["no data", "everyone at once", "one person"])
def test_what_cannot_be_judged_is_graded_and_has_no_number(kind):
    studied = study(CannotBeJudged(kind, "of a reason."), ASKED)
    assert isinstance(studied, Study)
    assert (studied.evidence.verdict, studied.evidence.effect) == ("can't be judged", None)
    assert studied.evidence.sentence.startswith("This can't be judged because of a reason.")
    weakest = studied.evidence.grade == "before and after only"
    assert weakest == (kind == "everyone at once") == ("No comparison group" in studied.evidence.sentence)


def test_two_people_and_a_hundred_thousand_deals_are_not_judged():
    unit, period = np.repeat([0, 1], 12), np.tile(np.arange(12), 2)
    won = np.random.default_rng(0).binomial(100_000, 0.3, 24)
    panel = build_panel(
        Observations(unit, period, won, np.full(24, 100_000.0)), Rollout([0], [8]), [str(month) for month in range(12)]
    )
    assert study(panel, ASKED).evidence.verdict == "not enough data"


def cross_section(apart: float = 0.5, count: int = 120):
    random = np.random.default_rng(1)
    past = random.normal(size=count)
    group = random.random(count) < 1 / (1 + np.exp(-apart * past))
    outcome = 0.3 + 0.05 * past + 0.06 * group + random.normal(0, 0.05, count)
    return adjusted_difference(outcome, group, past[:, None], ["past results"])


def test_one_period_is_said_more_weakly():
    evidence = from_cross_section(cross_section(), ASKED)
    assert (evidence.verdict, evidence.grade) == ("effect", "adjusted comparison")
    assert evidence.sentence.startswith("Adjusted for past results, trained sellers won +")
    assert evidence.sentence.endswith("Unmeasured differences may remain.")
    assert "would have" not in evidence.sentence


def test_one_period_without_overlap_is_blocked():
    evidence = from_cross_section(cross_section(apart=25.0), ASKED)
    assert (evidence.verdict, evidence.effect) == ("don't use this number", None)
    assert "resemble nobody else" in evidence.sentence


def test_one_period_of_few_people_is_not_enough_data():
    evidence = from_cross_section(cross_section(count=12), ASKED)
    assert evidence.verdict in ("not enough data", "don't use this number")
    assert evidence.effect is None
    assert from_cross_section(cross_section(), replace(ASKED, worth=0.001)).verdict == "effect"
    refused = from_cross_section(CannotBeJudged("too few people", "there are too few."), ASKED)
    assert refused.verdict == "not enough data"


def test_an_adjusted_comparison_is_not_spoken_of_as_a_cause():
    names = ["past results", "tenure", "segment"]
    for question in (ASKED, replace(ASKED, did="")):
        sentence = claim(t_effect(0.04, 0.0001, 50), question, "adjusted comparison", None, names)
        assert sentence.startswith("Adjusted for past results, tenure and segment, trained sellers ")
        assert "would have" not in sentence
        assert sentence.endswith("Unmeasured differences may remain.")


def opinion(value: float, error: float = 0.01) -> SecondOpinion:
    return SecondOpinion(t_effect(value, error**2, np.inf), (), ())


def said_of(first: Effect, second: SecondOpinion, verdict: str = "effect") -> Evidence:
    best = "staggered rollout with a control group"
    evidence = Evidence(ASKED, verdict, best, "", first, 0.02, best=best)
    return with_second_opinion(evidence, second)


def test_a_second_opinion_takes_the_place_of_the_pending_one_and_binds():
    first = judged(big())
    agreed, disagreed = (with_second_opinion(first, opinion(value)) for value in (first.effect.value, -0.05))
    assert (agreed.checks[-1].state, disagreed.checks[-1].state) == ("passed", "failed")
    assert (agreed.grade, disagreed.grade) == (first.best, first.grade)
    assert agreed.caveats == first.caveats
    assert disagreed.caveats[-1].startswith("A stricter method disagrees: −5.0 points")
    absent = with_second_opinion(first, NoOpinion("It is not installed."))
    assert absent.checks[-1].finding == "It is not installed."
    assert (absent.grade, absent.sentence) == (disagreed.grade, disagreed.sentence) == (first.grade, first.sentence)
    assert [len(evidence.checks) for evidence in (agreed, disagreed, absent)] == [len(first.checks)] * 3
    blocked = judged(big(), chosen="after bad months")
    assert with_second_opinion(blocked, opinion(0.05)) is blocked


def test_a_range_that_holds_nothing_is_no_agreement_with_a_claim():
    first = t_effect(0.058, 0.01**2, 50)
    wide = said_of(first, opinion(0.041, 0.03))
    assert wide.checks[-1].state == "can't tell"
    assert wide.checks[-1].finding == (
        "A stricter method doesn't contradict this, but can't tell it from nothing by itself: +4.1 points "
        "(likely −1.8 to +10.0 points)."
    )
    assert wide.caveats[-1] == wide.checks[-1].finding
    narrow = said_of(first, opinion(0.041, 0.012))
    assert narrow.checks[-1].state == "passed"
    assert narrow.checks[-1].finding == "A stricter method agrees: +4.1 points (likely +1.7 to +6.5 points)."


@pytest.mark.parametrize("end", [{"low": 0.05}, {"high": 0.05}])
def test_an_effect_at_either_end_of_the_other_range_is_borne_out(end: dict[str, float]):
    bounds = {"low": 0.02, "high": 0.08} | end
    second = SecondOpinion(Effect(0.05, 0.01, **bounds), (), ())
    assert said_of(t_effect(0.05, 0.01**2, 50), second).checks[-1].state == "passed"


def test_an_effect_of_another_size_on_the_same_side_bears_the_side_out():
    first = t_effect(0.058, 0.01**2, 50)
    smaller = said_of(first, opinion(0.02, 0.005))
    assert (smaller.checks[-1].state, smaller.caveats) == ("passed", ())
    assert smaller.checks[-1].finding.startswith("A stricter method agrees, though on another size: +2.0 points")
    nothing = said_of(first, opinion(0.0, 0.01))
    assert nothing.checks[-1].finding.startswith("A stricter method disagrees: 0.0 points")
    unknown = SecondOpinion(Effect(0.05, reason="It rests on too few people."), (), ())
    assert said_of(first, unknown).checks[-1].state == "can't tell"


def test_where_nothing_is_claimed_a_second_method_has_nothing_to_bear_out():
    nothing = judged(big(0.0))
    assert not nothing.pending
    assert with_second_opinion(nothing, opinion(0.04, 0.01)) is nothing


def evidence_of(probability: float | None, verdict: str = "effect") -> Evidence:
    effect = Effect(0.04, 0.01, 0.02, 0.06, 50, probability)
    return Evidence(ASKED, verdict, "staggered rollout with a control group", "said", effect)


def test_among_many_pairs_few_survive():
    pairs = [
        evidence_of(0.0001),
        evidence_of(0.04),
        *[evidence_of(0.5, "no effect found")] * 33,
        evidence_of(0.9, "no effect found"),
    ]
    comparisons = among_all(pairs, thresholds().false_share)
    assert comparisons.sentence == "36 checked, 1 survive."
    assert comparisons.evidence[0] is pairs[0]
    lost = comparisons.evidence[1]
    assert lost.verdict == "no effect found"
    assert "36 pairs were looked at" in lost.sentence
    assert comparisons.evidence[2:] == tuple(pairs[2:])


def test_pairs_without_a_number_do_not_count_among_those_looked_at():
    blocked = Evidence(ASKED, "not enough data", "description only", "said")
    comparisons = among_all([evidence_of(0.04), blocked], 0.1)
    assert (comparisons.checked, comparisons.surviving) == (1, 1)
    assert comparisons.evidence[1] is blocked
    assert among_all([], 0.1).sentence == "0 checked, 0 survive."


def test_why_the_plain_comparison_differs():
    made = study(company(CASES["zero"], 1).panel, ASKED)
    sentence = why_unadjusted_differs(made.unadjusted, ASKED, made.evidence.effect)
    assert "Before it began they were already" in sentence
    assert "ahead" in sentence
    assert sentence.endswith("it is +0.5 points.")
    alone = replace(made.unadjusted, before=None)
    assert "differ in more than the programme" in why_unadjusted_differs(alone, ASKED, None)


def test_every_threshold_says_what_it_is_and_where_it_comes_from():
    import tomllib

    entries = tomllib.loads(FILE.read_text(encoding="utf-8"))
    assert set(entries) == set(thresholds().__slots__)
    for entry in entries.values():
        assert entry.keys() == {"value", "what", "source"}
        assert len(entry["what"]) > 10
        assert len(entry["source"]) > 10
    assert (thresholds().least_treated, thresholds().least_facts, thresholds().least_teams) == (8, 100, 6)


def test_a_study_of_rows_in_any_order_is_the_same():
    observed = drawn.company(3, 60, 18)
    order = np.random.default_rng(1).permutation(len(observed.observations.unit))
    first, second = (study(each.panel(), ASKED).evidence for each in (observed, observed.rows(order)))
    assert first.sentence == second.sentence
    assert first.checks == second.checks


def test_a_question_keeps_what_was_said_before():
    question = ImpactQuestion("Discovery coaching", "Win rate", "share", "higher", worth=0.03, registered=True)
    assert study(big(), question).evidence.question is question


def any_company(seed: int) -> Panel | CannotBeJudged:
    """A few people and months, anybody reached at any time, cells missing here and there."""
    random = np.random.default_rng(seed)
    people, months = int(random.integers(1, 14)), int(random.integers(1, 16))
    unit, period = np.repeat(np.arange(people), months), np.tile(np.arange(months), people)
    there = random.random(len(unit)) < random.choice([0.4, 0.9, 1.0])
    unit, period = unit[there], period[there]
    deals = random.integers(0, 5, len(unit)).astype(float)
    observations = Observations(
        unit,
        period,
        np.floor(deals * random.random(len(unit))),
        deals,
        segment=random.integers(0, 1 + seed % 3, people)[unit],
        band=random.integers(0, 1 + seed % 2, len(unit)),
        cluster=random.integers(0, 5, people)[unit] if seed % 3 == 0 else None,
    )
    reached = random.choice(people, int(random.integers(0, people + 1)), replace=False)
    rollout = Rollout(reached, random.integers(max(0, months - 8), months + 1, len(reached)))
    return build_panel(observations, rollout, [str(month) for month in range(months)])


@pytest.mark.parametrize("seed", range(200))
def test_whatever_the_company_there_is_an_answer_and_no_warning(seed):
    made = study(any_company(seed), replace(ASKED, worth=0.05))
    assert made.evidence.sentence.endswith(".")
    assert made.evidence.effect is None
    assert made.evidence.verdict in ("can't be judged", "not enough data", "don't use this number")


def test_whatever_the_company_is_not_always_refused_at_once():
    made = [study(any_company(seed), ASKED) for seed in range(200)]
    assert sum(outcome.imputation is not None for outcome in made) > 40
    assert {outcome.evidence.verdict for outcome in made} >= {"can't be judged", "not enough data"}


@pytest.mark.parametrize(
    ("worth", "better", "words"),
    [
        (0.02, "higher", "That is at least the 2.0 points that would be worth paying for."),
        (0.07, "higher", "Whether it reaches the 7.0 points that would be worth paying for can't be told."),
        (0.2, "higher", "That is less than the 20.0 points that would be worth paying for."),
        (0.02, "lower", ""),
        (None, "higher", ""),
    ],
)
def test_a_claimed_effect_is_held_against_what_would_be_worth_paying_for(worth, better, words):
    effect = Effect(0.08, 0.02, 0.04, 0.12, 50)
    assert worth_it(effect, replace(QUESTION, worth=worth, better=better)) == words


def test_the_sentence_of_an_effect_says_whether_it_is_worth_its_price():
    evidence = study(big(), replace(QUESTION, worth=0.5)).evidence
    assert evidence.verdict == "effect"
    assert evidence.sentence.endswith("That is less than the 50.0 points that would be worth paying for.")


def test_those_reached_who_have_done_nothing_yet_are_not_enough_data():
    random = np.random.default_rng(3)
    unit, period = np.repeat(np.arange(60), 12), np.tile(np.arange(12), 60)
    treated = (unit < 12) & (period >= 11)
    sold = np.where(treated, 0, random.poisson(3, len(unit)))
    panel = build_panel(
        Observations(unit, period, sold * 100.0, np.ones(len(unit)), count=sold),
        Rollout(np.arange(12), np.full(12, 11)),
        [str(month) for month in range(12)],
    )
    evidence = study(panel, QUESTION).evidence
    assert evidence.verdict == "not enough data"
    assert "Those reached have no deals yet." in evidence.needs
