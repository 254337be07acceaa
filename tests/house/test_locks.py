"""The locks: everything pinned with hashes, from wherever pip is set up to look."""

import re
import tomllib

import pytest

from tests.house.sources import ROOT

LOCKS = ("requirements.txt", "requirements-test.txt")
PIN = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==(\S+)", re.M)


def lock(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def pins(name: str) -> dict[str, str]:
    return {normal(package): version for package, version in PIN.findall(lock(name))}


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_no_place(name: str) -> None:
    assert re.findall(r"(?i)https?:|file:|--(?:extra-)?index|--find-links|--trusted|(?:^|\s)/\w+", lock(name)) == []


@pytest.mark.parametrize("name", LOCKS)
def test_every_requirement_is_pinned_with_hashes(name: str) -> None:
    entries = [entry for entry in re.split(r"\n(?=\S)", lock(name).strip()) if not entry.startswith("#")]
    assert entries
    assert [entry.split()[0] for entry in entries if not PIN.match(entry) or "--hash=sha256:" not in entry] == []


def test_both_locks_pin_the_same_versions() -> None:
    product, testing = (pins(name) for name in LOCKS)
    assert {package: testing.get(package) for package in product} == product


def test_the_locks_hold_every_dependency_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for name, words in zip(LOCKS, (project["dependencies"], project["optional-dependencies"]["test"]), strict=True):
        wanted = {normal(re.split(r"[<>=!~;\[ ]", word)[0]) for word in words}
        assert wanted - pins(name).keys() == set(), name
