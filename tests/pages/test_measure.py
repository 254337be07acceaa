"""Leading and Lagging, Explore, and the win rate four ways, on the sample and on what is hard to show."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from metrics.semantic.definition import catalog
from tests.pages.conftest import Opener, opened, tables_of, words, workspace_of

EXPLORE = "explore"


def explored(opener: Opener = opened, **parameters: str) -> AppTest:
    """Explore, opened by a link."""
    return opener(EXPLORE, **{f"explore_{name}": value for name, value in parameters.items()})


@pytest.fixture(scope="module")
def two_hundred(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a company with two hundred sources; the first has three deals, each other one."""
    deals = [f"{number},S{number:03},{'Closed Won' if number % 2 else 'Closed Lost'}" for number in range(200)]
    deals += ["200,S000,Closed Won", "201,S000,Closed Won"]
    rows = "\n".join(f"{deal},2025-02-{1 + at % 28:02},10" for at, deal in enumerate(deals))
    deals_file = f"opportunity_id,source,stage,closed_on,amount\n{rows}\n"
    return workspace_of(tmp_path_factory.mktemp("two_hundred"), opportunities=deals_file).folder


@pytest.fixture
def on_two_hundred(two_hundred: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COXSWAIN_WORKSPACE", str(two_hundred))


@pytest.mark.parametrize("kind", ["leading", "lagging"])
def test_an_overview_has_every_metric_of_its_kind_under_its_group(kind: str, drawn: Opener) -> None:
    app = drawn(kind)
    own = [metric for metric in catalog().values() if metric.kind == kind]
    text = words(app)
    assert {header.value for header in app.header} == {metric.group for metric in own}
    links = [link.proto.label for link in app.get("page_link")]
    for metric in own:
        assert any(metric.short_title in label for label in links) or metric.title in text
    assert "still open" in text


def test_what_an_overview_lacks_is_folded_and_named(drawn_with_one_table: Opener) -> None:
    app = drawn_with_one_table("lagging")
    folds = [expander.label for expander in app.expander]
    assert "4 metrics not available" in folds
    assert "customers\\.ended\\_on" in words(app)


@pytest.mark.parametrize("form", ["Trend", "Breakdown", "Small multiples", "Table"])
@pytest.mark.parametrize("then", ["nothing", "Tier"])
def test_a_view_is_drawn_from_its_address(form: str, then: str, drawn: Opener) -> None:
    app = explored(drawn, metric="Win rate", by="Team", then=then, form=form, grain="month", back="6")
    assert not app.exception
    assert not app.error
    assert app.selectbox(key="explore_by").value == "Team"
    assert len(app.get("plotly_chart")) == (form != "Table")
    (title,) = [each.value for each in app.markdown if each.value.startswith("**Win rate")]
    assert "team" in title
    assert ("tier" in title) == (then == "Tier")


@pytest.mark.usefixtures("on_sample")
def test_a_metric_is_split_by_what_it_is_usually_split_by() -> None:
    app = explored(metric="Lost deals")
    assert app.selectbox(key="explore_by").value == "Lost reason"
    app.selectbox(key="explore_metric").select("Win rate").run()
    assert app.selectbox(key="explore_by").value == "Lost reason"  # which it has too: the choice stays
    app.selectbox(key="explore_metric").select("Training attendance").run()
    assert app.selectbox(key="explore_by").value == "nothing"
    app.selectbox(key="explore_metric").select("Stage conversion").run()
    assert app.selectbox(key="explore_by").value == "Stage"
    assert not app.exception


def test_a_split_that_the_metric_does_not_have_is_said(drawn: Opener) -> None:
    app = explored(drawn, metric="Training attendance", by="Lost reason")
    assert "can't be split by Lost reason" in app.warning[0].value


def test_a_form_that_needs_a_split_asks_for_one(drawn: Opener) -> None:
    app = explored(drawn, metric="Win rate", form="Small multiples")
    assert "needs something to split by" in app.info[0].value


def test_a_filter_that_matches_nothing_is_a_sentence_and_a_way_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = workspace_of(
        tmp_path,
        people="person_id,name,function,team\nE,Eva,sales,East\nW,Wim,sales,West\n",
        opportunities="opportunity_id,owner,stage,closed_on\nA,E,Closed Won,2025-02-03\nB,E,Closed Lost,2025-03-04\n",
    )
    monkeypatch.setenv("COXSWAIN_WORKSPACE", str(workspace.folder))
    app = explored(metric="Win rate", only_team="West")
    assert "nothing was counted" in app.info[0].value
    assert "Only Team\\: West" in app.info[0].value
    next(button for button in app.button if button.label == "Take the filters away").click().run()
    assert not app.info
    assert app.multiselect(key="explore_only_team").value == []
    assert len(app.get("plotly_chart")) == 1


@pytest.mark.usefixtures("on_two_hundred")
def test_of_two_hundred_segments_the_largest_are_drawn_and_the_others_are_one() -> None:
    app = explored(metric="Win rate", by="Source", form="Breakdown")
    assert "Other (180 more)" in app.get("plotly_chart")[0].proto.spec
    assert "S000" in app.get("plotly_chart")[0].proto.spec
    assert "All others are one group, “Other \\(180 more\\)”" in words(app)


@pytest.mark.usefixtures("on_two_hundred")
def test_others_that_are_more_than_any_single_one_are_said_not_drawn() -> None:
    app = explored(metric="Lost deals", by="Source", form="Breakdown")
    assert "Other (" not in app.get("plotly_chart")[0].proto.spec
    assert "not drawn: its numbers are in the table" in words(app).replace("\\", "")


def test_the_share_still_open_stands_beside_the_value(drawn: Opener) -> None:
    assert "% still open" in words(drawn("metric", metric="Win rate by cohort"))
    app = explored(drawn, metric="Win rate by cohort", by="Team", form="Table")
    frame = app.get("dataframe")[0].value
    assert frame["Still open"].str.endswith(" %").all()


@pytest.mark.parametrize("page", [EXPLORE, "metric"])
def test_a_product_says_what_moved_it(page: str, drawn: Opener) -> None:
    title = "Sales velocity: money per day"
    app = explored(drawn, metric=title) if page == EXPLORE else drawn(page, metric=title)
    text = words(app).replace("\\", "")
    assert "What moved it" in text
    assert "Sales velocity " in text
    assert "mean days" in text


def test_the_win_rate_four_ways_is_told_drawn_and_listed(drawn: Opener) -> None:
    app = drawn("win_rate", ways_period="Q1 2026")
    text = words(app).replace("\\", "")
    assert "deals created in Q1 2026, leave out" in text
    assert "created earlier and decided in Q1 2026" in text
    (rows,) = tables_of(app).values()
    assert sum(row["Win rate"] != "" for row in rows) == 4
    assert len(app.get("plotly_chart")) == 1


def test_a_metric_leads_to_explore_with_its_filters(drawn: Opener) -> None:
    app = drawn("metric", metric="Win rate", metric_only_region="Europe")
    link = next(link.proto for link in app.get("page_link") if "Explore it" in link.proto.label)
    assert "explore_metric=Win+rate" in link.query_string
    assert "explore_only_region=Europe" in link.query_string
