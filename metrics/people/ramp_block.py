"""Ramps as data that no page is needed for: the typical time, who is faster or slower, and the points of the curves."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from metrics.formatting import format_count, format_interval, format_value, listed, plural
from metrics.people.ramp_comparison import NO_KIND, Difference, RampGroup, Ramps
from metrics.report import (
    Axis,
    Block,
    Chart,
    ChartPanel,
    ChartPoint,
    Item,
    Items,
    Note,
    Sentence,
    Series,
    Table,
    table_of_words,
)

DAYS_SHOWN = (0, 30, 60, 90, 120, 180, 270, 365)
"""The days under the curve at which it is said how many were still followed."""
MOST_NAMED = 5
MOST_CURVES = 6


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """A point of a curve: the share that had got there by the end of a day (0 to 1), with its range."""

    day: float
    share: float
    low: float
    high: float


def ramp_blocks(ramps: Ramps) -> tuple[Block, ...]:
    """One metric's ramps: sentences, the curves of the largest groups, who was followed for how long, a table."""
    first, *more = ramp_sentences(ramps)
    blocks: list[Block] = [Sentence(first, lead=True), *map(Sentence, more)]
    drawn = largest_groups(ramps)
    if any(group.curve for group in drawn):
        blocks.append(_curves(ramps, drawn, " ".join((first, *more))))
        if len(ramps.groups) > MOST_CURVES:
            blocks.append(Note(f"The {MOST_CURVES} largest groups are drawn; the table has all."))
        heading, *rows = still_followed(ramps)
        blocks.append(table_of_words("Still under way, and followed", heading, rows))
    return (*blocks, ramp_table(ramps), *map(Note, ramp_footnotes(ramps)))


def ramp_table(ramps: Ramps) -> Table:
    """A row a group: how it stands beside the others, its typical time with the range, how many were followed."""
    heading = (ramps.split or "Who", "Beside the others", "Typical", "Likely", "Followed", "Got there")
    groups = (group for group in (ramps.whole, *ramps.groups) if group.followed is not None or group.reason)
    return table_of_words(_title(ramps), heading, [_row(group) for group in groups], key="ramp_table")


def largest_groups(ramps: Ramps) -> tuple[RampGroup, ...]:
    """The groups that are drawn: the largest, in their order; everybody where there are none."""
    with_curve = [group for group in ramps.groups if group.curve is not None]
    largest = {group.name for group in sorted(with_curve, key=lambda group: -group.n)[:MOST_CURVES]}
    return tuple(group for group in with_curve if group.name in largest) or (ramps.whole,)


def _curves(ramps: Ramps, drawn: Sequence[RampGroup], alt: str) -> Chart:
    """Which share had got there by each day since the start."""
    later = f", of those still under way on day {ramps.since:g}" if ramps.since else ""
    series = (
        Series(
            group.name,
            tuple(ChartPoint(point.day, point.share, point.low, point.high) for point in curve_points(group)),
        )
        for group in drawn
    )
    return Chart(
        kind="steps",
        title=f"{ramps.metric.short_title}: share that had got there, by days since the start{later}",
        alt=alt,
        key="ramp",
        panels=(ChartPanel("", tuple(series)),),
        across=Axis("Days since the start", "days", 0, longest_day(ramps)),
        up=Axis("Had got there", "share", 0, 1.02),
    )


def ramp_sentences(ramps: Ramps) -> tuple[str, ...]:
    """The typical time of everybody, then who can be told apart from the others, or why nobody can."""
    whole = ramps.whole
    if whole.curve is None:
        return (whole.reason or f"Nobody was followed, so {ramps.metric.short_title.lower()} is not known.",)
    sentences = [_typical(whole)]
    if ramps.reason:
        sentences.append(ramps.reason)
    elif ramps.groups:
        sentences.append(_apart(ramps))
    return tuple(sentences)


def curve_points(group: RampGroup) -> tuple[CurvePoint, ...]:
    """The steps of a group's curve, from nobody on the first day on; none where there is no curve.

    Days count from the start. The first is 0, or the day from which the group was followed.
    """
    curve = group.curve
    if curve is None:
        return ()
    steps = zip(curve.days, curve.remaining, curve.low, curve.high, strict=True)
    points = [
        CurvePoint(float(day), 1 - float(left), 1 - float(high), 1 - float(low)) for day, left, low, high in steps
    ]
    return (CurvePoint(group.since, 0.0, 0.0, 0.0), *points)


def still_followed(ramps: Ramps) -> tuple[tuple[str, ...], ...]:
    """How many of each group were still under way, and followed, on the days shown; a heading first."""
    groups = ramps.groups or (ramps.whole,)
    longest = max((group.curve.last_day for group in groups if group.curve), default=0.0)
    days = [day for day in DAYS_SHOWN if day <= longest and (day > ramps.since or not ramps.since)]
    rows = [(group.name, *(f"{count:,}" for count in group.under_way(days))) for group in groups if group.curve]
    return (("Still under way on day", *(f"{day}" for day in days)), *rows)


def beside_others(group: RampGroup) -> str:
    """How much sooner or later a group gets there than all others, or why that can't be said."""
    difference = group.difference
    if difference is None:
        return group.reason or ""
    if difference.apart:
        return f"{_sooner(difference)} ({_range(difference)})"
    among = " among so many" if difference.effect.certain else ""
    return f"can't be told apart{among} ({_range(difference)})"


def ramp_footnotes(ramps: Ramps) -> tuple[str, ...]:
    """What must be known to read the numbers."""
    notes = ["People still under way, or gone before they got there, count for as long as they were followed."]
    if ramps.compared:
        notes.append(
            "Beside the others: the days it takes on average within the time that both sides were followed for, less "
            "those of all others. A difference says nothing of its cause."
        )
    if ramps.by_program and ramps.groups:
        notes.append(
            "Whoever the programme reached on the way counts among the others until that day: who was ever reached had "
            "to stay under way long enough to be reached, which would look like an effect."
        )
    if ramps.since > 0:
        notes.append(
            f"Compared from day {ramps.since:g} after the start on: before it hardly anybody had been reached. The two "
            "sides' times are of those still under way on that day."
        )
    notes += [f"{plural(each.count, 'person', 'people')} {each.reason}." for each in ramps.left]
    return tuple(notes)


def ramp_computed(ramps: Ramps) -> tuple[Block, ...]:
    """How it is computed, for who wants to know: the statistics by their names, with their sources."""
    notes = [
        "Typical: the median of the Kaplan–Meier curve (1958), its range from the log-log Greenwood band.",
        ramps.metric.definition,
    ]
    for group in ramps.compared:
        difference = group.difference
        if difference is not None and difference.log_rank is not None:
            notes.append(
                f"{group.name}: restricted mean {difference.own.value:.1f} days, of the others "
                f"{difference.others.value:.1f}, up to day {difference.horizon:g} (Royston and Parmar 2013); "
                f"log-rank p = {difference.log_rank.probability:.3f}."
            )
    if len(ramps.compared) > 1:
        notes.append(
            f"{len(ramps.compared)} comparisons were made; those told apart survive Benjamini and Hochberg's procedure "
            "at 10 %."
        )
    return (Items("", tuple(map(Item, notes))),)


def _title(ramps: Ramps) -> str:
    if ramps.by_program:
        return f"{ramps.metric.short_title}, with and without {ramps.split}"
    return f"{ramps.metric.short_title} by {ramps.split.lower()}" if ramps.split else ramps.metric.short_title


def _typical(whole: RampGroup) -> str:
    waiting = whole.n - whole.ended
    counting = f"counting {format_count(waiting)} who had not got there when last seen" if waiting else "all got there"
    if whole.typical.value is None:
        return (
            f"Fewer than half of {plural(whole.n, 'person', 'people')} have got there, so there is no typical time yet."
        )
    interval = format_interval(whole.typical.low, whole.typical.high, "days")
    return (
        f"Typical: {format_value(whole.typical.value, 'days')} ({interval}), over "
        f"{plural(whole.n, 'person', 'people')}, {counting}."
    )


def _apart(ramps: Ramps) -> str:
    """Who gets there sooner or later, each with the likely range; a comparison made but once is said but once."""
    compared = ramps.compared
    if not compared:
        return _nobody_compared(ramps)
    rest = [group for group in ramps.groups if group.n and group is not compared[0]]
    if len(compared) == 1 or len(rest) == 1:
        return _once(ramps, compared[0], rest)
    if not ramps.apart:
        return f"By {ramps.split.lower()} nobody can be told apart from the others."
    phrases = [f"{group.name} {beside_others(group)}" for group in ramps.apart]
    more = [f"{len(phrases) - MOST_NAMED} more"] if len(phrases) > MOST_NAMED else []
    left = len(compared) - len(phrases)
    others = f" The other {'one' if left == 1 else left} can't be told apart." if left else ""
    return f"Compared with all others: {listed([*phrases[:MOST_NAMED], *more])}.{others}"


def _nobody_compared(ramps: Ramps) -> str:
    """Why no group could be held against the others. Of hidden groups nobody says whether they have anybody."""
    split, kinds = ramps.split.lower(), [group for group in ramps.groups if group.reason != NO_KIND]
    if len(kinds) == 1 and kinds[0].n:
        return f"Only {kinds[0].name} has newcomers here, so there is no other {split} to compare with."
    return f"No {split} can be held against the others: the table says why."


def _once(ramps: Ramps, group: RampGroup, rest: Sequence[RampGroup]) -> str:
    """The one comparison there is: a group with the rest, by name where the rest is one group."""
    difference = group.difference
    if difference is None:
        return ""
    who, others = f"Newcomers of {ramps.split.lower()} {group.name}", "all others"
    if ramps.by_program:
        who, others = f"Those whom {ramps.split} had reached", "the others"
    elif len(rest) == 1 and rest[0].reason != NO_KIND:
        others = f"those of {rest[0].name}"
    if difference.apart:
        return f"{who} got there {_sooner(difference)} than {others} ({_range(difference)})."
    return f"{who} can't be told apart from {others} ({_range(difference)})."


def _sooner(difference: Difference) -> str:
    return f"{format_value(abs(difference.effect.value), 'days')} {_way(difference.effect.value)}"


def _way(days: float) -> str:
    return "sooner" if days < 0 else "later"


def _range(difference: Difference) -> str:
    """Where the difference likely lies. Its side is said here only where nothing before it says so."""
    low, high = difference.effect.low, difference.effect.high
    if low is None or high is None:
        return "no likely range"
    if not difference.effect.certain:
        return f"likely {_days(low)} sooner to {_days(high)} later"
    near, far = sorted((low, high), key=abs)
    ends = f"likely {_days(near).split(' ')[0]} to"
    return f"{ends} {_days(far).split(' ')[0]}" if difference.apart else f"{ends} {_days(far)} {_way(far)}"


def _days(end: float) -> str:
    """An end of a range without its sign, in whole days unless that would make it none."""
    days = abs(end)
    return format_value(round(days) if days >= 1 else round(days, 1), "days")


def _row(group: RampGroup) -> tuple[str, ...]:
    typical = format_value(group.typical.value, "days")
    likely = format_interval(group.typical.low, group.typical.high, "days").removeprefix("likely ")
    return (group.name, beside_others(group), typical, likely, format_count(group.n), format_count(group.ended))


def longest_day(ramps: Ramps) -> float:
    """How far a chart of the curves should reach: to the day by which nine of ten of the slowest had got there."""
    ends = []
    for group in ramps.groups or (ramps.whole,):
        if group.curve is not None and len(group.curve.days):
            enough = np.flatnonzero(group.curve.remaining <= 0.1)
            ends.append(float(group.curve.days[enough[0]] if len(enough) else group.curve.days[-1]))
    return max(ends, default=1.0)
