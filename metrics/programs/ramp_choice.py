"""What the time of newcomers can be split by: when they started, what they are, or what program reached them."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from metrics.people import Ramps, compared_ramps, has_ramp, ramp_blocks, ramp_computed
from metrics.programs.ramp_by_program import ramps_by_program
from metrics.programs.registry import programs
from metrics.query import Grain, Question, Reader, missing_columns
from metrics.report import Report
from metrics.semantic import Metric, dimensions_of, is_known, metrics_of

RAMP_METRICS = ("onboarding_time", "time_to_first_won_deal")
NOTHING = "nothing: everybody together"
GRAINS: Mapping[str, Grain] = MappingProxyType({"quarter of starting": "quarter", "year of starting": "year"})
PROGRAM = "programme: {}"
DIMENSIONS = ("role", "function", "team", "region", "segment")


@dataclass(frozen=True, slots=True)
class RampChoices:
    """The times of newcomers in one version, and what they can be split by."""

    reader: Reader

    @property
    def metrics(self) -> dict[str, Metric]:
        """The times that are known, by title."""
        metrics = metrics_of(self.reader.snapshot)
        there = [metrics[name] for name in RAMP_METRICS if name in metrics]
        with_ramp = (each for each in there if has_ramp(each) and not missing_columns(self.reader.snapshot, each))
        return {metric.title: metric for metric in with_ramp}

    def splits(self, metric: Metric) -> tuple[str, ...]:
        """What a time can be split by, in words; nothing first."""
        every = dimensions_of(self.reader.snapshot, metric.facts_from)
        dimensions = {each.name for each in every if is_known(self.reader.snapshot, each)}
        return (
            NOTHING,
            *GRAINS,
            *(name for name in DIMENSIONS if name in dimensions),
            *(PROGRAM.format(program.name) for program in programs(self.reader)),
        )

    def report(self, metric: Metric, split: str) -> Report:
        """What the time of newcomers is, split as one of the words says, and how it is computed."""
        ramps = self._ramps(metric, split)
        return Report(ramp_blocks(ramps), ramp_computed(ramps))

    def _ramps(self, metric: Metric, split: str) -> Ramps:
        for program in programs(self.reader):
            if split == PROGRAM.format(program.name):
                return ramps_by_program(self.reader, Question(metric.name), program)
        by = (split,) if split in DIMENSIONS else ()
        return compared_ramps(self.reader, Question(metric.name, grain=GRAINS.get(split, "all"), by=by))
