"""papermill, jupyter execute, nbconvert, Voilà and Jupyter servers use the kernel by its name and need nothing else."""

import asyncio
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request

import nbformat
import psutil
import pytest
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from nbformat.v4 import new_code_cell, new_notebook

from tests.conftest import THOROUGH
from tests.warm.kernels import is_gone, needs_fork, server_of, wait_until

pytestmark = needs_fork

thorough = pytest.mark.skipif(
    not THOROUGH,
    reason="only if PMOKIT_THOROUGH=1: nbconvert runs notebooks as jupyter execute does, and the workshop's own Voila is tested in its room",
)
# A kernel that was forked says so by its parent, which is not the program.
FORKED = (
    "import os, psutil\nprint('forked' if 'pmokit.warm.server' in psutil.Process().parent().cmdline() else 'started')"
)


def write(path, *cells, tags=()):
    notebook = new_notebook(cells=[new_code_cell(source) for source in cells])
    for cell in notebook.cells[: len(tags)]:
        cell.metadata["tags"] = list(tags)
    # Notebooks name the stock kernel; the programs' options name ours.
    notebook.metadata["kernelspec"] = {"name": "python3", "language": "python", "display_name": "Python 3"}
    nbformat.write(notebook, path)
    return path


def run(*arguments, folder):
    return subprocess.run(
        [sys.executable, "-m", *map(str, arguments)],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


def texts(path):
    notebook = nbformat.read(path, as_version=4)
    return ["".join(output.get("text", "") for output in cell.get("outputs", [])) for cell in notebook.cells]


def papermill(source, *options):
    return run(
        "papermill", source.name, "out.ipynb", "-k", "pmokit", "--no-progress-bar", *options, folder=source.parent
    )


def test_papermill(surroundings, tmp_path):
    """The parameters cell, the injected parameters and the outputs as papermill writes them with any kernel."""
    source = write(tmp_path / "in.ipynb", "unit = 'none'\nlevel = 1", "print(unit, level)", FORKED, tags=["parameters"])
    done = papermill(source, "-r", "unit", "007", "-p", "level", "3")
    assert done.returncode == 0, done.stderr
    assert texts(tmp_path / "out.ipynb") == ["", "", "007 3\n", "forked\n"]
    notebook = nbformat.read(tmp_path / "out.ipynb", as_version=4)
    assert [cell.metadata["tags"] for cell in notebook.cells] == [["parameters"], ["injected-parameters"], [], []]
    assert notebook.metadata["papermill"]["parameters"] == {"unit": "007", "level": 3}
    assert "KeyboardInterrupt" not in done.stderr
    assert "Traceback" not in done.stderr


def test_papermill_writes_a_failed_cell(surroundings, tmp_path):
    """The error stands in the notebook with papermill's banner, what follows is not run, the exit code is 1."""
    source = write(tmp_path / "in.ipynb", "print('before')", "1 / 0", "print('after')")
    done = papermill(source)
    assert done.returncode == 1
    assert "ZeroDivisionError: division by zero" in done.stderr
    notebook = nbformat.read(tmp_path / "out.ipynb", as_version=4)
    assert "An Exception was encountered at" in notebook.cells[0].source
    failed = next(cell for cell in notebook.cells if cell.source == "1 / 0")
    assert failed.outputs[0].ename == "ZeroDivisionError"
    assert notebook.cells[-1].execution_count is None


@pytest.mark.parametrize(
    ("code", "words", "status"),
    [
        ("import os; os._exit(3)", "DeadKernelError", 138),
        *([("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "DeadKernelError", 138)] if THOROUGH else []),
        *(
            [
                (
                    "import resource; resource.setrlimit(resource.RLIMIT_AS, (2**31, 2**31)); x = bytearray(2**33)",
                    "MemoryError",
                    1,
                )
            ]
            if THOROUGH
            else []
        ),
    ],
)
def test_papermill_tells_of_a_dead_kernel(surroundings, tmp_path, code, words, status):
    """Whether it ended itself, was killed, or met its limit of memory; what was written before stays written."""
    source = write(tmp_path / "in.ipynb", "print('before')", code, "print('after')")
    done = papermill(source)
    assert done.returncode == status
    assert words in done.stderr
    assert "before\n" in texts(tmp_path / "out.ipynb")


def test_papermill_under_a_limit_of_the_shell(surroundings, tmp_path):
    """A fork server inherits the limit, and so do its kernels."""
    source = write(
        tmp_path / "in.ipynb",
        "import resource; print(resource.getrlimit(resource.RLIMIT_AS)[0])",
        "x = bytearray(2**33)",
        FORKED,
    )
    command = f"ulimit -v 4000000; {sys.executable} -m papermill in.ipynb out.ipynb -k pmokit --no-progress-bar"
    done = subprocess.run(
        ["bash", "-c", command], cwd=source.parent, capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 1
    assert "MemoryError" in done.stderr
    assert f"{4_000_000 * 1024}\n" in texts(tmp_path / "out.ipynb")


def test_jupyter_execute(surroundings, tmp_path):
    write(tmp_path / "in.ipynb", "print(6 * 7)", FORKED)
    done = run("jupyter", "execute", "in.ipynb", "--inplace", "--kernel_name=pmokit", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert texts(tmp_path / "in.ipynb") == ["42\n", "forked\n"]


@thorough
def test_nbconvert(surroundings, tmp_path):
    write(tmp_path / "in.ipynb", "print(6 * 7)", FORKED)
    options = ["--to", "html", "--execute", "--ExecutePreprocessor.kernel_name=pmokit", "in.ipynb"]
    done = run("nbconvert", *options, folder=tmp_path)
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "in.html").read_text(encoding="utf-8")
    assert re.search(r"<pre>42\s", page)
    assert re.search(r"<pre>forked\s", page)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@thorough
def test_voila(surroundings, tmp_path, monkeypatch):
    """A visitor's kernel is forked, its widgets are on the page, and closing the server ends everything."""
    monkeypatch.setenv("PMOKIT_WARM_PRELOAD", "ipywidgets")
    source = write(
        tmp_path / "in.ipynb",
        "import ipywidgets\nipywidgets.IntSlider(value=41)",
        FORKED + "\nprint(os.environ['SERVER_PORT'])",
    )
    notebook = nbformat.read(source, as_version=4)
    notebook.metadata["kernelspec"]["name"] = "pmokit"
    nbformat.write(notebook, source)
    port = free_port()
    command = [sys.executable, "-m", "voila", "in.ipynb", "--no-browser", f"--port={port}", "--Voila.ip=127.0.0.1"]
    with subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.DEVNULL) as voila:
        try:
            pages = [visit(f"http://127.0.0.1:{port}/") for _ in range(2)]
            family = psutil.Process(voila.pid).children(recursive=True)
            voila.send_signal(signal.SIGINT)
            voila.wait(60)
        finally:
            voila.kill()
    for page in pages:
        assert "forked" in page
        assert str(port) in page
        assert "application/vnd.jupyter.widget-view+json" in page
    # One server, a kernel for each visitor.
    assert len(family) == 3
    assert wait_until(lambda: all(is_gone(process.pid) for process in family))


def visit(url):
    deadline = time.monotonic() + 120
    while True:
        try:
            with urllib.request.urlopen(url, timeout=120) as page:  # noqa: S310
                return page.read().decode("utf-8")
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)


def test_a_jupyter_servers_kernel_manager(warm, tmp_path):
    """JupyterLab's: start in the notebook's folder, interrupt, restart after a crash by itself, shut down all."""

    async def live():
        manager = AsyncMappingKernelManager(
            root_dir=str(tmp_path), kernel_spec_manager=KernelSpecManager(), default_kernel_name="pmokit"
        )
        assert manager.kernel_spec_manager.get_all_specs()["pmokit"]["spec"]["metadata"]["debugger"]
        one = await manager.start_kernel(path="")
        two = await manager.start_kernel(path="", kernel_name="pmokit")
        kernel = manager.get_kernel(one)
        pids = [manager.get_kernel(number).provisioner.pid for number in (one, two)]
        assert len({server_of(pid) for pid in pids}) == 1
        assert server_of(pids[0]) != os.getpid()
        assert psutil.Process(pids[0]).cwd() == str(tmp_path)
        await manager.interrupt_kernel(one)
        os.kill(pids[0], signal.SIGKILL)
        for _ in range(300):
            if kernel.provisioner.pid != pids[0]:
                break
            await asyncio.sleep(0.1)
        assert kernel.provisioner.pid != pids[0]
        await manager.restart_kernel(two)
        model = manager.kernel_model(two)
        assert model["name"] == "pmokit"
        last = [manager.get_kernel(number).provisioner.pid for number in (one, two)]
        await manager.shutdown_all()
        return pids + last

    pids = asyncio.run(live())
    assert len(set(pids)) == 4
    assert wait_until(lambda: all(is_gone(pid) for pid in pids))


def test_the_kernel_is_found_under_its_name(surroundings, root):
    """``jupyter kernelspec list`` names it, in Python and with the stock argument list."""
    done = run("jupyter", "kernelspec", "list", "--json", folder=root)
    spec = json.loads(done.stdout)["kernelspecs"]["pmokit"]["spec"]
    assert spec["argv"] == ["python", "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    assert (spec["language"], spec["interrupt_mode"]) == ("python", "signal")
