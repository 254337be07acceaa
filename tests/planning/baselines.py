"""Facts that plans start from, without a workspace."""

from datetime import date

from metrics.people.baseline import Baseline
from metrics.people.headcount import Workforce
from metrics.people.ramp_model import Ramp
from metrics.schema.settings import CUSTOMER_FACING

NOTHING = Baseline()
DAY = date(2026, 9, 30)


def of_people(
    people: dict[str, int], enablers: dict[str, int], *, version: int = 1, without_function: int = 0
) -> Baseline:
    """A roster with so many people by function, and nothing else."""
    return Baseline(version=version, day=DAY, workforce=staff(people, enablers, (0, 1), without_function))


def of_sellers(tenures: tuple[int, ...], ramp: tuple[float, ...] = (), in_sales: int | None = None) -> Baseline:
    """A roster with sellers by their months, among so many people in sales (all of them), and the ramp where given."""
    people = {"sales": sum(tenures) if in_sales is None else in_sales}
    curve = Ramp("onboarding_time", "Onboarding time", ramp, 20, 20) if ramp else None
    return Baseline(version=1, day=DAY, workforce=staff(people, {}, tenures), ramp=curve)


def staff(
    people: dict[str, int], enablers: dict[str, int], tenures: tuple[int, ...], without_function: int = 0
) -> Workforce:
    """The people of a company of which the last year isn't on record."""
    none = dict.fromkeys(CUSTOMER_FACING.values(), 0)
    return Workforce(DAY, none | people, none | enablers, False, 0, without_function, tenures, None, None)
