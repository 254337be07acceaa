"""Newcomers one by one: when each started, how long they were followed, and whether they got there."""

from metrics.query.compile.compiled import Compiled
from metrics.query.compile.scope import membership
from metrics.query.compile.totals import Query


def starters(compiled: Compiled) -> Query:
    """A row for each newcomer of the periods: who, start day, days, ended, how many alike, function, known or not.

    For what the life tables leave out: whether something came to a person on the way. The function is that of the start
    day, NULL where the roster has none; who is not in the roster is not known.
    """
    value = compiled.metric.numerator
    query = (
        f"SELECT facts.who, facts.day, facts.{value}, facts.ended, CAST(SUM(facts.facts) AS BIGINT) AS facts,\n"
        "    MIN(starting.work) AS work, facts.spell IS NOT NULL AS known\n"
        f"FROM facts\nINNER JOIN period_days ON period_days.day = facts.day\n{membership(compiled.scope)}"
        "LEFT JOIN roster AS starting ON starting.spell = facts.spell\n"
        f"WHERE facts.reason IS NULL AND {compiled.predicate.sql}\n"
        f"GROUP BY facts.who, facts.day, facts.{value}, facts.ended, facts.spell\n"
        f"ORDER BY facts.who, facts.day, facts.{value}"
    )
    return (), query
