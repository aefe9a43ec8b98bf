import asyncio
from collections.abc import Iterator

import pytest
from gradio import Blocks

from assistant.ui.window import start
from eval.load import under_load
from eval.window import Measured, markdown, percentile
from tests.assistant.ui.newsroom import Newsroom

pytestmark = [
    # Gradio's queue uses what pandas 3 deprecates.
    pytest.mark.filterwarnings("ignore:'future.no_silent_downcasting' is deprecated"),
    pytest.mark.filterwarnings("ignore:The copy keyword is deprecated"),
]


class Failing(Newsroom):
    """Breaks at every question that is not its own."""

    def ask(self, message: str, /, history: object = ()) -> object:  # type: ignore[override]
        if message != "What did Norland leave out?":
            raise RuntimeError("The disk is gone")
        return super().ask(message, ())


@pytest.fixture
def address() -> Iterator[str]:
    async def started() -> Blocks:
        return start(Failing())

    # Where no loop runs gradio makes some that it never closes.
    blocks = asyncio.run(started())
    yield str(blocks.local_url)
    blocks.close(verbose=False)


def test_readers_at_once_are_each_answered_and_each_failure_is_counted(address: str) -> None:
    load = under_load(address, ["What did Norland leave out?"], sessions=3, seconds=0.5)
    assert len(load.first) == len(load.whole) >= 3
    assert load.errors == []
    assert all(first <= whole for first, whole in zip(sorted(load.first), sorted(load.whole), strict=True))
    broken = under_load(address, ["Who pays?"], sessions=2, seconds=0.1)
    assert broken.whole == []
    assert len(broken.errors) >= 2


def test_the_table_tells_steps_waits_errors_and_memory() -> None:
    measured = Measured({"import": 1.0, "open": 0.5}, [0.1, 0.2], 20, 120.0, 1234, 2, [0.3, 0.4], (500.0, 510.0))
    table = markdown(measured)
    assert "| 1.5 s (import 1.0, open 0.5) |" in table
    assert "1,234, 2" in table
    assert "500 and 510 MB" in table
    assert "none came" in markdown(Measured({}, [], 1, 1.0, 0, 1, [], (1.0, 1.0)))


def test_percentiles_are_those_of_the_values() -> None:
    assert percentile([0.5], 95) == 0.5
    assert percentile([0.0, 1.0], 50) == 0.5
