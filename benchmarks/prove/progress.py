"""What the finished steps of a part found, written at once, for the very files they were run on."""

import hashlib
import json
import subprocess
from dataclasses import asdict
from pathlib import Path

from benchmarks.prove.part import ProofPart, StepOutcome
from benchmarks.prove.places import ROOT, STATE


def key_of(part: ProofPart) -> str:
    """Stands for the content of everything the part stands on, its own code included."""
    places = [*part.places, "benchmarks/prove"]
    listed = _git("ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *places).split("\0")
    whole = hashlib.sha256()
    for name in sorted(set(filter(None, listed))):
        if (path := ROOT / name).is_file():
            whole.update(f"{name}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return whole.hexdigest()[:12]


def commit() -> str:
    """The commit the files are at, and whether they were changed since."""
    changed = _git("status", "--porcelain", "--untracked-files=no", "--", ".", ":!docs").strip()
    return _git("rev-parse", "--short", "HEAD").strip() + (", changed" if changed else "")


class Progress:
    """The steps of one part that are done, in a file of one line each."""

    def __init__(self, part: ProofPart, folder: Path = STATE) -> None:
        """Reads what is done; a line that a killed run left half written counts for nothing."""
        self.path = folder / f"{part.name}-{key_of(part)}.jsonl"
        self.finished: dict[str, StepOutcome] = {}
        if self.path.exists():
            for line in self.path.read_text(encoding="utf-8").splitlines():
                self._read(line)

    def add(self, step: str, outcome: StepOutcome) -> None:
        """Keeps what a step found."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("a", encoding="utf-8") as file:
            file.write(f"\n{json.dumps({'step': step, **asdict(outcome)})}\n")  # what stands before may be half a line
        self.finished[step] = outcome

    def _read(self, line: str) -> None:
        try:
            words = json.loads(line)
        except ValueError:
            return
        step = words.pop("step")
        self.finished[step] = StepOutcome(**words)


def _git(*words: str) -> str:
    return subprocess.run(["git", *words], cwd=ROOT, check=True, capture_output=True, text=True).stdout
