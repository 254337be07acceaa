"""Rates as data that no page is needed for: who can be told apart from the average, in sentences and as a table."""

from collections.abc import Iterator, Sequence

from metrics.formatting import UNKNOWN, format_count, format_interval, format_value, listed, plural
from metrics.impact import Funnel, FunnelLimits, thresholds
from metrics.insights import axis
from metrics.people.performance import PERSON, PerformanceRate, PerformanceRates, Side
from metrics.report import (
    Axis,
    Block,
    Chart,
    ChartPanel,
    ChartPoint,
    Item,
    Items,
    Mark,
    Note,
    Role,
    Sentence,
    Series,
    Statement,
    Table,
    table_of_words,
)
from metrics.semantic import Metric, fact_models

EVENTS = ("event", "events")
PEOPLE = ("person", "people")
MOST_NAMED = 3
HEADING = ("Beside the average", "Likely between", "Likely rate", "Rate", "Of", "In the funnel")
"""What is asked first comes first: a narrow screen shows the first three columns."""


def performance_blocks(performance: PerformanceRates, period: str, *, by_rate: bool = False) -> tuple[Block, ...]:
    """A metric's rates over a period: sentences, the funnel, a table in order of name, or of rate."""
    first, *more = performance_sentences(performance)
    funnel = () if performance.funnel is None else _funnel(performance, performance.funnel, (first, *more))
    return (
        Sentence(first, lead=True),
        *map(Sentence, more),
        *funnel,
        performance_table(performance, period, by_rate=by_rate),
        *map(Note, footnotes(performance)),
    )


def performance_table(performance: PerformanceRates, period: str, *, by_rate: bool = False) -> Table:
    """A row a person or team, each rate with its range."""
    rates = performance.in_order_of_rate() if by_rate else performance.rates
    title = f"{performance.metric.title} by {who(performance, 1)}, {period}"
    rows = [row(performance, rate) for rate in (*rates, *performance.aside)]
    return table_of_words(title, (who(performance, 1).capitalize(), *HEADING), rows, key="rates_table")


def _funnel(performance: PerformanceRates, limits: Funnel, sentences: Sequence[str]) -> tuple[Block, ...]:
    """Each rate over how much it rests on, and how far from the average chance alone would spread them."""
    metric = performance.metric
    rates = tuple(
        ChartPoint(
            rate.n, rate.raw, text=f"{rate.name}: {format_value(rate.raw, metric.unit)} of "
            f"{performance_counted(metric, rate.n)}", signal=rate.standing != "within",
        )
        for rate in performance.rates
        if rate.n
    )  # fmt: skip
    chart = Chart(
        kind="funnel",
        title=f"{metric.short_title} of each {who(performance, 1)}, over how much it rests on",
        alt=f"Funnel plot of {len(performance.rates)} rates. {' '.join(sentences)}",
        key="funnel",
        panels=(ChartPanel("", (*_bounds(limits.warning, "inner limit"), *_bounds(limits.alarm, "limit"),
                                Series("", rates))),),
        across=Axis(f"How many {performance_counted(metric, 2).split(' ', 1)[1]} it rests on", low=0),
        up=axis(metric, ""),
        marks=(Mark(limits.target, level=True, dashed=False),),
    )  # fmt: skip
    return chart, Note(
        "Dotted and dashed: how far from the average chance alone would bring one in 20, and one in 500. "
        "Diamond: outside both."
    )


def _bounds(limits: FunnelLimits, role: Role) -> Iterator[Series]:
    order = sorted(range(len(limits.n)), key=lambda place: float(limits.n[place]))
    for bound in (limits.low, limits.high):
        yield Series("", tuple(ChartPoint(float(limits.n[place]), float(bound[place])) for place in order), role)


def performance_sentences(performance: PerformanceRates) -> tuple[str, ...]:
    """Who can be told apart from the average and who can't; who lies outside the funnel."""
    if performance.average is None or not performance.rates:
        return (f"Nothing was counted for any {who(performance, 1)}, so there is no rate to compare.",)
    average = format_value(performance.average, performance.metric.unit)
    if len(performance.rates) == 1:
        (only,) = performance.rates
        return (
            f"There is only one {who(performance, 1)}, {only.name}, with {average} "
            f"of {performance_counted(performance.metric, only.n)}: nobody to compare with.",
        )
    return (_apart(performance, average), _outside(performance))


def who(performance: PerformanceRates, count: int) -> str:
    """Person or team, one or several."""
    singular, several = PEOPLE if performance.by_person else ("team", "teams")
    return singular if count == 1 else several


def performance_counted(metric: Metric, n: int) -> str:
    """How many a share is of, with the noun: 12 deals."""
    model = fact_models().get(metric.facts_from)
    return plural(n, *(PEOPLE if metric.measure == "distinct" else model.counted if model else EVENTS))


def row(performance: PerformanceRates, rate: PerformanceRate) -> tuple[str, ...]:
    """One person or team, in words."""
    unit = performance.metric.unit
    likely = format_interval(rate.low, rate.high, unit).removeprefix("likely ")
    return (
        rate.name,
        beside_average(performance, rate),
        likely,
        format_value(rate.value, unit),
        format_value(rate.raw, unit),
        UNKNOWN if rate.successes is None else format_count(rate.n),
        "" if rate.value is None else "inside" if rate.standing == "within" else f"outside, {rate.standing}",
    )


def beside_average(performance: PerformanceRates, rate: PerformanceRate) -> str:
    """Whether a rate can be told apart from the average, and if not, whether it is for want of data."""
    if rate.reason:
        return rate.reason
    if rate.apart:
        return f"{rate.apart} the average"
    if rate.side:
        return f"can't be told apart among {format_count(performance.looked_at)}"
    if not rate.too_few:
        return "can't be told apart"
    enough = rate.n / performance.worth >= thresholds().least_facts
    return f"{performance_counted(performance.metric, rate.n)}: {'too alike' if enough else 'too few'} to rank"


def _apart(performance: PerformanceRates, average: str) -> str:
    """Of 152 people looked at, 12 can be told apart from the average of 41.9 % even among so many: 7 above it (…) …"""
    sides: dict[Side, Sequence[PerformanceRate]] = {"above": performance.on("above"), "below": performance.on("below")}
    several = sum(map(len, sides.values()))
    total = f"{format_count(performance.looked_at)} {who(performance, performance.looked_at)}"
    if not several:
        none = f"None of the {total} can be told apart from the average of {average}: that is no ground for a ranking."
        return f"{none} {_lost(performance)}".rstrip()
    parts = [
        f"{format_count(len(rates))} {side} it ({_named(performance, rates)})" for side, rates in sides.items() if rates
    ]
    rest = performance.looked_at - several
    few = sum(rate.too_few and rate.raw is not None for rate in performance.rates)
    sentence = (
        f"Of {total} looked at, {format_count(several)} can be told apart from the average of {average} even among so "
        f"many: {listed(parts)}."
    )
    return " ".join(part for part in (sentence, _the_others(rest, few), _lost(performance)) if part)


def _lost(performance: PerformanceRates) -> str:
    """That some seem to lie beside the average, which among so many means nothing."""
    several = len(performance.lost)
    if not several:
        return ""
    whose = "1 has a range that leaves" if several == 1 else f"{format_count(several)} have ranges that leave"
    among = format_count(performance.looked_at)
    return f"{whose} the average out, but among {among} looked at chance alone gives some like that."


def _the_others(rest: int, few: int) -> str:
    """What is to be said of those who can't be told apart, `few` of whom can't even be ranked."""
    if not rest:
        return ""
    start = "The other one can't" if rest == 1 else f"The other {format_count(rest)} can't"
    if few == rest:
        return f"{start}, and no order among them means anything." if rest > 1 else f"{start}."
    if few:
        return f"{start}, and of {format_count(few)} of them too little is known to rank them at all."
    return f"{start}."


def _outside(performance: PerformanceRates) -> str:
    rates = performance.outside
    if not rates:
        return (
            "Nobody lies outside the funnel: no rate is farther from the average than chance and the usual spread go."
        )
    named = [f"{rate.name} ({rate.standing})" for rate in rates[:MOST_NAMED]]
    more = [f"{len(rates) - MOST_NAMED} more"] if len(rates) > MOST_NAMED else []
    verb = "lies" if len(rates) == 1 else "lie"
    sentence = f"Outside the funnel, where chance brings one in 500, {verb} {listed([*named, *more])}."
    return sentence if all(rate.apart for rate in rates) else f"{sentence} That is a reason to look, not yet a finding."


def _named(performance: PerformanceRates, rates: Sequence[PerformanceRate]) -> str:
    """Names with their ranges, the farthest first."""
    unit = performance.metric.unit
    named = [f"{rate.name}, {format_interval(rate.low, rate.high, unit)}" for rate in rates[:MOST_NAMED]]
    return "; ".join([*named, f"{len(rates) - MOST_NAMED} more"] if len(rates) > MOST_NAMED else named)


def footnotes(performance: PerformanceRates) -> Sequence[str]:
    """What must be known to read the numbers."""
    notes = [
        "The likely rate is drawn towards everybody's, the more so the less there is to go by.",
        "A difference says nothing of its cause: territories, segments and tenure differ too.",
    ]
    if performance.worth > 1:
        notes.append(
            f"The people of a team differ, so {performance.worth:.1f} "
            f"{performance_counted(performance.metric, 2).split(' ', 1)[1]} of a team "
            "count as one in the likely ranges."
        )
    if performance.funnel is not None and performance.funnel.spread > 1:
        notes.append(
            f"The funnel is {performance.funnel.spread:.1f} times as wide as chance alone: "
            "people differ for many reasons."
        )
    if performance.metric.beside:
        notes.append(
            f"Some of what was counted is {performance.metric.beside_title}; those with more of it look lower."
        )
    counted_aside = [rate for rate in performance.aside if rate.successes is not None]
    for rate in counted_aside:
        notes.append(
            f"{rate.name}: {performance_counted(performance.metric, rate.n)}, "
            f"{format_value(rate.raw, performance.metric.unit)}, not compared."
        )
    hidden = len(performance.aside) - len(counted_aside)
    if hidden:
        notes.append(f"{plural(hidden, 'group')} hidden: too few people, or it would give another one away.")
    return notes


def performance_computed(performance: PerformanceRates) -> tuple[Block, ...]:
    """How it is computed, for who wants to know: the statistics by their names, with their sources, and the SQL."""
    by = "team's" if performance.answer.question.by != (PERSON,) else "person's"
    notes = [
        f"Likely rate: each {by} share under a beta-binomial model whose two parameters are integrated over a grid "
        "(Gelman and others 2013, Bayesian Data Analysis, section 5.3), with its 95 % interval.",
        "Told apart: all of that interval lies on one side of the average, which is Σ numerators ÷ Σ denominators of "
        "those compared; and the share itself survives Benjamini and Hochberg's procedure at 10 % over all "
        f"{performance.looked_at} looked at, by the exact binomial probability of one as far from the average.",
        "Too few to rank: the share's own data weighs less than what is known from the others (n < α + β).",
        "Funnel: binomial limits around the average that chance exceeds one time in 20 (inner) and one in 500 (outer), "
        "widened by the overdispersion of the middle 80 % (Spiegelhalter 2005, Statistics in Medicine 24).",
    ]
    if performance.worth > 1:
        notes.append(
            f"Teams: n ÷ {performance.worth:.2f}, the design effect (Kish 1965) pooled over teams, as the people of a "
            "team are its independent units."
        )
    answer = performance.answer
    return Items("", tuple(map(Item, notes))), Statement(
        "The SQL.", f"{answer.prelude.strip()}\n\n{answer.sql.strip()}"
    )
