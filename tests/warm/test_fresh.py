"""What two kernels of one server must not share: each part is looked at in two forks."""

import os

import pytest

from pmokit.warm.support import PRELOAD, PRELOADED
from tests.warm.kernels import needs_fork, open_files, server_of, started, threads

pytestmark = needs_fork


@pytest.fixture
def two(warm, monkeypatch):
    monkeypatch.setenv(PRELOAD, "numpy,multiprocessing,tempfile,uuid,asyncio,sqlite3,sqlalchemy,ipywidgets")
    with started() as first, started() as second:
        assert server_of(first.pid) == server_of(second.pid)
        yield first, second


RANDOM = {
    "random": "import random; print(random.random())",
    "numpy": "import numpy; print(numpy.random.random())",
    "numpy generator": "import numpy; print(numpy.random.default_rng().random())",
    "uuid": "import uuid; print(uuid.uuid4(), uuid.uuid1())",
    "secrets": "import secrets; print(secrets.token_hex())",
    "temporary name": "import tempfile; print(tempfile.mktemp())",
    "multiprocessing key": "import multiprocessing; print(bytes(multiprocessing.current_process().authkey))",
    "cell folder": "from ipykernel.compiler import get_tmp_directory; print(get_tmp_directory())",
    "kernel session": "print(get_ipython().kernel.session.session)",
    "zmq context": "import zmq, os; print(os.getpid(), get_ipython().kernel.parent.context.underlying)",
}


def test_chance_differs(two):
    """Random numbers, names, keys and sessions, unless a seed is set."""
    first, second = two
    for name, code in RANDOM.items():
        assert first.run(code) != second.run(code), name
    seeded = "import random, numpy; random.seed(1); numpy.random.seed(1); print(random.random(), numpy.random.random())"
    assert first.run(seeded) == second.run(seeded)


def test_nothing_is_running_or_open_before_the_fork(two):
    """The server has one thread, no event loop, no socket of ZeroMQ, no database, and no open file but its own."""
    first, _ = two
    server = server_of(first.pid)
    assert threads(server) == [server]
    opened = [name for number, name in open_files(server).items() if number > 2]
    # The control socket, the pair that signals wake, and a connection for each of the two kernels.
    assert all(name.startswith("socket:") for name in opened)
    assert len(opened) == 5


def test_temporary_folder_follows_the_environment(warm, monkeypatch, tmp_path):
    with started(env={**os.environ, "TMPDIR": str(tmp_path)}) as kernel:
        assert kernel.run("import tempfile; print(tempfile.gettempdir())") == str(tmp_path)
    with started() as kernel:
        assert kernel.run("import tempfile; print(tempfile.gettempdir())") != str(tmp_path)


def test_what_one_kernel_does_no_other_sees(two):
    """Variables, modules, options, logging, environment, folder."""
    first, second = two
    changes = "import os, sys, logging, numpy; x = 1; numpy.seen = 1; numpy.set_printoptions(precision=1); os.environ['SEEN'] = '1'; os.chdir('/'); logging.getLogger().addHandler(logging.NullHandler())"
    look = "import os, logging, numpy; print('x' in globals(), hasattr(numpy, 'seen'), numpy.get_printoptions()['precision'], 'SEEN' in os.environ, os.getcwd() == '/', len(logging.getLogger().handlers))"
    first.run(changes)
    assert first.run(look) == "True True 1 True True 1"
    assert second.run(look) == "False False 8 False False 0"
    with started() as third:
        assert third.run(look) == "False False 8 False False 0"


def test_history_is_written_by_each_kernel_itself(two):
    """Two sessions of the history file, each open in its own process only."""
    first, second = two
    ask = "print(get_ipython().history_manager.session_number, get_ipython().history_manager.hist_file)"
    (one, file), (other, same) = first.run(ask).split(), second.run(ask).split()
    assert one != other
    assert file == same


def test_the_event_loop_is_the_kernels_own(two):
    code = "import asyncio; await asyncio.sleep(0.01); print(asyncio.get_running_loop().is_running())"
    assert [kernel.run(code) for kernel in two] == ["True", "True"]


def test_threads_and_pools_work(two):
    code = "from concurrent.futures import ThreadPoolExecutor as P; print(sum(P(4).map(abs, [-1, -2])))"
    assert [kernel.run(code) for kernel in two] == ["3", "3"]


def test_the_collector_is_on_again(two):
    assert two[0].run("import gc; print(gc.isenabled(), gc.get_freeze_count() > 10_000)") == "True True"


def test_pages_find_widgets_that_were_imported_ahead(two):
    """ipywidgets registers with a kernel when it is imported, and was imported where there was none."""
    assert "jupyter.widget.control" in two[0].run("print(list(get_ipython().kernel.comm_manager.targets))")


def test_charts_are_drawn_in_kernels_and_never_before(warm, monkeypatch):
    """One chart drawn in the server would make every kernel hang; the kit's own modules draw none when imported."""
    monkeypatch.setenv(PRELOAD, ",".join(PRELOADED))
    code = (
        "import vl_convert, time\n"
        "spec = {'data': {'values': [{'a': 1}]}, 'mark': 'bar', 'encoding': {'x': {'field': 'a'}}}\n"
        "print(vl_convert.vegalite_to_svg(spec)[:4])"
    )
    with started() as first, started() as second:
        assert (
            first.run("import sys; print({'pandas', 'altair', 'ipywidgets', 'pmokit.study.unit'} - set(sys.modules))")
            == "set()"
        )
        assert [first.run(code), second.run(code)] == ["<svg", "<svg"]
        assert threads(server_of(first.pid)) == [server_of(first.pid)]
