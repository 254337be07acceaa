"""Who works here, how new hires ramp, whose rate differs from the average, and how teams are served."""

from typing import TYPE_CHECKING

from metrics.faces import lazy

if TYPE_CHECKING:
    from metrics.people.band_trend_block import (
        band_trend_blocks,
    )
    from metrics.people.baseline import (
        Baseline,
        baseline_of,
    )
    from metrics.people.baseline_text import (
        baseline_sentences,
        nobody_sentence,
    )
    from metrics.people.beside_block import (
        beside_blocks,
        served_blocks,
    )
    from metrics.people.enablement_ratio import (
        headline_metrics,
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
    )
    from metrics.people.rate_choice import (
        RateChoices,
    )
    from metrics.people.ratio_words import (
        ratio_text,
    )

__all__ = [
    "RAMP_METRICS",
    "Baseline",
    "NotGrouped",
    "RampGroup",
    "Ramps",
    "RateChoices",
    "band_trend_blocks",
    "baseline_of",
    "baseline_sentences",
    "beside_blocks",
    "compared_ramps",
    "curve_points",
    "difference",
    "followed_group",
    "has_ramp",
    "headline_metrics",
    "metric_with_ramp",
    "nobody_sentence",
    "ramp_blocks",
    "ramp_computed",
    "ramp_footnotes",
    "ramp_sentences",
    "ramp_table",
    "ratio_text",
    "served_blocks",
    "told_apart",
    "whole_of",
]
__getattr__ = lazy(__name__)
