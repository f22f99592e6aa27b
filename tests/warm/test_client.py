"""When a kernel is taken as ready: told by its messages, and not by silence."""

import asyncio
from queue import Empty

import pytest

from pmokit.warm.client import PromptClient


def info(number):
    return {"msg_type": "kernel_info_reply", "parent_header": {"msg_id": number}, "content": {}}


def status(state, number):
    return {"msg_type": "status", "parent_header": {"msg_id": number}, "content": {"execution_state": state}}


class Scripted(PromptClient):
    """A client whose kernel says what is written down; None is nothing in time."""

    def __init__(self, shell, iopub, *, lives=True):
        super().__init__()
        self.script, self.asked, self.lives = {"shell": list(shell), "iopub": list(iopub)}, 0, lives

    def kernel_info(self, **_):
        self.asked += 1

    async def get_shell_msg(self, **_):
        return self._next("shell")

    async def get_iopub_msg(self, **_):
        return self._next("iopub")

    async def is_alive(self):
        return self.lives

    def _handle_kernel_info_reply(self, _):
        pass

    def _next(self, channel):
        message = self.script[channel].pop(0) if self.script[channel] else None
        if message is None:
            raise Empty
        return message


@pytest.mark.parametrize(
    ("shell", "iopub", "asked"),
    [
        ([info("1")], [status("starting", None), status("busy", "1"), status("idle", "1")], 1),
        # The connection came late: what was said before is lost, or comes after all.
        ([info("1"), info("2")], [None, status("busy", "2"), status("idle", "2")], 2),
        ([info("1"), info("2")], [None, status("idle", "1"), status("busy", "2"), status("idle", "2")], 2),
        ([None, None, info("1")], [status("idle", "1")], 3),
    ],
)
def test_a_kernel_is_ready_when_it_is_idle_after_its_answer(shell, iopub, asked):
    """Not before, and all that was said on the way is taken."""
    client = Scripted(shell, iopub)
    asyncio.run(client.wait_for_ready())
    assert client.asked == asked
    assert client.script["iopub"] == []


def test_a_kernel_that_dies_or_says_nothing_is_told():
    with pytest.raises(RuntimeError, match="Kernel died before replying"):
        asyncio.run(Scripted([], [], lives=False).wait_for_ready(60))
    with pytest.raises(RuntimeError, match="Kernel didn't respond in 0 seconds"):
        asyncio.run(Scripted([], []).wait_for_ready(0))
