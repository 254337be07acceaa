"""The pages on the sample, without a browser."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from metrics.store.workspace import Workspace

PROJECT = Path(__file__).parents[2]
SECONDS = 120


def opened(page: str | None = None, **parameters: str) -> AppTest:
    """The app after one run, on a page of its own if one is named."""
    app = AppTest.from_file(str(PROJECT / "app.py"), default_timeout=SECONDS)
    for name, value in parameters.items():
        app.query_params[name] = value
    app.run()
    return app.switch_page(page).run() if page else app


def words(app: AppTest) -> str:
    """Everything the page says, whatever it says it with."""
    kinds = ("title", "header", "markdown", "caption", "error", "warning", "info", "success", "html")
    return "\n".join(
        str(getattr(element, "value", None) or element.proto.body) for k in kinds for element in app.get(k)
    )


@pytest.fixture
def on_sample(sample_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The sample as a company's own workspace. Only to be read."""
    monkeypatch.setenv("COXSWAIN_WORKSPACE", str(sample_folder))
    return sample_folder


@pytest.fixture
def on_first_start(sample_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of a workspace that is still empty, so that the sample is on screen. Only to be read."""
    from pages.parts import session

    monkeypatch.setenv("COXSWAIN_WORKSPACE", str(tmp_path / "own"))
    monkeypatch.setattr(session, "_sample", lambda folder: Workspace(sample_folder))
    session.sample_folder.cache_clear()
    yield tmp_path / "own"
    session.sample_folder.cache_clear()


@pytest.fixture
def on_copy(sample_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the sample, to be changed."""
    folder = tmp_path / "workspace"
    shutil.copytree(sample_folder, folder)
    monkeypatch.setenv("COXSWAIN_WORKSPACE", str(folder))
    return folder
