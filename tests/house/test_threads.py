"""How many threads a query uses can be said from outside."""

import pytest

from metrics.engines.duckdb import DuckDB
from metrics.errors import UserError
from metrics.threads import VARIABLE, thread_settings


def threads() -> int:
    engine = DuckDB(())
    ((number,),) = engine.rows("SELECT current_setting('threads')")
    return int(number)


def test_a_query_uses_as_many_threads_as_the_environment_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, " 3 ")
    assert threads() == 3


def test_without_a_word_it_is_the_engine_that_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE)
    assert thread_settings() == {}
    assert threads() >= 1


@pytest.mark.parametrize("words", ["0", "-1", "two", "1.5", "²"])
def test_anything_but_a_number_from_one_is_refused_with_what_to_do(monkeypatch: pytest.MonkeyPatch, words: str) -> None:
    monkeypatch.setenv(VARIABLE, words)
    with pytest.raises(UserError, match=f"{VARIABLE} says “{words}”.*set it to 1 or more, or remove it"):
        thread_settings()
