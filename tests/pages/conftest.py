"""The pages on the sample, without a browser."""

import io
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from app import HOME, NAVIGATION
from metrics.store.workspace import Workspace
from tests.conftest import sample_files

PROJECT = Path(__file__).parents[2]
SECONDS_UNTIL_IT_HANGS = 1800
Opener = Callable[..., AppTest]
# Each app that is opened looks through everything that is installed for components; what there is stays the same.
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)


def page_scripts() -> dict[str, str]:
    """The script behind each address, in the order of the navigation."""
    return {entry.address: entry.script for entries in NAVIGATION.values() for entry in entries}


def page_script(address: str) -> str:
    """The script behind one address. Raises KeyError where the navigation has no such page."""
    return page_scripts()[address]


ADDRESSES = tuple(page_scripts())


def opened(address: str, **parameters: str) -> AppTest:
    """The app as an address opens it, on that page and no other."""
    app = AppTest.from_file(str(PROJECT / "app.py"), default_timeout=SECONDS_UNTIL_IT_HANGS)
    if address != HOME:
        app._page_hash = calc_hash(address)  # `switch_page` knows the addresses only once the first page was drawn too
    for name, value in parameters.items():
        app.query_params[name] = value
    return app.run()


def uploaded(content: str | bytes, name: str = "next.csv") -> AppTest:
    """The Upload page with one file on it."""
    from pages.data.upload.uploads import KEY, Shelf

    app = opened("upload")
    files = Shelf()
    files.put(name, io.BytesIO(content.encode() if isinstance(content, str) else content))
    app.session_state[KEY] = files
    return app.run()


def import_button(app: AppTest) -> Any:
    """The button that imports all files on the Upload page."""
    return next(button for button in app.button if button.label.startswith("Import"))


def words(app: AppTest) -> str:
    """Everything the page says, whatever it says it with."""
    kinds = ("title", "header", "markdown", "caption", "error", "warning", "info", "success", "html")
    return "\n".join(
        str(getattr(element, "value", None) or element.proto.body) for k in kinds for element in app.get(k)
    )


def tables_of(app: AppTest) -> dict[str, list[dict[str, str]]]:
    """The tables on the page by their captions: each row's words by their headings."""
    tables = {}
    for markup in re.findall(r"<table.*?</table>", words(app), re.DOTALL):
        table = ElementTree.fromstring(markup)
        names = ["".join(cell.itertext()) for cell in table.findall("thead/tr/th")]
        tables["".join(table.find("caption").itertext())] = [  # type: ignore[union-attr]
            dict(zip(names, ("".join(cell.itertext()) for cell in row), strict=True))
            for row in table.findall("tbody/tr")
        ]
    return tables


def figures_of(app: AppTest) -> dict[str, str]:
    """The numbers that stand side by side, by what they are."""
    pattern = r'<dt>(.*?)</dt><dd class="value">(.*?)</dd>'
    return {unescape(title): unescape(value) for title, value in re.findall(pattern, words(app))}


def plain_words(app: AppTest) -> str:
    """What the page says, without the marks that keep words from being read as markdown."""
    return words(app).replace("\\", "")


def workspace_of(folder: Path, **tables: str) -> Workspace:
    """A company's own workspace in a folder, with the text of a file for each of these tables in it."""
    from metrics.intake.choices import ImportChoices
    from metrics.intake.importing import import_files

    files = []
    for table, text in tables.items():
        file = folder / f"{table}.csv"
        file.write_text(text, encoding="utf-8")
        files.append((file, ImportChoices(table=table)))
    workspace = Workspace(folder / "own")
    import_files(workspace, files, who="tests")
    return workspace


@contextmanager
def first_start(sample_folder: Path, own: Path) -> Iterator[None]:
    """What is drawn meanwhile has an empty workspace of its own, so that the sample is on screen."""
    from pages.parts import workspace_on_screen

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COXSWAIN_WORKSPACE", str(own))
        patch.setattr(workspace_on_screen, "_sample", lambda folder: Workspace(sample_folder))
        workspace_on_screen.sample_folder.cache_clear()
        yield
    workspace_on_screen.sample_folder.cache_clear()


@pytest.fixture(scope="module")
def drawn(sample_folder: Path) -> Opener:
    """Opens pages on the sample as a company's own workspace, each view drawn once a module. Only to be looked at."""

    @cache
    def draw(address: str, **parameters: str) -> AppTest:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("COXSWAIN_WORKSPACE", str(sample_folder))
            return opened(address, **parameters)

    return draw


@pytest.fixture(scope="module")
def drawn_at_first_start(sample_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Opener:
    """Opens pages as they first start, each view drawn once a module. Only to be looked at."""
    own = tmp_path_factory.mktemp("first_start") / "own"

    @cache
    def draw(address: str, **parameters: str) -> AppTest:
        with first_start(sample_folder, own):
            app = opened(address, **parameters)
        assert not own.exists()
        return app

    return draw


@pytest.fixture(scope="module")
def drawn_with_one_table(tmp_path_factory: pytest.TempPathFactory) -> Opener:
    """Opens pages on a workspace that has one table with hardly a column, each drawn once a module."""
    deals = "opportunity_id,stage,closed_on\nA,Closed Won,2025-02-03\nB,Closed Lost,2025-03-04\n"
    workspace = workspace_of(tmp_path_factory.mktemp("one_table"), opportunities=deals)

    @cache
    def draw(address: str, **parameters: str) -> AppTest:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("COXSWAIN_WORKSPACE", str(workspace.folder))
            return opened(address, **parameters)

    return draw


@pytest.fixture
def on_sample(sample_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The sample as a company's own workspace. Only to be read."""
    monkeypatch.setenv("COXSWAIN_WORKSPACE", str(sample_folder))
    return sample_folder


@pytest.fixture
def on_first_start(sample_folder: Path, tmp_path: Path) -> Iterator[Path]:
    """The folder of a workspace that is still empty, so that the sample is on screen."""
    with first_start(sample_folder, tmp_path / "own"):
        yield tmp_path / "own"


@pytest.fixture
def on_copy(sample_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the sample, to be changed."""
    folder = tmp_path / "workspace"
    shutil.copytree(sample_folder, folder)
    monkeypatch.setenv("COXSWAIN_WORKSPACE", str(folder))
    return folder


@pytest.fixture(scope="module")
def deals_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The deals of the sample and the people who won them: whatever changes is soon computed again. Only to be read."""
    from metrics.intake.importing import import_files

    folder = tmp_path_factory.mktemp("deals") / "own"
    files = [(path, choices) for path, choices in sample_files() if choices.table in ("opportunities", "people")]
    import_files(Workspace(folder), files, who="tests")
    return folder


@pytest.fixture
def on_deals(deals_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of them, to be changed."""
    folder = tmp_path / "workspace"
    shutil.copytree(deals_folder, folder)
    monkeypatch.setenv("COXSWAIN_WORKSPACE", str(folder))
    return folder
