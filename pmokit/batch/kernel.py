"""The kernels of a batch: Python's own, forked warm where the system can, with the kit's content read ahead."""

import os
import sys
from collections.abc import Iterable, Mapping
from typing import Any

from jupyter_client import AsyncKernelManager
from jupyter_client.kernelspec import KernelSpec
from traitlets import Type
from traitlets.log import get_logger

from pmokit.warm import support
from pmokit.warm.client import PromptClient
from pmokit.warm.parent import HERD
from pmokit.warm.recipe import Recipe, settings_of

NAME = "python3"
AHEAD = (
    "ipykernel.debugger",
    "pandas",
    "pmokit.reports.notebook",
    "pmokit.batch.ahead",
    "pmokit.reports.book.write",
    "pmokit.reports.deck.write",
    "pmokit.reports.document_set",
    "docxtpl",
    "sqlalchemy.dialects.sqlite",
)


class BatchKernelManager(AsyncKernelManager):  # type: ignore[misc]
    """Starts kernels of this very Python, whatever kernels are installed.

    What is imported ahead is named here and not in an installed kernel spec, so that a batch needs nothing but the package.
    """

    ahead: tuple[str, ...] = AHEAD
    client_factory = Type(PromptClient)

    def __init__(self, **kwargs: Any) -> None:
        support.register()
        super().__init__(**kwargs)

    @property
    def kernel_spec(self) -> KernelSpec:
        """The stock Python kernel with the warm provisioner, which falls back to the stock one by itself."""
        return KernelSpec(
            # Windows has no command "python" that is sure to be this one; the warm provisioner knows this path too.
            argv=[sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"],
            name=NAME,
            display_name="Python 3",
            language="python",
            metadata={
                "supported_encryption": ["curve"],
                "kernel_provisioner": {"provisioner_name": support.NAME, "config": {"preload": list(self.ahead)}},
            },
        )


class ChartKernelManager(BatchKernelManager):
    """Starts kernels for notebooks that draw with Altair."""

    ahead = (*AHEAD, support.ALTAIR)


def manager_for(cells: Iterable[Mapping[str, Any]]) -> type[BatchKernelManager]:
    """Return who starts the kernel of a notebook.

    Parameters
    ----------
    cells
        Of the notebook, as nbformat has them.
    """
    return ChartKernelManager if any(support.ALTAIR in cell["source"] for cell in cells) else BatchKernelManager


def prepare() -> None:
    """Import ahead now, in a process of its own, so that the first kernel of the kit's reports starts as fast as the others."""
    if support.is_supported():
        recipe = Recipe((), support.preloaded(AHEAD), settings_of(os.environ))
        HERD.prepare(recipe, os.environ, get_logger().warning)
