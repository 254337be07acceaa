"""A number the user knows, typed on the page of a metric."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.conftest import Opener, figures_of, opened, words

PAGE = "metric"


def typed(number: str, total: str = "Deals won", metric: str = "Win rate", **filters: str) -> AppTest:
    """The page of a metric with a number typed into the opened section."""
    app = opened(PAGE, metric=metric, metric_period="Q1 2026", **filters)
    app.session_state["reconciliation"] = True
    app.run()
    app.selectbox(key="known_total").set_value(total)
    app.text_input(key="known_number").set_value(number)
    return app.run()


def shown(app: AppTest) -> dict[str, str]:
    return figures_of(app)


def test_nothing_is_computed_before_the_section_is_open_and_a_number_is_typed(drawn: Opener) -> None:
    app = drawn(PAGE)
    assert "known_number" not in {field.key for field in app.text_input}
    assert not shown(app)


@pytest.mark.usefixtures("on_sample")
def test_ours_yours_the_difference_and_the_groups_stand_on_the_page() -> None:
    app = typed("1,000")
    figures = shown(app)
    ours = int(figures["Ours"])
    assert figures["Yours"] == "1,000"
    assert figures["Difference"] == f"+{1000 - ours}"
    text = words(app).replace("\\", "")
    assert f"Yours is {1000 - ours} higher than ours." in text
    assert "None of the groups adds up to it" in text
    assert "+1: Closed without a close date: they can't be placed in any period (1 row)" in text
    assert "Closed without a close date: they can't be placed in any period" in app.selectbox(key="known_group").options
    assert any(button.proto.label == "Download these rows" for button in app.get("download_button"))


@pytest.mark.usefixtures("on_sample")
def test_the_same_number_agrees() -> None:
    ours = shown(typed("1"))["Ours"]
    app = typed(ours)
    assert "The two agree" in words(app)
    assert shown(app)["Difference"] == "0"


@pytest.mark.usefixtures("on_sample")
@pytest.mark.parametrize("number", ["many", "-5", "1.234,5"])
def test_what_is_no_number_is_said_in_one_sentence(number: str) -> None:
    app = typed(number, "Amount won")
    (warning,) = [each.value for each in app.warning]
    assert number in warning.replace("\\", "")
    assert not app.exception
    assert not shown(app)


@pytest.mark.usefixtures("on_sample")
def test_a_metric_that_is_a_sum_is_offered_itself() -> None:
    app = typed("1.2M", "New-business revenue", metric="New-business revenue", metric_only_region="Europe")
    assert shown(app)["Yours"] == "$1,200,000.00"
    assert "with the filters chosen above" in words(app)
    assert "Win rate" not in app.selectbox(key="known_total").options
