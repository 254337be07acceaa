"""Panels of people and months beside what the files say: the cells, the days that count, and where two differ."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import cache

from metrics.programs.exposure import Exposure
from metrics.programs.outcome_counting import CLOSED, ProgramOutcome, outcome_of
from metrics.programs.panel_query import OutcomePanel, outcome_panel_of
from metrics.programs.registration import TrainingRule
from metrics.semantic.definition import catalog
from metrics.store.snapshot import Snapshot
from tests.oracles.roster import Place, Roster, day, described
from tests.oracles.rows import Company
from tests.readers import reader_of

Cells = dict[tuple[str, date], tuple[float, float]]
"""Numerator and denominator by person and first day of the month."""
FOLLOWED = {
    name: outcome for name, metric in catalog().items() if isinstance(outcome := outcome_of(metric), ProgramOutcome)
}
"""Every metric that can be followed by person and month."""
NOBODY = Exposure("roll-out", TrainingRule(), (), (), "people")


@cache
def days_of(month: date) -> tuple[date, ...]:
    return tuple(on for number in range(31) if (on := month + timedelta(days=number)).month == month.month)


def months_between(first: date, last: date) -> list[date]:
    """The first days of the months that lie wholly within."""
    firsts = [date(year, month, 1) for year in range(first.year, last.year + 1) for month in range(1, 13)]
    return [month for month in firsts if first <= month and days_of(month)[-1] <= last]


def anybody(place: Place) -> bool:
    return True


@cache
def days_counted(roster: Roster, counts: Callable[[Place], bool], person: str, month: date) -> frozenset[date]:
    """The days of a month on which a person was there, as somebody who counts."""
    counted: set[date] = set()
    for row in roster.spells.get(person, ()):
        since = max(day(row["valid_from"]) or date.min, day(row["started_on"]) or date.min)
        until, last = day(row["valid_to"]) or date.max, day(row["left_on"]) or date.max
        if since <= days_of(month)[-1] and until > month and last >= month and counts(described(row)):
            counted |= {on for on in days_of(month) if since <= on < until and on <= last}
    return frozenset(counted)


def ids_by_name(sample: Company) -> dict[str, str]:
    """Who is meant by a name, which carries the id where two people share it."""
    pairs = {(row["name"], row["person_id"]) for row in sample.rows("people")}
    return dict(pairs) | {f"{name} ({person})": person for name, person in pairs}


def observed(snapshot: Snapshot, metric: str, who: Exposure, by: str = CLOSED) -> OutcomePanel:
    return outcome_panel_of(reader_of(snapshot), FOLLOWED[metric], who, by, "segment")


def cells_in(outcomes: OutcomePanel, sample: Company) -> Cells:
    ids, rows = ids_by_name(sample), outcomes.rows[outcomes.rows["denominator"] > 0]
    return {
        (ids[row.name], outcomes.months[row.period].start): (row.numerator, row.denominator)
        for row in rows.itertuples()
    }


def differences(own: Cells, theirs: Cells) -> list[str]:
    """The cells that only one of the two has, or that they fill differently: how many, and the first few of them."""
    sentences = [
        f"{key[0]} {key[1]:%b %Y}: the oracle says {own.get(key)}, the panel {theirs.get(key)}"
        for key in sorted(own.keys() | theirs.keys())
        if not (key in own and key in theirs and alike(own[key], theirs[key]))
    ]
    return [f"{len(sentences)} of {len(own.keys() | theirs.keys())} cells differ", *sentences[:5]] if sentences else []


def alike(own: tuple[float, float], other: tuple[float, float]) -> bool:
    return all(abs(a - b) <= 1e-6 + 1e-9 * abs(a) for a, b in zip(own, other, strict=True))
