"""What the metrics of well and badly served teams look like, beside each other. A comparison, never proof."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from metrics.people.enabler_assignments import (
    BANDS,
    Band,
    Membership,
    Serving,
    TeamServed,
    changes_of_band,
    served_teams,
)
from metrics.query import AnswerRow, Grain, Period, Question, Reader, Where, first_of_period, select_rows
from metrics.schema import Settings
from metrics.semantic import Metric, catalog, has_roster

RATIO_WARNING = (
    "A comparison, not proof: teams differ in more than who enables them. Well served teams may sell something easier, "
    "and help may have been sent where it was needed most."
)
QUARTERS_COMPARED = 4
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class EnablementRatios:
    """The teams of a workspace on its last day, and how well each is served.

    `without_team` are customer-facing people in no team, `unknown` teams that coverage names and nobody customer-facing
    is in.
    """

    day: date
    teams: tuple[TeamServed, ...]
    without_team: int
    unknown: tuple[str, ...]

    @property
    def bands(self) -> Mapping[Band, tuple[TeamServed, ...]]:
        """The teams by band, the least enabled band first; bands without a team are left out."""
        by_band = {band: tuple(team for team in self.teams if team.band == band) for band in BANDS}
        return {band: teams for band, teams in by_band.items() if teams}


def enablement_ratios(reader: Reader) -> EnablementRatios | None:
    """Who is served how well, and since when; None where no coverage, or no roster with teams, was imported."""
    people, opened = reader.snapshot.tables.get("people"), reader.session()
    day = opened.data_through
    if day is None or people is None or "team" not in people.columns or "coverage" not in reader.snapshot.tables:
        return None
    if not has_roster(reader.snapshot):
        return None
    serving = [Serving(*row) for row in select_rows(opened, "enablers_of_teams")]
    rows = select_rows(opened, "customer_facing_times")
    teams = served_teams(serving, [Membership(*row) for row in rows if row[0] is not None], day)
    named = {each.team for each in serving if each.since <= day < each.until}
    return EnablementRatios(
        day=day,
        teams=teams,
        without_team=sum(team is None and since <= day < until for team, since, until in rows),
        unknown=tuple(sorted(named - {team.team for team in teams})),
    )


def headline_metrics() -> tuple[Metric, ...]:
    """The nine, leading before lagging."""
    return tuple(metric for metric in catalog().values() if metric.headline)


def band_question(metric: str, teams: Sequence[TeamServed], start: date, end: date, grain: Grain = "all") -> Question:
    """A metric of the teams of one band together (no teams: of the whole company), from one day to another.

    The compiler does the rest: ratios are of sums, people count where they were on the day.
    """
    names = tuple(team.team for team in teams)
    where = (Where("team", names),) if names else ()
    return Question(metric, start, end, grain, where=where)


def last_year(day: date, settings: Settings, first: date | None = None) -> tuple[date, date]:
    """First and last day of the last four complete quarters: few teams need more than one to say anything.

    Where the data begins on `first`, a quarter that began before isn't complete: fewer than four are left, but one.
    """
    start = following = first_of_period(day + ONE_DAY, "quarter", settings)
    for _ in range(QUARTERS_COMPARED):
        earlier = first_of_period(start - ONE_DAY, "quarter", settings)
        if first is not None and earlier < first and start < following:
            break
        start = earlier
    return start, following - ONE_DAY


def per_person(row: AnswerRow, teams: Sequence[TeamServed]) -> float | None:
    """A total divided by the people who are in the teams now: a larger band has more of everything."""
    people = sum(team.people for team in teams)
    return None if row.value is None or not people else row.value / people


def changes_within(
    ratios: EnablementRatios, periods: Sequence[Period]
) -> tuple[tuple[float, date, tuple[str, ...]], ...]:
    """The days on which teams came into another band: where each lies among the periods, the day, and the teams.

    A period's place is its middle: 0 is the middle of the first one, 0.5 where the second begins.
    """
    return tuple(
        (place - 0.5 + (day - period.start).days / ((period.end - period.start).days + 1), day, teams)
        for day, teams in changes_of_band(ratios.teams).items()
        for place, period in enumerate(periods)
        if period.start <= day <= period.end
    )
