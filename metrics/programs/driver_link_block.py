"""The map from leading to lagging metrics: an arrow only where a program proved that the one moves the other."""

from collections.abc import Sequence

from metrics.programs.driver_links import DriverLink, find_driver_links
from metrics.query import Reader
from metrics.report import Block, Note, Table, TableCell
from metrics.semantic import catalog

EXPLAINED = (
    "An arrow stands where a programme that works through the leading metric was proved to move the lagging one, with "
    "its evidence. Everything else is a description: how a person's month goes with what that person did the month "
    "before, compared with their other months and with people alike in the same month. It proves nothing."
)
NOTHING = "It takes a leading and a lagging metric: upload training, content or hours beside the deals."


def driver_link_blocks(reader: Reader) -> tuple[Block, ...]:
    """A row for each leading metric, a column for each lagging one. It takes seconds the first time."""
    links = find_driver_links(reader)
    return (_table(links), Note(EXPLAINED)) if links else (Note(NOTHING, "nothing"),)


def _table(links: Sequence[DriverLink]) -> Table:
    metrics = catalog()
    lagging = dict.fromkeys(each.lagging for each in links)
    rows = tuple(
        (TableCell(metrics[name].short_title), *(_cell(each) for each in links if each.leading == name))
        for name in dict.fromkeys(each.leading for each in links)
    )
    heading = (TableCell("Leading ↓ lagging →"), *(TableCell(metrics[name].short_title) for name in lagging))
    return Table("Which leading metric moves which lagging one", heading, rows)


def _cell(each: DriverLink) -> TableCell:
    if each.arrow:
        return TableCell(f"→ {each.words}", each.grade)
    return TableCell("no arrow", f"{each.words} · {each.grade}" if each.words else "can't be told here")
