"""The glossary: every metric of a workspace with what it needs and lacks, and the words that pages use."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import get_args

from metrics.errors import Unavailable
from metrics.query.binding import require_columns
from metrics.semantic import Metric, MetricGroup, metrics_of
from metrics.store import Snapshot

WORDS = Path(__file__).with_name("glossary.toml")


@dataclass(frozen=True, slots=True)
class GlossaryEntry:
    """A metric, and what this workspace lacks to have it (None: nothing)."""

    metric: Metric
    missing: str | None

    def speaks_of(self, search: str) -> bool:
        """Whether every word of a search stands somewhere in the entry, whatever its case."""
        metric = self.metric
        text = (metric.name, metric.title, metric.group, metric.kind, metric.summary, metric.definition, metric.example)
        return contains_all(" ".join((*text, *metric.reads)), search)


def glossary_entries(snapshot: Snapshot) -> Mapping[MetricGroup, tuple[GlossaryEntry, ...]]:
    """Every metric of a workspace under what it is about; groups without one aren't there."""
    metrics = metrics_of(snapshot).values()
    by_group = {
        group: tuple(GlossaryEntry(metric, _missing(snapshot, metric)) for metric in metrics if metric.group == group)
        for group in get_args(MetricGroup)
    }
    return MappingProxyType({group: entries for group, entries in by_group.items() if entries})


@cache
def glossary_words() -> Mapping[str, str]:
    """The words of the field that pages use, each with a sentence."""
    return MappingProxyType(tomllib.loads(WORDS.read_text(encoding="utf-8"))["words"])


def contains_all(text: str, search: str) -> bool:
    """Whether a text holds every word of a search, whatever its case."""
    folded = text.casefold()
    return all(word in folded for word in search.casefold().split())


def _missing(snapshot: Snapshot, metric: Metric) -> str | None:
    try:
        require_columns(snapshot, metric)
    except Unavailable as reason:
        return str(reason)
    return None
