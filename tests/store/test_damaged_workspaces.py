"""However a file of a workspace is damaged, each command gives the answer it gave, or one sentence."""

import io
import json
import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

import pytest

from metrics.commands.command_line import main
from metrics.intake.choices import ImportChoices
from metrics.intake.importing import import_files
from metrics.query import session
from metrics.store import verification
from metrics.store.workspace import Workspace

DEALS = "opportunity_id,owner,stage,created_on,closed_on,amount,Lead=Channel\n" + "".join(
    f"D{n},{('Ann', 'Bob')[n % 2]},{('Closed Won', 'Closed Lost')[n % 3 == 0]},2025-01-{1 + n % 28:02},2025-03-01,{n},"
    f"{('Web', 'Fair')[n % 2]}\n"
    for n in range(60)
)
PEOPLE = "person_id,name,team,role\nE1,Ann,East,Account Executive\nE2,Bob,West,Account Executive\n"
READING = (
    ("ask", "win_rate", "--by", "team"),
    ("ask", "win_rate", "--by", "team", "--format", "json", "--version", "1"),
    ("explain", "win_rate"),
    ("sql", "win_rate"),
    ("quality",),
    ("catalog",),
    ("programs",),
    ("organisation",),
    ("frozen",),
)
WRITING = (("freeze", "Q1 2025"), ("restore", "1"))
Damage = Callable[[Path, random.Random], None]


def emptied(path: Path, chance: random.Random) -> None:
    path.write_bytes(b"")


def truncated(path: Path, chance: random.Random) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: chance.randrange(len(content) or 1)])


def another_byte(path: Path, chance: random.Random) -> None:
    content = bytearray(path.read_bytes() or b"x")
    content[chance.randrange(len(content))] ^= 1 + chance.randrange(255)
    path.write_bytes(content)


def lengthened(path: Path, chance: random.Random) -> None:
    path.write_bytes(path.read_bytes() + b"\n{}")


def another_document(path: Path, chance: random.Random) -> None:
    path.write_text(chance.choice(("[]", "{}", "null", '"text"', "7", '{"format": 1}', "[" * 100_000)))


def another_type(path: Path, chance: random.Random) -> None:
    """One value of a JSON document becomes one of another type, and its checksum is written as it should be."""
    try:
        document = json.loads(path.read_text(encoding="utf-8").splitlines()[0] if "_delta_log" in str(path) else
                              path.read_text(encoding="utf-8"))  # fmt: skip
    except ValueError:
        return another_byte(path, chance)
    places = list(values(document))
    holder, key = chance.choice(places)
    holder[key] = chance.choice((None, [], {}, "text", -1, 1e300, True, ["text"], {"a": 1}, "٣", "9999-12-31"))
    if isinstance(document, dict) and key != "checksum":
        document.pop("checksum", None)
    path.write_text(json.dumps(document), encoding="utf-8")
    return None


def removed(path: Path, chance: random.Random) -> None:
    path.unlink()


def renamed(path: Path, chance: random.Random) -> None:
    path.rename(path.with_name(chance.choice(("9.json", "٣.json", "x", "1.json.bak", "00000000000000000009.json"))))


def a_folder(path: Path, chance: random.Random) -> None:
    path.unlink()
    path.mkdir()


def values(document: Any) -> Iterator[tuple[Any, Any]]:
    """Every place of a value in a document: what holds it, and its key or number there."""
    entries = document.items() if isinstance(document, dict) else enumerate(document)
    for key, value in entries:
        yield document, key
        if isinstance(value, dict | list):
            yield from values(value)


DAMAGES: tuple[Damage, ...] = (
    emptied, truncated, another_byte, lengthened, another_document, another_type, removed, renamed, a_folder,
)  # fmt: skip


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A company that imported its deals, then its roster, and froze a quarter: three versions, with documents."""
    folder = tmp_path_factory.mktemp("imported")
    for name, table, text in (("deals", "opportunities", DEALS), ("roster", "people", PEOPLE)):
        file = folder / f"{name}.csv"
        file.write_text(text, encoding="utf-8")
        import_files(Workspace(folder / "workspace"), [(file, ImportChoices(table=table))], who="tests")
    assert main(["freeze", "Q1 2025", "--workspace", str(folder / "workspace")]) == 0
    return folder / "workspace"


def forget() -> None:
    """As if another process asked next: nothing is remembered."""
    verification._whole.clear()
    session._sessions.clear()


def run(words: tuple[str, ...], workspace: Path) -> tuple[int, str, str]:
    forget()
    out, errors = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(errors):
        status = main([*words, "--workspace", str(workspace)])
    return status, out.getvalue().replace(str(workspace), "…"), errors.getvalue()


@pytest.fixture(scope="module")
def right(imported: Path) -> dict[tuple[str, ...], str]:
    """What each command says of the whole workspace."""
    return {words: run(words, imported)[1] for words in READING}


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_damage_is_a_sentence_or_changes_nothing(
    damage: Damage,
    imported: Path,
    right: dict[tuple[str, ...], str],
    tmp_path: Path,
    pytestconfig: pytest.Config,
) -> None:
    """Every file is damaged, and a command run; every command for each file only where everything is tried."""
    chance = random.Random(damage.__name__)
    files = sorted(path.relative_to(imported) for path in imported.rglob("*") if path.is_file())
    for number, file in enumerate(files):
        everything = (*READING, *WRITING)
        commands = everything if pytestconfig.getoption("whole") else [chance.choice(everything)]
        folder = tmp_path / f"{number}"
        shutil.copytree(imported, folder)
        damage(folder / file, chance)
        for words in commands:
            status, printed, complaint = run(words, folder)
            where = f"{damage.__name__} {file}: {' '.join(words)}"
            if status:
                assert complaint.count("\n") == 1, f"{where}: {complaint}"
                assert len(complaint) < 1_000, where
            elif words in READING and file.parts[0] != "versions":  # another version may be the newest now
                assert printed == right[words], where
        shutil.rmtree(folder)
