"""The organisation page: its inputs, what moves with them, what an address may ask, and what is kept."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from metrics.commands import organisation as command
from metrics.commands.command_line import main
from metrics.intake.choices import ImportChoices
from metrics.intake.importing import import_files
from metrics.planning.organization.saved_scenarios import load_scenario, scenario_names
from metrics.planning.organization.scenario import Scenario, scenario_inputs
from metrics.planning.organization.scenario_text import scenario_words
from metrics.schema.settings import CUSTOMER_FACING
from metrics.store.workspace import Workspace
from tests.pages.conftest import Opener, opened, page_script, plain_words, words

PAGE = "organisation"
VIEW = "plan view"
NOBODY = {f"{group}_{word}": "0" for group in ("people", "enablers") for word in CUSTOMER_FACING}


def at(**parameters: str) -> AppTest:
    """The page as an address opens it."""
    app = opened(PAGE, **parameters)
    assert not app.exception
    return app


def showing(app: AppTest, view: str) -> AppTest:
    """The same with another view opened."""
    app.session_state[VIEW] = view
    app.run()
    assert not app.exception
    return app


def value(app: AppTest, name: str) -> int:
    planned: int = app.session_state[f"plan_{name}"]
    return planned


def unfolded(app: AppTest) -> AppTest:
    """The same with the exact numbers open."""
    app.session_state["plan functions"] = True
    return app.run()


def address(app: AppTest) -> dict[str, str]:
    """What the page has put into its address."""
    return {name: value if isinstance(value, str) else value[0] for name, value in app.query_params.items()}


def shown(app: AppTest) -> dict[str, str]:
    """Every input as the page holds it, in words."""
    values = {name: app.session_state[f"plan_{name}"] for name in scenario_inputs()}
    listed = {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}
    return scenario_words(Scenario(**listed))


def test_it_begins_with_the_roster_and_says_so(drawn: Opener) -> None:
    app = drawn(PAGE)
    text = words(app)
    assert "not an exact science" in text
    assert "People are the roster's as of 30 Sep 2026" in text
    assert "The ramp is your own" in text
    assert not app.error
    assert (
        sum(value(app, f"people_{word}") for word in CUSTOMER_FACING)
        == app.slider(key="plan_people slider").value
        > 100
    )
    assert "Yours" not in text


@pytest.mark.parametrize(
    ("view", "expected"),
    [
        ("Team", "To hire, in order"),
        ("Hiring plan", "after eight quarters"),
        ("Ramp and capacity", "in eight of ten paths"),
        ("Metrics over time", "a line for each band of today"),
        ("One more hire", "by repeating a proved effect in full"),
        ("Scenarios", "Scenarios side by side"),
        ("Your numbers", "Nothing is your own yet"),
    ],
)
def test_every_view_is_drawn_without_an_error(view: str, expected: str, drawn: Opener) -> None:
    app = drawn(PAGE, view=view)
    assert expected in words(app)
    assert not app.exception
    assert not app.error


@pytest.mark.usefixtures("on_sample")
def test_the_slider_moves_everything_and_the_functions_keep_their_proportions() -> None:
    app = at()
    before = value(app, "people_sales") / app.slider(key="plan_people slider").value
    app.slider(key="plan_people slider").set_value(2001).run()
    counts = [value(app, f"people_{word}") for word in CUSTOMER_FACING]
    assert sum(counts) == 2001
    assert counts[0] / 2001 == pytest.approx(before, abs=0.002)
    text = words(app)
    assert "over 2,000" in text
    assert "orchestration to collaboration" in text
    assert address(app)["people_sales"] == str(counts[0])
    app.slider(key="plan_people slider").set_value(0).run()
    assert "Nobody is customer-facing" in plain_words(app)
    app.slider(key="plan_people slider").set_value(2001).run()
    assert [value(app, f"people_{word}") for word in CUSTOMER_FACING] == counts


@pytest.mark.usefixtures("on_sample")
def test_a_function_moves_the_total_and_an_override_shows_as_one() -> None:
    app = unfolded(at())
    usual = value(app, "people_support")
    total = app.slider(key="plan_people slider").value
    app.number_input(key="plan_people_support").set_value(usual + 50).run()
    assert app.slider(key="plan_people slider").value == total + 50
    assert f"support {usual + 50} (not {usual})" in words(app)
    showing(app, "Your numbers")
    app.number_input(key="plan_ratio").set_value(25).run()
    assert "at 1:25" in words(app)
    back = next(button for button in app.button if button.label.startswith("Back to the roster"))
    back.click().run()
    assert value(app, "people_support") == usual
    assert "at 1:50" in words(app)


@pytest.mark.usefixtures("on_sample")
def test_an_address_with_every_input_shows_the_same() -> None:
    wanted = scenario_words(
        Scenario(people_sales=700, enablers_sales=9, growth=3.0, ratio=60, ranking=("product", "sales"))
    )
    app = at(**wanted)
    assert not app.warning or "comparison" in app.warning[0].value
    assert shown(app) == wanted
    assert address(app).keys() > {"view", "people_sales", "enablers_sales", "growth", "ratio", "ranking", "version"}
    assert address(app).items() <= (wanted | {"view": "Team", "version": address(app)["version"]}).items()
    assert "501 to 2,000" in words(app)
    assert showing(app, "Your numbers").multiselect(key="plan_ranking").value == ["product", "sales"]


@pytest.mark.usefixtures("on_sample")
def test_an_address_opens_the_view_it_names() -> None:
    app = at(view="Hiring plan", people_sales="300")
    assert "after eight quarters" in words(app)
    assert address(showing(app, "Your numbers"))["view"] == "Your numbers"


@pytest.mark.usefixtures("on_sample")
@pytest.mark.parametrize(
    ("parameters", "complaint"),
    [
        ({"people_sales": "-5"}, "it goes from 0 to 10,000,000"),
        ({"people_sales": "2.5"}, "whole number"),
        ({"enablers_sales": "many"}, "whole number"),
        ({"people_sales": "99999999999"}, "it goes from 0 to 10,000,000"),
        ({"ratio": "600"}, "can't be 1:600"),
        ({"bound_one": "9999"}, "each must end after"),
        ({"ranking": "juggler"}, "no role"),
        ({"colour": "red"}, "nothing this page asks for"),
        ({"view": "Nonsense"}, "There is no view"),
    ],
)
def test_what_an_address_asks_in_vain_is_said_and_the_page_stays_sensible(
    parameters: dict[str, str], complaint: str
) -> None:
    app = at(**parameters)
    assert any(complaint in warning.value.replace("\\", "") for warning in app.warning)
    assert not app.error
    assert "Recommended" in words(app)
    app.slider(key="plan_people slider").set_value(77).run()
    assert not any(complaint in warning.value.replace("\\", "") for warning in app.warning)


@pytest.mark.usefixtures("on_sample")
def test_nobody_no_enablers_more_enablers_than_people_and_ten_million() -> None:
    assert "Nobody is customer-facing" in plain_words(at(**NOBODY))
    assert "Nobody enables 40" in words(at(**NOBODY | {"people_sales": "40"}))
    assert "gross inefficiency" in words(at(**NOBODY | {"people_sales": "4", "enablers_sales": "9"}))
    app = at(**NOBODY | {"people_sales": "10000000"})
    assert "200,000" in words(app)
    assert app.slider(key="plan_people slider").value == 2500
    assert "and 199,900 more" in words(app)
    assert not showing(app, "Hiring plan").error
    for view in ("Hiring plan", "Ramp and capacity", "Scenarios", "Your numbers"):
        assert not showing(at(**NOBODY), view).error


def test_the_bands_stand_beside_it_with_n_intervals_and_a_warning(drawn: Opener) -> None:
    text = words(drawn(PAGE))
    assert "Up to 1:50" in text
    assert "1:50 to 1:100" in text
    assert "n = " in text
    assert "likely" in text
    assert "A comparison, not proof" in text


def test_without_coverage_the_company_is_one_and_without_a_roster_nothing_is_taken_from_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "opportunities.csv"
    file.write_text("opportunity_id,owner,stage,closed_on\nA,Ann,Closed Won,2025-02-03\nB,Ann,Closed Lost,2025-03-04\n")
    import_files(Workspace(tmp_path / "own"), [(file, ImportChoices())], who="tests")
    monkeypatch.setenv("COXSWAIN_WORKSPACE", str(tmp_path / "own"))
    app = at()
    text = words(app)
    assert "No roster says who works here" in text
    assert "Whole company" in text
    assert "The company as a whole" in text
    assert not app.error
    assert not showing(app, "Metrics over time").error


def test_a_roster_without_functions_is_said_once_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deals, people = tmp_path / "opportunities.csv", tmp_path / "people.csv"
    deals.write_text(
        "opportunity_id,owner,stage,created_on,closed_on\n"
        "A,Ann,Closed Won,2025-03-03,2025-03-09\nB,Ann,Closed Lost,2025-05-03,2025-12-31\n"
    )
    people.write_text("person_id,region\nAnn,East\nBen,West\n")
    files = [(deals, ImportChoices()), (people, ImportChoices(table="people"))]
    import_files(Workspace(tmp_path / "own"), files, who="tests")
    monkeypatch.setenv("COXSWAIN_WORKSPACE", str(tmp_path / "own"))
    app = at()
    text = words(app).replace("\\", "")
    assert "The roster gives no function to the 2 people in it, so that every headcount is yours to fill in" in text
    assert text.count("upload it with a function (or role) column") == 1
    assert "nobody known to be customer-facing" in text
    for untrue in ("People are the roster", "Nobody is customer-facing", "no roster"):
        assert untrue not in text
    assert "1 Apr 2025 to 31 Dec 2025 (the only 3 complete quarters with data), the company as a whole" in text
    app.slider(key="plan_people slider").set_value(60).run()
    assert "function (or role) column" not in words(app).replace("\\", "")
    assert "Recommended" in words(app)


def test_numbers_with_like_names_say_which_fact_and_which_time_each_is(drawn: Opener) -> None:
    text = words(drawn(PAGE)).replace("\\", "")
    assert "Attainment is the metric “Quota attainment: median”, 1 Oct 2025 to 30 Sep 2026: 64.6 %" in text
    assert "Not to be held against “Quota attained”, the share of quotas that were reached." in text
    once = '<span class="note">at least once in all this time, so more than in a single quarter</span>'
    assert f"Training attendance{once}" in text
    assert text.count(once) == 2
    assert "complete quarters with data" not in text


def keep(app: AppTest, name: str) -> None:
    app.text_input(key="plan scenario name").set_value(name).run()
    next(button for button in app.button if button.label == "Keep this scenario").click().run()
    assert not app.exception
    assert not app.error


def test_scenarios_are_kept_compared_shown_removed_and_undone(on_deals: Path) -> None:
    workspace = Workspace(on_deals)
    app = showing(at(**NOBODY | {"people_sales": "700"}), "Scenarios")
    keep(app, "Seven hundred")
    assert scenario_names(workspace.latest()) == ("Seven hundred",)
    app.slider(key="plan_people slider").set_value(300).run()
    keep(app, "Three hundred")
    app.multiselect(key="plan compared").set_value(["Seven hundred", "Three hundred"]).run()
    text = words(app)
    assert '<th scope="col" class="number">Seven hundred</th>' in text
    assert '<td class="number">700</td>' in text
    app.button(key="show Seven hundred").click().run()
    assert app.slider(key="plan_people slider").value == 700
    app.button(key="remove Seven hundred").click().run()
    assert scenario_names(workspace.latest()) == ("Three hundred",)
    assert not app.exception
    workspace.undo("tests")
    assert load_scenario(workspace.latest(), "Seven hundred").words["people_sales"] == "700"


def test_at_most_three_are_compared(drawn: Opener) -> None:
    app = drawn(PAGE, view="Scenarios")
    assert app.multiselect(key="plan compared").proto.max_selections == 3


def test_scenarios_of_a_first_start_are_kept_in_the_own_workspace(on_first_start: Path) -> None:
    app = showing(at(), "Scenarios")
    assert "not in the sample" in words(app)
    keep(app, "First")
    assert scenario_names(Workspace(on_first_start).latest()) == ("First",)
    assert "People are the roster's" in words(app)


def test_a_kept_scenario_that_cannot_be_read_is_said(on_deals: Path) -> None:
    Workspace(on_deals).publish((), action="x", who="x", documents={"scenarios/Odd.json": b"{"})
    app = showing(at(), "Scenarios")
    app.multiselect(key="plan compared").set_value(["Odd"]).run()
    assert "can't be read" in app.error[0].value.replace("\\", "")


def grown(workspace: Workspace, folder: Path) -> None:
    """One more seller in the roster, as a version of its own."""
    file = folder / "people.csv"
    file.write_text(
        "person_id,name,function,team,started_on,valid_from\nNEW1,New One,sales,East,2026-01-01,2026-01-01\n"
    )
    import_files(workspace, [(file, ImportChoices(table="people"))], who="tests")


def test_what_nobody_touched_follows_a_new_roster(on_deals: Path, tmp_path: Path) -> None:
    app = unfolded(at())
    sales = value(app, "people_sales")
    app.number_input(key="plan_people_support").set_value(99).run()
    grown(Workspace(on_deals), tmp_path)
    app.run()
    assert not app.exception
    assert value(app, "people_sales") == sales + 1
    assert value(app, "people_support") == 99


def test_a_link_made_on_an_earlier_roster_shows_the_same_says_what_changed_and_offers_todays(
    on_deals: Path, tmp_path: Path
) -> None:
    made = at(ratio="40")
    link, then, sales = address(made), shown(made), value(made, "people_sales")
    assert link.keys() == {"view", "ratio", "version"}
    grown(Workspace(on_deals), tmp_path)
    app = at(**link)
    assert shown(app) == then
    assert address(app) == link
    assert f"Customer-facing: sales {sales + 1} (was {sales})" in plain_words(app)
    app.radio(key="plan start").set_value("today").run()
    assert not app.exception
    assert (value(app, "people_sales"), value(app, "ratio")) == (sales + 1, 40)
    assert address(app)["version"] == str(Workspace(on_deals).latest().number)
    assert address(app)["ratio"] == "40"
    app.radio(key="plan start").set_value("then").run()
    assert shown(app) == then
    assert address(app) == link


def test_a_link_made_on_the_same_roster_asks_nothing(on_deals: Path) -> None:
    link = address(at(ratio="40"))
    Workspace(on_deals).publish((), action="x", who="x", documents={"notes/x.txt": b"x"})
    app = at(**link)
    assert not [each for each in app.radio if each.key == "plan start"]
    assert address(app) == link | {"version": str(Workspace(on_deals).latest().number)}


@pytest.mark.usefixtures("on_sample")
@pytest.mark.parametrize("version", ["9999", "-1", "old", "1e3", "9" * 40])
def test_a_version_that_is_not_there_is_said_and_todays_is_used(version: str) -> None:
    app = at(ratio="40", version=version)
    assert not app.error
    assert f"There is no version “{version}” of the data to be opened" in plain_words(app)
    assert "at 1:40" in words(app)


def test_the_command_starts_where_the_page_does(
    sample_folder: Path, drawn: Opener, capsys: pytest.CaptureFixture[str]
) -> None:
    app = drawn(PAGE)
    assert main(["organisation", "--workspace", str(sample_folder), "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["customer_facing"] == app.slider(key="plan_people slider").value
    assert document["enablers"] == app.slider(key="plan_enablers slider").value
    recommendation = Scenario(**{name: app.session_state[f"plan_{name}"] for name in scenario_inputs()})
    chosen = replace(recommendation, ranking=tuple(recommendation.ranking)).recommendation()
    assert document == json.loads(json.dumps(command.document(chosen)))
    assert f'<dd class="value">{document["recommended"]}</dd>' in words(app)


def test_every_chart_has_a_title_and_a_text_for_those_who_cannot_see_it(drawn: Opener) -> None:
    for view, count in (("Hiring plan", 1), ("Ramp and capacity", 2), ("Metrics over time", 1)):
        charts = drawn(PAGE, view=view).get("plotly_chart")
        assert len(charts) == count
        assert all(len(chart.proto.alt) > 20 for chart in charts)
    text = words(drawn(PAGE))
    assert 'role="img" aria-label="Customer-facing people per enablement person (logarithmic scale): gross' in text
    assert 'role="group" aria-label="The recommended team (each mark is a seat)"' in text


def test_the_chart_and_the_functions_name_the_same_hire(drawn: Opener) -> None:
    text = words(drawn(PAGE))
    assert re.search(r"Customer-success enablement</b><small>1 seat, 1 to hire now", text)
    assert re.search(r"Customer success</th><td[^>]*>20</td><td[^>]*>0</td><td[^>]*>1</td>", text)
    assert "Roles and functions divide the same seats in two ways" in text


@pytest.mark.usefixtures("on_sample")
def test_exact_totals_are_shared_out_and_go_as_far_as_ten_million() -> None:
    app = unfolded(at())
    app.number_input(key="plan_people field").set_value(10_000_000).run()
    assert sum(value(app, f"people_{word}") for word in CUSTOMER_FACING) == 10_000_000
    assert app.slider(key="plan_people slider").value == 2500
    app.number_input(key="plan_enablers field").set_value(0).run()
    assert "Nobody enables" in words(app)


@pytest.mark.usefixtures("on_sample")
def test_the_page_is_reached_from_the_navigation() -> None:
    app = opened("scorecard").switch_page(page_script(PAGE)).run()
    assert "not an exact science" in words(app)
