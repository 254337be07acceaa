"""Every metric against an independent reading of its definition, on companies full of traps."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from itertools import pairwise, product

import pytest

from metrics.query.answers import ask
from metrics.query.question import Answer, Grain, Question
from metrics.schema.settings import Settings
from metrics.semantic.definition import catalog
from metrics.store.snapshot import Snapshot
from tests.oracles.company import FIRST, LAST, WORDS, company
from tests.oracles.measures import MEASURES, STOCKS, Measured, Number
from tests.oracles.money_measures import velocity_factors
from tests.oracles.roster import Roster
from tests.oracles.rows import Company, published
from tests.pairs import all_pairs
from tests.readers import reader_of

PLAIN = Settings(stage_words=WORDS)
WORKSPACES = {
    "calendar year": (1, PLAIN),
    "fiscal year from February": (2, replace(PLAIN, fiscal_year_start=2, quantity_default=1, ramp_days=120)),
    "New York": (3, replace(PLAIN, fiscal_year_start=10, time_zone="America/New_York")),
    "euros, the end is said": (4, replace(PLAIN, currency="EUR", week_start=7, data_through=LAST)),
}
START, END = date(2023, 1, 1), date(2025, 6, 30)
BOTH_KNOW = [metric for metric in catalog() if metric in MEASURES]


def test_every_metric_of_the_catalogue_is_read_independently():
    assert sorted(catalog().keys() - MEASURES.keys()) == []


def test_every_metric_read_here_is_in_the_catalogue():
    assert sorted(MEASURES.keys() - catalog().keys()) == []


GRAINS: tuple[Grain, ...] = ("week", "month", "quarter", "year")
CUTS = (WORKSPACES, GRAINS, (None, "team", "region"), BOTH_KNOW)
"""What an answer can differ in: the company, the length of its periods, how it is grouped, the metric."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Every pair of them meets in some cut; with `--whole`, every cut is tried. One company comes after the other."""
    if "by" in metafunc.fixturenames:
        cuts = list(product(*CUTS)) if metafunc.config.getoption("whole") else all_pairs(*CUTS)
        cuts.sort(key=lambda cut: list(WORKSPACES).index(cut[0]))
        ids = ["-".join(map(str, cut)).replace(",", "").replace(" ", "-") for cut in cuts]
        metafunc.parametrize(("name", "grain", "by", "metric"), cuts, ids=ids)


@pytest.fixture(scope="module")
def workspaces(tmp_path_factory) -> Callable[[str], tuple[Company, Snapshot]]:
    """Makes a company when it is first asked for."""

    @cache
    def made(name: str) -> tuple[Company, Snapshot]:
        seed, settings = WORKSPACES[name]
        drawn = company(seed, settings)
        return drawn, published(drawn, tmp_path_factory.mktemp("company"))

    return made


def month_start(year: int, month: int) -> date:
    return date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)


def whole_periods(grain: Grain, settings: Settings) -> Iterator[tuple[date, date]]:
    """Every week, month, fiscal quarter or fiscal year that touches START to END, found by listing first days."""
    if grain == "week":
        firsts = [START + timedelta(days=offset) for offset in range(-7, (END - START).days + 8)]
        firsts = [first for first in firsts if first.isoweekday() == settings.week_start]
    else:
        months = {"month": 1, "quarter": 3, "year": 12}[grain]
        firsts = [
            month_start(2022, month) for month in range(1, 61) if (month - settings.fiscal_year_start) % months == 0
        ]
    for first, following in pairwise(firsts):
        if following > START and first <= END:
            yield max(first, START), min(following - timedelta(days=1), END)


roster_of = cache(Roster)


def expected(drawn: Company, metric: str, grain: Grain, by: str | None) -> dict[tuple[date, date], Measured]:
    roster = roster_of(drawn)
    measured = {}
    for first, last in whole_periods(grain, drawn.settings):
        start = first if metric in STOCKS else max(first, FIRST)
        if start <= LAST:
            measured[first, last] = MEASURES[metric](drawn, roster, start, min(last, LAST), by)
    return measured


def answered(answer: Answer, by: str | None) -> dict[tuple[date, date], Measured]:
    measured: dict[tuple[date, date], Measured] = {}
    for row in answer.rows:
        group = row.dimensions[by] if by else ""
        measured.setdefault((row.period.start, row.period.end), {})[group] = Number(row.value, row.n, row.beside)
    return measured


def disagreements(own: dict[tuple[date, date], Measured], theirs: dict[tuple[date, date], Measured]) -> Iterator[str]:
    """Where two readings differ. A group without rows may be absent or stand there with n = 0."""
    for period in sorted(own.keys() | theirs.keys()):
        for group in sorted(own.get(period, {}).keys() | theirs.get(period, {}).keys()):
            ours = own.get(period, {}).get(group, Number(None, 0))
            other = theirs.get(period, {}).get(group, Number(None, 0))
            same = ours.n == other.n and (ours.n == 0 or alike(ours.value, other.value))
            if not same or not alike(ours.beside, other.beside):
                yield f"{period[0]}–{period[1]} {group or 'all'}: the oracle says {ours}, the answer {other}"


def alike(own: float | None, other: float | None) -> bool:
    return own == other or (None not in (own, other) and other == pytest.approx(own, rel=1e-6, abs=1e-9))


def test_an_answer_is_what_the_definition_says(workspaces, name, metric, grain, by):
    drawn, snapshot = workspaces(name)
    answer = ask(reader_of(snapshot), Question(metric, START, END, grain, (by,) if by else ()))
    assert list(disagreements(expected(drawn, metric, grain, by), answered(answer, by))) == []


@pytest.mark.parametrize("name", WORKSPACES)
def test_sales_velocity_comes_with_its_four_factors(workspaces, name):
    """Deals, win rate, mean won value and mean days; a mean of no wins is unknown."""
    drawn, snapshot = workspaces(name)
    compared = 0
    for row in ask(reader_of(snapshot), Question("sales_velocity", START, END, "quarter", ("region",))).rows:
        days = max(row.period.start, FIRST), min(row.period.end, LAST)
        factors = velocity_factors(drawn, roster_of(drawn), *days, "region").get(row.dimensions["region"])
        answered_factors = [
            told_factor(row.components, factor.numerator, factor.denominator)
            for factor in catalog()["sales_velocity"].factors
        ]
        if factors is not None:
            assert all(alike(own, other) for own, other in zip(factors, answered_factors, strict=True)), (
                row.period,
                factors,
                answered_factors,
            )
            compared += 1
    assert compared >= 10


def told_factor(components: Mapping[str, float | int | None], above: str, below: str | None) -> float | None:
    if below is None:
        return components[above]
    return components[above] / components[below] if components[below] else None
