"""Run tasks on this machine, several at once."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

from pmokit.batch.task import Made, Task, place, run_task


def run_here(
    tasks: Sequence[Task], folders: Sequence[Path], workers: int, begin: Callable[[Task], None]
) -> Iterator[Made]:
    """Yield the reports in the order in which they are finished; their files are in place by then.

    Each has a kernel of its own, so that threads are enough here.

    Parameters
    ----------
    tasks
        What to run.
    folders
        Where the files of each go.
    workers
        How many run at once.
    begin
        Called in the task's thread before it is run.
    """

    def run(task: Task, folder: Path) -> Made:
        begin(task)
        return place(run_task(task), folder)

    with ThreadPoolExecutor(workers, thread_name_prefix="report") as pool:
        for future in as_completed([pool.submit(run, *one) for one in zip(tasks, folders, strict=True)]):
            yield future.result()
