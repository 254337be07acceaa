"""Links that people mailed and kept open the same pages, and show the same things."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.migration.conftest import FOLDER
from tests.pages.conftest import PROJECT, SECONDS_UNTIL_IT_HANGS

ADDRESSES = tomllib.loads((FOLDER / "addresses.toml").read_text(encoding="utf-8"))
WITH_PARAMETERS = [page for page in ADDRESSES["page"] if page.keys() & {"filters", "parameters"}]
WRITTEN_ANEW = "organisation"
"""The page whose inputs are no widgets of an address: it writes what differs from the roster into it."""


@cache
def registered() -> Mapping[str, str]:
    """The app's pages as it registered them with Streamlit, by path: Streamlit has no public list of them."""
    app = AppTest.from_file(str(PROJECT / "app.py"), default_timeout=SECONDS_UNTIL_IT_HANGS).run()
    assert not app.exception
    return {str(page.get("url_pathname")): name for name, page in app._registered_pages.items()}


def opened(path: str, parameters: Mapping[str, Any]) -> AppTest:
    """The app as an address opens it."""
    app = AppTest.from_file(str(PROJECT / "app.py"), default_timeout=SECONDS_UNTIL_IT_HANGS)
    app._page_hash = registered()[path]
    for name, value in parameters.items():
        app.query_params[name] = value if isinstance(value, list) else in_words(value)
    return app.run()


def in_words(value: object) -> str:
    """A value as an address has it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def parameters_of(page: Mapping[str, Any]) -> dict[str, Any]:
    """Everything an address of the page may say."""
    prefix = page.get("filters")
    filters = {} if prefix is None else {f"{prefix}{name}": value for name, value in ADDRESSES["filters"].items()}
    own: dict[str, Any] = page.get("parameters", {})
    return filters | own


def shown(app: AppTest, parameters: Mapping[str, Any]) -> dict[str, Any]:
    """What the page's widgets hold: each has its parameter's name for a key."""
    return {name: app.session_state[name] for name in parameters if name in app.session_state}


def in_the_session(app: AppTest, key: str) -> str:
    """What the session holds under a key, as an address has it."""
    value = app.session_state[key]
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ",".join(value) if isinstance(value, list) else f"{value:g}" if isinstance(value, float) else str(value)


def written(app: AppTest) -> dict[str, str]:
    """What the page has put into its address."""
    return {name: value if isinstance(value, str) else value[0] for name, value in app.query_params.items()}


def test_every_page_is_where_it_was(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COXSWAIN_WORKSPACE", str(workspace))
    assert {page["path"] for page in ADDRESSES["page"]} <= registered().keys()


@pytest.mark.parametrize("page", WITH_PARAMETERS, ids=lambda page: page["path"] or "scorecard")
def test_a_page_shows_what_its_address_says(
    page: Mapping[str, Any], workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COXSWAIN_WORKSPACE", str(workspace))
    parameters = parameters_of(page)
    app = opened(page["path"], parameters)
    assert not app.exception
    assert not [each.value for each in app.warning if "is left out here" in each.value]
    if page["path"] == WRITTEN_ANEW:
        held = {name: in_the_session(app, f"plan_{name}") for name in parameters if name != "view"}
        assert held | {"view": app.session_state["plan view"]} == parameters
        assert written(app).items() <= (parameters | {"version": written(app)["version"]}).items()
    else:
        assert shown(app, parameters) == parameters | page.get("shows", {})


def test_every_dimension_can_be_asked_for(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COXSWAIN_WORKSPACE", str(workspace))
    app = opened("", ADDRESSES["only"])
    assert not app.exception
    assert shown(app, ADDRESSES["only"]) == ADDRESSES["only"]
