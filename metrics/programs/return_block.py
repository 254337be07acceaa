"""Was it worth it: the return as a range, and what it rests on."""

from dataclasses import replace

from metrics.programs.evaluation import Evaluation
from metrics.programs.roi import NoRoi, RoiInputs, program_return, return_sentence
from metrics.report import Block, Heading, Note, Sentence

TITLE = Heading("Was it worth it?", 3)
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
    return TITLE, Sentence(reason.reason)


def return_blocks(evaluation: Evaluation, inputs: RoiInputs, currency: str) -> tuple[Block, ...]:
    """The return on inputs as they stand."""
    estimate = program_return(inputs)
    if estimate is None:
        return (Sentence("The effect has no range, so its return has none."),)
    unproved = "" if evaluation.evidence.claims else "Nothing is proved, so this may be chance. "
    sentence = f"Gain since the start, less its cost: {return_sentence(estimate, currency)}"
    return Heading(sentence, 3), Note(f"{unproved}{_rests_on(inputs)}")


def assuming(inputs: RoiInputs, deals: float, value: float, margin: float, cost: float) -> RoiInputs:
    """The inputs with a reader's own assumptions; the margin as a share."""
    assumptions = replace(inputs.assumptions, deals=deals, won_value=value, margin=margin, cost=cost)
    return replace(inputs, assumptions=assumptions)


def _rests_on(inputs: RoiInputs) -> str:
    """How the return is computed, whose mean deal is in it, and what of it nobody has found out."""
    if inputs.won is None:
        return f"{EXPLAINED} The margin is an assumption until you change it."
    return f"{EXPLAINED} {inputs.won.sentence} That and the margin are assumptions until you change them. {APART}"
