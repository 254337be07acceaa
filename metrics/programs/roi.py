"""What a program's effect is worth in money, and whether that paid for it: only where an effect can become money."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from metrics.formatting import format_change, format_money
from metrics.impact import (
    MOST_LOST,
    Assumptions,
    Effect,
    Evidence,
    Panel,
    ProvedEffect,
    SimulatedReturn,
    deal_flow,
    simulated_return,
    thresholds,
)
from metrics.programs.evaluation import Evaluation, usual_choices
from metrics.programs.evaluation_text import grade_with_condition
from metrics.programs.exposure import months_reached
from metrics.programs.matrix import declared_pairs
from metrics.programs.reached_deals import WonDeal, decided_share, won_deal
from metrics.query import Reader

PER_DEAL = ("win_rate", "win_rate_by_cohort", "win_rate_with_no_decision")
"""Outcomes whose effect is so many more deals won, each worth the mean won deal of those reached."""
KEPT = ("average_discount",)
"""Outcomes whose effect is money not given away: all of it is kept."""
SOLD = ("new_business_revenue",)
"""Outcomes whose effect is money sold; a pipeline is none yet."""
UNIT: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(PER_DEAL, "deals decided by those reached since"),
        **dict.fromkeys(KEPT, "won by those reached since, at list price"),
        **dict.fromkeys(SOLD, "months of those reached since"),
    }
)
"""What the effect is multiplied by."""


@dataclass(frozen=True, slots=True)
class RoiInputs:
    """What turns a judged effect into money. `effect` has the sign of what is good, in the outcome's unit.

    `assumptions` are those a reader begins with and may change; `unit` says what `assumptions.deals` counts,
    `won` whose mean a won deal's worth is (None where each counted is worth 1), `margin_matters` whether the margin may
    be changed, `cost_known` whether the list of programs says the cost.
    """

    effect: Effect
    assumptions: Assumptions
    unit: str
    won: WonDeal | None
    margin_matters: bool
    cost_known: bool


@dataclass(frozen=True, slots=True)
class NoRoi:
    """Why an effect can't be turned into money here."""

    reason: str


def roi_inputs(reader: Reader, evaluation: Evaluation, margin: float) -> RoiInputs | NoRoi:
    """What the effect of an evaluation is multiplied by, with the `margin` (a share) a reader begins with."""
    evidence, panel = evaluation.evidence, evaluation.panel
    if evidence.effect is None or panel is None:
        return NoRoi("There is no number for the effect, so there is none for its return.")
    name = evaluation.metric
    if name not in UNIT:
        return NoRoi(f"What {evaluation.title.lower()} is worth in money is not known here.")
    if name in PER_DEAL and (reason := _fewer_deals(evaluation, panel)):
        return NoRoi(reason)
    won = won_deal(reader, evaluation) if name in PER_DEAL else None
    if name in PER_DEAL and won is None:
        return NoRoi(
            f"There is no mean above zero of {thresholds().least_won_deals} or more won deals with an amount, of those "
            "reached or of people like them, so nobody knows what one more is worth."
        )
    cost, effect = evaluation.program.cost, evidence.headline or evidence.effect
    return RoiInputs(
        effect=effect if evidence.question.better == "higher" else turned(effect),
        assumptions=Assumptions(
            deals=float(panel.weight[panel.treated].sum()),
            won_value=won.value if won else 1.0,
            margin=1.0 if name in KEPT else margin,
            cost=cost or 0.0,
            won_value_error=won.error if won else 0.0,
        ),
        unit=UNIT[name],
        won=won,
        margin_matters=name not in KEPT,
        cost_known=cost is not None,
    )


def _fewer_deals(evaluation: Evaluation, panel: Panel) -> str:
    """Why a win rate is no money: unless deals per person are shown not to be fewer, none more may have been won."""
    flow = deal_flow(panel, evaluation.others)
    if flow.not_fewer:
        return ""
    start = "A win rate can rise without one more deal won, if fewer lost ones are entered"
    if flow.change is None or flow.change.low is None or flow.change.high is None:
        return f"{start}, and whether deals per person changed can't be told. Judge new business revenue instead."
    low, high = (format_change(end, "percent").replace(" pts", "%") for end in (flow.change.low, flow.change.high))
    return (
        f"{start}: deals decided per person and month changed by {low} to {high}, and a fall by more than "
        f"{MOST_LOST:.0%} can't be ruled out. Judge new business revenue instead."
    )


def turned(effect: Effect) -> Effect:
    """An effect with its sign turned."""
    low = None if effect.high is None else -effect.high
    high = None if effect.low is None else -effect.low
    return replace(effect, value=-effect.value, low=low, high=high)


def return_sentence(simulated: SimulatedReturn, currency: str, evidence: Evidence) -> str:
    """A return in words: −$0.2M to $1.1M; 84 % chance that it paid back.

    There is no chance without a claim, nor where that hangs on how people were picked and nobody has said so.
    """
    low, high = (format_money(end, currency, compact=True) for end in (simulated.low, simulated.high))
    if not evidence.claims:
        return f"{low} to {high}; no effect is shown, so no chance that it paid back is given."
    if evidence.question.condition:
        return f"{low} to {high}, {evidence.question.condition}; say that first, for a chance that it paid back."
    return f"{low} to {high}; {_chance(simulated.paid_back)} that it paid back."


def program_return(inputs: RoiInputs) -> SimulatedReturn | None:
    """The return on inputs as they stand."""
    return simulated_return(inputs.effect, inputs.assumptions)


def proved(reader: Reader, evaluation: Evaluation) -> ProvedEffect | None:
    """The effect as the organization page multiplies it: what a person reached brings in a year.

    None unless the evidence claims an effect for the better that can become money, also as the headline gives it.
    """
    if not evaluation.evidence.good or evaluation.exposure is None or evaluation.outcome_panel is None:
        return None
    inputs = roi_inputs(reader, evaluation, margin=1.0)
    if isinstance(inputs, NoRoi) or inputs.effect.low is None or inputs.effect.high is None or inputs.effect.value <= 0:
        return None
    judged = evaluation.outcome_panel.months
    # Of the last months many deals are still open: months count as far as their deals are in what was counted.
    months = months_reached(reader, evaluation.exposure, judged[0].start, judged[-1].end)
    months *= decided_share(reader, evaluation)
    if months <= 0:
        return None
    a_year = inputs.assumptions.deals * inputs.assumptions.won_value / months * 12
    return ProvedEffect(
        program=evaluation.program.name,
        metric=evaluation.title,
        grade=grade_with_condition(evaluation.evidence),
        worth=inputs.effect.value * a_year,
        low=inputs.effect.low * a_year,
        high=inputs.effect.high * a_year,
        kept=not inputs.margin_matters,
        rests_on=inputs.won.sentence if inputs.won else "",
    )


def proved_effects(reader: Reader) -> tuple[ProvedEffect, ...]:
    """What programs are for and were proved to do, as far as it can become money; empty where there is none."""
    choices = usual_choices(reader.snapshot)
    evaluations = declared_pairs(reader, lambda _: choices).evaluations.values()
    return tuple(effect for evaluation in evaluations if (effect := proved(reader, evaluation)) is not None)


def _chance(share: float) -> str:
    if share > 0.995:
        return "over 99 % chance"
    return "under 1 % chance" if share < 0.005 else f"{share:.0%} chance".replace("%", " %")
