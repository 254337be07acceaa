"""What can't be right, or can hardly be meant, is said in one plain sentence."""

from dataclasses import replace
from pathlib import Path

import pytest

from metrics.query.custom_remarks import Remark, remarks_on_data, values_to_choose
from metrics.semantic.custom.custom_metric import Condition, CustomMeasure, CustomMetric, Operator
from metrics.semantic.custom.faults import custom_metric_faults, custom_text_faults
from metrics.semantic.custom.subject import subject_of
from metrics.store.snapshot import Snapshot
from tests.query.drawn import drawn
from tests.readers import reader_of

SOUND = CustomMetric("Web deals", "", "leading", "higher", "opportunities", "closed_day", "seller", "count")
WON = Condition("outcome", "is", ("won",))
WEB = Condition("source", "is", ("Web",))


@pytest.fixture(scope="module")
def deals(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return drawn(
        tmp_path_factory.mktemp("deals"),
        opportunities="""
            opportunity_id | owner | stage       | created_on | closed_on  | amount | source   | kind
            1              | Ann   | Closed Won  | 2025-01-01 | 2025-02-01 | 100    | Web      | new
            2              | Ann   | Closed Won  | 2025-01-05 | 2025-02-03 | 250.5  | Web      | renewal
            3              | Bob   | Closed Lost | 2025-01-09 | 2025-03-01 | 300    | Referral | new
            4              | Bob   | Negotiation | 2025-02-01 |            |        |          | new
        """,
        training="person_id | held_on | attended | score\nAnn | 2025-01-10 | true | 70",
    )


@pytest.mark.parametrize(
    ("title", "complaint"),
    [
        ("", "Give the metric a title."),
        (" \n ", "Give the metric a title."),
        ("x" * 300, "A title has at most 80 characters, this one has 300; put the rest into the summary."),
        ("win RATE", "There is a metric called “win RATE” already; choose another title."),
        ("win\nrate", "There is a metric called “win rate” already; choose another title."),
        ("This metric", "There is a metric called “This metric” already; choose another title."),
        ("!!! —", "A title needs a letter or a digit, and can't hold control characters."),
        ("bell \a", "A title needs a letter or a digit, and can't hold control characters."),
    ],
)
def test_a_title_that_will_not_do(deals: Snapshot, title: str, complaint: str) -> None:
    assert custom_text_faults(deals, replace(SOUND, title=title)) == (complaint,)


@pytest.mark.parametrize(
    "title", ['"; DROP TABLE deals; --', "SELECT 1 FROM deals", "商談の数", "<b>x</b>", "-- title: y"]
)
def test_a_title_may_be_any_words(deals: Snapshot, title: str) -> None:
    assert custom_text_faults(deals, replace(SOUND, title=title)) == ()


def test_a_summary_is_a_sentence_or_two(deals: Snapshot) -> None:
    assert "at most 300 characters, this one has 400" in custom_text_faults(deals, replace(SOUND, summary="y" * 400))[0]
    assert "control characters" in custom_text_faults(deals, replace(SOUND, summary="a\x00b"))[0]


NOT_BROUGHT = "No imported file has brought"
OTHER_COLUMN = "of deals; choose another column."
NUMBERS = "choose a column of numbers, or count deals."
ITSELF = "The part and the whole have the same conditions: divided by itself, the share is always 100 %."
NO_VALUE = "The condition on source has no value yet."


def counting(*conditions: Condition) -> CustomMetric:
    return replace(SOUND, whole=conditions)


def of_column(measure: CustomMeasure, column: str | None, day: str = "closed_day") -> CustomMetric:
    return replace(SOUND, measure=measure, column=column, day=day)


def share(part: tuple[Condition, ...], whole: tuple[Condition, ...] = ()) -> CustomMetric:
    return replace(SOUND, measure="share", part=part, whole=whole)


@pytest.mark.parametrize(
    ("made", "complaint"),
    [
        (of_column("sum", "source"), f"Source is text, which can't be added up; {NUMBERS}"),
        (of_column("median", "stage"), f"Stage is text, which can't be put in order for a median; {NUMBERS}"),
        (of_column("sum", "created_on"), f"Day created is a day, which can't be added up; {NUMBERS}"),
        (of_column("sum", None), "Choose the column that is to be added up."),
        (of_column("sum", "margin"), f"{NOT_BROUGHT} a column “margin” {OTHER_COLUMN}"),
        (
            of_column("median", "days_to_close", "created_on"),
            "Days from created to closed is known only by the day “Closed”; choose that day or another column.",
        ),
        (replace(SOUND, table="leads"), f"{NOT_BROUGHT} “leads”; choose another table."),
        (replace(SOUND, table="secrets"), f"{NOT_BROUGHT} “secrets”; choose another table."),
        (replace(SOUND, day="signed_on"), "Deals have no “signed_on” or no “seller”; choose from the list."),
        (
            counting(Condition("pipeline", "is", ("A",))),
            f"{NOT_BROUGHT} opportunities.pipeline, which the column “Pipeline” needs.",
        ),
        (
            counting(Condition("industry", "is", ("A",))),
            f"{NOT_BROUGHT} opportunities.account_id and accounts.industry, which the column “Industry” needs.",
        ),
        (counting(Condition("kept_gone", "is", ("A",))), f"{NOT_BROUGHT} a column “kept_gone” {OTHER_COLUMN}"),
        (
            counting(Condition("amount", "at least", ("ten",))),
            "Amount: “ten” is not a number; write it like 1000 or 12.5.",
        ),
        (
            counting(Condition("created_on", "at least", ("31.12.2025",))),
            "Day created: “31.12.2025” is not a day; write it like 2025-12-31.",
        ),
        (
            counting(Condition("stage", "at least", ("A",))),
            "Stage is text: “at least” compares numbers and days only.",
        ),
        (counting(Condition("source", "is")), NO_VALUE),
        (counting(Condition("source", "one of")), NO_VALUE),
        (counting(Condition("source", "is", ("  ",))), NO_VALUE),
        (
            counting(Condition("source", "is", ("Web", "Referral"))),
            "The condition on source has several values; choose “one of”.",
        ),
        (share(()), "Say which deals are the part; without a condition the share is always 100 %."),
        (share((WON,), (WON,)), ITSELF),
        (share((WON,), (WEB, WON)), ITSELF),
    ],
)
def test_what_is_counted_that_cannot_be(deals: Snapshot, made: CustomMetric, complaint: str) -> None:
    assert custom_metric_faults(deals, made) == (complaint,)


def test_a_part_is_the_whole_too_where_it_says_the_same_in_other_words(deals: Snapshot) -> None:
    part = (Condition("amount", "at least", ("1,000",)), Condition("source", "one of", ("Web",)))
    whole = (Condition("source", "is", ("Web",)), Condition("amount", "at least", ("1000.0",)))
    assert custom_metric_faults(deals, share(part, whole)) == (ITSELF,)
    assert custom_metric_faults(deals, share((*part, WON), whole)) == ()


def test_a_metric_that_was_made_before_a_column_went_is_unsound_only_then(deals: Snapshot, tmp_path: Path) -> None:
    made = of_column("sum", "amount")
    assert custom_metric_faults(deals, made) == ()
    without = drawn(tmp_path, opportunities="opportunity_id | stage | closed_on\n1 | Closed Won | 2025-01-01")
    assert custom_metric_faults(without, made) == (
        f"{NOT_BROUGHT} opportunities.amount, which the column “Amount” needs.",
    )


@pytest.mark.parametrize(
    ("column", "operator", "value", "condition"),
    [
        ("source", "is", "Refferal", "source is “Refferal”; did you mean “Referral”?"),
        ("source", "is", "web", "source is “web”; did you mean “Web”?"),
        ("source", "is", "Fax", "source is “Fax”; there are “Referral”, “Web”."),
        ("amount", "at least", "1000000", "amount is at least 1,000,000; the largest is 300."),
        ("amount", "at most", "1", "amount is at most 1; the smallest is 100."),
        ("amount", "is", "250", "amount is 250; the nearest is 250.5."),
        ("created_on", "at least", "2026-01-01", "day created is on or after 2026-01-01; the latest is 2025-02-01."),
        ("created_on", "at most", "2024-01-01", "day created is on or before 2024-01-01; the earliest is 2025-01-01."),
        ("created_on", "is", "2025-01-06", "day created is 2025-01-06; the nearest is 2025-01-05."),
        ("kind", "is empty", None, "kind is empty."),
    ],
)
def test_a_filter_that_nothing_passes_is_said_with_the_nearest_value(
    deals: Snapshot, column: str, operator: Operator, value: str | None, condition: str
) -> None:
    made = counting(Condition(column, operator, (value,) if value else ()))
    assert custom_metric_faults(deals, made) == ()
    assert remarks_on_data(reader_of(deals), made) == (Remark(f"There is no deal where {condition}", True),)


def test_filters_that_nothing_passes_together_are_said(deals: Snapshot) -> None:
    together = counting(WEB, Condition("amount", "at least", ("300",)))
    assert remarks_on_data(reader_of(deals), together) == (
        Remark("No deal meets all of these conditions at once.", True),
    )
    open_ones = counting(Condition("source", "is empty"))
    reasons = "Left out are, for example, “not where source is empty” (3) and “still open” (1)."
    assert remarks_on_data(reader_of(deals), open_ones) == (Remark(f"No deal counts. {reasons}", True),)


def test_an_answer_that_nobody_gave_is_said(deals: Snapshot) -> None:
    made = replace(SOUND, table="training", day="held_on", person="person")
    asked = replace(made, whole=(Condition("attended", "is", ("no",)),))
    assert remarks_on_data(reader_of(deals), asked) == (Remark("There is no attendance where attended is no.", True),)
    assert remarks_on_data(reader_of(deals), replace(made, whole=(Condition("attended", "is", ("yes",)),))) == ()


def test_a_word_of_a_list_that_is_not_there_is_worth_a_look(deals: Snapshot) -> None:
    made = replace(SOUND, whole=(Condition("source", "one of", ("Web", "Refferal")),))
    sentence = "There is no deal whose source is “Refferal”; did you mean “Referral”?"
    assert remarks_on_data(reader_of(deals), made) == (Remark(sentence, False),)


def test_a_part_outside_of_its_whole_is_said(deals: Snapshot) -> None:
    new = Condition("kind", "is", ("new",))
    some = remarks_on_data(reader_of(deals), share((WON,), (new,)))
    meeting = "the deals that meet the part's conditions"
    assert some == (Remark(f"Of {meeting} (2), those outside the whole don't count (1).", False),)
    none = remarks_on_data(reader_of(deals), share((Condition("kind", "is", ("renewal",)),), (new,)))
    assert none == (Remark(f"None of {meeting} is in the whole, so the share is always 0 %.", True),)
    every = remarks_on_data(reader_of(deals), share((WON,), (WEB,)))
    assert every == (Remark("All deals of the whole are in the part, so the share is always 100 %.", True),)


def test_the_words_of_a_column_are_offered_in_order(deals: Snapshot) -> None:
    subject = subject_of(deals, "opportunities")
    assert subject is not None
    assert values_to_choose(reader_of(deals), subject, subject.fields["source"]) == ("Referral", "Web")
    assert values_to_choose(reader_of(deals), subject, subject.fields["source"], most=1) == ("Referral",)
