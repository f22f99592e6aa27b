"""Groups: what comes in while one is being written forms the next, and a fault reaches everyone in its group."""

import asyncio

import pytest

from pmokit.workshop.ballot.ledger import Grouped


def test_what_arrives_meanwhile_goes_together():
    groups = []

    async def run(items):
        groups.append(list(items))
        await asyncio.sleep(0.05)
        return [item * 10 for item in items]

    async def go():
        grouped = Grouped(run)
        first = [asyncio.create_task(grouped.put(n)) for n in range(3)]
        await asyncio.sleep(0.03)
        later = [asyncio.create_task(grouped.put(n)) for n in range(3, 100)]
        return await asyncio.gather(*first, *later)

    assert asyncio.run(go()) == [n * 10 for n in range(100)]
    assert groups == [[0, 1, 2], list(range(3, 100))]


def test_a_fault_reaches_all_of_its_group_and_no_other():
    async def run(items):
        if "bad" in items:
            raise ValueError(items)
        return items

    async def go():
        grouped = Grouped(run)
        found = await asyncio.gather(grouped.put("bad"), grouped.put("with it"), return_exceptions=True)
        return found, await grouped.put("good")

    found, after = asyncio.run(go())
    assert [type(one) for one in found] == [ValueError, ValueError]
    assert after == "good"


def test_who_hangs_up_takes_nobody_along():
    async def run(items):
        await asyncio.sleep(0.02)
        return items

    async def go():
        grouped = Grouped(run)
        gone, stays = asyncio.create_task(grouped.put(1)), asyncio.create_task(grouped.put(2))
        await asyncio.sleep(0.015)
        gone.cancel()
        return await stays

    assert asyncio.run(go()) == 2


@pytest.mark.parametrize("number", [1, 1200])
def test_a_crowd_is_cut_into_groups(number):
    sizes = []

    async def run(items):
        sizes.append(len(items))
        return items

    async def go():
        grouped = Grouped(run)
        return await asyncio.gather(*(grouped.put(n) for n in range(number)))

    assert asyncio.run(go()) == list(range(number))
    assert max(sizes) <= 500
