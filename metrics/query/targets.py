"""What was planned for a row: a target of exactly its days, targets that fill them, or a part of a longer one."""

from collections.abc import Sequence
from datetime import date

from metrics.query.binding import BoundQuery
from metrics.query.question import AnswerRow, ComparedValue
from metrics.query.select_files import select_rows

Target = tuple[date, date, float | None]
"""First day, last day (included) and value; None where several plans of the same days contradict each other."""

NO_PLAN = "No plan covers this period."


def target_value(bound: BoundQuery, row: AnswerRow) -> ComparedValue:
    """The plan of a row and the distance to it.

    Sums (money) are pro-rated by day where a target spans more days than the data covers, and `reason` says so; plans
    for the same days add up. A rate is held against the shortest target that holds the whole period, as it stands.
    """
    owner = _owner(bound, row)
    if owner is None:
        return ComparedValue(
            None, None, reason="Plans are set for the company, a team or a person, not for this group."
        )
    targets = bound.session.remember(("plans", bound.metric.name, owner), lambda: _targets(bound, *owner))
    first, last = row.period.start, row.period.end
    if bound.metric.adds:
        value, reason = _sum_of(targets, first, last, bound.covered)
    else:
        value, reason = _shortest(targets, first, last)
    if value is None or row.value is None:
        return ComparedValue(value, None, reason=row.reason if value is not None else reason)
    return ComparedValue(value, row.value - value, reason=reason)


def _owner(bound: BoundQuery, row: AnswerRow) -> tuple[str | None, str | None] | None:
    """The (team, person) a plan would be set for; both None for the company; None where plans aren't set so."""
    named = dict(row.dimensions)
    for each in bound.question.where:
        if each.dimension in named:  # the row's own group passes its filter
            continue
        if len(each.values) != 1:
            return None
        named[each.dimension] = each.values[0]
    if bound.question.access.scope == "teams" and not named:
        return None
    if set(named) <= {"team"}:
        return named.get("team"), None
    return (None, named["person"]) if set(named) == {"person"} else None


def _targets(bound: BoundQuery, team: str | None, person: str | None) -> list[Target]:
    values = {"name": bound.metric.name, "title": bound.metric.title, "team": team, "person": person}
    adds = bound.metric.adds
    return [
        (first, last, float(total) if adds else float(least) if least == most else None)
        for first, last, total, least, most in select_rows(bound.session, "plans", **values)
    ]


def _sum_of(
    targets: Sequence[Target], first: date, last: date, covered: tuple[date, date]
) -> tuple[float | None, str | None]:
    """The planned total of the covered days from `first` to `last`: only they can be held to a plan.

    Of a period that the data doesn't reach it is the plan of all its days.
    """
    chosen = _filling(targets, first, last)
    if chosen is None:
        longer = [target for target in targets if target[0] <= first and target[1] >= last]
        chosen = [min(longer, key=_length)] if longer else None
    if chosen is None:
        return None, NO_PLAN
    begin, end = max(first, covered[0]), min(last, covered[1])
    if end < begin:
        begin, end = first, last
    total = sum((target[2] or 0) * _shared_days(target, begin, end) / _length(target) for target in chosen)
    whole = all(begin <= start and finish <= end for start, finish, _ in chosen)
    days = (end - begin).days + 1
    return total, None if whole else f"The plan is pro-rated by day to the {days} days covered."


def _filling(targets: Sequence[Target], first: date, last: date) -> list[Target] | None:
    """The fewest targets that fill the days exactly, one after the other; None where none do."""
    if last < first:
        return []
    for target in sorted((each for each in targets if each[0] == first and each[1] <= last), key=_length, reverse=True):
        rest = _filling(targets, date.fromordinal(target[1].toordinal() + 1), last)
        if rest is not None:
            return [target, *rest]
    return None


def _shortest(targets: Sequence[Target], first: date, last: date) -> tuple[float | None, str | None]:
    holding = [target for target in targets if target[0] <= first and target[1] >= last]
    if not holding:
        return None, NO_PLAN
    start, end, value = min(holding, key=_length)
    if value is None:
        return None, f"Several plans of {start} to {end} contradict each other: keep one of them."
    return value, None if (start, end) == (first, last) else f"The plan of {start} to {end}, as it stands."


def _length(target: Target) -> int:
    return (target[1] - target[0]).days + 1


def _shared_days(target: Target, first: date, last: date) -> int:
    return max(0, (min(target[1], last) - max(target[0], first)).days + 1)
