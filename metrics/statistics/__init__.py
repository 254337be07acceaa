"""How sure a number is: pure functions over numbers and arrays. SciPy is imported inside the functions that need it."""

from typing import TYPE_CHECKING

from metrics.faces import lazy

if TYPE_CHECKING:
    from metrics.statistics import (
        intervals,
        quantiles,
        survival,
    )
    from metrics.statistics.apportionment import (
        largest_remainder,
    )
    from metrics.statistics.comparisons import (
        benjamini_hochberg,
        binomial_probability,
        two_sided_probability,
    )
    from metrics.statistics.intervals import (
        CONFIDENCE,
        ClusterSums,
        Estimate,
        clustered_ratio,
        difference,
        normal_quantile,
        t_quantile,
    )
    from metrics.statistics.process import (
        ProcessLimits,
        xmr,
    )
    from metrics.statistics.similar_names import (
        SimilarNames,
        nearest,
    )
    from metrics.statistics.survival import (
        SurvivalCurve,
        kaplan_meier,
        kaplan_meier_entering,
        survival_quantile,
        under_observation,
    )

__all__ = [
    "CONFIDENCE",
    "ClusterSums",
    "Estimate",
    "ProcessLimits",
    "SimilarNames",
    "SurvivalCurve",
    "benjamini_hochberg",
    "binomial_probability",
    "clustered_ratio",
    "difference",
    "intervals",
    "kaplan_meier",
    "kaplan_meier_entering",
    "largest_remainder",
    "nearest",
    "normal_quantile",
    "quantiles",
    "survival",
    "survival_quantile",
    "t_quantile",
    "two_sided_probability",
    "under_observation",
    "xmr",
]
__getattr__ = lazy(__name__)
