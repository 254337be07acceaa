"""A small simulation: the whole of it is `make simulate`, whose table stands in docs/evidence.md."""

from dataclasses import replace

import pytest

from benchmarks.simulate import BEGIN, END, PAGE, QUESTION, run, simulate
from benchmarks.simulated import CASES, company


@pytest.fixture(scope="module")
def tallies(pytestconfig):
    return {name: simulate(case, pytestconfig.getoption("companies")) for name, case in CASES.items()}


@pytest.mark.parametrize("name", ["constant", "growing", "zero", "ramp", "ramp_two"])
def test_effects_are_found_without_bias_and_intervals_cover(tallies, name):
    # 40 companies: the mean is known to ±2 · 2 ÷ √40 = 0.6 points, a coverage of 95 % to ±7 points.
    assert abs(tallies[name].bias) < 1.0
    assert tallies[name].coverage >= 0.85


def test_the_plain_comparison_is_badly_off(tallies):
    for name in ("constant", "growing", "zero"):
        assert tallies[name].unadjusted - tallies[name].truth > 4
        assert tallies[name].unadjusted_certain > 0.7


def test_false_alarms_are_rare(tallies):
    assert tallies["zero"].certain <= 0.15
    assert tallies["zero"].claims <= 0.1


def test_no_claim_is_made_where_the_worst_were_sent(tallies):
    assert tallies["bottom"].bias > 3
    assert tallies["bottom"].placebo_fires == 1
    assert tallies["bottom"].claims == 0


def test_no_claim_is_made_where_it_is_said_that_the_worst_were_sent():
    simulated = simulate(CASES["bottom"], 5, question=replace(QUESTION, chosen="after bad months"))
    assert (simulated.blocked, simulated.claims) == (1, 0)


def test_the_same_seed_gives_the_same_company():
    assert run(company(CASES["zero"], 3)) == run(company(CASES["zero"], 3))
    assert run(company(CASES["zero"], 3)) != run(company(CASES["zero"], 4))


def test_the_page_has_the_table_of_a_full_simulation():
    text = PAGE.read_text(encoding="utf-8").split(BEGIN)[1]
    table, after = text.split(END)
    assert int(table.split()[0].replace(",", "")) >= 2_000
    rows = {
        line.split(" | ")[0].removeprefix("| "): line.split(" | ") for line in table.splitlines() if line[:2] == "| "
    }
    coverage = {name: float(rows[case.title][5].removesuffix(" %")) for name, case in CASES.items()}
    assert all(93 <= coverage[name] <= 97 for name in ("constant", "growing", "zero", "ramp"))
    assert all(float(rows[CASES[name].title][6].removesuffix(" %")) <= 6.5 for name in ("zero", "ramp", "ramp_two"))
    assert rows[CASES["bottom"].title][-1].startswith("0.0 %")
    assert coverage["ramp_two"] <= 97 or CASES["ramp_two"].title in after  # what misses its aim is named
