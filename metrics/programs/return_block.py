"""Was it worth it: the return as a range, and what it rests on."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from metrics.programs.evaluation import Evaluation
from metrics.programs.roi import NoRoi, RoiInputs, program_return, return_sentence
from metrics.report import Block, Heading, Note, Sentence

EXPLAINED = (
    "Effect × what it is multiplied by × margin − cost, the effect and the worth of a deal each as unsure as they "
    "are. It takes the effect to hold for all those deals."
)
APART = (
    "Revenue per person is judged apart, in the table below: it also hangs on how many deals come in and how big "
    "they are, so it shows less."
)


def no_return_blocks(reason: NoRoi) -> tuple[Block, ...]:
    """Why there is no return to tell."""
    return (Sentence(reason.reason),)


@dataclass(frozen=True, slots=True)
class AssumptionField:
    """A number that a reader may change: what it is called, what it begins with, its steps, its end."""

    name: str
    label: str
    value: float
    step: float
    most: float | None = None


def assumption_fields(inputs: RoiInputs, currency: str) -> tuple[AssumptionField, ...]:
    """What the effect is multiplied by and what is taken off, as far as it may be changed; the margin in per cent."""
    start = inputs.assumptions
    fields = [AssumptionField("count", f"{inputs.unit[:1].upper()}{inputs.unit[1:]}", start.deals, 1)]
    if inputs.won:
        fields.append(AssumptionField("value", f"Worth each ({currency})", start.won_value, 100))
    if inputs.margin_matters:
        fields.append(AssumptionField("margin", "Margin kept (%)", 100 * start.margin, 1, 100))
    unknown = "" if inputs.cost_known else ", not known"
    return (*fields, AssumptionField("cost", f"Cost ({currency}){unknown}", start.cost, 1000))


def return_blocks(
    evaluation: Evaluation, inputs: RoiInputs, assumed: Mapping[str, float], currency: str
) -> tuple[Block, ...]:
    """The return under a reader's assumptions, by the names of their fields."""
    assumptions = replace(
        inputs.assumptions,
        deals=assumed["count"],
        won_value=assumed.get("value", 1.0),
        margin=assumed.get("margin", 100) / 100,
        cost=assumed["cost"],
    )
    estimate = program_return(replace(inputs, assumptions=assumptions))
    if estimate is None:
        return (Sentence("The effect has no range, so its return has none."),)
    sentence = return_sentence(estimate, currency, evaluation.evidence)
    return Heading(f"Gain since the start, less its cost: {sentence}", 3), Note(_rests_on(inputs))


def _rests_on(inputs: RoiInputs) -> str:
    """How the return is computed, whose mean deal is in it, and what of it nobody has found out."""
    if inputs.won is None:
        return f"{EXPLAINED} The margin is an assumption until you change it."
    return f"{EXPLAINED} {inputs.won.sentence} That and the margin are assumptions until you change them. {APART}"
