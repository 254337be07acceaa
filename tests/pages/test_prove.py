"""Ramp, and People and teams: what they say on the sample, and where they can't say anything."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.conftest import Opener, opened, plain_words, workspace_of


def at(page: str, **parameters: str) -> AppTest:
    """A page as an address opens it."""
    app = opened(page, **parameters)
    assert not app.exception
    assert not app.error
    return app


def test_the_ramp_counts_those_still_under_way(drawn: Opener) -> None:
    app = drawn("ramp")
    text = plain_words(app)
    assert "Typical: 73 days (likely 70 to 77 days), over 183 people, counting 9 who had not got there" in text
    (chart,) = app.get("plotly_chart")
    assert "Typical: 73 days" in chart.proto.alt


@pytest.mark.usefixtures("on_sample")
@pytest.mark.parametrize(
    ("split", "expected"),
    [
        ("function", "sales development 30.3 days sooner"),
        ("quarter of starting", "Start quarter"),
        ("team", "Still under way, and followed"),
        ("programme: Value playbook", "can't be told apart from the others"),
        ("programme: Executive presence masterclass", "it can't have changed how long that took"),
    ],
)
def test_the_ramp_can_be_split(split: str, expected: str) -> None:
    assert expected in plain_words(at("ramp", ramp_split=split)).replace("&#x27;", "'")


@pytest.mark.usefixtures("on_sample")
def test_the_other_time_is_that_to_the_first_won_deal() -> None:
    app = at("ramp")
    app.selectbox(key="ramp_metric").select_index(1).run()
    assert "Typical: 97 days" in plain_words(app)


def test_teams_stand_beside_their_ranges_and_nobody_is_ranked_by_chance(drawn: Opener) -> None:
    app = drawn("people_and_teams", rates_by="team")
    text = plain_words(app)
    assert "Of 12 teams, 1 can't" not in text
    assert "1 can be told apart from the average" in text
    assert "Enterprise Europe South" in text
    assert "too alike to rank" in text
    (chart,) = app.get("plotly_chart")
    assert "Funnel plot of 12 rates" in chart.proto.alt


@pytest.mark.usefixtures("on_sample")
def test_people_can_be_listed_by_rate_only_with_their_range() -> None:
    app = at("people_and_teams")
    app.selectbox(key="rates_order").select("by likely rate, with its range").run()
    assert "Likely between" in plain_words(app)
    app.session_state["rates_computed"] = True
    app.run()
    assert "beta-binomial" in plain_words(app)


@pytest.mark.usefixtures("on_sample")
def test_what_is_no_share_of_a_person_says_so() -> None:
    app = at("people_and_teams")
    app.selectbox(key="rates_metric").select("Training attendance").run()
    assert "can't be told for each person" in plain_words(app)


@pytest.mark.parametrize("page", ["ramp", "people_and_teams"])
def test_without_the_data_it_says_what_to_upload(page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = workspace_of(tmp_path, products="product_id,name\n1,Boat\n")
    monkeypatch.setenv("COXSWAIN_WORKSPACE", str(workspace.folder))
    assert "upload" in plain_words(at(page))
