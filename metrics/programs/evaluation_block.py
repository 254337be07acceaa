"""An evaluation as blocks: the sentence, the chart, and everything that stands for and against believing it."""

from collections.abc import Mapping
from types import MappingProxyType

from metrics.formatting import PER_CENT, Unit, unit_word
from metrics.impact import (
    ImpactQuestion,
    Verdict,
    amount_text,
    likely_between_text,
    likely_text,
)
from metrics.programs.evaluation import Evaluation
from metrics.programs.evaluation_text import (
    EventPoint,
    compared_rows,
    described_words,
    effect_as_shown,
    event_points,
    event_range,
    event_words,
    grade_words,
    how_counted,
    pair_title,
    segment_rows,
    unadjusted_amount,
    unadjusted_words,
)
from metrics.programs.sensitivity import sensitivity_of
from metrics.query import Reader
from metrics.report import (
    Axis,
    Block,
    Chart,
    ChartPanel,
    ChartPoint,
    Heading,
    Item,
    Items,
    Mark,
    Note,
    Sentence,
    Series,
    Statement,
    Table,
    VerdictBadge,
    VerdictKind,
    table_of_words,
)

KINDS: Mapping[Verdict, VerdictKind] = MappingProxyType(
    {
        "effect": "effect",
        "no effect found": "none",
        "don't use this number": "unusable",
        "not enough data": "open",
        "can't be judged": "unknown",
    }
)
MONTHS_IN_WORDS = "Months since the start"
HOW = (
    "Person and month effects are fitted on people not yet reached, and what those reached achieved is held against "
    "what that fit says they would have (Borusyak, Jaravel and Spiess 2024). How sure it is comes from leaving out one "
    "person, or team, at a time."
)


def evaluation_blocks(evaluation: Evaluation) -> tuple[Block, ...]:
    """What is said of a program and an outcome: verdict, grade, sentence, and the plain comparison beside it."""
    evidence = evaluation.evidence
    one_of_many = evidence.effect is not None and evidence.effect.certain and not evidence.claims
    verdict = "May be chance, one of many" if one_of_many else evidence.verdict.capitalize()
    return (
        Heading(pair_title(evaluation), 2),
        VerdictBadge(verdict, KINDS[evidence.verdict], grade_words(evidence)),
        Sentence(evidence.sentence, lead=True),
        *_unadjusted(evaluation),
    )


def chart_blocks(evaluation: Evaluation) -> tuple[Block, ...]:
    """The event study: a point a month with its likely range; those before the start should lie about nothing."""
    points, question = event_points(evaluation), evaluation.evidence.question
    if not points:
        return ()
    shown = effect_as_shown(points, question)
    drawn = [_chart_point(point, as_shown, question) for point, as_shown in zip(points, shown, strict=True)]
    sides = [tuple(each for each in drawn if each.hollow == before) for before in (True, False)]
    unit: Unit = "points" if question.unit in PER_CENT else question.unit
    low, high = event_range(shown)
    chart = Chart(
        kind="events",
        title=f"{evaluation.title} of those reached, less what it would have been, by months since the start",
        alt=event_words(evaluation),
        key="events",
        panels=(ChartPanel("", tuple(Series("", side) for side in sides if side)),),
        across=Axis(MONTHS_IN_WORDS),
        up=Axis(f"Effect ({unit_word(unit, question.currency)})", unit, low, high),
        marks=(Mark(0, level=True, dashed=False), Mark(-0.5, "start")),
    )
    return chart, Note(
        "Hollow: before the start, where it should lie about nothing. Shaded: where each value likely lies; it runs "
        "out of the frame where few people have been reached for so long."
    )


def check_blocks(evaluation: Evaluation) -> tuple[Block, ...]:
    """What was checked, and how it came out."""
    checks = tuple(Item(check.finding, check.name, state=check.state) for check in evaluation.evidence.checks)
    return (Items("Can it be believed?", checks),) if checks else ()


def caveat_blocks(evaluation: Evaluation) -> tuple[Block, ...]:
    """What a reader must know before quoting it, and what would change it."""
    evidence = evaluation.evidence
    lists = {"Before you quote it": evidence.caveats, "What would change our mind": evidence.change}
    return tuple(Items(title, tuple(map(Item, texts))) for title, texts in lists.items() if texts)


def segment_table(evaluation: Evaluation) -> Table | None:
    """The effect in each segment; None where there are none."""
    rows = segment_rows(evaluation)
    title = "The effect in each segment, of those who could be compared; none of them is a claim of its own"
    return table_of_words(title, ("Segment", "Effect", "Likely", "People or teams"), rows) if rows else None


def compared_table(evaluation: Evaluation) -> Table | None:
    """Who is compared with whom; None where nobody is."""
    if evaluation.study.imputation is None:
        return None
    title = "People and facts on either side, by segment and tenure; who grows out of a band stands in both"
    heading = ("Segment", "Tenure", "Reached", "Facts", "Compared with", "Facts")
    return table_of_words(title, heading, compared_rows(evaluation))


def sensitivity_table(reader: Reader, evaluation: Evaluation) -> Table:
    """What other choices give. It takes seconds the first time."""
    question = evaluation.evidence.question
    rows = [
        (each.choice, "–", each.reason)
        if each.effect is None
        else (each.choice, amount_text(each.effect.value, question), likely_text(each.effect, question))
        for each in sensitivity_of(reader, evaluation)
    ]
    return table_of_words("The same question, put otherwise", ("If", "Effect", "Likely"), rows)


def computed_blocks(evaluation: Evaluation) -> tuple[Block, ...]:
    """How it is computed: the method, what was counted, and the SQL of the panel; nothing where there is no panel."""
    panel = evaluation.outcome_panel
    if panel is None or not panel.sql:
        return ()
    counted = Items("", tuple(map(Item, how_counted(evaluation))))
    return Sentence(HOW), counted, Statement("The SQL of the panel.", f"{panel.prelude.strip()}\n\n{panel.sql.strip()}")


def _unadjusted(evaluation: Evaluation) -> tuple[Block, ...]:
    """The plain comparison, struck through beside why it is wrong; without an effect only what happened."""
    if evaluation.evidence.effect is not None and (amount := unadjusted_amount(evaluation)):
        return (Sentence(unadjusted_words(evaluation), "Plain comparison:", struck=amount),)
    words = described_words(evaluation)
    return (Sentence(words),) if words else ()


def _chart_point(point: EventPoint, shown: EventPoint, question: ImpactQuestion) -> ChartPoint:
    when = f"{point.month:+d} months".replace("-", "−")
    text = f"{when}: {amount_text(point.value, question)} ({likely_between_text(point.low, point.high, question)})"
    return ChartPoint(point.month, shown.value, shown.low, shown.high, text, hollow=point.month < 0)
