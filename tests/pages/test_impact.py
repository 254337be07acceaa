"""The page Impact: what is proved first, one pair opened, and no number where there should be none."""

import json
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from metrics.intake.choices import ImportChoices
from metrics.intake.importing import import_files
from metrics.store.workspace import Workspace
from tests.pages.conftest import Opener, opened, plain_words

PAGE = "impact"
RETURN_FIELDS = ("Deals decided by those reached since", "Worth each (USD)", "Margin kept (%)", "Cost (USD)")


def at(**parameters: str) -> AppTest:
    """The page as an address opens it."""
    app = opened(PAGE, **parameters)
    assert not app.exception
    assert not app.error
    return app


def field(app: AppTest, label: str) -> Any:
    """The number field of that label."""
    return next(each for each in app.number_input if each.label == label)


def test_it_says_first_what_is_proved_and_what_is_not(drawn: Opener) -> None:
    app = drawn(PAGE)
    text = plain_words(app).replace("&#x27;", "'").replace("\\", "")
    proved, nothing = text.index("**Shown, on one condition"), text.index("**Nothing found**")
    assert (
        proved < text.index("Discovery coaching.") < nothing < text.index("Executive presence masterclass → win rate")
    )
    assert "Value playbook → average discount" in text
    assert "of the 6 teams reached few weigh" in text
    assert "Evidence: staggered rollout, a check can't tell; after the fact" in text
    assert "That holds if these people weren't picked for poor results" in text
    assert "2 pairs of a programme and what it is for were checked: 1 shows more than chance would" in text
    assert "pairs of programme and outcome were checked" in text


def test_the_plain_comparison_is_struck_through_beside_why_it_differs(drawn: Opener) -> None:
    text = plain_words(drawn(PAGE, programme="PRESENCE"))
    assert "~~+9.2 points~~" in text
    assert "Before it began they were already 8.6 points ahead" in text
    assert "No effect of Executive presence masterclass" in text


def test_its_chart_has_a_title_an_axis_in_points_and_words(drawn: Opener) -> None:
    (chart,) = drawn(PAGE).get("plotly_chart")
    figure = json.loads(chart.proto.figure.spec) if hasattr(chart.proto, "figure") else json.loads(chart.proto.spec)
    assert figure["layout"]["yaxis"]["title"]["text"] == "Effect (points)"
    assert "Since the start" in chart.proto.alt
    assert "points" in chart.proto.alt


@pytest.mark.usefixtures("on_sample")
def test_what_is_folded_away_opens() -> None:
    app = at(programme="DISCOVERY")
    for name in ("segments", "compared", "otherwise", "computed"):
        app.session_state[f"impact_{name}"] = True
    page_text = plain_words(app.run())
    for text in ("none of them is a claim of its own", "by segment and tenure", "The same question, put otherwise"):
        assert text in page_text
    assert "deals counted by the day they closed" in page_text
    assert "Start dates: the roll-out." in page_text
    assert "period_days" in app.code[0].value


def test_an_outcome_that_cannot_be_judged_says_why_and_shows_no_number(drawn: Opener) -> None:
    app = drawn(PAGE, programme="DISCOVERY", outcome="Churn rate")
    text = plain_words(app)
    assert "This can&#x27;t be judged because" in text
    assert not app.get("plotly_chart")
    assert "Was it worth it" not in text


@pytest.mark.usefixtures("on_sample")
def test_people_chosen_after_bad_months_block_the_claim() -> None:
    app = at()
    app.selectbox(key="impact_why_DISCOVERY").select("after bad months").run()
    text = plain_words(app)
    assert "Don&#x27;t use this number" in text
    assert "**Not to be used**" in text
    assert not app.get("plotly_chart")


@pytest.mark.usefixtures("on_sample")
def test_an_effect_too_small_to_pay_for_is_asked_about() -> None:
    app = at(programme="PRESENCE")
    app.number_input(key="impact_worth_PRESENCE_win_rate").set_value(2.0).run()
    assert "You'd need about" in plain_words(app).replace("&#x27;", "'")


@pytest.mark.usefixtures("on_sample")
def test_the_return_follows_its_assumptions() -> None:
    app = at()
    assert "say that first, for a chance that it paid back" in plain_words(app)
    app.selectbox(key="impact_why_DISCOVERY").select("by plan: region, calendar or capacity").run()
    assert "over 99 % chance that it paid back" in plain_words(app)
    field(app, "Margin kept (%)").set_value(0.0).run()
    assert "under 1 % chance that it paid back" in plain_words(app)


@pytest.mark.usefixtures("on_sample")
def test_the_return_of_the_next_programme_begins_with_its_own_deals_and_cost() -> None:
    app = at(programme="DISCOVERY")
    assert "the mean of the 1,832 won by those reached since" in plain_words(app)
    field(app, "Cost (USD)").set_value(5.0).run()
    app.selectbox(key="programme").select("Executive presence masterclass").run()
    assert not [each for each in app.number_input if each.label in RETURN_FIELDS]
    assert "a fall by more than 10% can't be ruled out" in plain_words(app).replace("&#x27;", "'")
    app.selectbox(key="programme").select("Discovery coaching").run()
    alone = at(programme="DISCOVERY")
    for label in RETURN_FIELDS:
        assert field(app, label).value == field(alone, label).value, label


@pytest.mark.usefixtures("on_sample")
def test_deals_counted_otherwise_are_held_against_their_own_number() -> None:
    app = at(programme="DISCOVERY")
    assert field(app, "Deals decided by those reached since").value > 1_000
    app.selectbox(key="impact_by_DISCOVERY").select("the day they closed").run()
    assert not [each for each in app.number_input if each.label in RETURN_FIELDS]
    assert "deals decided per person and month changed by −12.2% to +6.2%" in plain_words(app)


@pytest.mark.usefixtures("on_sample")
def test_what_is_said_of_one_programme_is_not_taken_over_to_the_next() -> None:
    app = at(programme="DISCOVERY")
    app.selectbox(key="impact_why_DISCOVERY").select("drawn by lot")
    app.number_input(key="impact_worth_DISCOVERY_win_rate").set_value(8.0).run()
    assert "Evidence: said to be randomized" in plain_words(app)
    for program, name, unit in (
        ("PRESENCE", "Executive presence masterclass", "win_rate"),
        ("PLAYBOOK", "Value playbook", "average_discount"),
    ):
        app.selectbox(key="programme").select(name).run()
        assert app.selectbox(key=f"impact_why_{program}").value == "not said"
        assert app.number_input(key=f"impact_worth_{program}_{unit}").value == 0
        assert "Evidence: said to be randomized" not in plain_words(app)


def test_a_shared_link_answers_as_its_sender_did(drawn: Opener) -> None:
    answers = {"impact_why_DISCOVERY": "drawn by lot", "impact_worth_DISCOVERY_win_rate": "8"}
    app = drawn(PAGE, programme="DISCOVERY", **answers)
    assert app.selectbox(key="impact_why_DISCOVERY").value == "drawn by lot"
    assert app.number_input(key="impact_worth_DISCOVERY_win_rate").value == 8
    assert "Evidence: said to be randomized" in plain_words(app)


def test_a_link_may_name_what_is_not_there(drawn: Opener) -> None:
    app = drawn(PAGE, programme="Nonsense", outcome="Happiness")
    assert "Discovery coaching" in plain_words(app)


def test_without_programmes_it_says_what_it_needs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "deals.csv"
    file.write_text("Deal,Stage,Close,Agent\n1,Won,2025-03-01,A\n2,Lost,2025-03-02,B\n")
    mapping = {"Deal": "opportunity_id", "Stage": "stage", "Close": "closed_on", "Agent": "owner"}
    choices = ImportChoices(table="opportunities", mapping=mapping)
    import_files(Workspace(tmp_path / "workspace"), [(file, choices)], who="tests")
    monkeypatch.setenv("COXSWAIN_WORKSPACE", str(tmp_path / "workspace"))
    app = at()
    text = plain_words(app)
    assert "nobody has said which programmes there were" in text
    assert "The roll-out: who was reached by which programme on which day" in text
    assert {button.proto.label for button in app.get("download_button")} >= {"Download programs.csv"}
