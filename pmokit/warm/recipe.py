"""What a fork server is made of, and what one kernel is: told apart from the command and options of a launch."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

KERNEL_MODULE = "ipykernel_launcher"
# Options of a launch that a fork follows as a new process would; with any other the stock way is taken.
_KNOWN = {"cwd", "env", "stdin", "stdout", "stderr", "independent", "extra_arguments", "kernel_id"}
# Read once, by the interpreter, the loader or an import: kernels that differ in these cannot share a server.
_READ_AT_START = ("PYTHON", "LD_", "DYLD_", "MALLOC_", "GLIBC_", "LC_", "OMP_", "OPENBLAS_", "MKL_", "NUMPY_", "NPY_")
_READ_AT_IMPORT = ("PANDAS_", "PYDEVD_", "DEBUGPY_")
_READ_ALONE = {"HOME", "LANG", "LANGUAGE", "IPYTHON_SUPPRESS_CONFIG_ERRORS", "JUPYTER_ALLOW_INSECURE_WRITES"}
_OF_ONE_KERNEL = ("JPY_PARENT_PID", "JPY_SESSION_NAME", "JPY_INTERRUPT_EVENT")


@dataclass(frozen=True)
class Recipe:
    """What a fork server is made of; kernels of the same recipe share one.

    Parameters
    ----------
    flags
        Options of the interpreter.
    preload
        Modules to import ahead, in order.
    settings
        The part of the environment that is read once, in order of name.
    """

    flags: tuple[str, ...]
    preload: tuple[str, ...]
    settings: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Order:
    """One kernel to start.

    Parameters
    ----------
    recipe
        The server that can fork it.
    arguments
        What follows ``-m ipykernel_launcher``.
    environment
        The kernel's whole environment.
    folder
        Where it starts.
    files
        Standard input, output and error; None is the null device.
    """

    recipe: Recipe
    arguments: tuple[str, ...]
    environment: dict[str, str]
    folder: str
    files: tuple[int | None, int | None, int | None]

    @classmethod
    def read(cls, command: Sequence[str], options: Mapping[str, Any], preload: Sequence[str]) -> Self | None:
        """Return what a launch asks for, None where a fork could not do the same as a new process.

        Parameters
        ----------
        command
            The kernel's command line.
        options
            As for ``subprocess.Popen``.
        preload
            Modules to import ahead.
        """
        parts = _split(command)
        folder = str(options.get("cwd") or Path.cwd())
        unknown = {name for name, value in options.items() if value is not None} - _KNOWN
        files = _files(options)
        if parts is None or files is None or unknown or options.get("independent") or not Path(folder).is_dir():
            return None
        environment = dict(options.get("env") or os.environ)
        # The stock launcher does so; the kernel must not take its fork server for the one it works for.
        environment["JPY_PARENT_PID"] = str(os.getpid())
        flags, arguments = parts
        return cls(Recipe(flags, tuple(preload), settings_of(environment)), arguments, environment, folder, files)


def server_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the environment of a fork server for a kernel's.

    Parameters
    ----------
    environment
        The kernel's.
    """
    own = {name: value for name, value in environment.items() if name not in _OF_ONE_KERNEL}
    # Threads do not survive a fork; the debugger's warning about frozen modules belongs to no kernel.
    return {**own, "OPENBLAS_NUM_THREADS": "1", "PYDEVD_DISABLE_FILE_VALIDATION": "1"}


def _split(command: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """Return the interpreter's options and the kernel's arguments if it is this Python that starts ipykernel."""
    if not command or command[0] != sys.executable or "-m" not in command:
        return None
    at = command.index("-m")
    flags, module, arguments = command[1:at], command[at + 1 : at + 2], command[at + 2 :]
    if list(module) != [KERNEL_MODULE] or not all(flag.startswith("-X") for flag in flags):
        return None
    return tuple(flags), tuple(arguments)


def settings_of(environment: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Return the part of an environment that is read once, at the start or by an import."""
    prefixes = _READ_AT_START + _READ_AT_IMPORT
    read = {name for name in environment if name.startswith(prefixes) or name in _READ_ALONE}
    return tuple(sorted((name, environment[name]) for name in read))


def _files(options: Mapping[str, Any]) -> tuple[int | None, int | None, int | None] | None:
    """Return the three standard files; None if one is a pipe that somebody would have to read."""
    given = [options.get(name) for name in ("stdin", "stdout", "stderr")]
    files: list[int | None] = []
    for number, file in enumerate(given):
        if file is None:
            # As in the stock launcher: what is typed belongs to the parent alone.
            files.append(number if number and is_open(number) else None)
        elif file == subprocess.DEVNULL:
            files.append(None)
        elif isinstance(file, int) and file < 0:
            return None
        else:
            files.append(file if isinstance(file, int) else file.fileno())
    return files[0], files[1], files[2]


def is_open(descriptor: int) -> bool:
    """Return whether this process has that descriptor; programs without a terminal may have closed it."""
    try:
        os.fstat(descriptor)
    except OSError:
        return False
    return True
