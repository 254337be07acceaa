"""What leaving out a cluster does to the month effects, for all clusters at once and without fitting again.

Leaving out cluster g takes its share L_g off the normal equations A of the months and its share r_g (its residuals,
weighted) off the score, so the month effects change by −(A − L_g)⁻¹ r_g. As L_g touches few months only, this is −A⁻¹u
with (I − L_g A⁻¹) u = r_g: a system as small as the cluster (Woodbury's identity).
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from metrics.impact.arrays import Floats, Ints, Mask, summed
from metrics.impact.counterfactual import Cells, Fitted

_ENTRIES_AT_ONCE = 2_000_000
_TORN = 1e-7
_CONTRACTING = 0.95
_SETTLED = 1e-12
_MOST_ROUNDS = 40


@dataclass(frozen=True, slots=True)
class Changes:
    """What leaving out each cluster changes through the month effects.

    `of_sums` (clusters, averages): each average's sum over all cells. `at_own` (cells,): the effect at each imputed
    cell when its own cluster is left out. `torn` are the clusters that tie months together which nobody else does: the
    others lose cells without them, and must be fitted again.
    """

    of_sums: Floats
    at_own: Floats
    torn: Ints


@dataclass(frozen=True, slots=True)
class _Runs:
    """Things sorted by cluster: those of cluster g are `count[g]` ones from `start[g]` on."""

    start: Ints
    count: Ints

    def padded(self, chosen: Ints) -> tuple[Ints, Mask]:
        """Positions (chosen, most) of the things of some clusters, and which of them are real."""
        step = np.arange(int(self.count[chosen].max(initial=0)))
        real = step < self.count[chosen][:, None]
        return np.where(real, self.start[chosen][:, None] + step, 0), real


@dataclass(frozen=True, slots=True)
class _Slots:
    """The months that clusters touch, one slot for each pair, sorted by cluster and month; `key` numbers the pairs."""

    key: Ints
    cluster: Ints
    month: Ints
    runs: _Runs


@dataclass(frozen=True, slots=True)
class _Shares:
    """What each cluster contributes: L = diag(`diagonal`) − F'F and the `score`, over slots.

    F has a row for each person of the cluster: `value` at `person` and `column` (positions within the cluster).
    """

    diagonal: Floats
    score: Floats
    value: Floats
    person: Ints
    column: Ints
    people: Ints
    runs: _Runs

    def factor(self, chosen: Ints, width: int) -> Floats:
        """F of some clusters (chosen, people, width)."""
        cell, real = self.runs.padded(chosen)
        dense = np.zeros((len(chosen), int(self.people[chosen].max()), width))
        row = np.broadcast_to(np.arange(len(chosen))[:, None], cell.shape)[real]
        dense[row, self.person[cell[real]], self.column[cell[real]]] = self.value[cell[real]]
        return dense


@dataclass(frozen=True, slots=True)
class _Systems:
    """(I − L A⁻¹) u = score of many clusters at once, padded to the size of the biggest.

    `local` is A⁻¹ over the months of each cluster (clusters, months, months), L = diag(`diagonal`) − F'F with F the
    `factor` (clusters, people, months), `size` the number of real months.
    """

    local: Floats
    diagonal: Floats
    factor: Floats
    score: Floats
    size: Ints

    def of(self, chosen: Ints) -> "_Systems":
        """Some of them."""
        if len(chosen) == len(self.score):
            return self
        return _Systems(
            self.local[chosen], self.diagonal[chosen], self.factor[chosen], self.score[chosen], self.size[chosen]
        )

    def changes(self, solution: Floats) -> Floats:
        """A⁻¹u (clusters, months)."""
        return np.asarray((self.local @ solution[:, :, None])[:, :, 0])

    def pulled(self, month: Floats) -> Floats:
        """F'F of something over months (clusters, months)."""
        return np.asarray((self.factor.transpose(0, 2, 1) @ (self.factor @ month[:, :, None]))[:, :, 0])

    def solved(self) -> tuple[Floats, Mask]:
        """u (clusters, months), and which clusters tear months apart (their u is meaningless)."""
        trace = self._traces()
        solution, settled = self._iterated(trace < _CONTRACTING)
        tearing = np.zeros(len(trace), dtype=bool)
        for position in np.flatnonzero(~settled):
            single, size = self.of(np.array([position])), int(self.size[position])
            share = single._share()[0, :size, :size]
            tearing[position] = trace[position] > 1 - _TORN and _tears(share, single.local[0, :size, :size])
            if not tearing[position]:
                solution[position, :size] = np.linalg.solve(np.eye(size) - share, single.score[0, :size])
        return solution, tearing

    def _traces(self) -> Floats:
        """The traces of L A⁻¹, the sums of its eigenvalues, which lie between 0 and 1."""
        own = np.einsum("nii,ni->n", self.local, self.diagonal)
        return np.asarray(own - np.einsum("npi,npi->n", self.factor @ self.local, self.factor))

    def _share(self) -> Floats:
        """L A⁻¹ in full."""
        return self.diagonal[:, :, None] * self.local - self.factor.transpose(0, 2, 1) @ (self.factor @ self.local)

    def _iterated(self, chosen: Mask) -> tuple[Floats, Mask]:
        """u of the chosen ones by repeating u = score + L A⁻¹u, and which of them have settled.

        Each round shrinks the error by the greatest eigenvalue of L A⁻¹ at least, which the trace bounds. Who has
        settled is left alone as soon as few are still open.
        """
        solution, settled = np.zeros_like(self.score), np.zeros(len(chosen), dtype=bool)
        place = np.flatnonzero(chosen)
        some, guess = self.of(place), self.score[place]
        for _ in range(_MOST_ROUNDS):
            month = some.changes(guess)
            following = some.score + some.diagonal * month - some.pulled(month)
            still = np.abs(following - guess).max(axis=1) > _SETTLED * np.abs(following).max(axis=1)
            guess = following
            if 2 * still.sum() < len(still):
                solution[place[~still]], settled[place[~still]] = guess[~still], True
                place, some, guess = place[still], some.of(np.flatnonzero(still)), guess[still]
            if not len(place):
                break
        return solution, settled


def _tears(share: Floats, local: Floats) -> bool:
    """Whether leaving a cluster out tears months apart: whether L A⁻¹ (`share`) has an eigenvalue of 1."""
    root = np.linalg.cholesky(local)
    # With A⁻¹ = root·root', root⁻¹ (L A⁻¹)' root = root' L root is symmetric and has the same eigenvalues.
    alike = np.linalg.solve(root, share.T @ root)
    return bool(np.linalg.eigvalsh((alike + alike.T) / 2)[-1] > 1 - _TORN)


def changes(cells: Cells, fitted: Fitted, rank: Ints, clusters: int, pull: Floats) -> Changes:
    """The changes, with `rank` (cells,) the number of each cell's cluster and `pull` (months, averages) the weight of
    each month effect in each average's sum.
    """
    from scipy.sparse import csr_array

    months = len(fitted.inverse)
    on = np.flatnonzero(cells.fitted)
    fitted_slots = _slots(_distinct(rank[on] * months + fitted.node[on]), months, clusters)
    asked = _distinct(rank[fitted.imputed] * months + fitted.node[fitted.imputed])
    further = _slots(asked[~_contained(asked, fitted_slots.key)], months, clusters)
    solution, at_fitted, at_further, torn = _solved(
        fitted.inverse, fitted_slots, further, _shares(cells, fitted, rank, fitted_slots)
    )
    spread = csr_array((solution, (fitted_slots.cluster, fitted_slots.month)), shape=(clusters, months))
    month = _at_cells(cells, fitted, rank, (fitted_slots, further), (at_fitted, at_further))
    people = len(fitted.person_weight)
    share = summed(cells.unit[on], cells.weight[on] * month[on], people)
    person = share / np.where(fitted.person_weight > 0, fitted.person_weight, 1.0)
    at_own = np.where(fitted.imputed, month - person[cells.unit], 0.0)
    return Changes(np.asarray(spread @ (fitted.inverse @ pull)), at_own, torn)


def _slots(key: Ints, months: int, clusters: int) -> _Slots:
    cluster, month = np.divmod(key, months)
    return _Slots(key, cluster, month, _runs(cluster, clusters))


def _runs(cluster: Ints, clusters: int) -> _Runs:
    count = np.bincount(cluster, minlength=clusters)
    return _Runs(np.concatenate(([0], np.cumsum(count)[:-1])), count)


def _distinct(keys: Ints) -> Ints:
    """Each key once, in order. (np.unique takes ten times as long: it hashes.)"""
    ordered = np.sort(keys)
    return ordered[np.diff(ordered, prepend=-1) > 0]


def _contained(keys: Ints, ordered: Ints) -> Mask:
    """Which keys occur among ordered ones (which are at least one)."""
    position = np.minimum(np.searchsorted(ordered, keys), len(ordered) - 1)
    return np.asarray(ordered[position] == keys)


def _shares(cells: Cells, fitted: Fitted, rank: Ints, fitted_slots: _Slots) -> _Shares:
    on = np.flatnonzero(cells.fitted)
    on = on[np.argsort(rank[on], kind="stable")]
    cluster, unit, weight = rank[on], cells.unit[on], cells.weight[on]
    slot = np.searchsorted(fitted_slots.key, cluster * len(fitted.inverse) + fitted.node[on])
    slots, people = len(fitted_slots.key), len(fitted.person_weight)
    pairs, person = np.unique(cluster * people + unit, return_inverse=True)
    of_cluster = _runs(pairs // people, len(fitted_slots.runs.count))
    return _Shares(
        diagonal=summed(slot, weight, slots),
        score=summed(slot, weight * fitted.left[on], slots),
        value=weight / np.sqrt(fitted.person_weight[unit]),
        person=person - of_cluster.start[cluster],
        column=slot - fitted_slots.runs.start[cluster],
        people=of_cluster.count,
        runs=_runs(cluster, len(fitted_slots.runs.count)),
    )


def _batches(fitted_count: Ints, further: Ints, people: Ints) -> Iterator[Ints]:
    """The clusters with a fitted cell, biggest first, as many at once as fit into memory."""
    order = np.argsort(-fitted_count, kind="stable")
    order = order[fitted_count[order] > 0]
    while len(order):
        widest = int(fitted_count[order[0]])
        each = widest * int(widest + further[order].max() + people[order].max())
        size = max(1, _ENTRIES_AT_ONCE // each)
        yield order[:size]
        order = order[size:]


def _solved(
    inverse: Floats, fitted_slots: _Slots, further: _Slots, shares: _Shares
) -> tuple[Floats, Floats, Floats, Ints]:
    """u over the known slots, A⁻¹u over the known and the further slots, and the torn clusters."""
    solution, at_fitted = np.zeros(len(fitted_slots.key)), np.zeros(len(fitted_slots.key))
    at_further = np.zeros(len(further.key))
    torn = [np.empty(0, dtype=np.int64)]
    for chosen in _batches(fitted_slots.runs.count, further.runs.count, shares.people):
        slot, real = fitted_slots.runs.padded(chosen)
        month = fitted_slots.month[slot]
        system = _Systems(
            local=inverse[month[:, :, None], month[:, None, :]],
            diagonal=np.where(real, shares.diagonal[slot], 0.0),
            factor=shares.factor(chosen, slot.shape[1]),
            score=np.where(real, shares.score[slot], 0.0),
            size=fitted_slots.runs.count[chosen],
        )
        batch_solution, tearing = system.solved()
        solution[slot[real]] = batch_solution[real]
        at_fitted[slot[real]] = system.changes(batch_solution)[real]
        other, there = further.runs.padded(chosen)
        if there.any():
            across = inverse[further.month[other][:, :, None], month[:, None, :]] @ batch_solution[:, :, None]
            at_further[other[there]] = across[:, :, 0][there]
        torn.append(chosen[tearing])
    return solution, at_fitted, at_further, np.concatenate(torn)


def _at_cells(
    cells: Cells, fitted: Fitted, rank: Ints, slots: tuple[_Slots, _Slots], values: tuple[Floats, Floats]
) -> Floats:
    """The change of the month effect at each fitted or imputed cell when its own cluster is left out."""
    row = np.flatnonzero(cells.fitted | fitted.imputed)
    keys, change_at_slot = np.concatenate([part.key for part in slots]), np.concatenate(values)
    order = np.argsort(keys, kind="stable")
    place = np.searchsorted(keys[order], rank[row] * len(fitted.inverse) + fitted.node[row])
    change = np.zeros(len(rank))
    change[row] = change_at_slot[order][place]
    return change
