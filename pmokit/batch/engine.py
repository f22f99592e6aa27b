"""Run one notebook with papermill in a kernel of its own, and tell truthfully how it ended."""

import os
import tempfile
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import papermill
from nbclient.exceptions import CellExecutionError
from nbformat.v4 import new_code_cell, new_output
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import Engine, papermill_engines
from papermill.exceptions import PapermillExecutionError
from papermill.execute import raise_for_execution_errors
from traitlets.config import Config

from pmokit.batch.kernel import NAME as KERNEL
from pmokit.batch.kernel import manager_for
from pmokit.batch.watch import WATCH, Watched
from pmokit.errors import say_error

NAME = "pmokit"
START_SECONDS = 300
# Curve keys where the kernel can use them: other people of the machine could listen in otherwise.
_CONFIG = Config({"KernelManager": {"transport_encryption": "auto"}})


def _pass_over(_: Any) -> None:
    """Do nothing: nobody wants to follow."""


@dataclass(frozen=True)
class Follow:
    """What is done beside and after the cells of a notebook.

    Parameters
    ----------
    cell
        Called with each cell that has run, while the kernel goes on.
    cells
        Called with the notebook when all cells have run without a failure, while the kernel goes on with ``closing``.
    closing
        Python code that the same kernel runs last, where it can use all that the cells have computed; it leaves no trace in the
        notebook. Empty for none.
    """

    cell: Callable[[Any], object] = _pass_over
    cells: Callable[[Any], object] = _pass_over
    closing: str = ""


NOTHING = Follow()


@dataclass
class Sitting:
    """One notebook in its kernel, while it runs and afterwards.

    Parameters
    ----------
    seconds
        Time limit; None for none.
    environment
        Variables for the kernel, beside those of this process.
    follow
        What is done beside and after the cells.
    """

    seconds: float | None
    environment: Mapping[str, str]
    follow: Follow = NOTHING
    closing_error: str | None = None
    notebook: Any = None
    watched: Watched | None = None

    @property
    def peak_mb(self) -> float | None:
        """The most memory that the kernel was seen with."""
        return None if self.watched is None else self.watched.peak_mb

    def how_died(self, error: Exception) -> str:
        """Return why the kernel is gone, in words."""
        if self.watched is None:
            return f"the kernel did not start ({error})"
        if self.watched.is_over_time:
            return f"stopped after {self.seconds:g} seconds, the time limit of a unit (--timeout)"
        if WATCH.must_end.is_set():
            return "stopped with the batch"
        return "the kernel died; the system may have run out of memory"


@dataclass(frozen=True)
class Executed:
    """A notebook after its run.

    Parameters
    ----------
    notebook
        With outputs as far as it came, and an error where it stopped.
    error
        Why it failed; None when it did not.
    peak_mb
        The most memory that its kernel had.
    closing_error
        Why the closing code failed; None when it did not, or there was none.
    """

    notebook: Any
    error: str | None
    peak_mb: float | None
    closing_error: str | None = None


class FollowedClient(PapermillNotebookClient):  # type: ignore[misc]
    """papermill's own client, which lets others follow its cells, and has the kernel do something more at the end.

    Parameters
    ----------
    sitting
        The notebook in its kernel.
    """

    def __init__(self, *arguments: Any, sitting: Sitting, **options: Any) -> None:
        super().__init__(*arguments, on_cell_executed=self._tell, **options)
        self._sitting = sitting

    def papermill_execute_cells(self) -> None:
        """Run the cells, and show them round."""
        super().papermill_execute_cells()
        shown = self.nb.copy()
        shown["cells"] = list(self.nb.cells)
        if not any(cell.metadata.get("papermill", {}).get("exception") for cell in shown.cells):
            self._sitting.follow.cells(shown)

    def set_widgets_metadata(self) -> None:
        """Run the closing code, too: this is the last that is done while there is a kernel, which may die over it."""
        super().set_widgets_metadata()
        if self._sitting.follow.closing:
            self._close(self._sitting.follow.closing)

    def _tell(self, cell: Any, **_: Any) -> None:
        self._sitting.follow.cell(cell)

    def _close(self, code: str) -> None:
        cell = new_code_cell(code)
        self.nb.cells.append(cell)
        try:
            self.execute_cell(cell, len(self.nb.cells) - 1, store_history=False)
        except CellExecutionError as error:
            self._sitting.closing_error = say_error(error.ename, error.evalue)
        except RuntimeError as error:
            self._sitting.closing_error = self._sitting.how_died(error)
        finally:
            self.nb.cells.pop()


class BatchEngine(Engine):  # type: ignore[misc]
    """papermill's own engine, with our kernels, a watch over them, and an end without waiting."""

    @classmethod
    def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, *, sitting: Sitting, **_: Any) -> None:
        """Execute all cells."""
        sitting.notebook = nb_man.nb
        with ExitStack() as watching:

            def watch(**_: Any) -> None:
                pid = client.km.provisioner.pid
                sitting.watched = watching.enter_context(WATCH.over(pid, sitting.seconds))

            client = FollowedClient(
                nb_man,
                kernel_name=kernel_name,
                kernel_manager_class=manager_for(nb_man.nb.cells),
                startup_timeout=START_SECONDS,
                # Nothing in the kernel is worth waiting for once its outputs are here.
                shutdown_kernel="immediate",
                on_notebook_start=watch,
                config=_CONFIG,
                sitting=sitting,
            )
            client.execute(env={**os.environ, **sitting.environment})


def execute(
    source: str,
    name: str,
    parameters: Mapping[str, Any],
    *,
    environment: Mapping[str, str],
    seconds: float | None,
    follow: Follow = NOTHING,
) -> Executed:
    """Run a notebook; what goes wrong inside it is told, and marked in it as papermill does.

    Parameters
    ----------
    source
        The notebook as JSON.
    name
        Its file name, for the executed copy.
    parameters
        Values of its parameters cell.
    environment
        Variables for the kernel, beside those of this process.
    seconds
        Time limit; None for none.
    follow
        What is done beside and after the cells.
    """
    papermill_engines.register(NAME, BatchEngine)
    sitting = Sitting(seconds, environment, follow)
    error = None
    with tempfile.TemporaryDirectory(prefix="pmokit-") as folder:
        file = Path(folder) / name
        file.write_text(source, encoding="utf-8")
        # papermill's own way ends with writing all outputs out, also where nobody wants the file.
        prepared = papermill.execute_notebook(
            str(file), None, parameters=dict(parameters), kernel_name=KERNEL, prepare_only=True
        )
        try:
            done = papermill_engines.execute_notebook_with_engine(
                NAME,
                prepared,
                kernel_name=KERNEL,
                input_path=str(file),
                output_path=None,
                progress_bar=False,
                log_output=False,
                sitting=sitting,
            )
            raise_for_execution_errors(done, None)
        except PapermillExecutionError as raised:
            error = say_error(raised.ename, raised.evalue)
        except RuntimeError as raised:
            error = sitting.how_died(raised)
            _mark_death(sitting.notebook, error)
    # Where the copy lay for a moment is of no use to anybody.
    sitting.notebook.metadata.papermill["input_path"] = name
    return Executed(sitting.notebook, error, sitting.peak_mb, sitting.closing_error)


def _mark_death(notebook: Any, error: str) -> None:
    """Give the cell that ran when the kernel died the error that nobody could send any more."""
    begun = [cell for cell in notebook.cells if cell.cell_type == "code" and cell.metadata.papermill["start_time"]]
    if not begun:
        return
    cell = begun[-1]
    cell.outputs.append(new_output("error", ename="KernelDied", evalue=error, traceback=[error]))
    cell.metadata.papermill.update(exception=True, status="failed")
    notebook.metadata.papermill["exception"] = True
    try:
        raise_for_execution_errors(notebook, None)
    except PapermillExecutionError:
        # It has put its marks into the notebook; the error is told by the caller.
        return
