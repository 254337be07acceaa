"""Who serves whom, against an oracle that asks every single day anew."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from metrics.people.enabler_assignments import BandSpan, Membership, Serving, band_of, changes_of_band, served_teams

FIRST = date(2025, 1, 1)
LAST = FIRST + timedelta(days=20)
FOREVER = date(9999, 12, 31)


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


def ratio_on(serving: list[Serving], members: list[Membership], team: str, on: date) -> float | None:
    """People per enabler of a team on one day, as the definition says it."""
    size = {
        name: sum(m.team == name and m.since <= on < m.until for m in members) for name in {m.team for m in members}
    }
    pairs = {(s.enabler, s.team) for s in serving if s.since <= on < s.until}
    shares = []
    for enabler in {enabler for enabler, served in pairs if served == team}:
        whole = sum(size.get(served, 0) for other, served in pairs if other == enabler)
        if whole:
            shares.append(size.get(team, 0) / whole)
    return size[team] / sum(shares) if sum(shares) else None


def spells_by_day(serving: list[Serving], members: list[Membership], team: str) -> list[BandSpan]:
    """The bands of a team, found by asking every day."""
    starts = [s.since for s in serving if s.since <= LAST and s.since < s.until]
    on, spells = min(starts, default=LAST), []
    while on <= LAST:
        there = any(m.team == team and m.since <= on < m.until for m in members)
        band = band_of(ratio_on(serving, members, team, on)) if there else None
        last = spells[-1] if spells and spells[-1].until is None else None
        if last and band != last.band:
            spells[-1] = BandSpan(last.band, last.since, on)
            last = None
        if band and not last:
            spells.append(BandSpan(band, on))
        on += timedelta(days=1)
    return spells


spans = st.tuples(st.integers(0, 25), st.integers(0, 25) | st.none()).map(
    lambda ends: (day(ends[0]), FOREVER if ends[1] is None else day(ends[1]))
)
teams = st.sampled_from(["East", "West", "North"])
servings = st.lists(st.builds(lambda e, t, s: Serving(e, t, *s), st.integers(1, 3), teams, spans), max_size=7)
crowds = st.lists(st.tuples(teams, spans, st.sampled_from([1, 30, 70])), max_size=6)


@given(servings, crowds)
def test_the_walk_finds_what_asking_every_day_finds(
    serving: list[Serving], crowd: list[tuple[str, tuple[date, date], int]]
) -> None:
    members = [Membership(team, *span) for team, span, count in crowd for _ in range(count)]
    served = {team.team: team for team in served_teams(serving, members, LAST)}
    there = {m.team for m in members if m.since <= LAST < m.until}
    assert set(served) == there
    for name, team in served.items():
        expected = ratio_on(serving, members, name, LAST)
        assert (team.people_per_enabler is None) == (expected is None)
        if expected is not None and team.people_per_enabler is not None:
            assert abs(team.people_per_enabler - expected) < 1e-9
        assert list(team.band_spans) == spells_by_day(serving, members, name)
        assert team.people == sum(m.team == name and m.since <= LAST < m.until for m in members)


def test_an_enabler_of_two_teams_divides_by_their_sizes_and_two_enablers_of_one_team_share_it() -> None:
    members = [Membership("East", FIRST, FOREVER)] * 60 + [Membership("West", FIRST, FOREVER)] * 20
    shared = [Serving(1, "East", FIRST, FOREVER), Serving(1, "West", FIRST, FOREVER)]
    alone = {team.team: team.people_per_enabler for team in served_teams(shared, members, LAST)}
    assert alone == {"East": 80, "West": 80}
    two = served_teams([*shared, Serving(2, "East", FIRST, FOREVER)], members, LAST)
    assert {team.team: team.people_per_enabler for team in two} == {"East": 1 / (1 / 80 + 1 / 60), "West": 80}
    assert {team.team: team.enablers for team in two} == {"East": 2, "West": 1}


def test_bands_end_where_the_rule_says() -> None:
    assert [band_of(value) for value in (None, 100.1, 100, 50.1, 50, 1)] == [
        "nobody", "beyond 1:100", "1:50 to 1:100", "1:50 to 1:100", "up to 1:50", "up to 1:50",
    ]  # fmt: skip


def test_the_day_on_which_a_band_changed_is_known() -> None:
    members = [Membership("East", FIRST, FOREVER)] * 60 + [Membership("West", FIRST, FOREVER)] * 40
    serving = [
        Serving(1, "East", FIRST, FOREVER), Serving(1, "West", FIRST, day(5)), Serving(2, "West", day(5), FOREVER),
    ]  # fmt: skip
    served = served_teams(serving, members, LAST)
    assert [(team.team, team.band, team.since) for team in served] == [
        ("East", "1:50 to 1:100", FIRST), ("West", "up to 1:50", day(5)),
    ]  # fmt: skip
    assert changes_of_band(served) == {day(5): ("West",)}


def test_a_team_nobody_serves_is_served_by_nobody_since_serving_is_on_record() -> None:
    members = [Membership("East", date(2020, 1, 1), FOREVER), Membership("West", date(2020, 1, 1), FOREVER)]
    served = served_teams([Serving(1, "East", day(3), FOREVER)], members, LAST)
    assert [(team.team, team.band, team.since) for team in served] == [
        ("East", "up to 1:50", day(3)), ("West", "nobody", day(3)),
    ]  # fmt: skip


def test_two_times_of_serving_that_overlap_end_with_the_later_one() -> None:
    members = [Membership("East", FIRST, FOREVER)]
    serving = [Serving(1, "East", FIRST, FOREVER), Serving(1, "East", day(3), day(6))]
    (served,) = served_teams(serving, members, LAST)
    assert (served.enablers, served.people_per_enabler, served.since) == (1, 1, FIRST)
