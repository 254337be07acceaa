"""A mutant changes one thing, where it says, and leaves a file that can still be read."""

import ast
from pathlib import Path

import pytest

from benchmarks.prove.mutants import Mutant, mutants_of
from benchmarks.prove.mutation import A_PLACE, sample
from benchmarks.prove.places import MUTATED, ROOT


def changed(folder: Path, name: str, text: str) -> dict[str, str]:
    """Every mutant of a file: what it changes, and the file then."""
    texts = {}
    for mutant in mutants_of(written(folder, name, text), name):
        root = written(folder, name, text)
        mutant.apply(root)
        texts[f"{mutant.before} → {mutant.after}"] = (root / name).read_text(encoding="utf-8")
    return texts


def written(folder: Path, name: str, text: str) -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a < b", "a <= b"),
        ("a is not b", "a is b"),
        ("(a) not in (b)", "(a) in (b)"),
        ("a and b", "a or b"),
        ("a - 'é - ü'", "a + 'é - ü'"),
        ("a // b", "a / b"),
        ("f(True)", "f(False)"),
        ("f(41)", "f(42)"),
    ],
)
def test_in_python_an_operator_or_a_constant_changes(tmp_path: Path, before: str, after: str) -> None:
    assert list(changed(tmp_path, "one.py", f"x = {before}\n").values()) == [f"x = {after}\n"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a <= b", "a < b"),
        ("a <> b", "a = b"),
        ("a AND b -- AND 'AND'", "a OR b -- AND 'AND'"),
        ("/* 1 + 1 */ MIN(a)", "/* 1 + 1 */ MAX(a)"),
        ("a IS NOT NULL", "a IS NULL"),
        ("x LEFT JOIN y", "x JOIN y"),
        ("COUNT(DISTINCT a)", "COUNT(a)"),
        ("INTERVAL 1 DAY", "INTERVAL 2 DAY"),
    ],
)
def test_in_sql_a_word_changes_but_never_in_comments_or_texts(tmp_path: Path, before: str, after: str) -> None:
    assert list(changed(tmp_path, "one.sql", f"SELECT {before}\n").values()) == [f"SELECT {after}\n"]


@pytest.mark.parametrize("place", MUTATED)
def test_every_place_has_a_whole_sample_which_is_the_same_each_time(place: str) -> None:
    drawn = sample(place)
    assert len({mutant.name for mutant in drawn}) == A_PLACE
    assert drawn == sample(place)
    assert drawn != sample(place, seed=2)


@pytest.mark.parametrize("place", MUTATED)
def test_what_a_mutant_says_it_changes_stands_there_and_python_can_still_be_read(place: str) -> None:
    for mutant in sample(place, number=60):
        content = (ROOT / mutant.path).read_bytes()
        assert content[mutant.start : mutant.end].decode() == mutant.before
        assert content[: mutant.start].count(b"\n") + 1 >= mutant.line
        if mutant.path.endswith(".py"):
            ast.parse(after(mutant, content))


def after(mutant: Mutant, content: bytes) -> bytes:
    return content[: mutant.start] + mutant.after.encode() + content[mutant.end :]


@pytest.mark.parametrize("place", MUTATED)
def test_the_tests_of_every_place_exist(place: str) -> None:
    assert [name for name in MUTATED[place].tests if not (ROOT / name).exists()] == []
