"""The first start asks nobody anything, tells nobody anything, and is heard on this machine only."""

import tomllib

from tests.house.sources import ROOT

CONFIG = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))


def test_only_this_machine_is_served() -> None:
    assert CONFIG["server"]["address"] == "localhost"


def test_nothing_is_asked_before_the_first_page() -> None:
    assert CONFIG["server"]["showEmailPrompt"] is False


def test_nothing_is_reported_to_anybody() -> None:
    assert CONFIG["browser"]["gatherUsageStats"] is False


def test_nobody_sees_a_traceback() -> None:
    assert CONFIG["client"]["showErrorDetails"] == "none"
