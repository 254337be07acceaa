"""Who works there now, as planning begins with it."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from metrics.people.baseline import AttainedQuota, Baseline
from metrics.people.headcount import Workforce, workforce
from metrics.people.ramp_model import Ramp, ramp_of
from metrics.planning.organization.scenario import Scenario
from metrics.planning.organization.usual_scenario import coming_quarters, usual_scenario
from metrics.query.reader import Reader
from metrics.schema.settings import Settings
from metrics.store.snapshot import Snapshot
from tests.query.drawn import drawn
from tests.readers import reader_of

ROSTER = """
    person_id | name | function    | team | manager | started_on | left_on
    S1        | Ann  | sales       | East |         | 2020-01-01 |
    S2        | Bob  | sales       | East |         | 2025-10-20 |
    S3        | Cy   | sales       | West |         | 2020-01-01 |
    S4        | Di   | sales       | West |         | 2020-01-01 | 2025-06-30
    D1        | Ed   | SDR         | West |         | 2020-01-01 |
    C1        | Flo  | customer success | Care |    | 2020-01-01 |
    C2        | Gus  | customer success | Care |    | 2020-01-01 |
    C3        | Hal  | customer success | Care |    | 2020-01-01 |
    X1        | Ivy  | marketing   | Care |         | 2020-01-01 |
    N1        | Jo   | enablement  | Enablement | | 2020-01-01 |
    N2        | Kim  | enablement  | Enablement | | 2020-01-01 |
"""
EVENTS = "person_id | held_on    | attended\nS1        | 2025-12-31 | true"


def workforce_in(snapshot: Snapshot) -> Workforce:
    staff = workforce(reader_of(snapshot))
    assert staff
    return staff


def test_people_are_counted_by_function_on_the_last_day(tmp_path: Path) -> None:
    staff = workforce_in(drawn(tmp_path, people=ROSTER, training=EVENTS))
    assert staff.day.isoformat() == "2025-12-31"
    assert staff.people == {
        "sales": 3, "sales development": 1, "customer success": 3, "support": 0, "presales": 0, "partner": 0,
    }  # fmt: skip
    assert staff.sellers == 3
    assert (staff.tenures[2], staff.tenures[-1]) == (1, 2)


def test_without_coverage_enablers_are_shared_out_by_the_functions_sizes(tmp_path: Path) -> None:
    staff = workforce_in(drawn(tmp_path, people=ROSTER, training=EVENTS))
    assert not staff.covered
    assert sum(staff.enablers.values()) == 2
    assert (staff.enablers["sales"], staff.enablers["customer success"]) == (1, 1)


def test_with_coverage_an_enabler_belongs_to_the_functions_of_the_teams_served(tmp_path: Path) -> None:
    """Both serve sales teams only, one of them by name; what ended doesn't count. Kim's other team has nobody."""
    coverage = """
        enabler | team  | valid_from | valid_to
        N1      | East  | 2025-01-01 |
        N1      | Care  | 2025-01-01 | 2025-12-31
        Kim     | East  | 2025-01-01 |
        Kim     | North | 2025-01-01 |
    """
    staff = workforce_in(drawn(tmp_path, people=ROSTER, training=EVENTS, coverage=coverage))
    assert staff.covered
    assert staff.enablers == {**dict.fromkeys(staff.people, 0), "sales": 2}
    assert staff.beside_roster == 0


def test_an_enabler_whom_only_coverage_names_counts_and_is_told(tmp_path: Path) -> None:
    coverage = "enabler | team | valid_from\nX1      | Care | 2025-01-01\nnobody known | East | 2025-01-01"
    staff = workforce_in(drawn(tmp_path, people=ROSTER, training=EVENTS, coverage=coverage))
    assert sum(staff.enablers.values()) == 4
    assert staff.beside_roster == 2


def test_an_enabler_who_left_enables_nobody_though_the_coverage_has_no_end(tmp_path: Path) -> None:
    """Kim left in June; Di, who sold, did too."""
    kim = "N2        | Kim  | enablement  | Enablement | | 2020-01-01 |"
    assert kim in ROSTER
    coverage = "enabler | team | valid_from\nKim | East | 2025-01-01\nDi | East | 2025-01-01\nJo | Care | 2025-01-01"
    people = ROSTER.replace(kim, f"{kim} 2025-06-30")
    staff = workforce_in(drawn(tmp_path, people=people, training=EVENTS, coverage=coverage))
    assert staff.enablers == {**dict.fromkeys(staff.people, 0), "customer success": 1}
    assert staff.beside_roster == 0


def test_growth_and_leavers_come_from_the_last_year(tmp_path: Path) -> None:
    """Of three sellers a year before one left and one came; seven faced customers then and seven do now."""
    staff = workforce_in(drawn(tmp_path, people=ROSTER, training=EVENTS))
    assert staff.growth == pytest.approx(0.0)
    assert staff.seller_attrition == pytest.approx(1 / 3)


def test_a_list_of_those_who_stayed_tells_neither_growth_nor_leavers(tmp_path: Path) -> None:
    stayed = "\n".join(line for line in ROSTER.splitlines() if "Di " not in line)
    staff = workforce_in(drawn(tmp_path, people=stayed, training=EVENTS))
    assert (staff.growth, staff.seller_attrition) == (None, None)


def test_deal_owners_are_no_roster(tmp_path: Path) -> None:
    deals = "opportunity_id | owner | stage | closed_on | amount\n1 | Ann | Closed Won | 2025-02-01 | 10"
    assert workforce(reader_of(drawn(tmp_path, opportunities=deals))) is None
    assert usual_scenario(Baseline()) == Scenario()


def test_a_scenario_begins_with_the_roster_and_keeps_the_assumptions_distances(tmp_path: Path) -> None:
    staff = workforce_in(drawn(tmp_path, people=ROSTER, training=EVENTS))
    usual = usual_scenario(
        Baseline(
            workforce=staff,
            attained=AttainedQuota(0.5, staff.day, staff.day),
            ramp=Ramp("onboarding_time", "Onboarding", (), 9, 9),
        )
    )
    assert (usual.people_sales, usual.enablers_success, usual.sellers, usual.ramp) == (3, 1, None, "own")
    assert staff.seller_share == 1
    assert (usual.quits_low, usual.quits, usual.quits_high) == (25.3, 33.3, 43.3)
    assert (usual.growth_low, usual.growth, usual.growth_high) == (-2.0, 0.0, 2.0)
    assert (usual.attainment_low, usual.attainment, usual.attainment_high) == (40.0, 50.0, 60.0)
    untold = usual_scenario(Baseline(workforce=replace(staff, growth=None, seller_attrition=None)))
    assert (untold.growth, untold.quits) == (Scenario().growth, Scenario().quits)


def test_the_ramp_of_a_workspace_is_the_share_that_got_there_month_by_month(sample_reader: Reader) -> None:
    ramp = ramp_of(sample_reader)
    assert ramp
    assert ramp.metric == "time_to_first_won_deal"
    assert ramp.ended <= ramp.n
    assert list(ramp.shares) == sorted(ramp.shares)
    assert 0 <= ramp.shares[0] < 0.2
    assert ramp.shares[3] > 0.4  # half of them get there within about a hundred days
    assert ramp.shares[-1] <= 1


def test_too_few_newcomers_make_no_curve(tmp_path: Path) -> None:
    deals = "opportunity_id | owner | stage | created_on | closed_on | amount\n" + "\n".join(
        f"{number} | S2 | Closed Won | 2019-12-01 | 2025-11-0{number} | 10" for number in range(1, 4)
    )
    assert ramp_of(reader_of(drawn(tmp_path, people=ROSTER, training=EVENTS, opportunities=deals))) is None


def test_a_plan_begins_with_the_quarter_after_the_data() -> None:
    ended, begun = (coming_quarters(day, Settings()) for day in (date(2026, 9, 30), date(2026, 10, 1)))
    assert (ended[0], ended[-1]) == ("Q4 2026", "Q3 2028")
    assert begun[0] == "Q1 2027"
    assert (
        coming_quarters(date(2026, 9, 30), Settings(fiscal_year_start=2))[0]
        == coming_quarters(date(2026, 10, 31), Settings(fiscal_year_start=2))[0]
    )
    assert coming_quarters(None, Settings())[7] == "Quarter 8"
