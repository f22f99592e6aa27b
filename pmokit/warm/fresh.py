"""What a forked kernel must not share with its server: each part is made anew, if its module is loaded at all."""

import gc
import os
import sys
import time
from collections.abc import Callable
from typing import Any


def renew() -> None:
    """Give this freshly forked process a state of its own, as if it had just been started."""
    gc.enable()
    time.tzset()
    for name, make_anew in _PARTS.items():
        module = sys.modules.get(name)
        if module is not None:
            make_anew(module)


def register_widgets() -> None:
    """Do what ipywidgets does when it is imported in a kernel; it was imported where there was none yet.

    Without its targets no page that is loaded anew finds its widgets.
    """
    widgets: Any = sys.modules.get("ipywidgets")
    if widgets is not None:
        widgets.register_comm_target()


def _numpy(module: Any) -> None:
    # Python seeds its own global generator again after a fork, numpy does not.
    module.seed()


def _tempfile(module: Any) -> None:
    # The folder was looked up with the server's environment.
    module.tempdir = None


def _multiprocessing(module: Any) -> None:
    # Two kernels with the same key could speak to each other's children.
    module.current_process().authkey = os.urandom(32)


_PARTS: dict[str, Callable[[Any], None]] = {
    "numpy.random": _numpy,
    "tempfile": _tempfile,
    "multiprocessing.process": _multiprocessing,
}
