"""A metric's facts: every stored row with its reason, the sums per day, and the sums per period.

Facts become one table: a row per day, person, assignment and segment, with sums that add. Questions read that
table, so that it is made once per version; what is printed has it as the first WITH.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from metrics.query.compile.scope import Scope
from metrics.semantic import Metric, Stock, literal, quoted, set_in

POPULATIONS: Mapping[str, tuple[str, str]] = {
    "customer-facing": ("customer_facing", "not customer-facing on the day"),
    "sellers": ("sells", "not a seller on the day"),
}
"""Who a metric divides by: the roster's flag, and why somebody without it counts for nothing."""

FOLLOWED: tuple[Stock, ...] = ("kept", "later")
"""What is counted of spells by looking at the same subject again after the period."""

OF_SUBJECTS: tuple[Stock, ...] = ("left", *FOLLOWED)
"""What is counted of the subjects behind spells: several of one subject that last on a day are one."""

ROSTER = ("persons", "roster")
"""What facts are joined with to know their person and team (`roster_on`)."""

UNDATED = date.max
"""The day of facts that have none: of no period, but of all time together."""

SqlStep = tuple[str, str]
"""A name and the SELECT it stands for, to become one part of a WITH."""


def with_steps(steps: Sequence[SqlStep], query: str) -> str:
    """One statement: WITH the steps, the query."""
    parts = ",\n".join(f"{name} AS (\n{set_in(sql)}\n)" for name, sql in steps)
    return f"WITH {parts}\n{query}"


def accounted(metric: Metric) -> str:
    """Every stored row behind a metric once, with the reason why it counts for nothing (NULL: it counts).

    A spell's team is asked on the day the spell is; its own `spell` comes later.
    """
    day = f"facts.{metric.happened}"
    assignment = "" if metric.shape == "spell" else f"    {day} AS day,\n    {team_assignment()} AS spell,\n"
    joins = "" if metric.shape == "spell" else roster_on(f"LEAST({day}, facts.data_through)" if metric.undated else day)
    return (
        f"SELECT\n    facts.*,\n{assignment}    {_reason(metric)} AS reason\n"
        f"FROM (\n{set_in(metric.sql)}\n) AS facts\n{joins}"
    ).rstrip()


def summed(metric: Metric) -> tuple[str, ...]:
    """The facts' columns that are summed; who is counted, or how long something took, is none."""
    if metric.measure in ("median", "distinct", "survival"):
        return ()
    if metric.shape == "spell":
        return ("weight",)
    from_roster = metric.denominator if metric.population else None
    return tuple(name for name in metric.parts if name != from_roster)


def table_keys(metric: Metric) -> tuple[str, ...]:
    """The columns that a life table is made of, once facts are in their periods."""
    return {"median": (metric.numerator,), "survival": (metric.numerator, "ended")}.get(metric.measure, ())


def clustered_by(metric: Metric) -> str:
    """The column whose values are the independent units of an interval."""
    return "subject" if metric.interval.endswith("by customer") else "who"


def facts_of(metric: Metric, scope: Scope) -> str:
    """Facts summed per day (or spell), person and segment; what counts for nothing is one row a reason, on no day."""
    names = (*_keys(metric), *map(quoted, scope.own))
    keys = ", ".join(names)
    considered = f"SELECT {', '.join(('reason', *names, *summed(metric)))}\nFROM accounted"
    nothing = "".join(f", NULL AS {name}" for name in (*names, *summed(metric)))
    sums = "".join(f", SUM({name}) AS {name}" for name in summed(metric))
    query = (
        f"SELECT NULL AS reason, {keys}{sums}, COUNT(*) AS facts\nFROM considered\nWHERE reason IS NULL\n"
        f"GROUP BY {keys}\nUNION ALL\nSELECT reason{nothing}, COUNT(*)\nFROM considered\nWHERE reason IS NOT NULL\n"
        "GROUP BY reason"
    )
    return with_steps((("accounted", accounted(metric)), ("considered", considered)), query)


def _keys(metric: Metric) -> tuple[str, ...]:
    if metric.shape != "spell":
        return ("who", "day", "spell", *table_keys(metric))
    subject = ("subject",) if metric.stock in OF_SUBJECTS else ()
    left = ("left_on",) if metric.stock == "left" else ()
    return ("who", "valid_from", "valid_to", *left, *subject)


def placed(metric: Metric, scope: Scope) -> str:
    """Facts summed per period, person, assignment and segment."""
    if metric.shape == "spell":
        return _placed_spells(metric, scope)
    keyed = ", ".join(
        ("period_days.period", "facts.spell", "facts.who", *_named((*table_keys(metric), *map(quoted, scope.own))))
    )
    sums = "".join(f"SUM(facts.{name}) AS {name}, " for name in summed(metric))
    count = "CAST(SUM(facts.facts) AS BIGINT) AS facts"
    # In order, so that sums per person find their rows side by side: several times as fast.
    return f"{in_periods(metric, f'{keyed}, {sums}{count}')}GROUP BY {keyed}\nORDER BY period_days.period, facts.who"


def _placed_spells(metric: Metric, scope: Scope) -> str:
    """What is there on a day of each period, and what became of it."""
    if metric.stock in OF_SUBJECTS:
        return _placed_subjects(metric, scope)
    keys = ["periods.period", team_assignment(), *_named(("who", *map(quoted, scope.own)))]
    columns = ["periods.period", f"{team_assignment()} AS spell", *keys[2:]]
    if metric.measure == "median":
        age = f"DATE_DIFF('day', facts.valid_from, {asked_day(metric)})"
        keys, columns = [*keys, age], [*columns, f"{age} AS {metric.numerator}"]
    else:
        columns.append(f"SUM(facts.weight) AS {metric.numerator}")
    columns.append("CAST(SUM(facts.facts) AS BIGINT) AS facts")
    return f"{in_periods(metric, ', '.join(columns))}GROUP BY {', '.join(keys)}"


def _placed_subjects(metric: Metric, scope: Scope) -> str:
    """The subjects there on the first day of each period, and what became of them.

    A subject with several spells on that day is one, worth their sum, and stands where the largest of them does: then
    what it was worth before and after is compared within one group.
    """
    names = ("who", *(("subject",) if clustered_by(metric) == "subject" else ()), *map(quoted, scope.own))
    keys = ", ".join(f"there.{name}" for name in ("period", "spell", *names))
    query = (
        f"SELECT {keys}, "
        f"{_stock(metric)} AS {metric.numerator}, SUM(there.weight) AS {metric.denominator}, "
        "COUNT(*) AS facts\n"
        f"FROM (\n{set_in(_there(metric, scope))}\n) AS there\n{_afterwards(metric)}WHERE there.place = 1\n"
    )
    return f"{query}GROUP BY {keys}"


def _there(metric: Metric, scope: Scope) -> str:
    """The spells of each period's first day, with what all of the same subject are worth and their rank among them.

    Where subjects are counted, one with several contracts is one.
    """
    own = ", ".join(f"facts.{name}" for name in ("who", *map(quoted, scope.own)))
    same = "PARTITION BY periods.period, facts.subject"
    weight = f"SUM(facts.weight) OVER ({same})" if clustered_by(metric) == "subject" else "1"
    left = "periods.first_day, periods.last_day, facts.left_on, " if metric.stock == "left" else ""
    return in_periods(
        metric,
        f"periods.period, {left}{team_assignment()} AS spell, facts.subject, {own}, "
        f"{weight} AS weight, "
        f"ROW_NUMBER() OVER ({same} ORDER BY facts.weight DESC, facts.valid_from, facts.valid_to, {own}) AS place",
    )


def _stock(metric: Metric) -> str:
    """The weight of what counts as the numerator."""
    left = "there.left_on >= there.first_day AND there.left_on <= there.last_day"
    return {
        "left": f"SUM(CASE WHEN {left} THEN there.weight ELSE 0 END)",
        "kept": "SUM(LEAST(there.weight, COALESCE(afterwards.weight, 0)))",
        "later": "SUM(COALESCE(afterwards.weight, 0))",
    }[str(metric.stock)]


def _afterwards(metric: Metric) -> str:
    """What each subject is worth on the day after the period."""
    if metric.stock not in FOLLOWED:
        return ""
    worth = (
        "SELECT periods.period, facts.subject, SUM(facts.weight) AS weight\nFROM periods\nINNER JOIN facts\n"
        "    ON facts.valid_from <= periods.following_day AND facts.valid_to > periods.following_day\n"
        "GROUP BY periods.period, facts.subject"
    )
    return (
        f"LEFT JOIN (\n{set_in(worth)}\n) AS afterwards\n"
        "    ON afterwards.period = there.period AND afterwards.subject = there.subject\n"
    )


def _named(columns: Sequence[str]) -> list[str]:
    return [f"facts.{column}" for column in columns]


def in_periods(metric: Metric, columns: str) -> str:
    """Columns of the facts that fall into the periods; a spell falls into those whose day it covers."""
    if metric.shape == "spell":
        return f"SELECT {columns}\nFROM periods\nINNER JOIN facts ON {alive(metric)}\n{roster_on(asked_day(metric))}"
    return f"SELECT {columns}\nFROM facts\nINNER JOIN period_days ON period_days.day = facts.day\n"


def asked_day(metric: Metric) -> str:
    """The day of a period on which spells are counted."""
    return "periods.last_day" if metric.stock == "there" else "periods.first_day"


def alive(metric: Metric) -> str:
    """Whether a spell covers that day."""
    return f"facts.valid_from <= {asked_day(metric)} AND facts.valid_to > {asked_day(metric)}"


def roster_on(day: str) -> str:
    """Everybody's assignment on a day. LEFT: whoever is not in the roster stays."""
    return (
        "LEFT JOIN persons ON persons.person = facts.who\n"
        f"LEFT JOIN roster ON roster.person = facts.who AND {day} >= roster.spell_from AND {day} < roster.spell_to\n"
    )


def team_assignment() -> str:
    """An assignment's number; 0 for a person of the roster between two; NULL for who is not in the roster."""
    return "CASE WHEN persons.matched THEN COALESCE(roster.spell, 0) END"


def _reason(metric: Metric) -> str:
    if not metric.population:
        return "facts.left_out"
    flag, sentence = POPULATIONS[metric.population]
    day = f"facts.{metric.happened}"
    active = f"{day} >= roster.active_from AND {day} < roster.active_to"
    return (
        "CASE\n"
        "        WHEN facts.left_out IS NOT NULL THEN facts.left_out\n"
        "        WHEN NOT COALESCE(persons.matched, FALSE) THEN 'person not in the roster'\n"
        f"        WHEN roster.spell IS NULL OR NOT ({active}) THEN 'person not active on the day'\n"
        f"        WHEN NOT roster.{flag} THEN {literal(sentence)}\n"
        "    END"
    )
