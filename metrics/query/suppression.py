"""Who may see which groups: where only aggregates are allowed, groups of fewer than five people are hidden."""

from collections.abc import Mapping, Sequence

from metrics.query.aggregate import Key
from metrics.query.binding import BoundQuery, Span, run_over
from metrics.query.compile.compiled import Compiled
from metrics.query.compile.totals import people

FEWEST_PEOPLE = 5
SUPPRESSED = f"Hidden: fewer than {FEWEST_PEOPLE} people, or it would reveal a group that has fewer."


def hidden_groups(bound: BoundQuery, spans: Sequence[Span]) -> frozenset[Key]:
    """The groups to hide. Where one alone would be hidden, so is the next smallest: else the total gives it away."""
    if bound.question.access.scope != "aggregates":
        return frozenset()
    sizes = group_sizes(bound, bound.compiled, spans)
    return frozenset(key for position in range(len(spans)) for key in _hidden(sizes, position))


def group_sizes(bound: BoundQuery, compiled: Compiled, spans: Sequence[Span]) -> dict[Key, int]:
    """How many people stand behind each span and group."""
    steps, query = people(compiled)
    return {(row[0], tuple(row[1:-1])): row[-1] for row in run_over(bound, compiled, spans, steps, query)}


def _hidden(sizes: Mapping[Key, int], position: int) -> list[Key]:
    ordered = sorted((size, key) for key, size in sizes.items() if key[0] == position)
    few = [key for size, key in ordered if size < FEWEST_PEOPLE]
    return [key for _, key in ordered[:2]] if len(few) == 1 and len(ordered) > 1 else few
