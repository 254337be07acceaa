"""Writes the rooms of `metrics/`, in their order, into CONTRIBUTING.md: `python -m docs.rooms`.

The order is the one that import-linter enforces (pyproject.toml), what a room is for is its own first sentence.
"""

import ast
import tomllib
from pathlib import Path

from metrics.render import markdown_table

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "CONTRIBUTING.md"
BEGIN, END = "<!-- rooms: begin -->", "<!-- rooms: end -->"


def rooms() -> tuple[str, ...]:
    """The rooms that exist, ground first."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    layers = reversed(settings["contracts"][0]["layers"])
    return tuple(name for name in layers if not name.startswith("("))


def source_of(room: str) -> Path:
    """The file that says what a room is for: its face, or the module that it is."""
    module = ROOT / "metrics" / f"{room}.py"
    return module if module.exists() else ROOT / "metrics" / room / "__init__.py"


def rooms_table() -> str:
    """The rooms as a Markdown table, each with what it is for."""
    rows = []
    for room in rooms():
        source = source_of(room)
        purpose = (ast.get_docstring(ast.parse(source.read_text(encoding="utf-8"))) or "").split("\n\n")[0]
        name = source.name if source.stem == room else f"{room}/"
        rows.append((f"`{name}`", " ".join(purpose.split())))
    return markdown_table(("Room", "What it is for"), rows)


def with_rooms(text: str) -> str:
    """A page with the table between its two marks."""
    before, rest = text.split(BEGIN)
    return f"{before}{BEGIN}\n{rooms_table()}\n{END}{rest.split(END)[1]}"


def main() -> None:
    """Writes the table into the page."""
    PAGE.write_text(with_rooms(PAGE.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
    print(f"Wrote the rooms into {PAGE.name}.")


if __name__ == "__main__":
    main()
