"""`quality` from the command line."""

import json
from pathlib import Path

import pytest

from metrics.commands.command_line import main
from metrics.store.snapshot import Snapshot


def test_findings_are_printed_as_json(doubtful: Snapshot, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["quality", "--workspace", str(doubtful.folder), "--json"]) == 0
    findings = {finding["check"]: finding for finding in json.loads(capsys.readouterr().out)}
    product = findings["products_not_listed"]
    assert product["examples"] == ["GTXPro: 1 deal (nearest name: GTX Pro)"]
    assert product["metrics"] == ["average_discount", "discount_per_deal", "discount_per_deal_median"]
    assert product["query"].startswith(("SELECT", "WITH"))


def test_findings_are_printed_in_words(doubtful: Snapshot, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["quality", "--workspace", str(doubtful.folder)]) == 0
    printed = capsys.readouterr().out
    assert "Closed deals without a close date: 1 (changes numbers)\n  dateless: Closed Won\n" in printed


def test_nothing_found_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["quality", "--workspace", str(tmp_path)]) == 0
    assert capsys.readouterr().out == "The checks found nothing.\n"


def test_a_version_that_does_not_exist_is_one_sentence(doubtful: Snapshot, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["quality", "--workspace", str(doubtful.folder), "--version", "9"]) == 1
    assert capsys.readouterr().err.count("\n") == 1
