"""The names that stand in a workspace's files and in what commands print: read from the files themselves."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import duckdb

OF_THE_DATA = frozenset(
    {"tables", "documents", "kept", "mapping", "date_orders", "decimal_marks", "unavailable", "components"}
)
"""Fields whose own keys are words of the data, not of the program."""


def fields(document: Any, place: str = "") -> Iterator[str]:
    """Every field of a document: `files[].name` is the field `name` of each entry of the list `files`."""
    if isinstance(document, list):
        for entry in document:
            yield from fields(entry, f"{place}[]")
    elif isinstance(document, Mapping):
        for key, value in document.items():
            own = "*" if place.rpartition(".")[2] in OF_THE_DATA else key
            name = f"{place}.{own}" if place else own
            yield name
            yield from fields(value, name)


def together(documents: Iterable[Any]) -> list[str]:
    """The fields of several documents of one kind."""
    return sorted({name for document in documents for name in fields(document)})


def versions(workspace: Path) -> list[dict[str, Any]]:
    """Every version's file, the oldest first."""
    paths = sorted((workspace / "versions").glob("*.json"), key=lambda path: int(path.stem))
    return [json.loads(path.read_text(encoding="utf-8")) for path in paths]


def documents(workspace: Path) -> dict[str, list[str]]:
    """Every content that a document ever had, by the document's kind: its folder, or its name where it has none."""
    digests_of: dict[str, set[str]] = {}
    for version in versions(workspace):
        for name, digest in version["documents"].items():
            digests_of.setdefault(kind(name), set()).add(digest)
    return {
        name: [(workspace / "documents" / digest).read_text(encoding="utf-8") for digest in sorted(digests)]
        for name, digests in sorted(digests_of.items())
    }


def kind(name: str) -> str:
    """The folder of a document, with its slash, or the name of one that lies in none."""
    folder, slash, _ = name.partition("/")
    return f"{folder}{slash}"


def document_names(workspace: Path) -> list[str]:
    """What the documents of the newest version are called."""
    return sorted(versions(workspace)[-1]["documents"])


def columns(workspace: Path) -> dict[str, str]:
    """The stored columns of every table of the newest version, each with its type."""
    columns_of = {}
    for name, table in sorted(versions(workspace)[-1]["tables"].items()):
        paths = [str(workspace / "tables" / name / file["name"]) for file in table["files"]]
        with duckdb.connect() as connection:
            rows = connection.execute("DESCRIBE SELECT * FROM read_parquet($paths)", {"paths": paths}).fetchall()
        columns_of[name] = ", ".join(f"{row[0]} {row[1]}" for row in rows)
    return columns_of


def names(workspace: Path) -> dict[str, Any]:
    """All names that a workspace stores."""
    contents_of = documents(workspace)
    own = contents_of.pop("metrics/")
    return {
        "folders": sorted(path.name for path in workspace.iterdir() if path.is_dir()),
        "version": together(versions(workspace)),
        "documents": {name: together(map(json.loads, contents)) for name, contents in contents_of.items()},
        "custom metric": sorted({word for text in own for word in re.findall(r"(?m)^-- ([a-z_]+):", text)}),
        "columns": columns(workspace),
    }


def names_printed(answers: Path) -> dict[str, list[str]]:
    """The fields of what each command printed; an answer's are those of each metric."""
    fields_of = {}
    for path in sorted(answers.glob("*.json")):
        if path.stem.endswith("_after_import"):
            continue
        document = json.loads(path.read_text(encoding="utf-8"))
        by_name = path.stem.startswith(("ask", "frozen", "impact"))
        fields_of[path.stem] = together(document.values() if by_name else [document])
    return fields_of
