"""Run tasks on a Dask cluster, by the address of its scheduler."""

import secrets
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pmokit
from pmokit.batch.task import Made, Task, place, run_task
from pmokit.batch.watch import WATCH
from pmokit.errors import ReportError
from pmokit.model.records import RunStatus
from pmokit.store.parts import utc_now

CONNECT_SECONDS = 20
POLL_SECONDS = 0.2
TRIES = 3
"""How often a task is begun whose worker dies under it, or that the scheduler loses."""


def run_on_cluster(tasks: Sequence[Task], folders: Sequence[Path], scheduler: str) -> Iterator[Made]:
    """Yield the reports in the order in which they are finished; their files come back and are put in place here.

    A worker that is lost has its reports run again elsewhere; each is put in place once.

    Parameters
    ----------
    tasks
        What to run; the engagement that they name must be within the workers' reach.
    folders
        Where the files of each go, on this machine.
    scheduler
        Address, such as ``tcp://10.0.0.5:8786``.

    Raises
    ------
    ReportError
        If Dask is not installed, nobody answers there, or the workers have another pmokit.
    """
    client = _connect(scheduler)
    try:
        _check_workers(client, scheduler)
        yield from _gather(client, tasks, folders)
    finally:
        client.close()


def _connect(scheduler: str) -> Any:
    try:
        from distributed import Client  # noqa: PLC0415
    except ImportError:
        raise ReportError(
            "--scheduler needs Dask, which is not installed. Install it with: python -m pip install 'pmokit[dask]'"
        ) from None
    try:
        return Client(scheduler, timeout=CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        raise ReportError(
            f"--scheduler {scheduler}: no scheduler answers there ({error}). Expected: an address such as tcp://10.0.0.5:8786"
        ) from None


def _check_workers(client: Any, scheduler: str) -> None:
    try:
        there = client.run(_version_there)
    except Exception as error:  # noqa: BLE001 - whatever a worker without pmokit, or with another Python, answers
        raise ReportError(
            f"--scheduler {scheduler}: the workers cannot run pmokit ({type(error).__name__}: {error}). "
            f"Install pmokit {pmokit.__version__} on each of them."
        ) from None
    if not there:
        raise ReportError(f"--scheduler {scheduler}: no worker has joined yet. Start one with: dask worker {scheduler}")
    others = {worker: version for worker, version in there.items() if version != pmokit.__version__}
    if others:
        named = ", ".join(f"{worker} has {version}" for worker, version in others.items())
        raise ReportError(f"--scheduler {scheduler}: {named}. Expected: pmokit {pmokit.__version__} everywhere.")


def _gather(client: Any, tasks: Sequence[Task], folders: Sequence[Path]) -> Iterator[Made]:
    from distributed import as_completed  # noqa: PLC0415

    begun = _Begun(client)
    for task, folder in zip(tasks, folders, strict=True):
        begun.submit(task, folder, 1)
    over = threading.Event()
    canceller = threading.Thread(target=_cancel_when_stopped, args=[client, begun, over], daemon=True)
    canceller.start()
    try:
        completed = as_completed(list(begun.running), loop=client.loop)
        for future in completed:
            task, folder, tries = begun.running.pop(future)
            if _is_lost(future) and tries < TRIES and client.status == "running":
                completed.add(begun.submit(task, folder, tries + 1))
                continue
            yield place(_result(future, task), folder)
            future.release()
    finally:
        over.set()
        canceller.join()
        client.cancel(list(begun.running), force=True)


class _Begun:
    """What has been handed to the cluster and has not come back, with how often it was handed over.

    Parameters
    ----------
    client
        Of the cluster.
    """

    def __init__(self, client: Any) -> None:
        self._client = client
        # Names of their own: the same unit in another batch is another task, and Dask would answer from its memory.
        self._batch = secrets.token_hex(4)
        self.running: dict[Any, tuple[Task, Path, int]] = {}

    def submit(self, task: Task, folder: Path, tries: int) -> Any:
        """Hand a task over for the first time, or once more."""
        key = f"pmokit-{self._batch}-{task.name}-{tries}"
        future = self._client.submit(run_task, task, key=key, retries=TRIES - 1, pure=False)
        self.running[future] = (task, folder, tries)
        return future


def _cancel_when_stopped(client: Any, begun: _Begun, over: threading.Event) -> None:
    """Take back what has not come yet once the batch has to end; reports under way end by themselves and are not fetched."""
    while not over.wait(POLL_SECONDS):
        if WATCH.must_end.is_set():
            client.cancel(list(begun.running), force=True)
            return


def _is_lost(future: Any) -> bool:
    """Return whether the scheduler took a task back of itself, as it may when a worker dies while a task is on its way to it."""
    return bool(future.cancelled()) and not WATCH.must_end.is_set()


def _result(future: Any, task: Task) -> Made:
    if future.status == "finished":
        made: Made = future.result()
        return made
    if _is_lost(future):
        return _lost(
            task, "failed", "the cluster took it back, though nobody stopped the batch; --resume makes it again"
        )
    if future.cancelled():
        return _lost(task, "interrupted", "stopped with the batch")
    error = future.exception()
    if type(error).__name__ == "KilledWorker":
        return _lost(task, "failed", "every worker that ran it died; it may need more memory than they have")
    return _lost(task, "failed", f"{type(error).__name__}: {error}")


def _lost(task: Task, status: RunStatus, error: str) -> Made:
    now = utc_now()
    return Made(task.name, task.page, status, now, now, 0.0, error=error)


def _version_there() -> str:
    return pmokit.__version__
