"""Who works here, how new hires ramp, whose rate differs from the average, and how teams are served."""

from typing import TYPE_CHECKING

from metrics.faces import lazy

if TYPE_CHECKING:
    from metrics.people.enablement_ratio import (
        QUARTERS_COMPARED,
        RATIO_WARNING,
        EnablementRatios,
        band_question,
        changes_within,
        enablement_ratios,
        headline_metrics,
        last_year,
        per_person,
    )
    from metrics.people.enabler_assignments import (
        TeamServed,
    )
    from metrics.people.headcount import (
        Workforce,
        workforce,
    )
    from metrics.people.performance import (
        PerformanceRate,
        PerformanceRates,
        performance_rates,
    )
    from metrics.people.performance_block import (
        performance_counted,
        performance_sentences,
        performance_table,
    )
    from metrics.people.ramp_block import (
        curve_points,
        ramp_blocks,
        ramp_computed,
        ramp_footnotes,
        ramp_sentences,
        ramp_table,
    )
    from metrics.people.ramp_comparison import (
        NotGrouped,
        RampGroup,
        Ramps,
        compared_ramps,
        difference,
        followed_group,
        has_ramp,
        metric_with_ramp,
        told_apart,
        whole_of,
    )
    from metrics.people.ramp_model import (
        RAMP_METRICS,
        Ramp,
        ramp_of,
    )
    from metrics.people.rate_choice import (
        rate_metrics,
        rate_periods,
        rate_report,
    )

__all__ = [
    "QUARTERS_COMPARED",
    "RAMP_METRICS",
    "RATIO_WARNING",
    "EnablementRatios",
    "NotGrouped",
    "PerformanceRate",
    "PerformanceRates",
    "Ramp",
    "RampGroup",
    "Ramps",
    "TeamServed",
    "Workforce",
    "band_question",
    "changes_within",
    "compared_ramps",
    "curve_points",
    "difference",
    "enablement_ratios",
    "followed_group",
    "has_ramp",
    "headline_metrics",
    "last_year",
    "metric_with_ramp",
    "per_person",
    "performance_counted",
    "performance_rates",
    "performance_sentences",
    "performance_table",
    "ramp_blocks",
    "ramp_computed",
    "ramp_footnotes",
    "ramp_of",
    "ramp_sentences",
    "ramp_table",
    "rate_metrics",
    "rate_periods",
    "rate_report",
    "told_apart",
    "whole_of",
    "workforce",
]
__getattr__ = lazy(__name__)
