"""A period's numbers in the versions since it was frozen: where each changed, and what made it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from metrics.errors import DamagedError, UserError
from metrics.query import Reader
from metrics.review.snapshots import Figure, Figures, FrozenMetric, FrozenPeriod, defined_as, digest, figures_of
from metrics.review.version_changes import Cause, cause_of, reaches, tables_of
from metrics.schema import contracts
from metrics.semantic import metrics_of
from metrics.store import EMPTY, Snapshot, Workspace, require_whole

MOST_STOPS = 8
"""So many of the versions that may have changed a number are asked at first, evenly spread."""
MOST_OPENED = 40
"""So many versions are opened at most; what they don't settle is said to be one of several."""


@dataclass(frozen=True, slots=True)
class VersionStep:
    """One change of a number (None: there was none, or is none any more), and what made it.

    Where no version was seen to do it, `causes` are all that come into question and `doubt` says why. `currencies` are
    the workspace's before and after.
    """

    before: Figure | None
    after: Figure | None
    causes: tuple[Cause, ...]
    currencies: tuple[str, str]
    doubt: str | None = None


@dataclass(frozen=True, slots=True)
class _Change:
    """The same for all numbers of a metric at once."""

    before: Figures
    after: Figures
    causes: tuple[Cause, ...]
    currencies: tuple[str, str]
    doubt: str | None = None


def same(figure: Figure | None, other: Figure | None) -> bool:
    """Whether a number is the same, or there is none on both sides."""
    return figure.same_as(other) if figure and other else figure is other


def same_figures(figures: Figures, other: Figures) -> bool:
    """Whether the company's and every team's number is the same."""
    return all(same(figures.get(team), other.get(team)) for team in figures.keys() | other.keys())


class Attribution:
    """The versions from the frozen one to the one compared with, and a period's numbers in those worth asking.

    Worth asking are those that changed what a metric rests on: some at first, then, between two whose numbers differ,
    the one in the middle, until a version is found that has the new number while the one before has the old. A
    number that changed and came back did so by an undo, so the versions around one are always asked.
    """

    def __init__(
        self,
        workspace: Workspace,
        period_snapshot: FrozenPeriod,
        reader: Reader,
        changed: Sequence[FrozenMetric],
        now: Mapping[str, Figures],
    ) -> None:
        """Asks about the metrics whose numbers `changed` to those of `now`, in the version of `reader`."""
        self._workspace, self._period_snapshot, self._reader = workspace, period_snapshot, reader
        self._versions = {version.number: version for version in workspace.history()}
        self._numbers = [n for n in sorted(self._versions) if period_snapshot.version <= n <= reader.snapshot.number]
        self._opened = {number: opened for number in self._numbers if (opened := self._open(number))}
        self._line = sorted({period_snapshot.version, *self._opened})
        metrics_by_name = metrics_of(reader.snapshot)
        self._tables = {
            metric.name: tables_of(metrics_by_name[metric.name])
            if metric.name in metrics_by_name
            else frozenset(contracts())
            for metric in changed
        }
        self._asked: dict[int, Mapping[str, Figures]] = {}
        if period_snapshot.version not in self._opened:  # its files are gone: what was presented has to do
            self._asked[0] = {metric.name: metric.figures for metric in changed}
        self._visited = 0
        self._at(0)
        self._asked[len(self._line) - 1] = now

    def redefined(self, metric: FrozenMetric) -> bool:
        """Whether a metric is defined otherwise now, in a way that gives other numbers for what was presented.

        One that the program only writes otherwise makes the same of the version that was presented; where that
        version's files are gone, nobody can tell.
        """
        now = metrics_of(self._reader.snapshot).get(metric.name)
        if now is None or defined_as(now, metric.definition):
            return False
        presented = self._opened.get(self._period_snapshot.version)
        then = metrics_of(presented).get(metric.name) if presented else None
        written_otherwise = then is not None and digest(then) == digest(now)
        return not (written_otherwise and same_figures(metric.figures, self._asked[0][metric.name]))

    def steps(self, metric: FrozenMetric) -> dict[str, tuple[VersionStep, ...]]:
        """How each number of a metric came to be what it is now, by team, oldest step first."""
        changes = list(self._changes(metric))
        teams = {team for change in changes for team in change.before.keys() | change.after.keys()}
        return {
            team: tuple(
                VersionStep(
                    change.before.get(team), change.after.get(team), change.causes, change.currencies, change.doubt
                )
                for change in changes
                if not same(change.before.get(team), change.after.get(team))
            )
            for team in teams
        }

    def _changes(self, metric: FrozenMetric) -> Iterator[_Change]:
        first = self._asked[0][metric.name]
        if not same_figures(metric.figures, first):
            currency = self._period_snapshot.settings.currency
            yield _Change(metric.figures, first, (self._redefined(metric),), (currency, currency))
        low, reached = 0, self._reached(metric.name)
        for high in (*self._stops(reached), len(self._line) - 1):
            if self._at(high) is not None:
                for stretch in self._stretches(metric.name, reached, low, high):
                    yield self._change(metric.name, *stretch)
                low = high

    def _stretches(self, name: str, reached: Sequence[int], low: int, high: int) -> Iterator[tuple[int, int]]:
        """The pairs of positions between which the numbers changed, as close as they can be had."""
        if self._same(name, low, high):
            return
        within = [position for position in reached if low < position < high]
        if not within and (high - low == 1 or self._same(name, low, high - 1)):
            yield high - 1, high
            return
        middle = within[len(within) // 2] if within else (low + high) // 2
        if self._at(middle) is None:
            yield low, high
            return
        yield from self._stretches(name, reached, low, middle)
        yield from self._stretches(name, reached, middle, high)

    def _same(self, name: str, position: int, other: int) -> bool:
        figures, others = self._at(position), self._at(other)
        return figures is not None and others is not None and same_figures(figures[name], others[name])

    def _at(self, position: int) -> Mapping[str, Figures] | None:
        """The numbers in one version; None where too many were opened already. One version serves all metrics."""
        if position not in self._asked:
            if self._visited >= MOST_OPENED:
                return None
            opened = self._reader.over(self._opened[self._line[position]])
            period_snapshot = self._period_snapshot
            self._asked[position] = {
                name: figures_of(opened, name, period_snapshot.start, period_snapshot.end) for name in self._tables
            }
            self._visited += 1
            self._reader.session()  # the one on screen shall not be closed for those that are asked once
        return self._asked[position]

    def _stops(self, reached: Sequence[int]) -> list[int]:
        """The positions to ask first: some of those reached, and every one before and after an undo."""
        spread = set(reached[:: -(-len(reached) // MOST_STOPS) or 1])
        undone = {place for place, number in enumerate(self._line) if self._restores(number)}
        return sorted({*spread, *undone, *(place - 1 for place in undone)} - {0, -1})

    def _restores(self, number: int) -> bool:
        version = self._versions.get(number)
        return version is not None and version.restores is not None

    def _reached(self, name: str) -> list[int]:
        """The positions of versions that changed what a metric rests on, or of the first to be opened after such."""
        return [
            position
            for position, (low, high) in enumerate(zip(self._line, self._line[1:], strict=False), start=1)
            if self._reaching(name, self._between(low, high))
        ]

    def _between(self, low: int, high: int) -> list[int]:
        """The numbers of the versions after one up to another."""
        return [number for number in self._numbers if low < number <= high]

    def _reaching(self, name: str, numbers: Sequence[int]) -> list[int]:
        return [
            number
            for number in numbers
            if (before := self._versions.get(number - 1))
            and reaches(self._versions[number], before, name, self._tables[name])
        ]

    def _change(self, name: str, low: int, high: int) -> _Change:
        """What made the numbers change between two positions, as far as that can be told."""
        between = self._between(self._line[low], self._line[high])
        numbers = self._reaching(name, between) or between
        causes = [
            cause_of(self._versions[number], self._versions.get(number - 1, EMPTY), name, self._tables[name])
            for number in numbers
        ]
        return _Change(
            before=self._asked[low][name],
            after=self._asked[high][name],
            causes=tuple(causes),
            currencies=(self._currency(low), self._currency(high)),
            doubt=self._doubt(between, len(numbers)),
        )

    def _currency(self, position: int) -> str:
        version = self._versions.get(self._line[position])
        return (version or self._period_snapshot).settings.currency

    def _doubt(self, between: Sequence[int], causes: int) -> str | None:
        """Why no version was seen to make a change; None where one was."""
        if len(between) == 1:
            return None
        gone = any(number not in self._opened for number in between)
        why = "some of their files were cleared out" if gone else "there are too many to ask each of them"
        which = "The only one that touched what the number rests on" if causes == 1 else "One of these"
        return f"{which}, of the versions {between[0]} to {between[-1]}: {why}."

    def _redefined(self, metric: FrozenMetric) -> Cause:
        """Why the program makes other numbers of the very version that was presented."""
        current = metrics_of(self._opened[self._period_snapshot.version]).get(metric.name)
        if current is None:
            return Cause(None, None, "", f"there is no metric “{metric.title}” any more")
        alike = defined_as(current, metric.definition)
        sentence = "the program computes it in another way" if alike else "the definition changed"
        frozen_in = f"{self._period_snapshot.frozen_at:%Y-%m}"
        dated = [f"{change.month}, {change.what}" for change in current.changed if change.month >= frozen_in]
        return Cause(None, None, "", ": ".join((sentence, " ".join(dated))) if dated else sentence)

    def _open(self, number: int) -> Snapshot | None:
        try:
            snapshot = self._workspace.open(number)
            require_whole(snapshot, snapshot.tables)
        except (UserError, DamagedError):  # what an earlier version can't tell is no reason to tell nothing
            return None
        return snapshot
