"""Where things lie in a workspace's folder."""

from pathlib import Path

TABLES = "tables"


def table_folder(workspace: Path, name: str) -> Path:
    """Where a table lies."""
    return workspace / TABLES / name


def table_names(workspace: Path) -> tuple[str, ...]:
    """The tables there are folders for, whether or not a version names them."""
    folder = workspace / TABLES
    return tuple(sorted(path.name for path in folder.iterdir() if path.is_dir())) if folder.is_dir() else ()
