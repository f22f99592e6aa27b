"""A kernel client that knows when its kernel is ready, instead of waiting for silence."""

import time
from queue import Empty
from typing import Any

from jupyter_client.asynchronous import AsyncKernelClient

REPLY_SECONDS = 1.0
IDLE_SECONDS = 0.03
"""The kernel says that it is idle right after its reply; where that does not come, the connection was not there yet, and it is asked again."""


class PromptClient(AsyncKernelClient):  # type: ignore[misc]
    """The stock client; it takes a kernel as ready when the kernel says that it is idle again after the first request.

    The stock way ends with 0.2 s without any message, in each kernel: a tenth of the time of a report.
    """

    async def wait_for_ready(self, timeout: float | None = None) -> None:  # noqa: ASYNC109 - the stock client's name
        """Ask the kernel for its description until all that belongs to the answer has come.

        Parameters
        ----------
        timeout
            Seconds; None for no limit.

        Raises
        ------
        RuntimeError
            If the kernel has died, or did not answer in time.
        """
        begun = time.monotonic()
        while True:
            self.kernel_info()
            if await self._is_answered():
                return
            if not await self.is_alive():
                raise RuntimeError("Kernel died before replying to kernel_info")
            if timeout is not None and time.monotonic() - begun > timeout:
                raise RuntimeError(f"Kernel didn't respond in {timeout:g} seconds")

    async def _is_answered(self) -> bool:
        try:
            reply = await self.get_shell_msg(timeout=REPLY_SECONDS)
            if reply["msg_type"] != "kernel_info_reply":
                return False
            while not _is_idle(await self.get_iopub_msg(timeout=IDLE_SECONDS), reply["parent_header"]["msg_id"]):
                continue
        except Empty:
            return False
        self._handle_kernel_info_reply(reply)
        return True


def _is_idle(message: dict[str, Any], asked: str) -> bool:
    is_idle: bool = message["content"].get("execution_state") == "idle"
    return is_idle and message["parent_header"].get("msg_id") == asked
