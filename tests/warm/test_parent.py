"""The parent's side: one server for all kernels of a recipe, and what happens when it fails or grows old."""

import os
import signal
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest

from pmokit.warm import parent
from pmokit.warm.parent import Herd
from pmokit.warm.provisioner import prepare
from pmokit.warm.recipe import Recipe, settings_of
from pmokit.warm.support import PRELOAD
from tests.warm.kernels import is_gone, needs_fork, open_files, server_of, started, wait_until

pytestmark = needs_fork


def servers():
    """Return the fork servers of this process that run."""
    children = psutil.Process().children()
    return [child.pid for child in children if "pmokit.warm.server" in child.cmdline() and not is_gone(child.pid)]


def test_kernels_of_one_recipe_share_a_server(herd):
    before = set(servers())
    with started() as first, started() as second, started(env={**os.environ, "PYTHONHASHSEED": "1"}) as third:
        assert server_of(first.pid) == server_of(second.pid) != server_of(third.pid)
        assert third.run("print(hash('a'))") == third.run("print(hash('a'))")
        assert len(set(servers()) - before) == 2
    herd.close()
    assert set(servers()) == before


def test_ten_at_once_wait_for_one_server(herd):
    """Whoever comes first starts it; nobody starts a second."""
    before = set(servers())

    def ask(number):
        with started() as kernel:
            return kernel.run(f"print({number} * 2)"), server_of(kernel.pid)

    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(ask, range(10)))
    assert [answer for answer, _ in answers] == [str(number * 2) for number in range(10)]
    assert {server for _, server in answers} == set(servers()) - before


def test_a_server_survives_the_thread_that_started_it(herd):
    """Linux signals the death of the thread, which is not the death of the parent."""
    thread = threading.Thread(
        target=herd.prepare, args=[Recipe((), ("numpy",), settings_of(os.environ)), os.environ, print]
    )
    thread.start()
    thread.join()
    with started() as kernel:
        (server,) = [server_of(kernel.pid)]
    with started() as kernel:
        assert server_of(kernel.pid) == server


def test_a_crashed_server_costs_one_warning_and_its_kernels_live_on(herd, caplog, monkeypatch):
    """The next kernels start the stock way; after a while a new server is tried."""
    with started() as old:
        server = server_of(old.pid)
        old.run("x = 42")
        os.kill(server, signal.SIGKILL)
        assert wait_until(lambda: is_gone(server))
        for _ in range(2):
            with started() as stock:
                assert server_of(stock.pid) == os.getpid()
        warnings = [record.getMessage() for record in caplog.records if "warm kernel" in record.getMessage()]
        assert warnings == [
            "No warm kernel: the fork server is gone, it ended with status -9. Kernels start the slow way; warm ones are tried again in a minute."
        ]
        assert old.run("print(x)") == "42"
        assert old.manager.is_alive()
        monkeypatch.setattr(herd, "_retry_at", {})
        with started() as again:
            assert server_of(again.pid) not in {server, os.getpid()}
        # Nobody is left to tell how a kernel of the dead server ended; that it ended is known, and not as a success.
        old.manager.signal_kernel(signal.SIGTERM)
        assert wait_until(lambda: not old.manager.is_alive())
        assert old.provisioner.process.returncode == 1


def test_a_server_that_dies_while_it_is_asked(herd, caplog):
    """Stopped, it cannot have been seen dead before the request."""
    with started() as kernel:
        server = server_of(kernel.pid)
    os.kill(server, signal.SIGSTOP)
    threading.Timer(1.0, os.kill, [server, signal.SIGKILL]).start()
    with started() as stock:
        assert server_of(stock.pid) == os.getpid()
        assert stock.run("print(1)") == "1"
    assert "the fork server does not answer" in caplog.text


def test_a_server_that_hangs_is_given_up(herd, caplog, monkeypatch):
    monkeypatch.setattr(parent, "FORK_SECONDS", 1.0)
    with started() as kernel:
        server = server_of(kernel.pid)
    os.kill(server, signal.SIGSTOP)
    with started() as stock:
        assert server_of(stock.pid) == os.getpid()
    assert "the fork server does not answer (timed out)" in caplog.text
    monkeypatch.setattr(parent, "_CLOSE_SECONDS", 0.2)
    herd.close()
    assert is_gone(server)


def package(folder, text):
    (folder / "aheadof.py").write_text(text, encoding="utf-8")


@pytest.fixture
def search_path(tmp_path, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path), os.environ["PYTHONPATH"]]))
    monkeypatch.setenv(PRELOAD, "aheadof")
    return tmp_path


def test_a_changed_package_makes_a_new_server_and_the_old_kernels_go_on(herd, search_path, caplog):
    """No warning: this is every developer's day."""
    package(search_path, "value = 1")
    with started() as old:
        server = server_of(old.pid)
        package(search_path, "value = 22")
        with started() as new:
            assert new.run("import aheadof; print(aheadof.value)") == "22"
            assert server_of(new.pid) != server
        assert old.run("import aheadof; print(aheadof.value)") == "1"
        assert not is_gone(server)
    assert wait_until(lambda: is_gone(server))
    with started():
        pass
    assert not psutil.pid_exists(server)
    assert "warm kernel" not in caplog.text


def test_what_cannot_be_imported_is_told_once_and_kernels_start(herd, search_path, caplog):
    package(search_path, "raise ValueError('not today')")
    for _ in range(2):
        with started() as kernel:
            assert server_of(kernel.pid) != os.getpid()
    told = [record.getMessage() for record in caplog.records if "ahead" in record.getMessage()]
    assert told == ["Not imported ahead for warm kernels: aheadof (ValueError: not today)."]


def test_a_module_that_starts_threads_is_refused_by_name(herd, search_path, caplog):
    """A fork would lose them, and what waits for them would hang."""
    package(search_path, "import threading, time\nthreading.Thread(target=time.sleep, args=[60], daemon=True).start()")
    with started() as kernel:
        assert server_of(kernel.pid) == os.getpid()
    assert "importing aheadof starts threads, which a fork would lose" in caplog.text


def test_a_module_that_ends_the_process(herd, search_path, caplog):
    package(search_path, "import os\nos._exit(5)")
    with started() as kernel:
        assert server_of(kernel.pid) == os.getpid()
    assert "the fork server did not start" in caplog.text


def test_preparing_says_why_it_cannot(herd, search_path, caplog):
    """And the first kernel does not try again."""
    package(search_path, "import os\nos._exit(5)")
    assert not prepare()
    assert "the fork server did not start" in caplog.text
    caplog.clear()
    with started() as kernel:
        assert server_of(kernel.pid) == os.getpid()
    assert caplog.text == ""


def test_a_prepared_server_is_the_one_that_kernels_use(herd):
    """Their environment has more in it than this process's, but nothing that is read once."""
    assert prepare()
    (server,) = [server.process.pid for server in herd._servers.values()]
    with started(env={**os.environ, "SERVER_NAME": "localhost"}) as kernel:
        assert server_of(kernel.pid) == server


def test_a_server_that_still_imports_ends_with_its_parent(surroundings, search_path, root):
    """It cannot look at its socket meanwhile."""
    package(search_path, "import time\ntime.sleep(120)")
    code = "import threading, time\nfrom pmokit.warm.provisioner import prepare\nthreading.Thread(target=prepare, daemon=True).start()\nprint(flush=True)\ntime.sleep(60)"
    with subprocess.Popen([sys.executable, "-c", code], cwd=root, stdout=subprocess.PIPE) as program:
        program.stdout.readline()
        assert wait_until(lambda: psutil.Process(program.pid).children())
        (server,) = psutil.Process(program.pid).children()
        assert wait_until(
            lambda: (Path("/proc") / str(server.pid) / "comm").read_text(encoding="ascii") == "pmokit-warm\n"
        )
        program.kill()
        assert wait_until(lambda: is_gone(server.pid), seconds=10)


def test_a_server_writes_nothing_to_the_output(herd, search_path, capfd):
    """What is imported ahead may chat; the output belongs to the program."""
    package(search_path, "print('hello', flush=True)")
    with started() as kernel:
        assert kernel.run("import sys; print('aheadof' in sys.modules)") == "True"
    assert "hello" not in capfd.readouterr().out


def test_closing_leaves_no_file_and_no_process(surroundings):
    """Sockets, processes, zombies: as before."""
    files, processes = len(open_files()), len(psutil.Process().children())
    herd = Herd()
    recipe = Recipe((), ("numpy",), settings_of(os.environ))
    herd.prepare(recipe, os.environ, print)
    assert (len(open_files()), len(psutil.Process().children())) == (files + 1, processes + 1)
    herd.close()
    assert (len(open_files()), len(psutil.Process().children())) == (files, processes)


def test_flags_reach_the_interpreter(herd):
    """As JupyterLab's debugger likes them."""
    recipe = Recipe(("-Xfrozen_modules=off",), (), settings_of(os.environ))
    herd.prepare(recipe, os.environ, print)
    (server,) = [child for child in psutil.Process().children() if "-Xfrozen_modules=off" in child.cmdline()]
    assert server.cmdline()[0] == sys.executable
