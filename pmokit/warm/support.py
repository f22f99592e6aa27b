"""Whether this system can have warm kernels, whether they are installed, and what they import ahead."""

import os
import socket
import sys
from collections.abc import Sequence
from importlib.metadata import EntryPoint, entry_points

from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel
from jupyter_client.provisioning import KernelProvisionerFactory

NAME = "pmokit"
GROUP = "jupyter_client.kernel_provisioners"
PROVISIONER = "pmokit.warm.provisioner:WarmProvisioner"
SWITCH = "PMOKIT_WARM"
PRELOAD = "PMOKIT_WARM_PRELOAD"
ALTAIR = "altair"
"""For notebooks that analysts and clients write; the kit's own have no use for it, and it takes long to import."""
PAGES = (
    "ipykernel.debugger",
    "pandas",
    "ipywidgets",
    "pmokit.reports.notebook",
    "pmokit.workshop.home.page",
    "pmokit.workshop.vision.page",
    "pmokit.workshop.maturity.page",
    "pmokit.workshop.kpis.page",
    "pmokit.workshop.structure.page",
    "pmokit.workshop.processes.page",
    "pmokit.workshop.improvement.page",
    "pmokit.workshop.planner.page",
)
"""What the workshop's pages need."""
PRELOADED = (*PAGES, ALTAIR)


def is_supported() -> bool:
    """Return whether kernels are forked here: on Linux, elsewhere only where ``PMOKIT_WARM=1`` asks for it.

    Windows cannot fork. macOS can, but its own libraries may crash in a forked process that uses them. ``PMOKIT_WARM=0``
    switches warm kernels off anywhere.
    """
    switch = os.environ.get(SWITCH, "")
    can_fork = hasattr(os, "fork") and hasattr(socket, "send_fds")
    return can_fork and switch != "0" and (sys.platform == "linux" or switch == "1")


def preloaded(listed: Sequence[str] = ()) -> tuple[str, ...]:
    """Return the modules to import ahead: from the environment (separated by commas), the kernel spec, or the kit's.

    Parameters
    ----------
    listed
        From the kernel spec; empty if it says nothing.
    """
    chosen = os.environ.get(PRELOAD)
    if chosen is not None:
        return tuple(name.strip() for name in chosen.split(",") if name.strip())
    return tuple(listed) or PRELOADED


def register() -> None:
    """Make the provisioner known in this process even where an older editable install does not name it yet."""
    KernelProvisionerFactory.provisioners.setdefault(NAME, EntryPoint(NAME, PROVISIONER, GROUP))


def describe() -> str:
    """Return in words whether ``papermill -k pmokit`` will have warm kernels, and what to do if not."""
    if not is_supported():
        return "not on this system; kernels start the usual way"
    if not entry_points(group=GROUP, name=NAME):
        return "not installed; install pmokit again"
    try:
        spec = KernelSpecManager().get_kernel_spec(NAME)
    except NoSuchKernel:
        return f"Jupyter finds no kernel '{NAME}'; install pmokit again"
    return f"kernel '{NAME}' in {spec.resource_dir}"
