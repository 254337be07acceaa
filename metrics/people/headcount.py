"""Who works in a company now, as planning begins with it: by function, who enables whom, and how that changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from metrics.engines import Session, session
from metrics.schema import CUSTOMER_FACING
from metrics.semantic import has_roster
from metrics.statistics import largest_remainder
from metrics.store import Snapshot

YEAR = timedelta(days=365)
MONTH = 365.25 / 12
LONGEST_TENURE = 36
"""Months: whoever has been there for longer counts among those."""
ACTIVE = "active_from <= $day AND active_to > $day"


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


def workforce(snapshot: Snapshot) -> Workforce | None:
    """The people as of the day the data ends; None without a roster, from which alone anything may be taken."""
    opened = session(snapshot)
    day = opened.data_through
    if day is None or not has_roster(snapshot):
        return None
    opened.need(("roster", "person_numbers"))
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
        without_function=_count(opened, "work IS NULL", day),
        tenures=tenures,
        growth=growth,
        seller_attrition=seller_attrition,
    )


def enablement(opened: Session, day: date) -> tuple[Served, ...]:
    """Everybody who enables on a day: whom the roster calls so, and whom coverage names who hasn't left by then."""
    opened.need(("roster", "person_numbers"))
    in_roster = {
        person for (person,) in opened.rows(
            f"SELECT DISTINCT person FROM roster WHERE work = 'enablement' AND {ACTIVE}", {"day": day}
        )
    }  # fmt: skip
    teams: dict[int, list[str]] = {}
    for person, team in opened.rows(
        "SELECT DISTINCT person_numbers.person, coverage.team FROM coverage "
        "INNER JOIN person_numbers ON person_numbers.reference = coverage.enabler "
        "WHERE COALESCE(coverage.valid_from, DATE '0001-01-01') <= $day "
        "AND COALESCE(coverage.valid_to, DATE '9999-12-31') > $day AND person_numbers.person NOT IN "
        "(SELECT person FROM roster GROUP BY person HAVING MAX(active_to) <= $day) ORDER BY 1, 2",
        {"day": day},
    ):
        teams.setdefault(person, []).append(team)
    return tuple(
        Served(person, tuple(teams.get(person, ())), person in in_roster) for person in sorted({*in_roster, *teams})
    )


def _customer_facing(opened: Session, day: date) -> dict[str, int]:
    counts = opened.rows(
        f"SELECT work, COUNT(DISTINCT person) FROM roster WHERE customer_facing AND {ACTIVE} GROUP BY work",
        {"day": day},
    )
    return dict.fromkeys(CUSTOMER_FACING.values(), 0) | dict(counts)


def _by_function(opened: Session, served: Sequence[Served], people: Mapping[str, int], day: date) -> dict[str, int]:
    """Whole enablement people by function: each one's time goes to the functions of the people in the teams served.

    One who serves no team with people in it serves everybody.
    """
    sizes: dict[str, dict[str, int]] = {}
    for team, function, count in opened.rows(
        "SELECT team, work, COUNT(DISTINCT person) FROM roster WHERE customer_facing AND team IS NOT NULL "
        f"AND {ACTIVE} GROUP BY team, work",
        {"day": day},
    ):
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
    for (started,) in opened.rows(
        f"SELECT MIN(started_on) FROM roster WHERE sells AND {ACTIVE} GROUP BY person", {"day": day}
    ):
        passed = LONGEST_TENURE if started is None else int((day - started).days / MONTH)
        months[min(passed, LONGEST_TENURE)] += 1
    return tuple(months)


def _year(opened: Session, day: date) -> tuple[float | None, float | None]:
    """Growth per quarter of the customer-facing people, and the share of sellers who left, over the last year.

    None where the roster has nobody who left in that time: then it is a list of those who stayed, and would show growth
    that never was.
    """
    before = day - YEAR
    ((left,),) = opened.rows(
        "SELECT COUNT(DISTINCT person) FROM roster WHERE sells AND left_on > $before AND left_on <= $day "
        "AND active_to = CAST(left_on + INTERVAL 1 DAY AS DATE)",
        {"before": before, "day": day},
    )
    ((anybody,),) = opened.rows(
        "SELECT COUNT(*) FROM roster WHERE customer_facing AND left_on > $before AND left_on <= $day",
        {"before": before, "day": day},
    )
    if not anybody:
        return None, None
    facing, selling = (
        (_count(opened, kind, before), _count(opened, kind, day)) for kind in ("customer_facing", "sells")
    )
    growth = (facing[1] / facing[0]) ** 0.25 - 1 if all(facing) else None
    return growth, left / (sum(selling) / 2) if all(selling) else None


def _count(opened: Session, kind: str, day: date) -> int:
    ((count,),) = opened.rows(f"SELECT COUNT(DISTINCT person) FROM roster WHERE {kind} AND {ACTIVE}", {"day": day})
    return int(count)
