"""Runs a part, or lists all with their last result: `python -m benchmarks.prove [PART] [--minutes 40]`."""

import argparse
import sys
import time
from collections.abc import Sequence

from benchmarks.prove import page
from benchmarks.prove.part import ProofPart
from benchmarks.prove.parts import PARTS
from benchmarks.prove.progress import Progress, commit


def prove(part: ProofPart, minutes: float) -> bool:
    """Runs the steps that aren't done until none is left or the minutes are over. Whether all was well."""
    until, progress, steps = time.monotonic() + 60 * minutes, Progress(part), list(part.steps())
    for step in steps:
        if step.name in progress.finished:
            continue
        if time.monotonic() >= until:
            print(f"{part.name}: {len(progress.finished)} of {len(steps)} steps are done. Run it again to go on.")
            return all(each.passed for each in progress.finished.values())
        outcome = step.run()
        progress.add(step.name, outcome)
        print(f"{step.name}: {outcome.summary}", flush=True)
    done = {step.name: progress.finished[step.name] for step in steps}
    if part.finish:
        part.finish(done)
    summary = part.summary(done)
    page.write(part, summary, commit())
    print(f"{part.name}: {summary}")
    return all(each.passed for each in done.values())


def show() -> None:
    """Prints each part, its last result, and how far a run is that was not finished."""
    for name, part in PARTS.items():
        done, steps = len(Progress(part).finished), len(list(part.steps()))
        print(f"{name:<12} {part.proves}\n{'':<12} last: {page.last(name)}; of these files {done} of {steps} steps")


def main(words: Sequence[str] | None = None) -> None:
    """Reads the command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.prove", description=__doc__)
    parser.add_argument("part", nargs="?", choices=list(PARTS))
    parser.add_argument("--minutes", type=float, default=40, help="after which no other step is begun")
    arguments = parser.parse_args(words)
    if arguments.part is None:
        show()
    elif not prove(PARTS[arguments.part], arguments.minutes):
        sys.exit(1)


if __name__ == "__main__":
    main()
