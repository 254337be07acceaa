"""What a process does that publishes without end, until somebody kills it.

Version n holds n rows in `customer_time`, one row of value n in `products`, and a document and a setting that say n.
"""

from datetime import date, timedelta
from multiprocessing.connection import Connection
from pathlib import Path

from metrics.settings import Settings
from metrics.store.snapshot import Snapshot
from metrics.store.workspace import Workspace
from tests.store.rows import rows_of, update

DAY = date(2000, 1, 1)


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


def publish_without_end(folder: Path, files: Path, words: Connection) -> None:
    """Publishes version after version, and says so before the first."""
    workspace = Workspace(folder)
    words.send("ready")
    while True:
        publish_next(workspace, files)
