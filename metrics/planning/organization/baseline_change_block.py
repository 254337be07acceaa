"""What became of the numbers a plan started from, when it is opened with a later version of the workspace."""

from metrics.planning.organization.plan import OrganizationPlan
from metrics.planning.organization.scenario_text import own_inputs
from metrics.report import Note

MOST_NAMED = 6


def baseline_change_blocks(then: OrganizationPlan, now: OrganizationPlan) -> tuple[Note, ...]:
    """What the later baseline changes of what the earlier one says; nothing where they say the same."""
    changed = own_inputs(now.usual, then.usual)
    named = [f"{each.title} {each.own} (was {each.usual})" for each in changed[:MOST_NAMED]]
    if len(changed) > MOST_NAMED:
        named.append(f"and {len(changed) - MOST_NAMED} more")
    if then.baseline.sellers != now.baseline.sellers:
        named.append("how long your sellers have been there, or how they ramp")
    if not named:
        return ()
    sentence = f"This plan was made on version {then.baseline.version} of the data. Changed since: {'; '.join(named)}."
    return (Note(sentence, "nothing"),)
