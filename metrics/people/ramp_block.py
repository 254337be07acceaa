"""Ramps as data that no page is needed for: the typical time, who is faster or slower, and the points of the curves."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from metrics.formatting import format_count, format_interval, format_value, listed, plural
from metrics.people.ramp_comparison import NO_KIND, Difference, RampGroup, Ramps

DAYS_SHOWN = (0, 30, 60, 90, 120, 180, 270, 365)
"""The days under the curve at which it is said how many were still followed."""
MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class RampsBlock:
    """What a slide says. `heading` names the columns of `table`, whose cells are words; a row a group."""

    title: str
    sentences: tuple[str, ...]
    heading: tuple[str, ...]
    table: tuple[tuple[str, ...], ...]
    footnotes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """A point of a curve: the share that had got there by the end of a day (0 to 1), with its range."""

    day: float
    share: float
    low: float
    high: float


def describe_ramps(found: Ramps) -> RampsBlock:
    """The block of one metric's ramps."""
    return RampsBlock(
        title=_title(found),
        sentences=in_sentences(found),
        heading=(found.split or "Who", "Beside the others", "Typical", "Likely", "Followed", "Got there"),
        table=tuple(
            _row(group) for group in (found.whole, *found.groups) if group.followed is not None or group.reason
        ),
        footnotes=footnotes(found),
    )


def in_sentences(found: Ramps) -> tuple[str, ...]:
    """The typical time of everybody, then who can be told apart from the others, or why nobody can."""
    whole = found.whole
    if whole.curve is None:
        return (whole.reason or f"Nobody was followed, so {found.metric.short_title.lower()} is not known.",)
    sentences = [_typical(whole)]
    if found.reason:
        sentences.append(found.reason)
    elif found.groups:
        sentences.append(_apart(found))
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


def still_followed(found: Ramps) -> tuple[tuple[str, ...], ...]:
    """How many of each group were still under way, and followed, on the days shown; a heading first."""
    groups = found.groups or (found.whole,)
    longest = max((group.curve.last_day for group in groups if group.curve), default=0.0)
    days = [day for day in DAYS_SHOWN if day <= longest and (day > found.since or not found.since)]
    rows = [(group.name, *(f"{count:,}" for count in group.under_way(days))) for group in groups if group.curve]
    return (("Still under way on day", *(f"{day}" for day in days)), *rows)


def beside_others(group: RampGroup) -> str:
    """How much sooner or later a group gets there than all others, or why that can't be said."""
    known = group.difference
    if known is None:
        return group.reason or ""
    if known.apart:
        return f"{_sooner(known)} ({_range(known)})"
    among = " among so many" if known.effect.certain else ""
    return f"can't be told apart{among} ({_range(known)})"


def footnotes(found: Ramps) -> tuple[str, ...]:
    """What must be known to read the numbers."""
    notes = ["People still under way, or gone before they got there, count for as long as they were followed."]
    if found.compared:
        notes.append(
            "Beside the others: the days it takes on average within the time that both sides were followed for, less "
            "those of all others. A difference says nothing of its cause."
        )
    if found.by_program and found.groups:
        notes.append(
            "Whoever the programme reached on the way counts among the others until that day: who was ever reached had "
            "to stay under way long enough to be reached, which would look like an effect."
        )
    if found.since > 0:
        notes.append(
            f"Compared from day {found.since:g} after the start on: before it hardly anybody had been reached. The two "
            "sides' times are of those still under way on that day."
        )
    notes += [f"{plural(each.count, 'person', 'people')} {each.reason}." for each in found.left]
    return tuple(notes)


def ramp_computed(found: Ramps) -> tuple[str, ...]:
    """How it is computed, for who wants to know: the statistics by their names, with their sources."""
    notes = [
        "Typical: the median of the Kaplan–Meier curve (1958), its range from the log-log Greenwood band.",
        found.metric.definition,
    ]
    for group in found.compared:
        known = group.difference
        if known is not None and known.log_rank is not None:
            notes.append(
                f"{group.name}: restricted mean {known.own.value:.1f} days, of the others {known.others.value:.1f}, up "
                f"to day {known.horizon:g} (Royston and Parmar 2013); log-rank p = {known.log_rank.probability:.3f}."
            )
    if len(found.compared) > 1:
        notes.append(
            f"{len(found.compared)} comparisons were made; those told apart survive Benjamini and Hochberg's procedure "
            "at 10 %."
        )
    return tuple(notes)


def _title(found: Ramps) -> str:
    if found.by_program:
        return f"{found.metric.short_title}, with and without {found.split}"
    return f"{found.metric.short_title} by {found.split.lower()}" if found.split else found.metric.short_title


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


def _apart(found: Ramps) -> str:
    """Who gets there sooner or later, each with the likely range; a comparison made but once is said but once."""
    known = found.compared
    if not known:
        return _nobody_compared(found)
    rest = [group for group in found.groups if group.n and group is not known[0]]
    if len(known) == 1 or len(rest) == 1:
        return _once(found, known[0], rest)
    if not found.apart:
        return f"By {found.split.lower()} nobody can be told apart from the others."
    told = [f"{group.name} {beside_others(group)}" for group in found.apart]
    more = [f"{len(told) - MOST_NAMED} more"] if len(told) > MOST_NAMED else []
    left = len(known) - len(told)
    others = f" The other {'one' if left == 1 else left} can't be told apart." if left else ""
    return f"Compared with all others: {listed([*told[:MOST_NAMED], *more])}.{others}"


def _nobody_compared(found: Ramps) -> str:
    """Why no group could be held against the others. Of hidden groups nobody says whether they have anybody."""
    split, kinds = found.split.lower(), [group for group in found.groups if group.reason != NO_KIND]
    if len(kinds) == 1 and kinds[0].n:
        return f"Only {kinds[0].name} has newcomers here, so there is no other {split} to compare with."
    return f"No {split} can be held against the others: the table says why."


def _once(found: Ramps, group: RampGroup, rest: Sequence[RampGroup]) -> str:
    """The one comparison there is: a group with the rest, by name where the rest is one group."""
    known = group.difference
    if known is None:
        return ""
    who, others = f"Newcomers of {found.split.lower()} {group.name}", "all others"
    if found.by_program:
        who, others = f"Those whom {found.split} had reached", "the others"
    elif len(rest) == 1 and rest[0].reason != NO_KIND:
        others = f"those of {rest[0].name}"
    if known.apart:
        return f"{who} got there {_sooner(known)} than {others} ({_range(known)})."
    return f"{who} can't be told apart from {others} ({_range(known)})."


def _sooner(known: Difference) -> str:
    return f"{format_value(abs(known.effect.value), 'days')} {_way(known.effect.value)}"


def _way(days: float) -> str:
    return "sooner" if days < 0 else "later"


def _range(known: Difference) -> str:
    """Where the difference likely lies. Its side is said here only where nothing before it says so."""
    low, high = known.effect.low, known.effect.high
    if low is None or high is None:
        return "no likely range"
    if not known.effect.certain:
        return f"likely {_days(low)} sooner to {_days(high)} later"
    near, far = sorted((low, high), key=abs)
    ends = f"likely {_days(near).split(' ')[0]} to"
    return f"{ends} {_days(far).split(' ')[0]}" if known.apart else f"{ends} {_days(far)} {_way(far)}"


def _days(end: float) -> str:
    """An end of a range without its sign, in whole days unless that would make it none."""
    days = abs(end)
    return format_value(round(days) if days >= 1 else round(days, 1), "days")


def _row(group: RampGroup) -> tuple[str, ...]:
    typical = format_value(group.typical.value, "days")
    likely = format_interval(group.typical.low, group.typical.high, "days").removeprefix("likely ")
    return (group.name, beside_others(group), typical, likely, format_count(group.n), format_count(group.ended))


def longest_day(found: Ramps) -> float:
    """How far a chart of the curves should reach: to the day by which nine of ten of the slowest had got there."""
    ends = []
    for group in found.groups or (found.whole,):
        if group.curve is not None and len(group.curve.days):
            enough = np.flatnonzero(group.curve.remaining <= 0.1)
            ends.append(float(group.curve.days[enough[0]] if len(enough) else group.curve.days[-1]))
    return max(ends, default=1.0)
