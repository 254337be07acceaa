"""A version is published whole or not at all, whoever is killed, whoever else is writing or reading."""

import json
import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from deltalake import DeltaTable
from filelock import FileLock

from metrics.errors import DamagedError, UserError
from metrics.schema.settings import Settings
from metrics.store import versions
from metrics.store.versions import ImportedFile
from metrics.store.workspace import Workspace, default_folder
from tests.store.publishing import is_whole, publish_next
from tests.store.rows import rows_of, update
from tests.store.writers import publisher

PRODUCTS = "product_id name"


def test_a_killed_writers_leftovers_are_gone_after_the_next_publication(workspace: Workspace, tmp_path: Path) -> None:
    publish_next(workspace, tmp_path)
    stray = update(tmp_path, "products", PRODUCTS, [("stray", "left by a crash")])
    with pytest.raises(UserError):  # the second update is refused after the first was written
        workspace.publish([stray, update(tmp_path, "products", PRODUCTS, [("x", "1"), ("x", "2")])], action="", who="")
    (workspace.folder / "versions" / ".2.1.draft").write_text("{")
    assert DeltaTable(str(workspace.folder / "tables" / "products")).version() > 1
    snapshot = publish_next(workspace, tmp_path)
    assert is_whole(snapshot)
    assert not list((workspace.folder / "versions").glob(".*"))


def test_two_processes_publishing_at_once_lose_nothing(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "workspace")
    with publisher(workspace.folder, tmp_path):
        for number in range(5):
            brought = update(tmp_path, "tools", "tool_id name", [(str(number), "CRM")])
            snapshot = workspace.publish([brought], action="Ours", who="Ben")
            assert len(rows_of(snapshot, "tools", "tool_id")) == number + 1
    history = workspace.history()
    assert [version.number for version in history] == list(range(len(history), 0, -1))
    assert sum(version.who == "Ben" for version in history) == 5
    assert len(rows_of(workspace.latest(), "tools", "tool_id")) == 5


def test_threads_of_one_process_take_turns(workspace: Workspace, tmp_path: Path) -> None:
    updates = [update(tmp_path, "tools", "tool_id name", [(str(number), "CRM")]) for number in range(4)]
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda brought: workspace.publish([brought], action="Imported", who="Ada"), updates))
    assert workspace.latest().number == 4
    assert workspace.latest().tables["tools"].rows == 4


def test_a_reader_keeps_its_version_while_a_writer_publishes(workspace: Workspace, tmp_path: Path) -> None:
    first = publish_next(workspace, tmp_path)
    for _ in range(3):
        publish_next(workspace, tmp_path)
    workspace.undo("Ada")
    assert is_whole(first)
    assert is_whole(workspace.open(1))


def test_readers_ask_for_no_lock(workspace: Workspace, tmp_path: Path) -> None:
    publish_next(workspace, tmp_path)
    with FileLock(workspace.folder / ".lock"):
        assert is_whole(workspace.latest())
        assert len(workspace.history()) == 1


def test_a_writer_waits_for_another_and_says_so_in_the_end(workspace: Workspace, tmp_path: Path) -> None:
    publish_next(workspace, tmp_path)
    impatient = Workspace(workspace.folder, lock_seconds=0.1)
    with FileLock(workspace.folder / ".lock", is_singleton=False), ThreadPoolExecutor(1) as thread:
        refused = thread.submit(publish_next, impatient, tmp_path).exception()
    assert isinstance(refused, UserError)
    assert "Somebody else is writing to the workspace" in str(refused)


def test_undo_goes_back_one_step_at_a_time(workspace: Workspace, tmp_path: Path) -> None:
    for name in ("one", "two", "three"):
        workspace.publish([update(tmp_path, "products", PRODUCTS, [(name, name)])], action=name, who="Ada")
    counts = [len(rows_of(workspace.undo("Ben"), "products", "name")) for _ in range(3)]
    assert counts == [2, 1, 0]
    with pytest.raises(UserError, match="nothing to undo"):
        workspace.undo("Ben")
    assert workspace.history()[0].action == "Undid: one"
    assert workspace.history()[0].who == "Ben"


def test_an_undone_step_and_a_new_one_undo_to_what_was_before(workspace: Workspace, tmp_path: Path) -> None:
    for name in ("one", "two"):
        workspace.publish([update(tmp_path, "products", PRODUCTS, [(name, name)])], action=name, who="Ada")
    workspace.undo("Ada")
    workspace.publish([update(tmp_path, "products", PRODUCTS, [("three", "three")])], action="three", who="Ada")
    assert rows_of(workspace.latest(), "products", "name") == [("one",), ("three",)]
    assert rows_of(workspace.undo("Ada"), "products", "name") == [("one",)]


def test_going_back_to_a_version_is_a_step_that_can_be_undone(workspace: Workspace, tmp_path: Path) -> None:
    for _ in range(3):
        publish_next(workspace, tmp_path)
    workspace.restore(1, "Ada")
    assert len(rows_of(workspace.undo("Ada"), "customer_time", "on_date")) == 3
    assert len(rows_of(workspace.undo("Ada"), "customer_time", "on_date")) == 2


def test_any_version_can_be_brought_back_with_its_settings_and_documents(workspace: Workspace, tmp_path: Path) -> None:
    for _ in range(4):
        publish_next(workspace, tmp_path)
    snapshot = workspace.restore(2, "Ada")
    assert snapshot.number == 5
    assert len(rows_of(snapshot, "customer_time", "on_date")) == 2
    assert snapshot.settings.quantity_default == 2
    assert snapshot.documents["number"].read_text() == "2"
    assert workspace.history()[0].restores == 2


def test_any_program_that_reads_delta_lake_reads_the_newest_state(workspace: Workspace, tmp_path: Path) -> None:
    publish_next(workspace, tmp_path)
    publish_next(workspace, tmp_path)
    workspace.restore(1, "Ada")
    delta = DeltaTable(str(workspace.folder / "tables" / "customer_time"))
    assert sum(delta.get_add_actions(flatten=True)["num_records"].to_pylist()) == 1
    workspace.restore(0, "Ada")
    assert DeltaTable(str(workspace.folder / "tables" / "customer_time")).file_uris() == []


def test_the_history_names_files_rows_and_who(workspace: Workspace, tmp_path: Path) -> None:
    imported = ImportedFile("deals 2024.csv", "products", "ab" * 32, rows_read=3, rows_used=2, rows_set_aside=1)
    brought = update(tmp_path, "products", PRODUCTS, [("x", "One"), ("y", "Two")])
    workspace.publish([brought], action="Imported deals 2024.csv", who="Ada", files=[imported])
    (version,) = Workspace(workspace.folder).history()
    assert version.files == (imported,)
    assert (version.who, version.action) == ("Ada", "Imported deals 2024.csv")
    assert version.published_at.utcoffset() is not None


def test_files_no_version_needs_can_be_cleared_out(workspace: Workspace, tmp_path: Path) -> None:
    for _ in range(3):
        publish_next(workspace, tmp_path)
    assert workspace.clear_out() == 0
    clearing = workspace.clearing(before=3)
    assert clearing.lost == (1, 2)
    assert clearing.size == sum(path.stat().st_size for path in clearing.files) > 0
    assert workspace.clear_out(before=3) == len(clearing.files) > 0
    assert not any(path.exists() for path in clearing.files)
    assert [workspace.can_be_opened(version) for version in workspace.history()] == [True, False, False]
    assert workspace.clearing(before=3).lost == workspace.clearing(before=3).files == ()
    assert is_whole(workspace.latest())
    with pytest.raises(DamagedError, match="missing or damaged"):
        workspace.open(1)
    with pytest.raises(DamagedError, match="missing or damaged"):
        workspace.restore(1, "Ada")
    assert len(workspace.history()) == 3
    assert is_whole(publish_next(workspace, tmp_path))


def test_a_version_whose_files_a_later_one_shares_stays_openable(workspace: Workspace, tmp_path: Path) -> None:
    publish_next(workspace, tmp_path)
    publish_next(workspace, tmp_path)
    workspace.publish([], action="Changed the settings", who="Ada", settings=Settings(currency="EUR"))
    assert workspace.clearing(before=3).lost == (1,)
    workspace.clear_out(before=3)
    assert is_whole(workspace.open(2))


def test_what_a_killed_writer_left_behind_is_cleared_out_without_losing_a_version(
    workspace: Workspace, tmp_path: Path
) -> None:
    snapshot = publish_next(workspace, tmp_path)
    left = snapshot.tables["products"].files[0].with_name("part-00000-left-behind.parquet")
    left.write_bytes(b"half a file")
    assert workspace.clearing().lost == ()
    assert workspace.clear_out() == 1
    assert not left.exists()
    assert is_whole(workspace.latest())


def test_a_changed_byte_is_found(workspace: Workspace, tmp_path: Path) -> None:
    snapshot = publish_next(workspace, tmp_path)
    workspace.check()
    (file,) = snapshot.tables["products"].files
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    with pytest.raises(DamagedError, match="holds other bytes than were stored"):
        workspace.check()


@pytest.mark.parametrize("what", ["file", "folder"])
def test_a_table_whose_files_are_gone_does_not_vanish_in_silence(
    workspace: Workspace, tmp_path: Path, what: str
) -> None:
    publish_next(workspace, tmp_path)
    snapshot = publish_next(workspace, tmp_path)
    (file,) = snapshot.tables["products"].files
    shutil.rmtree(file.parent) if what == "folder" else file.unlink()
    for attempt in (workspace.latest, lambda: workspace.publish([], action="Settings", who="Ada", settings=Settings())):
        with pytest.raises(DamagedError, match="missing or damaged"):
            attempt()
    assert workspace.history()[0].number == 2


def test_a_document_of_none_is_taken_away(workspace: Workspace) -> None:
    workspace.publish([], action="Charter", who="Ada", documents={"charter": b"one", "plan": b"two"})
    snapshot = workspace.publish([], action="No charter", who="Ada", documents={"charter": None})
    assert list(snapshot.documents) == ["plan"]
    assert workspace.open(1).documents["charter"].read_bytes() == b"one"


def test_a_table_without_rows_is_not_there(workspace: Workspace, tmp_path: Path) -> None:
    snapshot = workspace.publish([update(tmp_path, "products", PRODUCTS, [])], action="Imported", who="Ada")
    assert dict(snapshot.tables) == {}
    later = workspace.publish([update(tmp_path, "products", PRODUCTS, [("x", "One")])], action="Imported", who="Ada")
    assert later.tables["products"].rows == 1


def test_a_table_appended_to_often_is_written_anew_in_one_piece(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("metrics.store.update.FILES_BEFORE_REWRITE", 8)
    for number in range(10):
        brought = update(tmp_path, "products", PRODUCTS, [(str(number), "One")])
        snapshot = workspace.publish([brought], action="Imported", who="Ada")
    assert len(snapshot.tables["products"].files) == 2
    assert snapshot.tables["products"].rows == 10
    assert workspace.open(7).tables["products"].rows == 7


@pytest.mark.parametrize("name", ["with blanks", "Ünï 工作", "it's", "100%", "a?b*c"])
def test_a_folder_of_any_other_name_works(tmp_path: Path, name: str) -> None:
    if os.name == "nt" and set(name) & set('<>:"|?*'):
        pytest.skip("Windows has no such names")
    workspace = Workspace(tmp_path / name)
    publish_next(workspace, tmp_path)
    assert is_whole(workspace.latest())
    assert is_whole(publish_next(workspace, tmp_path))


@pytest.mark.parametrize("name", ["50%20", "[brackets]", "a|b", "a^b", "two\nlines"])
def test_a_folder_delta_lake_cannot_name_is_refused(tmp_path: Path, name: str) -> None:
    workspace = Workspace(tmp_path / name)
    with pytest.raises(UserError, match="can't be kept in"):
        publish_next(workspace, tmp_path)
    assert not workspace.folder.exists()


def test_opening_an_empty_workspace_writes_nothing(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "nothing here")
    assert workspace.latest().number == 0
    assert workspace.history() == ()
    assert not workspace.folder.exists()


def test_a_workspace_of_a_newer_program_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    publish_next(workspace, tmp_path)
    path = workspace.folder / "versions" / "1.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), "format": versions.FORMAT + 1, "tables": "unheard of"}))
    for attempt in (workspace.latest, lambda: publish_next(workspace, tmp_path), lambda: workspace.undo("Ada")):
        with pytest.raises(UserError, match="written by a newer Coxswain"):
            attempt()


@pytest.mark.parametrize("content", ["", "{", "[]", '{"format": 1}', "\x00\xff"])
def test_a_damaged_version_file_is_refused(workspace: Workspace, content: str) -> None:
    folder = workspace.folder / "versions"
    folder.mkdir(parents=True)
    (folder / "1.json").write_text(content, encoding="utf-8")
    with pytest.raises(UserError, match="damaged"):
        workspace.latest()


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        (
            {"settings": {**Settings().to_document(), "time_zone": "Mars/Olympus"}},
            "There is no time zone “Mars/Olympus”",
        ),
        ({"settings": {**Settings().to_document(), "week_start": "1"}}, "“week_start” can't be '1'"),
        ({"settings": []}, ""),
        ({"tables": []}, ""),
        ({"documents": {"plan": 7}}, "“documents” can't be"),
        ({"published_at": "yesterday"}, ""),
        ({"number": 2}, "it holds version 2"),
    ],
)
def test_a_version_file_whose_fields_cannot_be_right_is_refused(
    workspace: Workspace, tmp_path: Path, changed: dict[str, object], reason: str
) -> None:
    """Files of older programs have no checksum by which damage shows itself."""
    publish_next(workspace, tmp_path)
    path = workspace.folder / "versions" / "1.json"
    document = {**json.loads(path.read_text(encoding="utf-8")), **changed}
    path.write_text(json.dumps({key: value for key, value in document.items() if key != versions.CHECKSUM}))
    with pytest.raises(UserError, match=r"1\.json is damaged") as refused:
        workspace.latest()
    assert reason in str(refused.value)


def test_a_version_that_does_not_exist_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="has no version 7: it is still empty"):
        workspace.open(7)
    publish_next(workspace, tmp_path)
    with pytest.raises(UserError, match="has no version 7: it has the versions 1 to 1"):
        workspace.restore(7, "Ada")


def test_a_place_that_cannot_be_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(UserError, match="can't be written"):
        publish_next(Workspace(tmp_path / "file" / "workspace"), tmp_path)


def test_a_version_number_is_taken_only_once(workspace: Workspace, tmp_path: Path) -> None:
    publish_next(workspace, tmp_path)
    (version,) = workspace.history()
    with pytest.raises(FileExistsError):
        versions.publish(workspace.folder, version)


def test_settings_that_cannot_be_right_are_refused(workspace: Workspace) -> None:
    with pytest.raises(UserError, match="month from 1 to 12, not in month 13"):
        workspace.publish([], action="Settings", who="Ada", settings=Settings(fiscal_year_start=13))
    assert workspace.latest().number == 0


def test_the_default_folder_can_be_moved(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("COXSWAIN_WORKSPACE", str(tmp_path))
    assert default_folder() == tmp_path
    monkeypatch.delenv("COXSWAIN_WORKSPACE")
    assert default_folder().name == "workspace"
    assert "coxswain" in str(default_folder())


def test_a_workspace_of_format_1_opens_as_it_is_and_gets_the_present_one_with_its_next_version(
    workspace: Workspace, tmp_path: Path
) -> None:
    workspace.publish([update(tmp_path, "products", "product_id", [("x",)])], action="Imported", who="Ada")
    path = workspace.folder / "versions" / "1.json"
    former = {**json.loads(path.read_text()), "format": 1}
    former.pop("checksum")
    path.write_text(json.dumps(former))
    written = path.read_bytes()
    assert rows_of(workspace.latest(), "products", "product_id") == [("x",)]
    workspace.publish([update(tmp_path, "products", "product_id", [("y",)])], action="Imported", who="Ada")
    assert path.read_bytes() == written
    assert json.loads((path.parent / "2.json").read_text())["format"] == versions.FORMAT == 2
