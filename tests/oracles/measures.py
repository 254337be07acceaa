"""Every metric of the catalogue, written from its definition in words, over days and rows. Slow, plain, independent."""

from collections.abc import Mapping
from types import MappingProxyType

from tests.oracles.customer_measures import (
    churn_rate,
    gross_revenue_retention,
    net_revenue_retention,
    revenue_churn,
)
from tests.oracles.lead_measures import (
    lead_to_meeting,
    meeting_to_qualified,
    meetings_booked,
    nurture_due,
    qualified_to_won,
)
from tests.oracles.measured import Measure, Measured, Number, days_between
from tests.oracles.money_measures import (
    average_discount,
    discount_per_deal,
    discount_per_deal_median,
    mean_deal_value,
    median_deal_value,
    new_business_revenue,
    pipeline_created,
    sales_velocity,
)
from tests.oracles.newcomer_measures import onboarded_by_day_90, onboarding_time, time_to_first_won_deal
from tests.oracles.outcome_measures import (
    lost_deals,
    win_rate,
    win_rate_by_cohort,
    win_rate_by_value,
    win_rate_with_no_decision,
)
from tests.oracles.people_measures import (
    content_access,
    content_on_deals,
    content_sharing,
    customer_hours,
    training_attendance,
)
from tests.oracles.quota_measures import pipeline_coverage, quota_attained, quota_attainment
from tests.oracles.roster import NOT_MATCHED
from tests.oracles.speed_measures import deal_cycle_all, deal_velocity, open_deal_age
from tests.oracles.stage_measures import stage_conversion, time_in_stage
from tests.oracles.training_measures import training_completion, training_score, training_show_rate

MEASURES: Mapping[str, Measure] = MappingProxyType(
    {
        measure.__name__: measure
        for measure in (
            training_attendance, training_show_rate, training_completion, training_score,
            onboarding_time, onboarded_by_day_90, time_to_first_won_deal,
            content_access, content_sharing, content_on_deals, customer_hours,
            meetings_booked, lead_to_meeting, meeting_to_qualified, qualified_to_won, nurture_due,
            pipeline_created, pipeline_coverage, open_deal_age, stage_conversion, time_in_stage,
            new_business_revenue, win_rate, win_rate_by_cohort, win_rate_with_no_decision, win_rate_by_value,
            churn_rate, revenue_churn, gross_revenue_retention, net_revenue_retention,
            average_discount, discount_per_deal, discount_per_deal_median,
            deal_velocity, deal_cycle_all, sales_velocity, mean_deal_value, median_deal_value,
            quota_attainment, quota_attained, lost_deals,
        )
    }
)  # fmt: skip

STOCKS = frozenset({"churn_rate", "revenue_churn", "gross_revenue_retention", "net_revenue_retention"})
"""What is asked of a period's first day, whether the data's events cover it or not."""

__all__ = ["MEASURES", "NOT_MATCHED", "STOCKS", "Measured", "Number", "days_between"]
