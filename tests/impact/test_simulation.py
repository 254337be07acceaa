"""A small simulation: the whole of it is `make simulate`, whose table stands in docs/evidence.md.

A row that keeps 6 % to the letter has 6 or more claims of 20 in 1 of 1,151 simulations (binomial), so that is where the
limit is for so many rows; the seeds are the same in each run, so a row that passes passes again.
"""

from dataclasses import replace

import pytest

from benchmarks.prove.simulations import studied, tallies
from benchmarks.simulate import BEGIN, END, HEAD, PAGE, line, simulate, text_of
from benchmarks.simulated import CASES, company
from benchmarks.simulated.aims import AtLeast, AtMost, Covers
from benchmarks.simulated.companies import true_effect
from benchmarks.simulated.rows import ROWS
from benchmarks.simulated.runs import UPPER, run
from benchmarks.simulated.tallies import tally
from metrics.impact import CannotBeJudged

FEW = 5
"""Of 20: 6 % make no more but in 1 of 1,151 simulations."""
DEAR = 4
"""Where lots are permuted a company costs five times as much: a fourth of the companies."""


@pytest.fixture(scope="module")
def simulated(pytestconfig):
    """The tally of a row, made when first asked for."""
    made, companies = {}, pytestconfig.getoption("companies")

    def of(name):
        if name not in made:
            row = ROWS[name]
            number = max(1, companies // DEAR) if name.startswith("drawn") else companies
            made[name] = tally(row.title, [run(row.company(seed), row.question) for seed in range(number)])
        return made[name]

    return of


EMPTY = (
    "zero", "ramp", "ramp_two", "bottom", "few people", "new hires", "worst, and said so", "half-year", "soft later",
    "before a working", "after a working", "after a growing", "the others", "all but four", "all but two", "a team",
    "a region",
)  # fmt: skip
"""Rows without an effect in which as good as nothing may be claimed."""


@pytest.mark.parametrize("name", EMPTY)
def test_nothing_is_claimed_where_there_is_nothing(simulated, name):
    assert simulated(name).claims * simulated(name).companies <= FEW


@pytest.mark.parametrize("name", ["revenue 2", "revenue 4"])
def test_a_growing_market_is_not_claimed(simulated, name):
    assert simulated(name).claims * simulated(name).companies <= FEW  # 8 % make 6 or more of 20 in 1 of 263


@pytest.mark.parametrize("name", ["soft at once", "soft six", "soft three", "slopes 0.3", "slopes 0.5", "slopes 1"])
def test_what_was_chosen_by_what_was_seen_is_not_claimed_at_the_upper_grades(simulated, name):
    assert simulated(name).upper * simulated(name).companies <= FEW
    assert simulated(name).raised_below == 0


@pytest.mark.parametrize("name", ["half-year", "bottom", "worst, and said so"])
def test_the_worst_look_better_by_themselves_and_are_blocked(simulated, name):
    # Each of 20 estimates is too high by 3 points and more on average, with a spread of about 2: 0.5 for the mean.
    assert simulated(name).bias > 3
    assert simulated(name).blocked >= 0.8  # 95 % are 16 or more of 20 in all but 1 of 388 simulations


@pytest.mark.parametrize("name", ["constant", "growing", "zero", "ramp", "ramp_two", "new hires", "+8, worth 5"])
def test_effects_are_found_without_bias_and_intervals_cover(simulated, name):
    # The mean of 20 is known to ±2 · 2.2 ÷ √20 = 1.0 points, twice that is never missed; 95 % are 16 or more of 20.
    assert abs(simulated(name).bias) < 2
    assert simulated(name).estimates_cover >= 0.8


@pytest.mark.parametrize("name", ["+8, worth 5", "+8, worth 4", "-8, worth 5", "-8, worth 4"])
def test_an_effect_of_eight_points_is_claimed_whatever_is_worth_paying_for(simulated, name):
    assert simulated(name).power >= 0.6  # 85 % are 12 or more of 20 in all but 1 of 750 simulations
    assert simulated(name).power == simulated(name).claims


@pytest.mark.parametrize("name", ["drawn 5, +8", "drawn 3, +8"])
def test_a_drawn_rollout_of_whole_teams_is_judged(simulated, name):
    # 70 % are none of 5 in 1 of 400 simulations, and 6 % are 3 or more of 5 in 1 of 500.
    assert simulated(name).power > 0
    assert simulated(name).upper == simulated(name).claims
    nothing = simulated(name.replace("+8", "0"))
    assert nothing.claims * nothing.companies <= max(2, FEW * nothing.companies / 20)


@pytest.mark.parametrize("name", ["a team", "a region"])
def test_a_single_team_or_region_is_not_enough(simulated, name):
    assert simulated(name).not_enough == 1


def test_the_unadjusted_difference_is_badly_off(simulated):
    for name in ("constant", "growing", "zero"):
        assert simulated(name).unadjusted - simulated(name).truth > 4
        assert simulated(name).unadjusted_certain > 0.7


def test_every_row_has_a_number_and_a_title_of_its_own_and_aims():
    assert len({row.number for row in ROWS.values()}) == len(ROWS)
    assert len({row.title for row in ROWS.values()}) == len(ROWS)
    assert all(row.aims for row in ROWS.values())
    assert [ROWS[name].number for name in CASES] == [case.number for case in CASES.values()]


@pytest.mark.parametrize("name", ROWS)
def test_the_same_numbers_give_the_same_company(name):
    first, again, other = (ROWS[name].company(seed) for seed in (3, 3, 4))
    assert not isinstance(first.panel, CannotBeJudged)
    assert first.panel.outcome.tolist() == again.panel.outcome.tolist() != other.panel.outcome.tolist()
    assert [start.tolist() for start in first.others] == [start.tolist() for start in again.others]


def test_a_row_of_the_table_is_the_case_it_is_named_after():
    assert company(CASES["zero"], 3).panel.outcome.tolist() == ROWS["zero"].company(3).panel.outcome.tolist()


def test_the_truth_is_what_the_program_does_where_it_has_begun():
    for name, effect in {"constant": 0.04, "+8, worth 5": 0.08, "-8, worth 5": -0.08, "the others": 0}.items():
        drawn = ROWS[name].company(1)
        begun = drawn.start[:, None] <= range(drawn.truth.shape[1])
        assert (drawn.truth[~begun] == 0).all()
        # Win rates near 0 or 1 are clipped, and move by less.
        assert true_effect(drawn, None) == pytest.approx(effect, abs=0.006)
    assert 0.01 < true_effect(ROWS["growing"].company(1), None) < 0.08


def test_the_second_method_is_asked_of_claims(simulated):
    row = ROWS["+8, worth 5"]
    claimed = next(seed for seed in range(20) if run(row.company(seed), row.question).claims)
    asked = run(row.company(claimed), row.question, second=True)
    assert asked.asked
    assert asked.second in (*UPPER, "staggered rollout, a check can't tell", None)


def test_aims_allow_for_chance_and_no_more(simulated):
    nothing = simulated("zero")
    assert AtMost("claims", 0.06).words() == "claims ≤ 6 %"
    for claims, companies, met in ((0.073, 1000, True), (0.074, 1000, False), (0.09, 200, True), (0.095, 200, False)):
        assert AtMost("claims", 0.06).met(_with(nothing, claims=claims, companies=companies)) is met
    assert not AtMost("claims", 0).met(_with(nothing, claims=0.001, companies=1000))
    assert AtLeast("power", 0.85).met(_with(nothing, power=0.85))
    assert not AtLeast("power", 0.85).met(_with(nothing, power=0.849))
    assert Covers().met(_with(nothing, shown=1000, coverage=0.93))
    assert not Covers().met(_with(nothing, shown=1000, coverage=0.929))
    assert Covers().met(_with(nothing, shown=49, coverage=0.5))


def test_bundles_of_companies_sum_up_to_what_is_simulated_at_once():
    outcomes = {name: studied(name, range(2)) for name in ("a team", "a region")}
    outcomes["a team, on"] = studied("a team", range(2, 4))
    summed = tallies(outcomes | {name: studied(name, range(1)) for name in ROWS if name not in outcomes})
    assert summed["a team"].companies == 4
    assert line(ROWS["a team"], summed["a team"]) == line(ROWS["a team"], simulate(ROWS["a team"], 4))
    assert len(text_of(summed).splitlines()) == len(ROWS) + 6


@pytest.mark.xfail(strict=True, reason="the page has the table of the former rows until `make simulate` writes it")
def test_the_page_has_the_table_of_a_full_simulation():
    table = PAGE.read_text(encoding="utf-8").split(BEGIN)[1].split(END)[0]
    assert int(table.split()[0].replace(",", "")) >= 500
    rows = [line.strip("| ").split(" | ") for line in table.splitlines() if line.startswith("| ")]
    assert tuple(rows[0]) == HEAD
    assert [row[0] for row in rows[1:]] == [row.title for row in ROWS.values()]
    beside = table.split("Beside their aim: ")[1]
    for row in rows[1:]:
        assert row[-1] == "yes" or row[0] in beside  # what misses its aim is named


def _with(summed, **changed):
    return replace(summed, **changed)
