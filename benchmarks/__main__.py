"""Measures everything and writes docs/performance.md: `python -m benchmarks [--scale small]`.

A small run prints the page instead of writing it.
"""

import argparse
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks import bounded, company, imports, inspections, machine, pages, questions, sessions
from benchmarks.company import Size
from benchmarks.report import Figures, page
from metrics.intake import ImportChoices, import_files
from metrics.query import open_whole
from metrics.store import Workspace

PAGE = Path(__file__).parents[1] / "docs" / "performance.md"
SIZES = tuple(Size(10_000, 1_000_000, content) for content in (10_000, 1_000_000, 10_000_000))
SCALES: Mapping[str, Sequence[Size]] = {
    "small": (Size(1_000, 20_000, 10_000),),
    "medium": SIZES[:2],
    "full": SIZES,
}
RUNS_OF_AN_IMPORT = 3


def workspace_of(files: Mapping[str, Path], folder: Path) -> Workspace:
    """A workspace with every table of the company; the roster comes last, as it speaks of the last day."""
    workspace = Workspace(folder)
    ordered = sorted(files, key=lambda table: table == "people")
    import_files(workspace, [(files[table], ImportChoices(table=table)) for table in ordered], who="benchmark")
    return workspace


def measure(sizes: Sequence[Size], folder: Path, parts: Sequence[str]) -> Figures:
    """All figures. The deals are the same in each size, so their import is measured once; pages with the biggest."""
    load, imported, asked, first, shown = machine.load(), [], {}, {}, []
    inspected = (inspections.measure(folder / "wide"),) if "inspections" in parts else ()
    for number, size in enumerate(sizes):
        name = f"{size.content:,} accesses"
        print(f"{name}: making the company", flush=True)
        files = company.write(size, folder / str(number))
        if "imports" in parts:
            print(f"{name}: imports", flush=True)
            if number == 0:
                deals = imports.measure(files["opportunities"], "opportunities", size.deals, RUNS_OF_AN_IMPORT)
                imported.append(deals)
            imported.append(imports.measure(files["content_access"], "content_access", size.content, RUNS_OF_AN_IMPORT))
        workspace = workspace_of(files, folder / str(number) / "workspace")
        if "questions" in parts:
            print(f"{name}: questions", flush=True)
            asked[name], first[name] = questions.measure(open_whole(workspace.latest()), name)
        if "pages" in parts and number == len(sizes) - 1:
            print(f"pages, with the sample and with {name}", flush=True)
            shown += pages.measure(folder / "none", "sample company")
            shown += pages.measure(workspace.folder, name)
            shown += pages.measure_slider(folder / "none", "sample company")
    limits = bounded.measure() if "bounded" in parts else ()
    crowd = sessions.measure(folder / "none") if "sessions" in parts else ()
    return Figures(sizes[-1], load, imported, asked, first, shown, limits, inspected, crowd)


def main() -> None:
    """Reads the command line, measures, and writes or prints the page."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--scale", choices=list(SCALES), default="full")
    parts = ("inspections", "imports", "questions", "pages", "bounded", "sessions")
    parser.add_argument("--only", choices=parts, help="measure this part and print it")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="coxswain-benchmark-") as folder:
        chosen = (arguments.only,) if arguments.only else parts
        text = page(measure(SCALES[arguments.scale], Path(folder), chosen))
    if arguments.scale != "small" and not arguments.only:
        PAGE.write_text(text, encoding="utf-8")
        print(f"Wrote {PAGE.relative_to(PAGE.parents[1])}.")
    else:
        print(text)


if __name__ == "__main__":
    main()
