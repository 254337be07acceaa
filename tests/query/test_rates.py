"""Rates of people and teams: against an independent computation, and where a rank would be a claim too much."""

from datetime import date
from pathlib import Path

import numpy as np
import pytest
from scipy import stats

from metrics.errors import Unavailable, UserError
from metrics.people.performance import PerformanceRates, can_be_rated, performance_rates
from metrics.people.performance_block import beside_average, footnotes, performance_sentences, performance_table
from metrics.query.answers import ask
from metrics.query.question import Question, Where
from metrics.query.reader import Reader
from metrics.query.suppression import SUPPRESSED
from metrics.semantic.definition import catalog
from metrics.store.snapshot import Snapshot
from metrics.trust.access import Access
from tests.query.drawn import drawn
from tests.readers import reader_of
from tests.sample.reading import decided, people, truth

YEAR = (date(2025, 10, 1), date(2026, 9, 30))


def asked(snapshot: Snapshot, metric: str = "win_rate", by: str = "person", **further: object) -> PerformanceRates:
    return performance_rates(reader_of(snapshot), Question(metric, *YEAR, by=(by,), **further))


def sellers(folder: Path, won_of: dict[str, tuple[int, int]], teams: dict[str, str] | None = None) -> Snapshot:
    """A company of these sellers, each with so many deals won of so many decided."""
    roster = ["person_id | name | function | team | started_on"]
    roster += [f"{name} | {name} | sales | {(teams or {}).get(name, 'North')} | 2020-01-01" for name in won_of]
    deals = ["opportunity_id | owner | stage | created_on | closed_on"]
    deals += [
        f"{name}-{number} | {name} | Closed {'Won' if number < won else 'Lost'} | 2026-01-01 | 2026-02-01"
        for name, (won, n) in won_of.items()
        for number in range(n)
    ]
    return drawn(folder, people="\n".join(roster), opportunities="\n".join(deals))


def posterior(won: np.ndarray, n: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Mean and 95 % interval of each one's rate, by brute force: a fine grid of the model's parameters and of rates."""
    means, widths = np.linspace(0.01, 0.99, 99), np.linspace(0.01, 1, 100)
    mean, width = (each.ravel() for each in np.meshgrid(means, widths))
    size = width**-2
    alpha, beta = mean * size, (1 - mean) * size
    log = sum(stats.betabinom.logpmf(x, count, alpha, beta) for x, count in zip(won, n, strict=True))
    weight = np.exp(log - log.max())
    kept = weight > 1e-6
    weight, alpha, beta = weight[kept] / weight[kept].sum(), alpha[kept], beta[kept]
    at = np.linspace(0, 1, 201)
    intervals = []
    for x, count in zip(won, n, strict=True):
        below = weight @ stats.beta.cdf(at, (alpha + x)[:, None], (beta + count - x)[:, None])
        value = weight @ ((alpha + x) / (alpha + beta + count))
        intervals.append((value, np.interp(0.025, below, at), np.interp(0.975, below, at)))
    return tuple(np.array(each) for each in zip(*intervals, strict=True))


def test_counts_are_those_of_the_files_and_sum_to_the_answer(sample_snapshot: Snapshot, sample_reader: Reader) -> None:
    comparison = asked(sample_snapshot)
    owned: dict[str, list[bool]] = {}
    for deal in decided():
        if YEAR[0] <= deal.closed <= YEAR[1]:
            owned.setdefault(people()[deal.owner]["name"], []).append(deal.outcome == "won")
    own = {name: (sum(won), len(won)) for name, won in owned.items()}
    # The files hold a few deals twice or with a slip, which the reading of these tests doesn't mend.
    alike = [(own[rate.name], (rate.successes, rate.n)) for rate in comparison.rates if rate.name in own]
    assert len(alike) > 140
    assert sum(counted == other for counted, other in alike) > 0.97 * len(alike)
    (whole,) = ask(sample_reader, Question("win_rate", *YEAR)).rows
    everybody = (*comparison.rates, *comparison.aside)
    assert sum(rate.n for rate in everybody) == whole.components["decided"]
    assert sum(rate.successes or 0 for rate in everybody) == whole.components["won"]


def test_rates_agree_with_brute_force(tmp_path: Path) -> None:
    won_of = {
        "Ann": (1, 12),
        "Bo": (9, 12),
        "Cy": (20, 60),
        "Di": (31, 60),
        "Ed": (2, 3),
        "Flo": (14, 40),
        "Gus": (3, 30),
    }
    comparison = asked(sellers(tmp_path, won_of))
    won, n = (np.array([pair[place] for pair in won_of.values()]) for place in (0, 1))
    value, low, high = posterior(won, n)
    assert [rate.name for rate in comparison.rates] == list(won_of)
    assert [rate.value for rate in comparison.rates] == pytest.approx(value, abs=0.004)
    assert [rate.low for rate in comparison.rates] == pytest.approx(low, abs=0.006)
    assert [rate.high for rate in comparison.rates] == pytest.approx(high, abs=0.006)
    assert comparison.average == pytest.approx(won.sum() / n.sum())
    sides = [
        "above" if a > comparison.average else "below" if b < comparison.average else None
        for a, b in zip(low, high, strict=True)
    ]
    assert [rate.side for rate in comparison.rates] == sides


def test_who_is_told_apart_survives_among_all_who_were_looked_at(sample_snapshot: Snapshot) -> None:
    """Benjamini and Hochberg written out, over exact binomial probabilities, beside the ranges."""
    comparison = asked(sample_snapshot)
    chances = [
        min(
            1,
            2
            * min(
                stats.binom.cdf(r.successes, r.n, comparison.average),
                stats.binom.sf(r.successes - 1, r.n, comparison.average),
            ),
        )
        for r in comparison.rates
    ]
    ordered = sorted(chances)
    limit = max((p for rank, p in enumerate(ordered, 1) if p <= 0.1 * rank / len(ordered)), default=-1.0)
    expected = [rate.side if p <= limit else None for rate, p in zip(comparison.rates, chances, strict=True)]
    assert [rate.apart for rate in comparison.rates] == expected
    assert (comparison.looked_at, sum(side is not None for side in expected), len(comparison.lost)) == (152, 16, 7)
    assert sum(rate.side is not None for rate in comparison.rates) == 23


def test_the_sentence_says_how_many_were_looked_at_and_gives_each_name_its_range(sample_snapshot: Snapshot) -> None:
    comparison = asked(sample_snapshot)
    sentence = performance_sentences(comparison)[0]
    assert sentence.startswith(
        "Of 152 people looked at, 16 can be told apart from the average of 41.9 % even among so many: "
    )
    assert "10 above it (Ada Thornfeld, likely 55.4 % to 76.2 %; Ines Norton, likely " in sentence
    assert sentence.endswith(
        "7 have ranges that leave the average out, but among 152 looked at chance alone gives some like that."
    )
    assert beside_average(comparison, comparison.lost[0]) == "can't be told apart among 152"


def test_the_first_columns_say_who_stands_where_with_the_range(sample_snapshot: Snapshot) -> None:
    table = performance_table(asked(sample_snapshot, by="team"), "the year")
    assert [cell.text for cell in table.heading[:3]] == ["Team", "Beside the average", "Likely between"]
    rows = [tuple(cell.text for cell in row) for row in table.rows]
    row = next(row for row in rows if row[0] == truth()["bottlenecks"]["closing"]["team"])
    assert row[1:3] == ("below the average", "25.4 % to 40.2 %")


def test_the_team_that_closes_badly_is_told_apart(sample_snapshot: Snapshot) -> None:
    comparison = asked(sample_snapshot, by="team")
    assert [rate.name for rate in comparison.on("below")] == [truth()["bottlenecks"]["closing"]["team"]]
    assert [rate.name for rate in comparison.outside] == [truth()["bottlenecks"]["closing"]["team"]]
    assert comparison.worth > 1


def test_a_team_rests_on_its_people_and_not_on_their_deals(tmp_path: Path) -> None:
    """North and South have people of 90 % and of 10 %: their 200 deals say no more than their four people do."""
    won_of = {f"{team}{number}": (45 if number % 2 else 5, 50) for team in "NS" for number in range(4)}
    won_of["S0"] = (15, 50)
    teams = {name: "North" if name[0] == "N" else "South" for name in won_of}
    comparison = asked(sellers(tmp_path, won_of, teams), by="team")
    pooled = []
    for team in "NS":
        own = np.array([won_of[name] for name in won_of if name[0] == team], float)
        share = own[:, 0].sum() / own[:, 1].sum()
        variance = 4 / 3 * np.sum((own[:, 0] - share * own[:, 1]) ** 2) / own[:, 1].sum() ** 2
        pooled.append((own[:, 1].sum() * variance, share * (1 - share)))
    assert comparison.worth == pytest.approx(sum(a for a, _ in pooled) / sum(b for _, b in pooled))
    assert comparison.worth > 20
    assert not any(rate.apart for rate in comparison.rates)
    alone = asked(sellers(tmp_path, dict.fromkeys(won_of, (25, 50)), teams), by="team")
    assert alone.worth == 1


def test_who_has_few_deals_is_not_ranked_and_who_has_many_may_be(tmp_path: Path) -> None:
    won_of = {f"P{number:02}": (rate, 60) for number, rate in enumerate((8, 14, 18, 22, 26, 30, 36))} | {"Few": (2, 2)}
    comparison = asked(sellers(tmp_path, won_of))
    few = next(rate for rate in comparison.rates if rate.name == "Few")
    assert (few.raw, few.too_few) == (1.0, True)
    assert few.value < 0.85
    assert beside_average(comparison, few) == "2 deals: too few to rank"
    assert [rate.name for rate in comparison.in_order_of_rate()] == [
        "P06",
        "P05",
        "P04",
        "P03",
        "P02",
        "P01",
        "P00",
        "Few",
    ]
    table = performance_table(comparison, "the year", by_rate=True)
    assert all(row[2].text != "–" for row in table.rows)  # never an order without a range beside it
    assert "can be told apart from the average" in performance_sentences(comparison)[0]


def test_where_everybody_is_alike_nobody_is_told_apart_or_ranked(tmp_path: Path) -> None:
    comparison = asked(sellers(tmp_path, {f"P{number}": (24, 60) for number in range(12)}))
    assert all(rate.apart is None and rate.too_few and rate.standing == "within" for rate in comparison.rates)
    assert performance_sentences(comparison)[0].startswith(
        "None of the 12 people can be told apart from the average of 40.0 %"
    )
    for won in (0, 60):
        extreme = asked(sellers(tmp_path, {f"P{number}": (won, 60) for number in range(4)}))
        assert all(rate.apart is None and rate.standing == "within" for rate in extreme.rates)


def test_two_people_one_team_and_nobody(tmp_path: Path) -> None:
    two = sellers(tmp_path, {"Ann": (2, 4), "Bo": (1, 4)})
    assert not any(rate.apart for rate in asked(two).rates)
    alone = asked(two, by="team")
    assert [rate.name for rate in alone.rates] == ["North"]
    assert performance_sentences(alone) == (
        "There is only one team, North, with 37.5 % of 8 deals: nobody to compare with.",
    )
    nobody = performance_rates(
        reader_of(two), Question("win_rate", date(2026, 3, 1), date(2026, 3, 31), by=("person",))
    )
    assert (nobody.rates, nobody.average, nobody.funnel) == ((), None, None)
    assert "Nothing was counted" in performance_sentences(nobody)[0]


def test_who_is_no_person_or_team_stands_aside_with_the_numbers(tmp_path: Path) -> None:
    snapshot = drawn(
        tmp_path,
        people="""
            person_id | name | function | team  | started_on
            A         | Ann  | sales    | North | 2020-01-01
            B         | Bo   | sales    |       | 2020-01-01
        """,
        opportunities="""
            opportunity_id | owner | stage       | closed_on
            1              | A     | Closed Won  | 2026-02-01
            2              | A     | Closed Lost | 2026-02-01
            3              | B     | Closed Won  | 2026-02-01
            4              | Zoe   | Closed Lost | 2026-02-01
        """,
    )
    comparison = asked(snapshot, by="team")
    assert [(rate.name, rate.n) for rate in comparison.rates] == [("North", 2)]
    assert [(rate.name, rate.successes, rate.n, rate.value) for rate in comparison.aside] == [
        ("No team", 1, 1, None), ("Not matched", 0, 1, None),
    ]  # fmt: skip
    assert [rate.name for rate in asked(snapshot).aside] == ["Not matched"]
    assert any("Not matched: 1 deal, 0.0 %, not compared." in note for note in footnotes(comparison))


def test_somebody_without_anything_to_divide_by_has_no_rate_of_their_own(tmp_path: Path) -> None:
    """Bo's two leads are still open: nothing of them has been decided either way."""
    comparison = asked(sellers(tmp_path, {"Ann": (5, 10), "Bo": (0, 0)}))
    assert [rate.name for rate in comparison.rates] == ["Ann"]


def test_five_hundred_people(tmp_path: Path) -> None:
    random = np.random.default_rng(3)
    won_of = {f"P{number:03}": (int(random.binomial(6, 0.4)), 6) for number in range(500)}
    comparison = asked(sellers(tmp_path, won_of))
    assert len(comparison.rates) == 500
    assert sum(rate.apart is not None for rate in comparison.rates) <= 10  # all of them are alike
    assert len(comparison.outside) <= 4


def test_small_groups_stay_hidden_and_the_others_know_their_people(sample_snapshot: Snapshot, tmp_path: Path) -> None:
    access = Access("aggregates")
    hidden = asked(sample_snapshot, access=access)
    assert hidden.rates == ()
    assert {rate.reason for rate in hidden.aside} == {SUPPRESSED}
    assert {rate.raw for rate in hidden.aside} == {None}
    assert asked(sample_snapshot, by="team", access=access).worth == asked(sample_snapshot, by="team").worth
    (own,) = asked(sample_snapshot, by="team", access=Access("teams", ("Enterprise APAC North",))).rates
    assert own.name == "Enterprise APAC North"


def test_filters_choose_who_is_compared(sample_snapshot: Snapshot) -> None:
    comparison = asked(sample_snapshot, by="team", where=(Where("region", ("Europe",)),))
    assert {rate.name.split()[1] for rate in comparison.rates} == {"Europe"}


def test_only_shares_of_things_counted_have_rates(sample_snapshot: Snapshot, sample_reader: Reader) -> None:
    rated = {name for name, metric in catalog().items() if can_be_rated(metric, "person")}
    assert {"win_rate", "training_show_rate", "stage_conversion", "quota_attained"} <= rated
    assert not rated & {"average_discount", "win_rate_by_value", "onboarding_time", "training_attendance"}
    assert can_be_rated(catalog()["training_attendance"], "team")
    with pytest.raises(UserError, match="no share of things counted"):
        asked(sample_snapshot, "average_discount")
    with pytest.raises(UserError, match="one dimension"):
        performance_rates(sample_reader, Question("win_rate", *YEAR))


@pytest.mark.parametrize("by", ["person", "team"])
def test_every_metric_that_has_rates_gives_them(sample_snapshot: Snapshot, by: str) -> None:
    for name, metric in catalog().items():
        if can_be_rated(metric, by):
            comparison = asked(sample_snapshot, name, by)
            assert len(comparison.rates) > 2, name
            assert all(rate.low <= rate.value <= rate.high for rate in comparison.rates), name
            assert all(rate.low >= 0 and rate.high <= 1 for rate in comparison.rates), name


def test_without_a_roster_there_are_no_teams(tmp_path: Path) -> None:
    deals = (
        "opportunity_id | owner | stage | closed_on\n1 | A | Closed Won | 2026-02-01\n2 | B | Closed Lost | 2026-02-01"
    )
    snapshot = drawn(tmp_path, opportunities=deals)
    with pytest.raises(Unavailable, match="team"):
        asked(snapshot, by="team")
    assert len(asked(snapshot).rates) + len(asked(snapshot).aside) >= 1
