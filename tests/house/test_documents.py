"""The documents keep up with what they describe."""

import re
from pathlib import Path

import pytest

from metrics.commands.command_line import COMMANDS
from metrics.semantic.definition import catalog
from tests.house.sources import ROOT, shown

README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)")


@pytest.mark.parametrize("page", PAGES, ids=shown)
def test_links_between_documents_lead_somewhere(page: Path) -> None:
    assert [
        target for target in LINK.findall(page.read_text(encoding="utf-8")) if not (page.parent / target).exists()
    ] == []


@pytest.mark.parametrize("command", COMMANDS)
def test_the_readme_shows_every_command(command: str) -> None:
    assert f"python -m metrics {command} " in README or f"python -m metrics {command}\n" in README


def test_the_readme_asks_for_metrics_that_exist() -> None:
    asked = set(re.findall(r"python -m metrics (?:ask|sql) (\w+)", README))
    assert asked
    assert asked <= set(catalog())


def test_the_readme_gives_the_two_commands_and_the_lines_for_windows() -> None:
    assert "make run" in README
    assert "make test" in README
    assert r".venv\Scripts\python app.py" in README


def test_every_target_of_the_makefile_explains_itself() -> None:
    phony = re.search(r"^\.PHONY: (.*)$", MAKEFILE, re.M)
    assert phony
    explained = set(re.findall(r"^(\w+):.*## .+$", MAKEFILE, re.M))
    assert set(phony.group(1).split()) == explained


def test_every_decision_is_listed() -> None:
    folder = ROOT / "docs" / "decisions"
    listed = set(re.findall(r"\]\((\d\d-[^)]+)\)", (folder / "README.md").read_text(encoding="utf-8")))
    assert listed == {path.name for path in folder.glob("[0-9]*.md")}
