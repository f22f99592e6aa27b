"""A forked kernel behaves as one that was started: its process, its files, its signals, its debugger."""

import json
import os
import signal
import subprocess
import sys

import psutil
import pytest

from tests.conftest import THOROUGH
from tests.warm.kernels import is_gone, needs_fork, open_files, server_of, started, wait_until

pytestmark = needs_fork

ABOUT = """
import json, os, signal, sys, logging, threading, __main__
print(json.dumps({
    "argv": sys.argv[1:2], "launcher": os.path.basename(sys.argv[0]), "path": sys.path, "main": __main__.__name__,
    "signals": {s.name: str(signal.getsignal(s)) for s in signal.valid_signals() if isinstance(s, signal.Signals)},
    "blocked": [int(s) for s in signal.pthread_sigmask(signal.SIG_BLOCK, [])],
    "root": [str(h) for h in logging.getLogger().handlers], "environment": sorted(os.environ),
    "session": os.getsid(0) == os.getpid(), "group": os.getpgrp() == os.getpid(), "flags": str(sys.flags),
    "stdin": os.read(0, 1).decode(), "encoding": sys.__stdout__.encoding, "threads": len(threading.enumerate()),
}))
"""


def test_as_a_stock_kernel(warm):
    """Arguments, module path, signal handlers, environment, session, handlers of the log: the same."""
    with started("pmokit") as forked, started("python3") as stock:
        found, expected = json.loads(forked.run(ABOUT)), json.loads(stock.run(ABOUT))
    # ipykernel watches the parent's number with a thread, a warm kernel the connection with another.
    assert found == expected


def test_environment_folder_and_files_are_those_of_the_launch(warm, tmp_path):
    """The environment replaces the server's, and output goes where this kernel's should; there is no input."""
    (tmp_path / "here").mkdir()
    env = {**os.environ, "ONLY": "me", "TZ": "Asia/Kathmandu"}
    env.pop("PMOKIT_WARM_PRELOAD")
    look = "import os, time; print(os.environ.get('ONLY'), 'PMOKIT_WARM_PRELOAD' in os.environ, os.getcwd(), time.tzname[0])"
    with (
        (tmp_path / "out").open("wb") as out,
        (tmp_path / "err").open("wb") as err,
        started(cwd=str(tmp_path / "here"), env=env, stdout=out, stderr=err) as first,
        started(cwd=str(tmp_path)) as second,
    ):
        assert first.run(look) == f"me False {tmp_path / 'here'} +0545"
        assert second.run(look).startswith(f"None True {tmp_path} ")
        # Past Python: under pytest ipykernel leaves the descriptors alone.
        first.run("os.write(1, b'to out'); os.system('echo to err >&2')")
        assert first.run("print(os.read(0, 1))") == "b''"
    assert (tmp_path / "out").read_bytes() == b"to out"
    assert (tmp_path / "err").read_bytes().endswith(b"to err\n")


def test_bytes_in_the_environment_that_are_no_text(warm):
    with started(env={**os.environ, "ODD": os.fsdecode(b"\xff\xfe")}) as kernel:
        assert kernel.run("import os; print(os.environb[b'ODD'])") == r"b'\xff\xfe'"


def test_interrupt_in_a_running_cell(kernel):
    """The cell ends with KeyboardInterrupt and so does a child in its group; the kernel goes on."""
    kernel.run("import subprocess, time; child = subprocess.Popen(['sleep', '60'])")
    child = int(kernel.run("print(child.pid)"))
    request = kernel.client.execute("print('begun')\nwhile True: time.sleep(0.01)")
    while kernel.client.get_iopub_msg(timeout=30)["content"].get("text") != "begun\n":
        pass
    kernel.manager.interrupt_kernel()
    reply = kernel.client.get_shell_msg(timeout=30)
    assert (reply["parent_header"]["msg_id"], reply["content"]["ename"]) == (request, "KeyboardInterrupt")
    assert kernel.run("print(child.wait())") == "-2"
    assert is_gone(child)
    assert kernel.run("print(1)") == "1"


def test_the_debugger_answers(kernel):
    """JupyterLab's debugger and its variable inspector."""

    def ask(command, **arguments):
        body = {"type": "request", "seq": 1, "command": command, "arguments": arguments}
        kernel.client.control_channel.send(kernel.client.session.msg("debug_request", body))
        return kernel.client.get_control_msg(timeout=60)["content"]

    assert ask("initialize", clientID="test", adapterID="", pathFormat="path")["success"]
    assert ask("attach")["success"]
    kernel.run("seen = 42")
    variables = ask("inspectVariables")["body"]["variables"]
    assert ("seen", "42") in {(variable["name"], variable["value"]) for variable in variables}


def test_kernels_share_no_connection(kernel):
    """A kernel holds neither the server's sockets nor another kernel's lifeline, which would never end then."""
    look = """
import os
links = [os.readlink(f"/proc/self/fd/{name}") for name in os.listdir("/proc/self/fd") if os.path.islink(f"/proc/self/fd/{name}")]
print([link for link in links if link.startswith("socket:")])
"""
    with started() as other:
        mine, others = (set(json.loads(one.run(look).replace("'", '"'))) for one in (kernel, other))
        servers = set(open_files(server_of(kernel.pid)).values())
    assert mine & others == set()
    assert [len(found & servers) for found in (mine, others)] == [1, 1]


def test_a_kernel_can_start_processes_of_its_own(kernel, tmp_path):
    """By fork and anew, also from a pool."""
    (tmp_path / "work.py").write_text("def double(n):\n    return 2 * n\n", encoding="utf-8")
    code = f"""
import sys, multiprocessing; sys.path.insert(0, {str(tmp_path)!r})
from work import double
for method in ("fork", "spawn"):
    with multiprocessing.get_context(method).Pool(2) as pool:
        print(pool.map(double, [1, 2, 3]))
"""
    assert kernel.run(code).count("[2, 4, 6]") == 2


PARENT = """
import sys, time
from tests.warm.kernels import started, server_of
with started() as kernel:
    print(kernel.pid, server_of(kernel.pid), flush=True)
    {end}
    time.sleep(60)
"""


@pytest.mark.parametrize(
    "end",
    [
        *(["sys.stdin.read()", "import os; os._exit(3)"] if THOROUGH else []),
        "kernel.client.execute('sum(range(10**14))'); time.sleep(1); os._exit(0)".replace("os.", "__import__('os')."),
    ],
)
def test_nothing_outlives_the_parent(surroundings, root, end):
    """However the parent ends, also with a kernel that is deaf while it computes: server and kernel are gone soon after."""
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT.format(end=end)],
        cwd=root,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with parent:
        kernel, server = map(int, parent.stdout.readline().split())
        assert psutil.Process(server).ppid() == parent.pid or is_gone(server)
        if "stdin" in end:
            parent.send_signal(signal.SIGKILL)
        assert wait_until(lambda: is_gone(kernel) and is_gone(server))


def test_a_fork_of_the_parent_keeps_nothing_alive(surroundings, root):
    """A child of the parent that goes on running holds no copy of the connections."""
    code = "import os; os.fork() == 0 and time.sleep(20); os._exit(3)"
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT.format(end=code)], cwd=root, stdout=subprocess.PIPE, text=True
    )
    kernel, server = map(int, parent.stdout.readline().split())
    assert wait_until(lambda: is_gone(kernel) and is_gone(server), seconds=10)
    parent.stdout.close()
    parent.wait()


def test_open_files_are_counted(tmp_path):
    """The measure that other tests rely on."""
    before = open_files()
    with (tmp_path / "one").open("wb"):
        assert len(open_files()) == len(before) + 1
