"""Faces: what a package offers others stands in its `__init__`, and is imported when it is first used (PEP 562)."""

import ast
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path


def lazy(package: str) -> Callable[[str], object]:
    """The `__getattr__` of a package whose `__init__` imports what it offers under `if TYPE_CHECKING`.

    So type checkers, readers and this function read the same lines. Raises AttributeError for any other name.
    """
    homes: dict[str, str] = {}

    def first_use(name: str) -> object:
        if not homes:
            homes.update(_offered(Path(str(sys.modules[package].__file__))))
        if name not in homes:
            raise AttributeError(f"{package} offers no {name}")
        if homes[name] == package:
            return import_module(f"{package}.{name}")
        value = getattr(import_module(homes[name]), name)
        setattr(sys.modules[package], name, value)
        return value

    return first_use


def _offered(file: Path) -> dict[str, str]:
    """The names that a file imports under a condition, each with the module it comes from."""
    return {
        alias.name: str(statement.module)
        for block in ast.parse(file.read_text(encoding="utf-8")).body
        if isinstance(block, ast.If)
        for statement in block.body
        if isinstance(statement, ast.ImportFrom)
        for alias in statement.names
    }
