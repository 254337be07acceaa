"""One question as SQL: facts in their periods (`placed`), in the groups asked for (`segmented`)."""

from dataclasses import dataclass
from typing import Any

from metrics.query.compile.facts import POPULATIONS, ROSTER, SqlStep, clustered_by, facts_of, placed, summed, table_keys
from metrics.query.compile.scope import Scope, groups_of, joined, membership, own_predicates, people_predicates
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
    return Compiled(metric, scope, facts_of(metric, scope), placed(metric, scope), steps)


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
    groups = "".join(f"    {group} AS group_{number},\n" for number, group in enumerate(groups_of(scope)))
    sums = "".join(f", facts.{name}" for name in _measured(metric))
    return (
        f"SELECT\n    facts.period,\n{groups}    facts.who{sums}, facts.facts\n"
        f"FROM {source} AS facts\n{membership(scope)}WHERE {every([*own, *people_predicates(scope)]).sql}"
    )


def _measured(metric: Metric) -> tuple[str, ...]:
    """What is carried from the periods into the groups."""
    subject = ("subject",) if clustered_by(metric) == "subject" else ()
    if metric.shape == "spell":
        return (*subject, *metric.parts)
    return (*table_keys(metric), *summed(metric), *(("days_active",) if metric.population else ()))
