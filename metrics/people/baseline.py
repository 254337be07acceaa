"""What a plan starts from: the roster, its ramp, its attainment and how its teams are served, of one version."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from metrics.errors import Unavailable, UserError
from metrics.people.enablement_ratio import EnablementRatios, enablement_ratios, last_year
from metrics.people.enabler_assignments import TeamServed
from metrics.people.headcount import Workforce, workforce
from metrics.people.ramp_model import Ramp, ramp_of
from metrics.query import Question, Reader, ask, data_through, event_days
from metrics.schema import Settings

COMPANY = "Whole company"


@dataclass(frozen=True, slots=True)
class AttainedQuota:
    """The median of the quota that sellers attained, as a share, with the first and the last day it is of."""

    share: float
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Sellers:
    """What a roster knows of its sellers: how many have been there for how many months, the part of the people in sales
    that they are, and the workspace's own ramp (empty where it has none).
    """

    tenures: tuple[int, ...] = ()
    share: float = 1.0
    ramp: tuple[float, ...] = ()

    def among(self, people: int) -> int:
        """How many of so many people in sales sell."""
        return round(people * self.share)


@dataclass(frozen=True, slots=True)
class Baseline:
    """The facts under a plan, of one `version` of a workspace; what isn't known is None.

    `day` is the last with data, `event_days` the first and last on which something happened. `attained` is of the last
    four complete quarters.
    """

    version: int | None = None
    settings: Settings = field(default_factory=Settings)
    day: date | None = None
    event_days: tuple[date, date] | None = None
    workforce: Workforce | None = None
    ramp: Ramp | None = None
    ratios: EnablementRatios | None = None
    attained: AttainedQuota | None = None

    @property
    def sellers(self) -> Sellers:
        """What is known of the roster's sellers."""
        shares = self.ramp.shares if self.ramp else ()
        return Sellers(self.workforce.tenures, self.workforce.seller_share, shares) if self.workforce else Sellers()

    @property
    def last_year(self) -> tuple[date, date] | None:
        """First and last day of the last four complete quarters, fewer where the data is younger; None without data."""
        return _last_year(self.day, self.event_days, self.settings)

    @property
    def bands(self) -> Mapping[str, Sequence[TeamServed]]:
        """The teams by how well they are served, under the band's name; without coverage the company as one."""
        if self.ratios is None or not self.ratios.bands:
            return {COMPANY: ()}
        return {band.capitalize(): teams for band, teams in self.ratios.bands.items()}


def baseline_of(reader: Reader) -> Baseline:
    """What plans on one version of a workspace start from."""
    day, days = data_through(reader), event_days(reader)
    return Baseline(
        version=reader.snapshot.number,
        settings=reader.snapshot.settings,
        day=day,
        event_days=days,
        workforce=workforce(reader),
        ramp=ramp_of(reader),
        ratios=enablement_ratios(reader),
        attained=_attained(reader, _last_year(day, days, reader.snapshot.settings)),
    )


def _last_year(day: date | None, days: tuple[date, date] | None, settings: Settings) -> tuple[date, date] | None:
    return None if day is None else last_year(day, settings, days[0] if days else None)


def _attained(reader: Reader, span: tuple[date, date] | None) -> AttainedQuota | None:
    """What sellers attained; None where no quotas are on record."""
    if span is None:
        return None
    try:
        value = ask(reader, Question("quota_attainment", *span)).rows[0].value
    except (Unavailable, UserError):
        return None
    return None if value is None else AttainedQuota(value, *span)
