"""Whether everything can be asked of a version, tried without its rows before anybody reads it."""

from collections.abc import Mapping, Sequence
from threading import Lock

from metrics.errors import Unavailable, UserError
from metrics.query.binding import BoundQuery, require_columns, standalone
from metrics.query.compile.compiled import compile_question
from metrics.query.compile.scope import Scope
from metrics.query.compile.totals import totals
from metrics.query.question import Question
from metrics.query.session import Session
from metrics.semantic import FOLDER, OWN_METRICS, Metric, dimensions_of, fact_models, is_known, metrics_of
from metrics.store import Snapshot

WORD_TABLES = ("stage_outcomes", "reason_outcomes", "role_functions")
"""The relations that hold words of the data."""
MOST_TRIED = 50

_tried: dict[tuple[object, ...], Mapping[str, tuple[Metric, str]]] = {}
_trying = Lock()


def require_askable(new: Snapshot, former: Snapshot, files: Sequence[str]) -> None:
    """Raises UserError where a metric can't be computed any more with what these files bring.

    One that lacks columns is only not available. Nor does a metric of the workspace's own stop an import if its SQL
    could not be run before.
    """
    faults = faults_of(new)
    if any(not _of_catalog(metric) for metric, _ in faults.values()):
        before = faults_of(former)
        faults = {name: fault for name, fault in faults.items() if _of_catalog(fault[0]) or name not in before}
    for metric, reason in faults.values():
        raise UserError(
            f"{', '.join(files)} can't be imported, as the metric “{metric.title}” could not be computed any more with "
            f"it ({reason}); nothing was stored."
        )


def faults_of(snapshot: Snapshot) -> Mapping[str, tuple[Metric, str]]:
    """The metrics of a version that can't be computed, each with the reason, by name; none that lacks only columns.

    Tried once for versions that differ in rows only.
    """
    session = Session(snapshot, without_rows=True)
    key = _rests_on(session)
    with _trying:
        if key not in _tried:
            tried = ((metric, _fault(session, metric)) for metric in metrics_of(snapshot).values())
            _tried[key] = {metric.name: (metric, reason) for metric, reason in tried if reason is not None}
            while len(_tried) > MOST_TRIED:
                del _tried[next(iter(_tried))]
        return _tried[key]


def _rests_on(session: Session) -> tuple[object, ...]:
    """What the SQL of every metric hangs on: the columns there are, settings, own metrics, and words of the data."""
    snapshot = session.snapshot
    columns = tuple((name, state.columns, *state.kept.items()) for name, state in sorted(snapshot.tables.items()))
    own = tuple(OWN_METRICS.held(snapshot).items())
    return columns, snapshot.settings, own, *(session.text(name) for name in WORD_TABLES)


def _fault(session: Session, metric: Metric) -> str | None:
    """Why a metric, by everything it can be grouped by, can't be computed; None if it can, or isn't available."""
    try:
        _try(session, metric)
    except Unavailable:
        return None
    except Exception as problem:  # whatever it is, it would meet everybody who asks
        return str(problem).partition("\n")[0] or type(problem).__name__
    return None


def _try(session: Session, metric: Metric) -> None:
    snapshot, day = session.snapshot, session.data_through
    require_columns(snapshot, metric)
    if metric.facts_from not in fact_models() or day is None:
        return
    every = dimensions_of(snapshot, metric.facts_from)
    scope = Scope(by=tuple(dimension for dimension in every if is_known(snapshot, dimension)))
    compiled = compile_question(metric, scope)
    session.need(compiled.needs)
    bound = BoundQuery(Question(metric.name), snapshot, session, metric, compiled, (day, day), day)
    session.rows(standalone(bound, [(day, day)], *totals(compiled)))


def _of_catalog(metric: Metric) -> bool:
    return metric.path.is_relative_to(FOLDER)
