"""Work beside the page: the newest wins, and the page answers all the while."""

import asyncio
import time

from pmokit.workshop.planner.background import Background


def test_the_newest_wins_and_the_loop_is_free():
    """The first is told to stop and never heard of; meanwhile the loop ticks on."""
    heard, ticks = [], []

    def slow(should_stop):
        while not should_stop():
            time.sleep(0.005)
        return "old"

    async def page():
        background = Background(heard.append)
        background.start(slow, heard.append)
        for _ in range(5):
            await asyncio.sleep(0.01)
            ticks.append(1)
        background.start(lambda _: "new", heard.append)
        await asyncio.sleep(0.3)

    asyncio.run(page())
    assert heard == ["new"]
    assert len(ticks) == 5


def test_what_goes_wrong_is_told():
    """An error of the work, or of whoever takes the result."""
    failures = []

    def broken(_should_stop):
        raise ValueError("no")

    async def page():
        background = Background(failures.append)
        background.start(broken, failures.append)
        await asyncio.sleep(0.1)
        background.start(lambda _: 1, lambda _: 1 / 0)
        await asyncio.sleep(0.1)

    asyncio.run(page())
    assert [type(one) for one in failures] == [ValueError, ZeroDivisionError]


def test_what_is_stopped_is_not_heard_of():
    heard = []

    async def page():
        background = Background(heard.append)
        background.start(lambda _: time.sleep(0.02), heard.append)
        background.stop()
        await asyncio.sleep(0.1)

    asyncio.run(page())
    assert heard == []
