"""What a process does that publishes without end, until somebody kills it.

Version n holds n rows in `customer_time`, one row of value n in `products`, and a document and a setting that say n.
"""

import sys
from collections.abc import Callable
from datetime import date, timedelta
from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Event
from types import FrameType
from typing import Any

from metrics import store
from metrics.schema.settings import Settings
from metrics.store.snapshot import Snapshot
from metrics.store.workspace import Workspace
from tests.store.rows import rows_of, update

DAY = date(2000, 1, 1)
STORE = str(Path(store.__path__[0]))
Tracing = Callable[[FrameType, str, Any], Any]


def publish_next(workspace: Workspace, files: Path) -> Snapshot:
    """Publishes version n with everything it consists of saying n."""
    number = workspace.latest().number + 1
    hours = [("a", DAY + timedelta(n), 1.0) for n in range(number)]
    return workspace.publish(
        [
            update(files, "customer_time", "person_id on_date hours", hours),
            update(files, "products", "product_id list_price", [("x", number)]),
        ],
        action=f"Number {number}",
        who="Ada",
        settings=Settings(quantity_default=number),
        documents={"number": str(number).encode()},
    )


def is_whole(snapshot: Snapshot) -> bool:
    """Whether every part of a version says the same number as the version itself."""
    number = snapshot.number
    if number == 0:
        return not snapshot.tables
    return (
        len(rows_of(snapshot, "customer_time", "on_date")) == number
        and [int(price) for (price,) in rows_of(snapshot, "products", "list_price")] == [number]
        and snapshot.settings.quantity_default == number
        and snapshot.documents["number"].read_text() == str(number)
    )


def publish_without_end(folder: Path, files: Path, words: Connection, line: int = 0, halt: bool = False) -> None:
    """Publishes version after version. Says so before the first, and once it has run so many lines of the store."""
    workspace = Workspace(folder)

    def reached() -> None:
        words.send("reached")
        if halt:
            Event().wait()

    words.send("ready")
    if line:
        sys.settrace(counting(line, reached))
    while True:
        publish_next(workspace, files)


def counting(line: int, reached: Callable[[], None]) -> Tracing:
    """What `sys.settrace` takes to call `reached` when so many lines of the store have begun."""
    lines = count(1)

    def within(frame: FrameType, event: str, _: object) -> Tracing:
        if event == "line" and next(lines) == line:
            reached()
        return within

    return lambda frame, event, _: within if frame.f_code.co_filename.startswith(STORE) else None
