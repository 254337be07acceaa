"""`python -m tests.migration.record N`: commits what the program of today says of the workspace in `N/workspace/`.

To be run once, by the program that made the workspace. A later program is held against these answers.
"""

import shutil
import sys
import tempfile
from pathlib import Path

from tests.migration.asking import READ, every_metric, imported, written

HERE = Path(__file__).parent
NEXT_QUARTER = ("chancen_bis_maerz.csv", "stunden_bis_maerz.csv")


def record(folder: Path) -> None:
    """Writes every answer, and those after next quarter's exports were imported into a copy."""
    answers = folder / "answers"
    answers.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        workspace = Path(scratch) / "workspace"
        shutil.copytree(folder / "workspace", workspace)
        for name, read in READ.items():
            (answers / f"{name}.json").write_text(written(read(workspace)) + "\n", encoding="utf-8", newline="\n")
        report = imported(workspace, [folder / "files" / name for name in NEXT_QUARTER])
        for name, answer in (("import", report), ("ask_after_import", every_metric(workspace))):
            (answers / f"{name}.json").write_text(written(answer) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    record(HERE / sys.argv[1])
