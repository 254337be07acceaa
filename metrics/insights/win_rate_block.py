"""The way from one win rate to the next: sentences, a chart, and each step with its deals."""

from metrics.formatting import format_count, format_value
from metrics.insights.win_rate_bridge import WalkStep, WinRates, WinRateWalk, bridge_sentences, win_rates
from metrics.query import Question, Reader
from metrics.report import (
    Axis,
    Block,
    Chart,
    ChartPanel,
    ChartPoint,
    Heading,
    Item,
    Items,
    Note,
    Series,
    Table,
    table_of_words,
)

HEADING = ("Deals", "Number", "Of them won", "Win rate")
Row = tuple[str, str, str, str]


def win_rate_blocks(reader: Reader, question: Question) -> tuple[Block, ...]:
    """What the four ways of counting make of the one period that a question asks about, step by step.

    Raises Unavailable or UserError where it can't be had.
    """
    return walk_blocks(win_rates(reader, question), reader.snapshot.settings.currency)


def walk_blocks(rates: WinRates, currency: str) -> tuple[Block, ...]:
    """The four as sentences, as a chart, and each step with its deals."""
    return (
        Heading("From one count to the next"),
        Items("", tuple(map(Item, bridge_sentences(rates, currency)))),
        _chart(rates),
        Note("Grey: a count, with the share won of it. Orange: taken away. Blue-green: added."),
        _table(rates),
    )


def _chart(rates: WinRates) -> Chart:
    """The way from the deals created to all deals closed; those with an amount are in the table."""
    walks = rates.walks[:3]
    points = [_total(walks[0].start, None)]
    for walk, rate in zip(walks, rates.rates.values(), strict=False):
        points += [ChartPoint(step.words, step.count.deals, text=_signed(step.count.deals)) for step in walk.steps]
        points.append(_total(walk.end, rate))
    title = f"Deals of {rates.period.label}, from one win rate to the next"
    alt = f"{title}: {', '.join(f'{point.text} {point.x}' for point in points)}"
    return Chart("bridge", title, alt, "ways", (ChartPanel("", (Series("", tuple(points)),)),), Axis(), Axis("Deals"))


def _total(step: WalkStep, rate: float | None) -> ChartPoint:
    share = f", {format_value(rate, 'share')} won" if rate is not None else ""
    return ChartPoint(f"{step.words}{share}", step.count.deals, text=format_count(step.count.deals), total=True)


def _signed(number: int) -> str:
    return f"{'+' if number > 0 else ''}{format_count(number)}"


def _table(rates: WinRates) -> Table:
    """Each step with its deals and how many of them were won."""
    rows: list[Row] = []
    last_end = None
    for walk, rate in zip(rates.walks, rates.rates.values(), strict=True):
        rows += _steps(walk, rate) if walk.start == last_end else [_row("", walk.start), *_steps(walk, rate)]
        last_end = walk.end
    title = f"Each step of {rates.period.label}, with the deals won in it"
    return table_of_words(title, HEADING, rows, key="steps")


def _steps(walk: WinRateWalk, rate: float | None) -> list[Row]:
    steps = [_row("− " if step.count.deals < 0 else "+ ", step) for step in walk.steps]
    return [*steps, _row("= ", walk.end, format_value(rate, "share"))]


def _row(sign: str, step: WalkStep, rate: str = "") -> Row:
    return f"{sign}{step.words}", format_count(abs(step.count.deals)), format_count(abs(step.count.won)), rate
