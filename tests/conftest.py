"""What tests share: the sample imported for real, how much is tried, and folders of data outside the project."""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from filelock import FileLock
from hypothesis import HealthCheck, settings

from metrics.intake.choices import ImportChoices
from metrics.intake.read.unpack import bare_name
from metrics.store.snapshot import Snapshot
from metrics.store.workspace import Workspace
from metrics.threads import VARIABLE
from sample_data.generate import FOLDER as SAMPLE

if TYPE_CHECKING:
    from metrics.query.reader import Reader

# As many processes run tests as there are cores: with more threads they would only wait for one another.
os.environ.setdefault(VARIABLE, "1")

MAIN = sys.modules["__main__"]

# The same examples in every run, and none of them is ever too slow: a busy machine fails no test.
settings.register_profile(
    "quick",
    max_examples=25,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.register_profile("prove", settings.get_profile("quick"), max_examples=1_000)
settings.load_profile("quick")


def pytest_addoption(parser: pytest.Parser) -> None:
    """How much is tried: little by default, so that it is quick; much in `make prove`."""
    group = parser.getgroup("how much is tried")
    group.addoption("--whole", action="store_true", help="every combination, where otherwise every pair is tried")
    group.addoption("--kills", type=int, default=20, help="how many writers are killed")
    group.addoption("--first-kill", type=int, default=0, help="the number of the first kill: others have other moments")
    group.addoption("--companies", type=int, default=20, help="how many companies of each case are simulated")
    group.addoption(
        "--sample-folder", type=Path, help="a workspace that stands for the sample: another, bigger company"
    )
    group.addoption("--share", help="of the tests collected only a share, such as 3/8: the third of eight")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keeps the share that was asked for: neighbors stay together, as they share what was made for them."""
    if words := config.getoption("share"):
        number, shares = map(int, words.split("/"))
        first, following = (len(items) * (number - 1) // shares, len(items) * number // shares)
        config.hook.pytest_deselected(items=[*items[:first], *items[following:]])
        items[:] = items[first:following]


@pytest.fixture(autouse=True)
def same_main() -> Iterator[None]:
    """A page that is drawn without a browser becomes `__main__`, and new processes would then run that page first."""
    sys.modules["__main__"] = MAIN  # a fixture of a module may have drawn
    yield
    sys.modules["__main__"] = MAIN


def sample_files() -> list[tuple[Path, ImportChoices]]:
    """The sample's plain files, each with the table it is."""
    return [(path, ImportChoices(table=bare_name(path))) for path in sorted(SAMPLE.glob("*.csv.gz"))]


@pytest.fixture(scope="session")
def sample_folder(tmp_path_factory: pytest.TempPathFactory, worker_id: str, pytestconfig: pytest.Config) -> Path:
    """A workspace folder with the sample in it, made once for all workers. Only to be read."""
    if (given := pytestconfig.getoption("sample_folder")) is not None:
        return Path(given)
    from metrics.intake.importing import import_files  # pure tests need not wait for it

    base = tmp_path_factory.getbasetemp()
    folder = (base if worker_id == "master" else base.parent) / "sample_workspace"
    with FileLock(folder.with_suffix(".lock")):
        if not (done := folder.with_suffix(".done")).exists():
            shutil.rmtree(folder, ignore_errors=True)
            import_files(Workspace(folder), sample_files(), who="tests")
            done.touch()
    return folder


@pytest.fixture(scope="session")
def sample_workspace(sample_folder: Path) -> Workspace:
    """The sample, imported through the real import. Only to be read."""
    return Workspace(sample_folder)


@pytest.fixture(scope="session")
def sample_snapshot(sample_workspace: Workspace) -> Snapshot:
    """The newest version of the sample. Its prepared views are computed once in a process."""
    _samples.append(sample_workspace.latest())
    return _samples[-1]


@pytest.fixture(scope="session")
def sample_reader(sample_snapshot: Snapshot) -> "Reader":
    """The same, open for somebody who may see everything."""
    from tests.readers import reader_of

    return reader_of(sample_snapshot)


_samples: list[Snapshot] = []


@pytest.fixture(autouse=True)
def _sample_stays_open() -> None:
    """Of the versions open for questions only those used last stay so: small companies would close the sample."""
    if _samples:
        from tests.readers import reader_of  # pure tests need not wait for it

        reader_of(_samples[-1]).session()


@pytest.fixture
def own_workspace(sample_folder: Path, tmp_path: Path) -> Iterator[Workspace]:
    """A copy of the sample that a test may change."""
    folder = tmp_path / "workspace"
    shutil.copytree(sample_folder, folder)
    yield Workspace(folder)
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of real exports that `COXSWAIN_REAL_DATA` names; it is no part of the project."""
    return _named_folder("COXSWAIN_REAL_DATA")


@pytest.fixture(scope="session")
def reference() -> Path:
    """The folder of reference results that `COXSWAIN_REFERENCE` names; it is no part of the project."""
    return _named_folder("COXSWAIN_REFERENCE")


def _named_folder(variable: str) -> Path:
    folder = Path(os.environ.get(variable, "") or "absent")
    if not folder.is_dir():
        pytest.skip(f"{variable} names no folder; its data is no part of the project.")
    return folder
