"""The glossary: every metric of a workspace with what it needs and lacks, and the words that pages use."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import get_args

from metrics.errors import Unavailable
from metrics.formatting import UNIT_WORDS
from metrics.query.binding import require_columns
from metrics.report import Block, Sentence
from metrics.schema import contracts
from metrics.semantic import Metric, MetricGroup, metrics_of
from metrics.store import Snapshot

WORDS = Path(__file__).with_name("glossary.toml")


@dataclass(frozen=True, slots=True)
class GlossaryEntry:
    """A metric, and what this workspace lacks to have it (None: nothing)."""

    metric: Metric
    missing: str | None

    @property
    def blocks(self) -> tuple[Block, ...]:
        """What it means, an example, its unit, which way is better, and what it reads."""
        metric = self.metric
        reads = "; ".join(f"{contracts()[table].title} ({', '.join(names)})" for table, names in metric.reads.items())
        return (
            Sentence(metric.definition),
            Sentence(metric.example, "Example."),
            Sentence(f"{UNIT_WORDS[metric.unit]} · better: {metric.better} · {metric.kind}", "Unit"),
            Sentence(reads, "Reads"),
        )

    def speaks_of(self, search: str) -> bool:
        """Whether every word of a search stands somewhere in the entry, whatever its case."""
        metric = self.metric
        text = (metric.name, metric.title, metric.group, metric.kind, metric.summary, metric.definition, metric.example)
        return contains_all(" ".join((*text, *metric.reads)), search)


@dataclass(frozen=True, slots=True)
class Glossary:
    """Entries under what they are about, and the words of the field with a sentence each."""

    entries: Mapping[str, tuple[GlossaryEntry, ...]]
    words: Mapping[str, str]

    @classmethod
    def of(cls, snapshot: Snapshot) -> "Glossary":
        """The glossary of a workspace."""
        return cls({str(group): each for group, each in glossary_entries(snapshot).items()}, glossary_words())

    @property
    def count(self) -> int:
        """How many metrics it has."""
        return sum(map(len, self.entries.values()))

    @property
    def available(self) -> int:
        """How many of them this workspace has all columns for."""
        return sum(entry.missing is None for of_group in self.entries.values() for entry in of_group)

    @property
    def titles(self) -> tuple[str, ...]:
        """What its metrics are called, in order."""
        return tuple(entry.metric.title for of_group in self.entries.values() for entry in of_group)

    def speaking_of(self, search: str, title: str | None = None) -> "Glossary":
        """The part that speaks of all words of a search; of one metric only its entry, and no words."""
        kept = {
            group: tuple(each for each in of_group if title in (None, each.metric.title) and each.speaks_of(search))
            for group, of_group in self.entries.items()
        }
        words = {word: text for word, text in self.words.items() if contains_all(f"{word} {text}", search)}
        return Glossary({group: of_group for group, of_group in kept.items() if of_group}, {} if title else words)


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
