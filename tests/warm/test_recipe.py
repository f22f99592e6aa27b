"""Which launches a fork can do like a new process, and which kernels may share a fork server."""

import os
import subprocess
import sys

import pytest

from pmokit.warm.recipe import Order, server_environment

COMMAND = [sys.executable, "-m", "ipykernel_launcher", "-f", "k.json"]


def read(command=COMMAND, **options):
    return Order.read(command, options, ["numpy"])


def test_what_an_order_says(tmp_path):
    order = read([*COMMAND, "--debug"], cwd=str(tmp_path), env={"A": "1"})
    assert order.arguments == ("-f", "k.json", "--debug")
    assert order.folder == str(tmp_path)
    assert order.environment == {"A": "1", "JPY_PARENT_PID": str(os.getpid())}
    assert order.recipe.preload == ("numpy",)
    assert order.files[0] is None


@pytest.mark.parametrize(
    "command",
    [
        ["R", "--slave"],
        [],
        ["/other/python", *COMMAND[1:]],
        [sys.executable, "-m", "xeus_python", "-f", "k.json"],
        [sys.executable, "-I", *COMMAND[1:]],
        [sys.executable, "-m"],
    ],
)
def test_another_program_is_started_the_stock_way(command):
    """Another interpreter, kernel or option: nothing that was imported here would be right for it."""
    assert read(command) is None


@pytest.mark.parametrize(
    "options",
    [
        {"independent": True},
        {"preexec_fn": print},
        {"user": "nobody"},
        {"stdout": subprocess.PIPE},
        {"stderr": subprocess.STDOUT},
        {"cwd": "/nowhere/at/all"},
    ],
)
def test_an_option_that_a_fork_cannot_follow_is_left_to_the_stock_way(options):
    """It also raises what a caller expects for a folder that is not there."""
    assert read(**options) is None


def test_standard_files(tmp_path):
    """A file, its number, the null device; by default the output of this process and no input."""
    with (tmp_path / "out").open("wb") as out:
        assert read(stdout=out, stderr=out.fileno(), stdin=subprocess.DEVNULL).files == (
            None,
            out.fileno(),
            out.fileno(),
        )
    assert read().files == (None, 1, 2)


@pytest.mark.parametrize("name", ["PYTHONPATH", "PYTHONHASHSEED", "LD_PRELOAD", "LC_ALL", "HOME", "PANDAS_FUTURE"])
def test_what_is_read_once_separates_kernels(name):
    """A kernel with another search path cannot come from a process that has imported with this one."""
    assert read(env={"A": "1"}).recipe == read(env={"A": "2"}).recipe
    assert read(env={"A": "1"}).recipe != read(env={"A": "1", name: "x"}).recipe


def test_options_of_the_interpreter_separate_kernels():
    assert read([sys.executable, "-Xfrozen_modules=off", *COMMAND[1:]]).recipe.flags == ("-Xfrozen_modules=off",)


def test_a_server_knows_nothing_of_a_single_kernel():
    """ipykernel reads JPY_PARENT_PID when it is imported; linear algebra must not start threads."""
    made = server_environment({"A": "1", "JPY_PARENT_PID": "7", "JPY_SESSION_NAME": "n", "OPENBLAS_NUM_THREADS": "4"})
    assert made == {"A": "1", "OPENBLAS_NUM_THREADS": "1", "PYDEVD_DISABLE_FILE_VALIDATION": "1"}
