"""Writes the table of docs/evidence.md: `python -m benchmarks.simulate [--companies 1000] [--rows "half-year" zero]`.

Each row is drawn so many times; each company is studied as the product would, and what comes of it is counted.
"""

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.simulated.ground import DEALS, LONGER, MONTHS, PEOPLE
from benchmarks.simulated.rows import ASKED, ROWS, WORTH, Row
from benchmarks.simulated.tallies import Tally, tally

PAGE = Path(__file__).parents[1] / "docs" / "evidence.md"
BEGIN, END = "<!-- simulated: begin -->", "<!-- simulated: end -->"
COMPANIES = 1_000
FEWEST = 500
"""A table of fewer companies is printed only: its figures are too unsure for the page."""
HEAD = (
    "case", "claims", "at upper grades but for the second method", "after the second method", "power",
    "not enough data", "not usable", "true", "bias", "intervals shown", "coverage", "coverage of all estimates",
    "claimed too big by", "unadjusted difference claims", "aim", "met",
)  # fmt: skip


def simulate(row: Row, companies: int) -> Tally:
    """So many companies of a row studied and summed up."""
    return tally(row.title, [row.run(seed) for seed in range(companies)])


def missed(row: Row, summed: Tally) -> list[str]:
    """The aims of a row that it doesn't meet, in words."""
    return [aim.words() for aim in row.aims if not aim.met(summed)]


def line(row: Row, summed: Tally) -> str:
    """A row as a line of the table."""
    cells = (
        summed.title,
        *(_percent(share) for share in (summed.claims, summed.upper)),
        f"{_percent(summed.second)} of {summed.asked}" if summed.asked else "–",
        _percent(summed.power) if summed.truth else "–",
        *(_percent(share) for share in (summed.not_enough, summed.blocked)),
        f"{summed.truth:.1f}",
        _points(summed.bias),
        f"{summed.shown:,}",
        *(_percent(share) for share in (summed.coverage, summed.estimates_cover)),
        _points(summed.too_big),
        _percent(summed.unadjusted_certain),
        "; ".join(aim.words() for aim in row.aims),
        "no: " + "; ".join(missed(row, summed)) if missed(row, summed) else "yes",
    )
    return f"| {' | '.join(cells)} |"


def text_of(tallies: Mapping[str, Tally]) -> str:
    """What the page says of the tallies of all rows."""
    companies = min(each.companies for each in tallies.values())
    lines = [f"| {' | '.join(HEAD)} |", "|---" * len(HEAD) + "|"]
    lines += [line(ROWS[name], summed) for name, summed in tallies.items()]
    beside = [
        f"{each.title} ({'; '.join(words)})" for name, each in tallies.items() if (words := missed(ROWS[name], each))
    ]
    table = "\n".join(lines)
    return f"{_preface(companies)}\n\n{table}\n\nBeside their aim: {'; '.join(beside) if beside else 'none'}.\n"


def write(tallies: Mapping[str, Tally]) -> None:
    """Writes the tallies of all rows into the page."""
    before, rest = PAGE.read_text(encoding="utf-8").split(BEGIN)
    PAGE.write_text(f"{before}{BEGIN}\n{text_of(tallies)}{END}{rest.split(END)[1]}", encoding="utf-8")


def main(words: Sequence[str] | None = None) -> None:
    """Reads the command line, simulates, and writes the table into the page."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.simulate", description=__doc__)
    parser.add_argument("--companies", type=int, default=COMPANIES)
    parser.add_argument("--rows", nargs="+", choices=list(ROWS), default=list(ROWS), help="only these, printed")
    parser.add_argument("--print", action="store_true", help="print the table, as with fewer than 500 companies")
    arguments = parser.parse_args(words)
    tallies = {}
    for name in arguments.rows:
        tallies[name] = simulate(ROWS[name], arguments.companies)
        print(f"{line(ROWS[name], tallies[name])} {tallies[name].milliseconds:.0f} ms a company", flush=True)
    if arguments.print or arguments.companies < FEWEST or len(tallies) < len(ROWS):
        print(text_of(tallies))
        return
    write(tallies)


def _preface(companies: int) -> str:
    """What holds of all rows."""
    return (
        f"{companies:,} companies a case. Unless a case says otherwise each has {PEOPLE} people, {MONTHS} months and "
        f"{DEALS} deals a person and month, and better people come, half of all. There are {LONGER} months where "
        "people are chosen by what was seen, where there are two programs, in pilots, and for revenue. Effects are in "
        "points of win rate, those on revenue in percent of its mean. How people were chosen is given as “by plan”, "
        "also where it isn't true, except where a case says so and where a lot was drawn. In the first nine cases "
        f"{100 * WORTH:.0f} points are worth paying for: what can't be told from 0 nor from them isn't shown. The "
        f"second method is asked in the first {ASKED} companies of a case; in the others a claim waits for it. “≤ 6 %” "
        "is met by what isn't significantly above it, at most 7.3 % of 1,000."
    )


def _percent(share: float) -> str:
    return "–" if share != share else f"{100 * share:.1f} %"  # NaN: there was nothing to count


def _points(value: float) -> str:
    return "–" if value != value else f"{value:+.2f}"


if __name__ == "__main__":
    main()
