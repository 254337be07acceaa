"""Who works in a company now, as planning begins with it: by function, who enables whom, and how that changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from metrics.query import Reader, Session, select_rows
from metrics.schema import CUSTOMER_FACING
from metrics.semantic import has_roster
from metrics.statistics import largest_remainder

YEAR = timedelta(days=365)
MONTH = 365.25 / 12
LONGEST_TENURE = 36
"""Months: whoever has been there for longer counts among those."""


@dataclass(frozen=True, slots=True)
class Served:
    """An enablement person and the teams served on a day; `in_roster` whether the roster calls them enablement."""

    person: int
    teams: tuple[str, ...]
    in_roster: bool


@dataclass(frozen=True, slots=True)
class Workforce:
    """The people of a company on its last day with data.

    `people` are customer-facing, `enablers` those who enable each function: whole people, by the teams that `coverage`
    says they serve (`covered`), else by the functions' sizes. `tenures[m]` are sellers who have been there m months.
    `growth` per quarter and `seller_attrition` per year are what the last year shows, None where the roster doesn't
    tell. `beside_roster` are enablement people that only coverage names, `without_function` people of the roster of
    whom it gives no function that is known: whether they are customer-facing can't be told.
    """

    day: date
    people: Mapping[str, int]
    enablers: Mapping[str, int]
    covered: bool
    beside_roster: int
    without_function: int
    tenures: tuple[int, ...]
    growth: float | None
    seller_attrition: float | None

    @property
    def sellers(self) -> int:
        """How many sellers there are."""
        return sum(self.tenures)

    @property
    def seller_share(self) -> float:
        """The part of the people in sales that sell; the rest lead them. 1 where nobody is in sales."""
        return self.sellers / self.people["sales"] if self.people["sales"] else 1.0


@dataclass(frozen=True, slots=True)
class _PeopleOnDay:
    """How many people of each kind the roster has on a day."""

    customer_facing: int
    sellers: int
    without_function: int


def workforce(reader: Reader) -> Workforce | None:
    """The people as of the day the data ends; None without a roster, from which alone anything may be taken."""
    opened = reader.session()
    day = opened.data_through
    if day is None or not has_roster(reader.snapshot):
        return None
    people = _customer_facing(opened, day)
    served = enablement(opened, day)
    tenures = _tenures(opened, day)
    growth, seller_attrition = _year(opened, day)
    return Workforce(
        day=day,
        people=people,
        enablers=_by_function(opened, served, people, day),
        covered=any(each.teams for each in served),
        beside_roster=sum(not each.in_roster for each in served),
        without_function=_people_on(opened, day).without_function,
        tenures=tenures,
        growth=growth,
        seller_attrition=seller_attrition,
    )


def enablement(opened: Session, day: date) -> tuple[Served, ...]:
    """Everybody who enables on a day: whom the roster calls so, and whom coverage names who hasn't left by then."""
    in_roster = {person for (person,) in select_rows(opened, "enablement_people", day=day)}
    teams: dict[int, list[str]] = {}
    for person, team in select_rows(opened, "teams_served", day=day):
        teams.setdefault(person, []).append(team)
    return tuple(
        Served(person, tuple(teams.get(person, ())), person in in_roster) for person in sorted({*in_roster, *teams})
    )


def _customer_facing(opened: Session, day: date) -> dict[str, int]:
    counts = select_rows(opened, "people_by_function", day=day)
    return dict.fromkeys(CUSTOMER_FACING.values(), 0) | dict(counts)


def _by_function(opened: Session, served: Sequence[Served], people: Mapping[str, int], day: date) -> dict[str, int]:
    """Whole enablement people by function: each one's time goes to the functions of the people in the teams served.

    One who serves no team with people in it serves everybody.
    """
    sizes: dict[str, dict[str, int]] = {}
    for team, function, count in select_rows(opened, "people_by_team", day=day):
        sizes.setdefault(team, {})[function] = count
    time = dict.fromkeys(people, 0.0)
    for each in served:
        reached = dict.fromkeys(people, 0)
        for team in each.teams:
            for function, count in sizes.get(team, {}).items():
                reached[function] += count
        mix = reached if any(reached.values()) else people
        whole = sum(mix.values())
        for function, count in mix.items():
            time[function] += count / whole if whole else 0.0
    if not any(time.values()):  # nobody to enable: they are sales enablement until somebody says otherwise
        time[next(iter(time))] = 1.0
    return dict(zip(time, largest_remainder(len(served), list(time.values())), strict=True))


def _tenures(opened: Session, day: date) -> tuple[int, ...]:
    """Sellers by whole months since they started; whoever has no day of hiring counts as there for longest."""
    months = [0] * (LONGEST_TENURE + 1)
    for (started,) in select_rows(opened, "sellers_hired", day=day):
        passed = LONGEST_TENURE if started is None else int((day - started).days / MONTH)
        months[min(passed, LONGEST_TENURE)] += 1
    return tuple(months)


def _year(opened: Session, day: date) -> tuple[float | None, float | None]:
    """Growth per quarter of the customer-facing people, and the share of sellers who left, over the last year.

    None where the roster has nobody who left in that time: then it is a list of those who stayed, and would show growth
    that never was.
    """
    before = day - YEAR
    ((sellers_left, leavings),) = select_rows(opened, "people_who_left", before=before, day=day)
    if not leavings:
        return None, None
    then, now = _people_on(opened, before), _people_on(opened, day)
    facing, selling = (then.customer_facing, now.customer_facing), (then.sellers, now.sellers)
    growth = (facing[1] / facing[0]) ** 0.25 - 1 if all(facing) else None
    return growth, sellers_left / (sum(selling) / 2) if all(selling) else None


def _people_on(opened: Session, day: date) -> _PeopleOnDay:
    ((customer_facing, sellers, without_function),) = select_rows(opened, "people_on_a_day", day=day)
    return _PeopleOnDay(customer_facing, sellers, without_function)
