"""One question as SQL: facts in their periods (`placed`), in the groups asked for (`segmented`)."""

from dataclasses import dataclass
from typing import Any

from metrics.query.compile.facts import POPULATIONS, ROSTER, SqlStep, clustered_by, facts_of, placed, summed, table_keys
from metrics.query.compile.scope import (
    Scope,
    groups_of,
    joined,
    leaver_predicates,
    membership,
    own_predicates,
    people_predicates,
    predicates_of_all,
)
from metrics.query.predicates import Predicate, every
from metrics.semantic import Metric, quoted


@dataclass(frozen=True, slots=True)
class Compiled:
    """One question as SQL.

    The SELECT `placed` reads `facts` (what the SELECT `facts` gives), `periods` and `period_days`; the `steps` read
    `placed` and `periods`. What the first two give can be kept for other questions over the same days.
    """

    metric: Metric
    scope: Scope
    facts: str
    placed: str
    steps: tuple[SqlStep, ...]

    @property
    def groups(self) -> tuple[str, ...]:
        """The columns that hold the dimensions asked for, in order."""
        return tuple(f"group_{number}" for number in range(len(self.scope.by)))

    @property
    def keys(self) -> str:
        """Period and groups, as a list of columns."""
        return ", ".join(("period", *self.groups))

    @property
    def predicate(self) -> Predicate:
        """Every filter of the question, and the limits of what the asker may see."""
        return every([*own_predicates(self.scope), *people_predicates(self.scope)])

    @property
    def divides_by_all(self) -> bool:
        """Whether those who left are told by what only they have, and divided by everybody."""
        return _divides_by_all(self.metric, self.scope)

    @property
    def counted_predicate(self) -> Predicate:
        """What a row has to fulfill to be counted at all: those who left are divided by everybody."""
        if not self.divides_by_all:
            return self.predicate
        return every([*predicates_of_all(self.scope), *people_predicates(self.scope)])

    @property
    def parameters(self) -> dict[str, Any]:
        """The values bound to the `$names` in the steps."""
        return dict(self.predicate.parameters)

    @property
    def needs(self) -> tuple[str, ...]:
        """The stored tables and prepared views that the facts and the steps read."""
        return tuple(dict.fromkeys((*self.metric.relations, *ROSTER, *joined(self.scope))))


def compile_question(metric: Metric, scope: Scope) -> Compiled:
    """The SQL of a metric over a scope. Periods come in when it runs."""
    steps: tuple[SqlStep, ...] = (("segmented", _segmented(metric, scope)),)
    if metric.population:
        present = f"SELECT facts.* FROM placed AS facts\nWHERE {every(own_predicates(scope)).sql}"
        steps = (("present", present), ("everybody", _everybody(metric, scope)), *steps)
    elif _divides_by_all(metric, scope):
        steps = (*_divided_by_all(metric, scope), *steps)
    return Compiled(metric, scope, facts_of(metric, scope), placed(metric, scope), steps)


def _divides_by_all(metric: Metric, scope: Scope) -> bool:
    return metric.stock == "left" and bool(scope.of_leavers)


def _divided_by_all(metric: Metric, scope: Scope) -> tuple[SqlStep, ...]:
    """Those who left, in the groups that only they have, and everybody they are divided by in each of these."""
    numerator, denominator = metric.numerator, metric.denominator
    theirs_alone = every(leaver_predicates(scope)).sql
    leavers = f"SELECT facts.* FROM placed AS facts\nWHERE {theirs_alone} AND facts.{numerator} > 0"
    own = [name for name in scope.own if name not in scope.of_leavers]
    same = ", ".join(f"facts.{name}" for name in ("period", "who", *_subject(metric), "spell", *map(quoted, own)))
    grouped = [quoted(name) for name in scope.of_leavers]
    theirs, everybodys = ("".join(f", {place}.{name}" for name in grouped) for place in ("facts", "segments"))
    divided = (
        f"SELECT {same}{theirs}, facts.{numerator}, 0 AS {denominator}, 0 AS facts\nFROM leavers AS facts\nUNION ALL\n"
        f"SELECT {same}{everybodys}, 0, facts.{denominator}, facts.facts\nFROM placed AS facts\n"
        f"CROSS JOIN ({_leavers_segments(scope)}) AS segments"
    )
    return ("leavers", leavers), ("divided", divided)


def _leavers_segments(scope: Scope) -> str:
    """One row of the columns that only those who left have for each group asked for; a single one where none is."""
    columns = ", ".join(f"MIN(facts.{quoted(name)}) AS {quoted(name)}" for name in scope.of_leavers)
    pairs = zip(scope.by, groups_of(scope), strict=True)
    groups = ", ".join(group for dimension, group in pairs if dimension.only_of)
    return f"SELECT {columns} FROM leavers AS facts{f' GROUP BY {groups}' if groups else ''}"


def _everybody(metric: Metric, scope: Scope) -> str:
    """The facts present, and everybody they are divided by, in every segment: absent people count too."""
    flag, _ = POPULATIONS[str(metric.population)]
    own = "".join(f", segments.{quoted(name)}" for name in scope.own_groups)
    present = "".join(f", present.{quoted(name)}" for name in (*scope.own_groups, *summed(metric)))
    nothing = "".join(f", 0 AS {name}" for name in summed(metric))
    segments = f"CROSS JOIN ({_own_segments(scope)}) AS segments\n"
    first, following = (
        "GREATEST(roster.active_from, periods.first_day)",
        "LEAST(roster.active_to, periods.following_day)",
    )
    return (
        f"SELECT present.period, present.who, present.spell{present}, present.facts, 0 AS days_active\n"
        "FROM present\nUNION ALL\n"
        f"SELECT periods.period, roster.person, roster.spell{own}{nothing}, 0, DATE_DIFF('day', {first}, {following})\n"
        "FROM periods\n"
        "INNER JOIN roster ON roster.active_from <= periods.last_day AND roster.active_to > periods.first_day\n"
        f"{segments if own else ''}WHERE roster.{flag} AND roster.active_from < roster.active_to"
    )


def _own_segments(scope: Scope) -> str:
    """One row of the facts' own columns for each group that they fall into."""
    columns = ", ".join(f"MIN(facts.{quoted(name)}) AS {quoted(name)}" for name in scope.own_groups)
    pairs = zip(scope.by, groups_of(scope), strict=True)
    groups = ", ".join(group for dimension, group in pairs if dimension.source == "facts")
    return f"SELECT {columns} FROM present AS facts GROUP BY {groups}"


def _segmented(metric: Metric, scope: Scope) -> str:
    """Facts with the groups asked for, filtered by what they are (unless that is done) and whose they are."""
    source, own = ("everybody", []) if metric.population else ("placed", own_predicates(scope))
    if _divides_by_all(metric, scope):
        source, own = "divided", predicates_of_all(scope)
    groups = "".join(f"    {group} AS group_{number},\n" for number, group in enumerate(groups_of(scope)))
    sums = "".join(f", facts.{name}" for name in _measured(metric))
    return (
        f"SELECT\n    facts.period,\n{groups}    facts.who{sums}, facts.facts\n"
        f"FROM {source} AS facts\n{membership(scope)}WHERE {every([*own, *people_predicates(scope)]).sql}"
    )


def _subject(metric: Metric) -> tuple[str, ...]:
    """What rows are clustered by, if that isn't who they are of."""
    return ("subject",) if clustered_by(metric) == "subject" else ()


def _measured(metric: Metric) -> tuple[str, ...]:
    """What is carried from the periods into the groups."""
    if metric.shape == "spell":
        return (*_subject(metric), *metric.parts)
    return (*table_keys(metric), *summed(metric), *(("days_active",) if metric.population else ()))
