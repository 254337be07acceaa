"""What the server does beside answering."""

import asyncio
import gc
import weakref

import pytest

from pages.parts import serve
from tests.loops import run_apart


class Ended:
    """Something that holds itself, as a session that has ended does."""

    def __init__(self) -> None:
        self.itself = self


def test_what_holds_only_itself_is_freed_while_the_server_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serve, "SECONDS_BETWEEN_CLEARINGS", 0)

    async def served_until_freed(ended: weakref.ref[Ended]) -> None:
        clearing = asyncio.create_task(serve.cleared())
        while ended() is not None:
            await asyncio.to_thread(lambda: None)
        clearing.cancel()

    gc.disable()  # otherwise Python might free it by itself
    try:
        run_apart(served_until_freed(weakref.ref(Ended())))
    finally:
        gc.enable()
