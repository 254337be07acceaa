"""Writes the table of docs/evidence.md: `python -m benchmarks.simulate [--companies 2000]`.

Each case is drawn so many times; each company is studied as the product would, and what is found is counted.
"""

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from benchmarks.simulated import CASES, DEALS, MONTHS, NEW, PEOPLE, Case, SimulatedCompany, company
from metrics.impact import ImpactQuestion, Imputation, Study, study

PAGE = Path(__file__).parents[1] / "docs" / "evidence.md"
BEGIN, END = "<!-- simulated: begin -->", "<!-- simulated: end -->"
FEWEST = 500
"""A table of fewer companies is printed only: its figures are too unsure for the page."""
WORTH = 0.06
"""The smallest effect worth paying for that simulated users name: six points."""
QUESTION = ImpactQuestion(
    "the programme", "Win rate", "share", "higher", "trained sellers", "won", "by plan", WORTH, registered=True
)


@dataclass(frozen=True, slots=True)
class Run:
    """What one company's study found, in points of win rate; `truth` is the mean true effect on the same cells."""

    truth: float
    value: float
    error: float
    covered: bool
    certain: bool
    unadjusted: float
    unadjusted_certain: bool
    placebo_fires: bool
    verdict: str


@dataclass(frozen=True, slots=True)
class Row:
    """What is drawn and studied so many times for one row, or one sentence, of the page."""

    case: Case
    question: ImpactQuestion = QUESTION
    people: int = PEOPLE

    def run(self, seed: int) -> Run | None:
        """The company of one seed studied."""
        return run(company(self.case, seed, self.people), self.question)


ROWS: Mapping[str, Row] = {
    **{name: Row(case) for name, case in CASES.items()},
    "few people": Row(CASES["zero"], people=12),
    "new hires": Row(replace(CASES["zero"], new=NEW)),
    "worst, and said so": Row(CASES["bottom"], replace(QUESTION, chosen="after bad months")),
}
"""The rows of the table, and of the sentences below it."""


@dataclass(frozen=True, slots=True)
class Tally:
    """The runs of one case summed up; shares are between 0 and 1, values in points."""

    title: str
    companies: int
    truth: float
    bias: float
    spread: float
    error: float
    coverage: float
    certain: float
    unadjusted: float
    unadjusted_certain: float
    placebo_fires: float
    not_enough: float
    blocked: float
    claims: float


def run(drawn: SimulatedCompany, question: ImpactQuestion = QUESTION) -> Run | None:
    """One company studied; None where there is no estimate with an interval."""
    studied = study(drawn.panel, question)
    if studied.imputation is None or studied.imputation.effect.low is None or studied.imputation.effect.high is None:
        return None
    effect, unadjusted = studied.imputation.effect, studied.unadjusted
    low, high = studied.imputation.effect.low, studied.imputation.effect.high
    truth = true_effect(studied.imputation, drawn)
    return Run(
        truth=100 * truth,
        value=100 * effect.value,
        error=100 * (effect.standard_error or 0.0),
        covered=low <= truth <= high,
        certain=effect.certain,
        unadjusted=100 * unadjusted.effect.value if unadjusted else np.nan,
        unadjusted_certain=bool(unadjusted and unadjusted.effect.certain),
        placebo_fires=_fires(studied),
        verdict=studied.evidence.verdict,
    )  # fmt: skip


def true_effect(imputation: Imputation, drawn: SimulatedCompany) -> float:
    """The true effect on the cells that were imputed: by months since the start, weighted as the estimate is."""
    since = np.array([part.label for part in imputation.distances])
    weights = [part.weight for part in imputation.distances]
    return float(np.average(drawn.case.effect(since), weights=weights))


def tally(title: str, runs: Sequence[Run], companies: int) -> Tally:
    """The runs of a case summed up."""

    def mean(field: str) -> float:
        return float(np.mean([getattr(each, field) for each in runs]))

    def share(verdict: str) -> float:
        return sum(each.verdict == verdict for each in runs) / companies

    return Tally(
        title=title,
        companies=companies,
        truth=mean("truth"),
        bias=float(np.mean([each.value - each.truth for each in runs])),
        spread=float(np.std([each.value - each.truth for each in runs])),
        error=mean("error"),
        coverage=mean("covered"),
        certain=mean("certain"),
        unadjusted=mean("unadjusted"),
        unadjusted_certain=mean("unadjusted_certain"),
        placebo_fires=mean("placebo_fires"),
        not_enough=share("not enough data") + (companies - len(runs)) / companies,
        blocked=share("don't use this number"),
        claims=share("effect"),
    )


def simulate(case: Case, companies: int, *, question: ImpactQuestion = QUESTION, people: int = PEOPLE) -> Tally:
    """So many companies of a case studied and summed up."""
    row = Row(case, question, people)
    return tally(case.title, [studied for seed in range(companies) if (studied := row.run(seed))], companies)


def _fires(studied: Study) -> bool:
    return studied.placebo is not None and studied.placebo.passed is False


def _table(rows: Sequence[Tally]) -> str:
    """The rows as a table of the page."""
    head = (
        "| case | true | bias | spread of estimates | mean standard error | coverage | interval leaves 0 out | "
        "plain comparison | it claims an effect | fake-date test fires | not enough data | blocked | effect claimed |"
    )
    lines = [head, "|---|" + "---|" * 12]
    for row in rows:
        numbers = (f"{row.truth:.1f}", f"{row.bias:+.2f}", f"{row.spread:.2f}", f"{row.error:.2f}")
        shares = (row.coverage, row.certain)
        later = (row.placebo_fires, row.not_enough, row.blocked, row.claims)
        cells = [
            row.title, *numbers, *(f"{100 * share:.1f} %" for share in shares), f"{row.unadjusted:+.1f}",
            f"{100 * row.unadjusted_certain:.1f} %", *(f"{100 * share:.1f} %" for share in later),
        ]  # fmt: skip
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _text(rows: Sequence[Tally], few: Tally, new: Tally, worst_sent: Tally, companies: int) -> str:
    error = 100 * np.sqrt(0.95 * 0.05 / companies)
    return (
        f"{companies:,} companies a case, each of {PEOPLE} people over {MONTHS} months with {DEALS} deals a person and "
        f"month, effects in points of win rate. A coverage of 95 % is known to ±{1.96 * error:.1f} points. An effect "
        f"of {100 * WORTH:.0f} points is worth paying for; why people were chosen is given as “by plan”, also where "
        f"it isn't true.\n\n{_table(rows)}\n\n"
        f"With 12 people instead (no effect): coverage {100 * few.coverage:.1f} %, false alarms "
        f"{100 * few.certain:.1f} %, “not enough data” in {100 * few.not_enough:.1f} %. With {100 * NEW:.0f} % new "
        f"hires among 120 people in two segments (no effect): coverage {100 * new.coverage:.1f} %, false alarms "
        f"{100 * new.certain:.1f} %, spread of estimates {new.spread:.2f}, mean standard error {new.error:.2f}. Where "
        f"it is said that the worst were sent: blocked in {100 * worst_sent.blocked:.1f} %, effect claimed in "
        f"{100 * worst_sent.claims:.1f} %.\n"
    )


def main() -> None:
    """Reads the command line, simulates, and writes the table into the page."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.simulate", description=__doc__)
    parser.add_argument("--companies", type=int, default=2_000)
    parser.add_argument("--print", action="store_true", help="print the table, as with fewer than 500 companies")
    arguments = parser.parse_args()
    tallies = {}
    for name, row in ROWS.items():
        tallies[name] = simulate(row.case, arguments.companies, question=row.question, people=row.people)
        print(tallies[name], flush=True)
    if arguments.print or arguments.companies < FEWEST:
        print(text_of(tallies))
        return
    write(tallies)


def text_of(tallies: Mapping[str, Tally]) -> str:
    """What the page says of the tallies of all rows."""
    rows = [tallies[name] for name in CASES]
    few, new, worst_sent = (tallies[name] for name in ROWS if name not in CASES)
    return _text(rows, few, new, worst_sent, few.companies)


def write(tallies: Mapping[str, Tally]) -> None:
    """Writes the tallies of all rows into the page."""
    page = PAGE.read_text(encoding="utf-8")
    before, rest = page.split(BEGIN)
    PAGE.write_text(f"{before}{BEGIN}\n{text_of(tallies)}{END}{rest.split(END)[1]}", encoding="utf-8")


if __name__ == "__main__":
    main()
