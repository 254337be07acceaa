"""What is the reader's own, beside what it replaces."""

from metrics.planning.organization.plan import OrganizationPlan
from metrics.planning.organization.rules import organization_rules
from metrics.report import Block, Note, table_of_words

NONE_YET = "Nothing is your own yet: every number is the roster's, a rule's or an assumption's."


def own_number_blocks(plan: OrganizationPlan) -> tuple[Block, ...]:
    """What the rules on the ratio say, and a table of the reader's own numbers where there are any."""
    rules = organization_rules()
    ratios = Note(" ".join(f"{each.text} ({each.rule})" for each in (rules.typical, rules.too_many, rules.too_few)))
    rows = [(each.title, each.rule or "fact or assumption", each.usual, each.own) for each in plan.own]
    if not rows:
        return (ratios, Note(NONE_YET, "good"))
    return (ratios, table_of_words("Numbers of your own", ("What", "Rule", "Usual", "Yours"), rows))
