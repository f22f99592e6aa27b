"""The life of a warm kernel as Jupyter's managers lead it."""

import asyncio
import gc
import os
import random
import signal
import subprocess
import sys
import time

import psutil
import pytest
from jupyter_client import AsyncKernelManager, KernelManager

from tests.conftest import THOROUGH
from tests.warm.kernels import is_gone, needs_fork, open_files, server_of, started, wait_until

pytestmark = needs_fork


def ended(kernel):
    assert wait_until(lambda: not kernel.manager.is_alive())
    return kernel.provisioner.process.returncode


def test_importing_it_pulls_nothing_heavy_into_a_jupyter_server(root):
    """Every Jupyter server loads it when it lists kernels."""
    code = "import sys, pmokit.warm.provisioner; print({'pandas', 'numpy', 'ortools', 'altair', 'ipykernel', 'pmokit.errors'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


@pytest.mark.parametrize(
    ("code", "status"),
    [
        ("import os; os._exit(3)", 3),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", -9),
        ("exit()", 0),
        *(
            [
                ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", -11),
                ("import ctypes; ctypes.string_at(0)", -11),
                ("import os; os.abort()", -6),
            ]
            if THOROUGH
            else []
        ),
    ],
)
def test_the_exit_status_is_the_true_one(kernel, code, status):
    """Negative is the number of the signal, as subprocess has it."""
    kernel.client.execute(code)
    assert ended(kernel) == status
    assert asyncio.run(kernel.provisioner.wait()) == status
    assert not kernel.provisioner.has_process


def test_a_limit_of_memory_is_an_error_in_the_cell_or_the_kernels_death(kernel):
    """Never a hang: Python raises MemoryError, a library that cannot bear it aborts."""
    limit = "import resource; resource.setrlimit(resource.RLIMIT_AS, (2**31, 2**31)); x = bytearray(2**32)"
    assert kernel.run(limit).startswith("MemoryError")
    assert kernel.run("print(1)") == "1"
    kernel.client.execute("import resource, os; resource.setrlimit(resource.RLIMIT_CPU, (1, 2))\nwhile True: pass")
    assert ended(kernel) == -signal.SIGXCPU


@pytest.mark.parametrize(("how", "status"), [("terminate", -15), ("kill", -9)])
def test_ended_by_its_manager(kernel, how, status):
    asyncio.run(getattr(kernel.provisioner, how)())
    assert ended(kernel) == status


def test_shutdown_is_graceful(warm, tmp_path):
    """What a file still holds is written, what is to be done at exit is done, the status is 0."""
    with started(cwd=str(tmp_path)) as kernel:
        kernel.run(
            "import atexit; f = open('unclosed', 'w'); f.write('all of it'); atexit.register(open, 'atexit', 'w')"
        )
        process = kernel.provisioner.process
        kernel.manager.shutdown_kernel()
        assert process.returncode == 0
    assert (tmp_path / "unclosed").read_text(encoding="utf-8") == "all of it"
    assert (tmp_path / "atexit").exists()


def test_shutdown_of_an_idle_kernel_prints_nothing(warm, tmp_path):
    """The manager's interrupt would come right behind the reply, while the kernel still tidies up behind its cell."""
    with (tmp_path / "err").open("wb") as err:
        for _ in range(5):
            with started(stderr=err) as kernel:
                kernel.run("1")
                kernel.manager.shutdown_kernel()
    assert b"KeyboardInterrupt" not in (tmp_path / "err").read_bytes()


def test_shutdown_interrupts_a_running_cell(warm, tmp_path):
    """Its cleaning up is done, and long before the manager would lose patience."""
    with started(cwd=str(tmp_path)) as kernel:
        kernel.client.execute("import time\nprint('go')\ntry:\n    time.sleep(60)\nfinally:\n    open('finally', 'w')")
        while kernel.client.get_iopub_msg(timeout=30)["content"].get("text") != "go\n":
            pass
        process = kernel.provisioner.process
        begun = time.monotonic()
        kernel.manager.shutdown_kernel()
        assert process.returncode == 0
        assert time.monotonic() - begun < 20
    assert (tmp_path / "finally").exists()


@pytest.mark.parametrize("now", [True, False])
def test_restart(kernel, now):
    """The same ports and connection file, a new process of the same server, nothing remembered."""
    kernel.run("x = 1")
    pid, server, ports = kernel.pid, server_of(kernel.pid), kernel.manager.get_connection_info()
    kernel.manager.restart_kernel(now=now)
    kernel.client.wait_for_ready(timeout=60)
    assert kernel.pid != pid
    assert server_of(kernel.pid) == server
    assert kernel.manager.get_connection_info() == ports
    assert kernel.run("print('x' in globals())") == "False"


def test_a_dead_kernel_is_never_signalled(kernel):
    """Its number may belong to somebody else by then."""
    kernel.client.execute("import os; os._exit(0)")
    assert wait_until(lambda: is_gone(kernel.pid))
    kernel.provisioner.pid = kernel.provisioner.pgid = os.getpid()
    for send in (
        kernel.provisioner.terminate,
        kernel.provisioner.kill,
        lambda: kernel.provisioner.send_signal(signal.SIGTERM),
    ):
        asyncio.run(send())


def test_what_is_kept_of_a_provisioner(kernel):
    """What a persistent Jupyter server stores and loads."""
    kept = asyncio.run(kernel.provisioner.get_provisioner_info())
    assert kept["pid"] == kept["pgid"] == kernel.pid
    other = KernelManager(kernel_name="pmokit")
    spare = type(kernel.provisioner)(kernel_spec=kernel.manager.kernel_spec, parent=other)
    asyncio.run(spare.load_provisioner_info(kept))
    assert (spare.pid, spare.connection_info) == (kernel.pid, kernel.manager.get_connection_info())


def test_paths_are_resolved_from_the_kernels_folder(warm, tmp_path):
    (tmp_path / "there.txt").touch()
    with started(cwd=str(tmp_path)) as kernel:
        assert kernel.provisioner.resolve_path("there.txt") == str(tmp_path / "there.txt")


def test_asyncio_managers_start_many_together(warm):
    """As nbclient, Voilà and Jupyter servers do; the event loop goes on meanwhile."""

    async def start(manager):
        await manager.start_kernel()
        client = manager.client()
        client.start_channels()
        await client.wait_for_ready(timeout=120)
        client.stop_channels()
        await manager.shutdown_kernel()

    async def work():
        ticks = asyncio.ensure_future(tick())
        await asyncio.gather(*(start(AsyncKernelManager(kernel_name="pmokit")) for _ in range(4)))
        ticks.cancel()

    longest = 0.0

    async def tick():
        nonlocal longest
        while True:
            begun = time.monotonic()
            await asyncio.sleep(0.01)
            longest = max(longest, time.monotonic() - begun)

    asyncio.run(work())
    assert longest < 1.0


def test_a_start_that_is_given_up_leaves_no_kernel(herd):
    """A visitor closes the page while the fork server still imports."""

    async def give_up():
        manager = AsyncKernelManager(kernel_name="pmokit")
        starting = asyncio.ensure_future(manager.start_kernel())
        await asyncio.sleep(0.3)
        starting.cancel()
        with pytest.raises(asyncio.CancelledError, match=r"^$"):
            await starting
        assert await asyncio.to_thread(wait_until, lambda: herd._kernels)
        await asyncio.sleep(0.1)
        await manager.cleanup_resources()

    asyncio.run(give_up())
    (kernel,) = herd._kernels
    assert wait_until(lambda: kernel.poll() == -signal.SIGKILL)


def test_encrypted_connections(warm):
    """The connection file carries the keys; it is handed through untouched."""
    manager = KernelManager(kernel_name="pmokit", transport_encryption="required")
    manager.start_kernel()
    client = manager.blocking_client()
    client.start_channels()
    client.wait_for_ready(timeout=120)
    client.stop_channels()
    manager.shutdown_kernel(now=True)


@pytest.mark.parametrize("switch", ["PMOKIT_WARM", "fork"])
def test_where_nothing_is_forked_the_stock_way_is_taken_silently(warm, monkeypatch, caplog, switch):
    """Windows, macOS, or switched off."""
    if switch == "fork":
        monkeypatch.delattr(os, "fork")
    else:
        monkeypatch.setenv("PMOKIT_WARM", "0")
    with started() as kernel:
        assert server_of(kernel.pid) == os.getpid()
        assert kernel.run("print(1)") == "1"
    assert "warm" not in caplog.text


def test_a_launch_that_a_fork_cannot_follow_is_stock(warm):
    with started(independent=True) as kernel:
        assert server_of(kernel.pid) == os.getpid()


def test_a_kernel_lives_on_when_only_its_client_is_kept(warm):
    """A stock kernel does so too."""
    with started() as kernel:
        pid, kernel.manager.provisioner = kernel.pid, None
        gc.collect()
        assert kernel.run("print(1)") == "1"
        os.kill(pid, signal.SIGKILL)


def test_many_in_a_row_leave_nothing_behind(warm, tmp_path, monkeypatch):
    """No zombie, no open file in the parent or in the server, no socket, no temporary file. Two hundred when thorough."""
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temp"))
    (tmp_path / "temp").mkdir()
    with started() as kernel:
        server = server_of(kernel.pid)
    # A manager's own context is closed when it is collected.
    count, before = 200 if THOROUGH else 6, None
    for number in range(count):
        manager = KernelManager(kernel_name="pmokit")
        manager.start_kernel()
        assert server_of(manager.provisioner.pid) == server
        if number % 5 == 0:
            client = manager.blocking_client()
            client.start_channels()
            client.wait_for_ready(timeout=60)
            client.stop_channels()
            manager.shutdown_kernel()
        else:
            if random.random() < 0.5:  # noqa: S311
                time.sleep(0.05)
            manager.shutdown_kernel(now=True)
        del manager
        before = before or (len(open_files()), len(open_files(server)))
    assert (len(open_files()), len(open_files(server))) == before
    assert psutil.Process(server).children() == []
    assert len([child for child in psutil.Process().children() if child.status() == psutil.STATUS_ZOMBIE]) == 0
    assert list((tmp_path / "temp").iterdir()) == []
    assert list((tmp_path / "runtime").glob("*.json")) == []
