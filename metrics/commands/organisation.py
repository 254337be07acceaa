"""`organisation`: how big enablement should be, who should be in it, and what a headcount means for its leader."""

import argparse
import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from metrics.errors import UserError
from metrics.planning import (
    MOST_PEOPLE,
    Recommendation,
    hires_in_order,
    recommend,
    recommendation_blocks,
    recommendation_sentences,
    rule_numbers,
)
from metrics.render import text_of

if TYPE_CHECKING:
    from metrics.people import Baseline

NAME = "organisation"
SUMMARY = "Recommend the size, the roles and the leadership of an enablement organisation."
EVERYBODY = "customer-facing"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How many people there are, or which workspace's roster says so, and what of the rules is to be another number."""
    parser.add_argument("--customer-facing", type=_people, metavar="N", help="how many people face customers")
    parser.add_argument("--enablers", type=_people, metavar="N", help="how many enable them (default: 0)")
    parser.add_argument(
        "--workspace", type=Path, metavar="DIR", help="start from its roster; the numbers above replace what it says"
    )
    parser.add_argument("--version", type=int, metavar="N", help="the workspace as of its version N")
    parser.add_argument(
        "--ratio", type=_people, default=rule_numbers().ratio, metavar="N",
        help="customer-facing people per enablement person (default: %(default)s)",
    )  # fmt: skip
    parser.add_argument("--json", action="store_true", help="as JSON")
    parser.set_defaults(wrong_usage=parser.error)


def run(arguments: argparse.Namespace) -> int:
    """Prints the recommendation. Raises UserError for a ratio outside the scale, or a workspace without a roster."""
    if arguments.version is not None and arguments.workspace is None:
        arguments.wrong_usage("argument --version: it is a workspace's, so say which with --workspace")
    if arguments.workspace is not None:
        recommendation = _recommended_for(arguments)
    elif arguments.customer_facing is not None:
        numbers = replace(rule_numbers(), ratio=arguments.ratio)
        enablers = arguments.enablers or 0
        recommendation = recommend({EVERYBODY: arguments.customer_facing}, {EVERYBODY: enablers}, numbers)
    else:
        arguments.wrong_usage("the following arguments are required: --customer-facing or --workspace")
    if arguments.json:
        print(json.dumps(document(recommendation), indent=2, ensure_ascii=False))
        return 0
    print(text_of(recommendation_blocks(recommendation)))
    return 0


def _recommended_for(arguments: argparse.Namespace) -> Recommendation:
    """What the page recommends where it opens; totals are shared out over the functions as its sliders do it."""
    from metrics.commands import questions  # asking a workspace loads far more than all the rest needs
    from metrics.people import baseline_of
    from metrics.planning import OrganizationPlan

    baseline = baseline_of(questions.reader(arguments))
    if arguments.customer_facing is None:
        _require_functions(baseline)
    scenario = replace(OrganizationPlan.read({}, baseline)[0].scenario, ratio=arguments.ratio)
    if arguments.customer_facing is not None:
        scenario = scenario.with_total("people", arguments.customer_facing, list(scenario.people.values()))
    if arguments.enablers is not None:
        scenario = scenario.with_total("enablers", arguments.enablers, list(scenario.enablers.values()))
    return scenario.recommendation()


def _require_functions(baseline: "Baseline") -> None:
    """Raises UserError where nobody knows who is customer-facing: that is not the same as nobody being it."""
    staff = baseline.workforce
    if staff is None:
        raise UserError(
            "No roster in this workspace says who is customer-facing: import one, or say how many with "
            "--customer-facing."
        )
    if staff.without_function and not any(staff.people.values()):
        raise UserError(
            "The roster of this workspace doesn't say who is customer-facing: import it with a function or role, or "
            "say how many with --customer-facing."
        )


def document(recommendation: Recommendation) -> dict[str, object]:
    """The recommendation as plain values that JSON can hold."""
    stage, split, verdict = recommendation.stage, recommendation.split, recommendation.verdict
    return {
        "customer_facing": recommendation.people,
        "enablers": recommendation.enablers,
        "ratio": recommendation.numbers.ratio,
        "stage": None
        if stage is None
        else {"name": stage.key, "people": recommendation.stage_range, "rules": list(stage.rules)},
        "recommended": recommendation.size,
        "gap": recommendation.gap,
        "ratio_now": verdict.ratio,
        "verdict": {"toward": verdict.toward, "way": verdict.way, "place": verdict.place, "rule": verdict.rule},
        "leader": None
        if split is None
        else {"strategic": split.strategic, "tactical": split.tactical, "rule": split.rule},
        "roles": []
        if recommendation.team is None
        else [
            {"role": role.first.title, "now": role.now, "held": role.held, "next": role.next, "rule": role.first.rule}
            for role in (recommendation.team.lead, *recommendation.team.roles)
        ],
        "to_hire": [{"role": title, "when": state} for title, state in hires_in_order(recommendation)],
        "first_activities": [each.title for each in recommendation.first_activities],
        "reports_to": recommendation.reports_to.title if recommendation.reports_to else None,
        "additions": [each.title for each in recommendation.additions],
        "operating_model": recommendation.operating_model.after
        if recommendation.collaborates
        else recommendation.operating_model.before,
        "reporting_line": [
            {"where": option.title, "gains": list(option.gains), "costs": list(option.costs)}
            for option in recommendation.options
        ],
        "sentences": list(recommendation_sentences(recommendation)),
        "caveat": recommendation.caveat.text,
        "assumptions": list(recommendation.assumptions),
        "own_numbers": [{"what": own.title, "usual": own.usual, "own": own.own} for own in recommendation.own],
    }


def _people(text: str) -> int:
    """A whole number of people. Raises ArgumentTypeError, with what is wrong about it, for anything else."""
    try:
        count = int(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” is no whole number of people") from None
    if not 0 <= count <= MOST_PEOPLE:
        raise argparse.ArgumentTypeError(f"there can't be {count:,} people; write a number from 0 to {MOST_PEOPLE:,}")
    return count
