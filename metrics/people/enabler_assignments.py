"""How many people one enablement person serves in each team, and since when that has been in the same band.

The time of an enabler who serves several teams divides by their sizes, and several enablers of a team share it. So a
team whose enablers serve e1, e2 … people in all has 1 / (1/e1 + 1/e2 + …) people per enablement person.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby
from typing import Literal

Band = Literal["nobody", "beyond 1:100", "1:50 to 1:100", "up to 1:50"]
BANDS: tuple[Band, ...] = ("nobody", "beyond 1:100", "1:50 to 1:100", "up to 1:50")
"""The least enabled first. 1:50 is typical (A1)."""


@dataclass(frozen=True, slots=True)
class Serving:
    """An enabler serves a team from a day on, until a day no longer."""

    enabler: int
    team: str
    since: date
    until: date


@dataclass(frozen=True, slots=True)
class Membership:
    """A customer-facing person is in a team from a day on, until a day no longer."""

    team: str
    since: date
    until: date


@dataclass(frozen=True, slots=True)
class BandSpan:
    """A time in which a team stayed in one band: from a day on, until a day no longer (None: to the last day)."""

    band: Band
    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class TeamServed:
    """One team on the last day: its people, its enablers, and how many people each of them serves.

    `people_per_enabler` is None where nobody serves it. `band_spans` lead to the present band, the oldest first.
    """

    team: str
    people: int
    enablers: int
    people_per_enabler: float | None
    band_spans: tuple[BandSpan, ...]

    @property
    def band(self) -> Band:
        """The band on the last day."""
        return self.band_spans[-1].band

    @property
    def since(self) -> date:
        """The day from which it has been in that band."""
        return self.band_spans[-1].since


def band_of(people_per_enabler: float | None) -> Band:
    """The band of so many people per enabler."""
    if people_per_enabler is None:
        return "nobody"
    if people_per_enabler > 100:
        return "beyond 1:100"
    return "1:50 to 1:100" if people_per_enabler > 50 else "up to 1:50"


@dataclass(slots=True)
class _State:
    """Who is where on one day of the walk."""

    sizes: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    enablers: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    teams: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    times: dict[tuple[int, str], int] = field(default_factory=lambda: defaultdict(int))

    def people_per_enabler(self, team: str) -> float | None:
        """The people each enabler of a team serves, shared time taken together."""
        loads = [sum(self.sizes[other] for other in self.teams[enabler]) for enabler in self.enablers[team]]
        time = sum(1 / load for load in loads if load)
        return 1 / time if time else None

    def neighbours(self, team: str) -> set[str]:
        """The team and those that share an enabler with it."""
        return {team}.union(*(self.teams[enabler] for enabler in self.enablers[team]))

    def serve(self, enabler: int, team: str, change: int) -> None:
        """An enabler begins or ceases to serve a team; of times that overlap the last to end counts."""
        self.times[enabler, team] += change
        serves = self.times[enabler, team] > 0
        (self.enablers[team].add if serves else self.enablers[team].discard)(enabler)
        (self.teams[enabler].add if serves else self.teams[enabler].discard)(team)


Event = tuple[date, str, int, int | None]
"""A day, a team, +1 or −1, and the enabler it is about (None: a person of the team)."""


def served_teams(serving: Iterable[Serving], memberships: Iterable[Membership], day: date) -> tuple[TeamServed, ...]:
    """Every team with customer-facing people on `day`, in order of names, with its bands since serving is on record.

    Walks through the days on which somebody came, went, or was served by another.
    """
    on_record = [each for each in serving if each.since <= day and each.since < each.until]
    start = min((each.since for each in on_record), default=day)
    state, band_spans = _State(), defaultdict[str, list[BandSpan]](list)
    happened = sorted(_events(on_record, memberships, day), key=lambda event: (event[0], event[2]))
    before = [event for event in happened if event[0] <= start]
    for moment, events in ((start, before), *_by_day(happened, start)):
        touched: set[str] = set(state.sizes) if moment == start else set()
        for _, team, change, enabler in events:
            touched |= state.neighbours(team)
            if enabler is None:
                state.sizes[team] += change
            else:
                state.serve(enabler, team, change)
            touched |= state.neighbours(team)
        for team in touched:
            _note(band_spans[team], state, team, moment)
    return tuple(
        TeamServed(team, size, len(state.enablers[team]), state.people_per_enabler(team), tuple(band_spans[team]))
        for team, size in sorted(state.sizes.items())
        if size
    )


def _events(serving: Iterable[Serving], memberships: Iterable[Membership], day: date) -> Iterator[Event]:
    for served in serving:
        yield served.since, served.team, 1, served.enabler
        if served.until <= day:
            yield served.until, served.team, -1, served.enabler
    for member in memberships:
        if member.since <= day and member.since < member.until:
            yield member.since, member.team, 1, None
            if member.until <= day:
                yield member.until, member.team, -1, None


def _by_day(events: list[Event], start: date) -> Iterator[tuple[date, list[Event]]]:
    later = (event for event in events if event[0] > start)
    return ((moment, list(group)) for moment, group in groupby(later, key=lambda event: event[0]))


def _note(band_spans: list[BandSpan], state: _State, team: str, moment: date) -> None:
    """Ends a team's span where its band changed or nobody is left in it, and begins the next."""
    band = band_of(state.people_per_enabler(team)) if state.sizes[team] else None
    last = band_spans[-1] if band_spans and band_spans[-1].until is None else None
    if last is not None and band != last.band:
        band_spans[-1] = replace(last, until=moment)
    if band is not None and (last is None or band != last.band):
        band_spans.append(BandSpan(band, moment))


def changes_of_band(teams: Iterable[TeamServed]) -> Mapping[date, tuple[str, ...]]:
    """The days on which teams came into another band, and which teams did."""
    teams_by_day: dict[date, list[str]] = defaultdict(list)
    for team in teams:
        for band_span in team.band_spans[1:]:
            teams_by_day[band_span.since].append(team.team)
    return {day: tuple(teams_by_day[day]) for day in sorted(teams_by_day)}
