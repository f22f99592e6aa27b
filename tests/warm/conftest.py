"""Kernels of this checkout, whatever is installed: its entry points and its kernel spec are found first."""

import os
import tomllib

import pytest

from pmokit.warm import provisioner
from pmokit.warm.parent import Herd
from pmokit.warm.support import PRELOAD
from tests.warm.kernels import started


@pytest.fixture(scope="session")
def installed(root, tmp_path_factory):
    """The folder of a distribution that names this checkout's entry points."""
    site = tmp_path_factory.mktemp("site")
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    points = [
        f"[{group}]\n" + "\n".join(f"{name} = {value}" for name, value in names.items())
        for group, names in project["entry-points"].items()
    ]
    record = site / "pmokit-999.dist-info"
    record.mkdir()
    (record / "METADATA").write_text("Metadata-Version: 2.1\nName: pmokit\nVersion: 999\n", encoding="utf-8")
    (record / "entry_points.txt").write_text("\n\n".join(points) + "\n", encoding="utf-8")
    return site


@pytest.fixture
def surroundings(installed, root, tmp_path, monkeypatch):
    """Find this checkout's kernel here and in programs started from here; import little ahead, which saves seconds."""
    monkeypatch.syspath_prepend(str(installed))
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(installed), str(root)]))
    monkeypatch.setenv("JUPYTER_PATH", str(root / "templates"))
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(tmp_path / "runtime"))
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    monkeypatch.setenv(PRELOAD, "numpy")
    monkeypatch.delenv("PMOKIT_WARM", raising=False)


@pytest.fixture(scope="session")
def shared_herd():
    herd = Herd()
    yield herd
    herd.close()


@pytest.fixture
def warm(surroundings, shared_herd, monkeypatch):
    """Kernels of the fork servers that all tests share; starting one costs seconds."""
    monkeypatch.setattr(provisioner, "HERD", shared_herd)
    return shared_herd


@pytest.fixture
def herd(surroundings, monkeypatch):
    """Fork servers of this test alone, which it may kill."""
    own = Herd()
    monkeypatch.setattr(provisioner, "HERD", own)
    yield own
    own.close()


@pytest.fixture
def kernel(warm):
    with started() as kernel:
        yield kernel
