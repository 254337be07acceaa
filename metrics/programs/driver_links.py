"""Which leading metric moves which lagging one here: an arrow where a program proved it, else a description."""

from collections.abc import Mapping
from dataclasses import dataclass

from metrics.errors import Unavailable
from metrics.formatting import format_change
from metrics.impact import Effect, Grade, association, tenure_bands, thresholds
from metrics.programs.evaluation import Evaluation, EvaluationChoices, usual_choices
from metrics.programs.evaluation_text import grade_in_short
from metrics.programs.exposure import Exposure
from metrics.programs.matrix import declared_pairs
from metrics.programs.outcome_counting import NoOutcome, ProgramOutcome, outcome_of
from metrics.programs.panel_query import Frame, outcome_panel_of
from metrics.programs.program_kinds import kind_of
from metrics.programs.registration import TrainingRule
from metrics.query import Reader, missing_columns
from metrics.semantic import Metric, MoreOfIt, catalog, fact_models
from metrics.store import Snapshot

NOBODY = Exposure("roll-out", TrainingRule(), (), (), "people")


@dataclass(frozen=True, slots=True)
class DriverLink:
    """A leading and a lagging metric. `proved` are the programs that claim an effect; an arrow needs one.

    `described` is how the lagging metric of a month goes with the leading one of the month before, None where that
    can't be told, and `words` say it; `grade` is that of the strongest claim.
    """

    leading: str
    lagging: str
    proved: tuple[Evaluation, ...]
    described: Effect | None
    words: str
    grade: Grade

    @property
    def arrow(self) -> bool:
        """Whether it is proved that something of this kind moves the lagging metric."""
        return bool(self.proved)


def find_driver_links(reader: Reader) -> tuple[DriverLink, ...]:
    """Every leading headline metric with every lagging one, in the catalogue's order. It takes a second or more."""
    return reader.session().remember("driver links", lambda: _driver_links(reader))


def _driver_links(reader: Reader) -> tuple[DriverLink, ...]:
    headline = [each for each in catalog().values() if each.headline and not missing_columns(reader.snapshot, each)]
    choices = usual_choices(reader.snapshot)
    claimed = [
        evaluation
        for evaluation in declared_pairs(reader, lambda _: choices).evaluations.values()
        if evaluation.evidence.claims
    ]
    cells = {each.name: _cells(reader, each, choices) for each in headline}
    return tuple(
        _driver_link(reader.snapshot, leading, lagging, claimed, cells)
        for leading in headline
        if leading.kind == "leading"
        for lagging in headline
        if lagging.kind == "lagging"
    )


def _driver_link(
    snapshot: Snapshot, leading: Metric, lagging: Metric, claimed: list[Evaluation], cells: Mapping[str, Frame]
) -> DriverLink:
    proved = tuple(
        evaluation
        for evaluation in claimed
        if evaluation.metric == lagging.name and kind_of(evaluation.program.kind).works_through == leading.name
    )
    model = fact_models().get(leading.facts_from)
    more = model.more if model else None
    effect = _described(more, cells[leading.name], cells[lagging.name])
    if proved:
        words = "; ".join(f"{evaluation.program.name}: {grade_in_short(evaluation)}" for evaluation in proved)
        return DriverLink(leading.name, lagging.name, proved, effect, words, proved[0].evidence.grade)
    currency = snapshot.settings.currency
    words = _association_text(effect, more, lagging, currency) if effect and more else ""
    return DriverLink(leading.name, lagging.name, (), effect, words, "description only")


def _association_text(effect: Effect, more: MoreOfIt, lagging: Metric, currency: str) -> str:
    value, low, high = (
        format_change(each, lagging.unit, currency, compact=True).replace(" pts", " points")
        for each in (effect.value, effect.low, effect.high)
    )
    return f"{value} a month after {more.words} (likely {low} to {high})"


def _cells(reader: Reader, metric: Metric, choices: EvaluationChoices) -> Frame:
    """A row per person and month; None where the metric can't be followed so."""
    outcome: ProgramOutcome | NoOutcome = outcome_of(metric)
    if isinstance(outcome, NoOutcome):
        return None
    try:
        outcome_panel = outcome_panel_of(reader, outcome, NOBODY, choices.day, choices.within)
    except Unavailable:
        return None
    rows = outcome_panel.rows
    if rows is None or rows.empty:
        return None
    first = outcome_panel.months[0].start
    return rows.assign(
        month=rows["period"] + 12 * first.year + first.month,
        group=rows[choices.within].fillna("") if choices.within else "",
        band=tenure_bands(rows["tenure"].to_numpy(float), thresholds().tenure_edges),
    )


def _described(more: MoreOfIt | None, leading: Frame, lagging: Frame) -> Effect | None:
    """How the outcome of a month goes with what its person did in the month before."""
    if leading is None or lagging is None or more is None:
        return None
    before = leading.assign(month=leading["month"] + 1, amount=leading[more.of])[["who", "month", "amount"]]
    both = lagging[lagging["denominator"] > 0].merge(before, on=["who", "month"])
    if both.empty:
        return None
    month = both["month"].astype(str) + both["group"].astype(str) + both["band"].astype(str)
    outcome = both["numerator"] / both["denominator"]
    effect = association(both["who"], month, both["amount"], outcome, both["denominator"])
    return effect if effect is not None and effect.low is not None else None
