"""The page Programmes: the list, the register, the roll-out that is drawn once, and what is withdrawn."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from metrics.formatting import format_date
from metrics.programs.registration import registrations
from metrics.programs.rollout_documents import kept_rollout
from metrics.store.workspace import Workspace
from tests.pages.conftest import Opener, opened, plain_words


def at() -> AppTest:
    app = opened("programmes")
    assert not app.exception
    return app


def registered(
    app: AppTest, program_id: str = "NEW", name: str = "Negotiation days", chosen: str = "drawn by lot"
) -> AppTest:
    app.text_input(key="register_name").set_value(name)
    app.text_input(key="register_id").set_value(program_id)
    app.selectbox(key="register_outcome").select("Average discount")
    app.selectbox(key="register_chosen").select(chosen)
    app.number_input(key="register_worth").set_value(1.0)
    return send(app)


def send(app: AppTest) -> AppTest:
    (button,) = [each for each in app.button if "Register, for good" in each.label]
    button.click().run()
    assert not app.exception
    return app


def test_every_programme_stands_with_its_state_and_leads_to_its_impact(drawn: Opener) -> None:
    text = plain_words(drawn("programmes"))
    assert 'href="impact?programme=DISCOVERY"' in text
    assert "readable from 1 Dec 2025" in text
    assert text.count("Not registered") == 3


def test_a_registration_is_locked_and_can_be_withdrawn(on_copy: Path) -> None:
    app = registered(at())
    kept = registrations(Workspace(on_copy).latest())["NEW"]
    assert (kept.outcome, kept.worth, kept.chosen) == ("average_discount", 0.01, "at random")
    assert "Registered for good: Negotiation days" in app.success[0].value.replace("\\", "")
    assert app.text_input(key="register_name").value == ""
    assert "Choose the metric" in send(app).error[0].value
    text = plain_words(at())
    assert "Registered before it was to begin" in text
    assert "What was registered, as it was said then" in text
    assert "by at least 1.0 points" in text
    assert f"at {kept.registered_at:%H:%M} UTC" in text
    assert "can't be changed" in registered(app, name="Other").error[0].value.replace("\\", "")
    app = at()
    app.text_input(key="withdraw_why").set_value("No budget").run()
    next(button for button in app.button if button.label == "Withdraw it").click().run()
    assert "~~Negotiation days~~" in plain_words(app)
    assert registrations(Workspace(on_copy).latest())["NEW"].withdrawn_why == "No budget"


def test_a_name_without_words_is_refused(on_copy: Path) -> None:
    assert "The name needs" in registered(at(), name="  ").error[0].value.replace("\\", "")
    assert not registrations(Workspace(on_copy).latest())


def test_a_roll_out_is_drawn_once_with_its_power_beside(on_copy: Path) -> None:
    app = registered(at())
    app.session_state["programmes_rollout"] = True
    app.run()
    assert "smallest effect that would be seen in four of five cases" in plain_words(app)
    next(button for button in app.button if "Draw the roll-out" in button.label).click().run()
    assert not app.exception
    kept = kept_rollout(Workspace(on_copy).latest(), "NEW")
    assert kept is not None
    assert len(kept.starts) > 100
    assert "balanced on last quarter" in plain_words(app)
    assert not [button for button in app.button if "Draw the roll-out" in button.label]
    first = min(start.starts_on for start in kept.starts if start.starts_on)
    assert "Planned" in plain_words(at())
    assert f"from {format_date(first)}" in plain_words(at())


@pytest.mark.usefixtures("on_copy")
def test_a_lot_that_contradicts_what_was_registered_is_not_drawn() -> None:
    app = registered(at(), chosen="after bad months")
    app.session_state["programmes_rollout"] = True
    app.run()
    assert "registered as reaching people for another reason" in app.warning[0].value
    (button,) = [button for button in app.button if "Draw the roll-out" in button.label]
    assert button.disabled


@pytest.mark.usefixtures("on_sample")
def test_programmes_that_have_begun_are_not_drawn_again() -> None:
    app = at()
    app.session_state["programmes_rollout"] = True
    assert "Register the next programme first" in plain_words(app.run())
