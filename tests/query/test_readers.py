"""Which metrics need a column, the nine first, and said in short."""

from metrics.semantic.definition import catalog
from metrics.semantic.requirements import metrics_reading, titles_in_short


def test_a_column_s_readers_begin_with_the_nine() -> None:
    readers = metrics_reading("opportunities", "amount", catalog().values())
    assert [metric.headline for metric in readers] == sorted((metric.headline for metric in readers), reverse=True)
    assert {metric.name for metric in readers} == {
        metric.name for metric in catalog().values() if "amount" in metric.reads.get("opportunities", ())
    }


def test_a_role_is_needed_wherever_the_roster_is_the_denominator() -> None:
    assert "content_access" in {metric.name for metric in metrics_reading("people", "role", catalog().values())}
    assert "win_rate" not in {metric.name for metric in metrics_reading("people", "role", catalog().values())}


def test_many_titles_are_said_in_short() -> None:
    assert titles_in_short(["A", "B"]) == "A, B"
    assert titles_in_short(["A", "B", "C", "D", "E"]) == "A, B, C, D and 1 further metric"
    assert titles_in_short(["A", "B", "C", "D", "E", "F"]) == "A, B, C, D and 2 further metrics"
    assert titles_in_short([]) == ""
