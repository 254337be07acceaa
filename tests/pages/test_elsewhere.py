"""Started from a folder that has nothing to do with it, the app has every page, its pictures and its settings."""

from base64 import b64decode
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.testing.v1 import AppTest
from websockets.sync.client import connect

import app as navigated
from pages.parts.guard import UNEXPECTED
from pages.parts.plain import plain
from tests.pages.conftest import ADDRESSES, PROJECT, SECONDS_UNTIL_IT_HANGS, workspace_of
from tests.serving import start, stop

DEALS = "opportunity_id,owner,stage,created_on,closed_on\nA,Ann,Closed Won,2025-01-03,2025-02-03\n"


@dataclass
class Drawn:
    """What a server sent of one page: its words, what failed, and the addresses of its pictures."""

    titles: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Where the app is served, started from the root of the disk."""
    folder = tmp_path_factory.mktemp("elsewhere")
    process, address = start(PROJECT / "app.py", workspace_of(folder, opportunities=DEALS).folder, folder / "log")
    yield int(address.rpartition(":")[2])
    stop(process)


def drawn_by(port: int, address: str) -> Drawn:
    """The page as a browser would be sent it."""
    drawn, wish = Drawn(), BackMsg()
    wish.rerun_script.page_name = address
    with connect(f"ws://localhost:{port}/_stcore/stream", subprotocols=["streamlit"], max_size=None) as socket:
        socket.send(wish.SerializeToString())
        while True:
            message = ForwardMsg()
            message.ParseFromString(bytes(socket.recv()))  # type: ignore[arg-type]
            note(drawn, message)
            if message.WhichOneof("type") == "script_finished":
                return drawn


def note(drawn: Drawn, message: ForwardMsg) -> None:
    element = message.delta.new_element
    if element.HasField("exception"):
        drawn.faults.append(element.exception.message)
    if element.HasField("alert") and plain(UNEXPECTED) in element.alert.body:
        drawn.faults.append(element.alert.body)
    if element.HasField("heading") and element.heading.tag == "h1":
        drawn.titles.append(element.heading.body)
    if message.HasField("page_config_changed"):
        drawn.pictures.append(message.page_config_changed.favicon)
    if message.HasField("logo"):
        drawn.pictures.append(message.logo.image)


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_page_is_drawn(address: str, port: int) -> None:
    drawn = drawn_by(port, address)
    assert drawn.faults == []
    assert len(drawn.titles) == 1


def test_the_pictures_are_there(port: int) -> None:
    pictures = [each for each in drawn_by(port, "settings").pictures if each]
    assert len(pictures) == 2
    for picture in pictures:
        kind, _, content = picture.partition(";base64,")
        assert kind == "data:image/svg+xml"
        assert b"<svg" in b64decode(content)


def test_whatever_goes_wrong_in_the_frame_of_pages_is_a_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A page that the navigation has and nobody can find: it fails before any page is drawn."""
    copy = tmp_path / "app.py"
    text = (PROJECT / "app.py").read_text(encoding="utf-8")
    copy.write_text(text.replace(navigated.NAVIGATION["Plan"][0].script, "pages/plan/nowhere.py"), encoding="utf-8")
    (tmp_path / "pages").symlink_to(PROJECT / "pages", target_is_directory=True)
    monkeypatch.setenv("COXSWAIN_WORKSPACE", str(tmp_path / "own"))
    shown = AppTest.from_file(str(copy), default_timeout=SECONDS_UNTIL_IT_HANGS).run()
    assert not shown.exception
    assert [error.value for error in shown.error] == [UNEXPECTED]
