"""Sessions without a browser: they speak Streamlit's protocol, click, and wait until the page has run.

`python -m benchmarks.visitor ADDRESS SESSIONS PAUSE CLICKS` prints the seconds that each click waited, as JSON; with no
sessions, one opens every page once.
"""

import asyncio
import json
import random
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.Selectbox_pb2 import Selectbox
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

LARGEST_MESSAGE = 200_000_000


@dataclass
class Visitor:
    """One session: what its page shows that can be clicked, and what it has chosen there so far."""

    connection: ClientConnection
    page: str = ""
    pages: dict[str, str] = field(default_factory=dict)
    boxes: dict[str, tuple[Selectbox, str]] = field(default_factory=dict)
    chosen: dict[str, str] = field(default_factory=dict)

    async def run(self, fragment: str = "") -> None:
        """Have the page, or one fragment of it, run with what was chosen, until the server says that it has."""
        message = BackMsg()
        message.rerun_script.page_script_hash = self.page
        message.rerun_script.fragment_id = fragment
        message.rerun_script.widget_states.widgets.extend(
            WidgetState(id=name, string_value=value) for name, value in self.chosen.items()
        )
        await self.connection.send(message.SerializeToString())
        early = ForwardMsg.ScriptFinishedStatus.FINISHED_EARLY_FOR_RERUN
        while True:
            answer = ForwardMsg.FromString(await self.connection.recv(decode=False))
            self.take(answer)
            if answer.WhichOneof("type") == "script_finished" and answer.script_finished != early:
                return

    def take(self, answer: ForwardMsg) -> None:
        """Remember what a message shows that can be clicked."""
        kind = answer.WhichOneof("type")
        if kind == "navigation":
            self.pages = {page.url_pathname: page.page_script_hash for page in answer.navigation.app_pages}
            self.page = answer.navigation.page_script_hash
        elif kind == "delta" and answer.delta.new_element.WhichOneof("type") == "selectbox":
            box = answer.delta.new_element.selectbox
            self.boxes[box.id] = (box, answer.delta.fragment_id)

    async def open(self, address: str) -> None:
        """Go to another page of the navigation."""
        self.page, self.boxes = self.pages[address], {}
        await self.run()

    async def choose(self, chance: random.Random) -> None:
        """Choose another option of a list that stands on the page; where there is none, the page runs again."""
        boxes = [each for each in self.boxes.values() if len(each[0].options) > 1 and not each[0].disabled]
        if not boxes:
            await self.run()
            return
        box, fragment = chance.choice(boxes)
        self.chosen[box.id] = chance.choice(list(box.options))
        await self.run(fragment)


@asynccontextmanager
async def visitor_of(address: str) -> AsyncIterator[Visitor]:
    """A session whose first page has run."""
    socket = f"{address.replace('http', 'ws', 1)}/_stcore/stream"
    streamlit, origin = Subprotocol("streamlit"), Origin(address)
    async with connect(socket, subprotocols=[streamlit], origin=origin, max_size=LARGEST_MESSAGE) as connection:
        visitor = Visitor(connection)
        await visitor.run()
        yield visitor


async def visit(address: str, number: int, pause: float, clicks: int) -> list[float]:
    """One session's clicks, on pages and lists in turn, and how many seconds each waited.

    Clicks begin `pause` seconds apart, where the page runs no longer than that. The same number clicks the same.
    """
    chance = random.Random(number)
    waited: list[float] = []
    async with visitor_of(address) as visitor:
        addresses = list(visitor.pages)
        await asyncio.sleep(pause * chance.random())
        for click in range(clicks):
            start = time.perf_counter()
            if click % 2:
                await visitor.choose(chance)
            else:
                await visitor.open(chance.choice(addresses))
            waited.append(time.perf_counter() - start)
            await asyncio.sleep(max(0.0, pause - waited[-1]))
    return waited


async def tour(address: str) -> list[float]:
    """One session that opens every page once, and how many seconds each took."""
    waited: list[float] = []
    async with visitor_of(address) as visitor:
        for each in visitor.pages:
            start = time.perf_counter()
            await visitor.open(each)
            waited.append(time.perf_counter() - start)
    return waited


async def main(address: str, sessions: int, pause: float, clicks: int) -> None:
    """All sessions at once; with none of them, a tour of every page."""
    visits = [visit(address, number, pause, clicks) for number in range(sessions)] or [tour(address)]
    print(json.dumps([seconds for waited in await asyncio.gather(*visits) for seconds in waited]))


if __name__ == "__main__":
    where, sessions, pause, clicks = sys.argv[1:]
    asyncio.run(main(where, int(sessions), float(pause), int(clicks)))
