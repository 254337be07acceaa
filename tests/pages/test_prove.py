"""Ramp, and People and teams: what they say on the sample, and where they can't say anything."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from metrics.intake.choices import ImportChoices
from metrics.intake.importing import import_files
from metrics.store.workspace import Workspace
from tests.pages.conftest import PROJECT, SECONDS, words


def at(page: str, **parameters: str) -> AppTest:
    """A page as an address opens it."""
    app = AppTest.from_file(str(PROJECT / "app.py"), default_timeout=SECONDS).switch_page(f"pages/prove/{page}.py")
    for name, value in parameters.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    assert not app.error
    return app


def said(app: AppTest) -> str:
    """What the page says, without the marks that keep words from being read as markdown."""
    return words(app).replace("\\", "")


@pytest.mark.usefixtures("on_sample")
def test_the_ramp_counts_those_still_under_way() -> None:
    app = at("ramp")
    found = said(app)
    assert "Typical: 73 days (likely 70 to 77 days), over 183 people, counting 9 who had not got there" in found
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
    assert expected in said(at("ramp", ramp_split=split)).replace("&#x27;", "'")


@pytest.mark.usefixtures("on_sample")
def test_the_other_time_is_that_to_the_first_won_deal() -> None:
    app = at("ramp")
    app.selectbox(key="ramp_metric").select_index(1).run()
    assert "Typical: 97 days" in said(app)


@pytest.mark.usefixtures("on_sample")
def test_teams_stand_beside_their_ranges_and_nobody_is_ranked_by_chance() -> None:
    app = at("people_and_teams", rates_by="team")
    found = said(app)
    assert "Of 12 teams, 1 can't" not in found
    assert "1 can be told apart from the average" in found
    assert "Enterprise Europe South" in found
    assert "too alike to rank" in found
    (chart,) = app.get("plotly_chart")
    assert "Funnel plot of 12 rates" in chart.proto.alt


@pytest.mark.usefixtures("on_sample")
def test_people_can_be_listed_by_rate_only_with_their_range() -> None:
    app = at("people_and_teams")
    app.selectbox(key="rates_order").select("by likely rate, with its range").run()
    assert "Likely between" in said(app)
    app.session_state["rates_computed"] = True
    app.run()
    assert "beta-binomial" in said(app)


@pytest.mark.usefixtures("on_sample")
def test_what_is_no_share_of_a_person_says_so() -> None:
    app = at("people_and_teams")
    app.selectbox(key="rates_metric").select("Training attendance").run()
    assert "can't be told for each person" in said(app)


@pytest.mark.parametrize("page", ["ramp", "people_and_teams"])
def test_without_the_data_it_says_what_to_upload(page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "products.csv"
    file.write_text("product_id,name\n1,Boat\n")
    import_files(Workspace(tmp_path / "workspace"), [(file, ImportChoices(table="products"))], who="tests")
    monkeypatch.setenv("COXSWAIN_WORKSPACE", str(tmp_path / "workspace"))
    assert "upload" in said(at(page))
