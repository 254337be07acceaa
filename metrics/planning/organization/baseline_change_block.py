"""What became of the numbers a plan started from, when it is opened with a later version of the workspace."""

from typing import TYPE_CHECKING

from metrics.planning.organization.scenario_text import own_inputs
from metrics.planning.organization.usual_scenario import usual_scenario
from metrics.report import Note

if TYPE_CHECKING:
    from metrics.people import Baseline

MOST_NAMED = 6


def baseline_change_blocks(then: "Baseline", now: "Baseline") -> tuple[Note, ...]:
    """What the later baseline changes of what the earlier one says; nothing where they say the same."""
    changed = own_inputs(usual_scenario(now), usual_scenario(then))
    named = [f"{each.title} {each.own} (was {each.usual})" for each in changed[:MOST_NAMED]]
    if len(changed) > MOST_NAMED:
        named.append(f"and {len(changed) - MOST_NAMED} more")
    if not named and then.sellers != now.sellers:
        named.append("how long your sellers have been there, or how they ramp")
    if not named:
        return ()
    sentence = f"This plan was made on version {then.version} of the data. Changed since: {'; '.join(named)}."
    return (Note(sentence, "nothing"),)
