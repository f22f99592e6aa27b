"""Where kernels are forked, what they find imported, and what the doctor says of it."""

import json
import os
import sys
import tomllib

import pytest
from jupyter_client.provisioning import KernelProvisionerFactory

from pmokit.warm import support
from pmokit.warm.provisioner import WarmProvisioner


@pytest.mark.parametrize(
    ("platform", "switch", "is_supported"),
    [
        ("linux", "", True),
        ("linux", "0", False),
        ("linux", "1", True),
        ("darwin", "", False),
        ("darwin", "1", True),
        ("darwin", "0", False),
    ],
)
def test_linux_by_default_elsewhere_on_request(monkeypatch, platform, switch, is_supported):
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(os, "fork", os.getpid, raising=False)
    monkeypatch.setenv(support.SWITCH, switch)
    assert support.is_supported() is is_supported


@pytest.mark.parametrize("switch", ["", "1"])
def test_never_without_fork(monkeypatch, switch):
    """Windows."""
    monkeypatch.delattr(os, "fork", raising=False)
    monkeypatch.setenv(support.SWITCH, switch)
    assert not support.is_supported()
    assert support.describe() == "not on this system; kernels start the usual way"


@pytest.mark.parametrize(
    ("variable", "listed", "names"),
    [(None, [], support.PRELOADED), (None, ["a"], ("a",)), ("b, c,", ["a"], ("b", "c")), ("", ["a"], ())],
)
def test_environment_before_kernel_spec_before_the_kits_own(monkeypatch, variable, listed, names):
    monkeypatch.delenv(support.PRELOAD, raising=False)
    if variable is not None:
        monkeypatch.setenv(support.PRELOAD, variable)
    assert support.preloaded(listed) == names


def test_doctor(surroundings, monkeypatch, tmp_path):
    """Found, or what to do."""
    monkeypatch.setattr(sys, "platform", "linux")
    assert support.describe().startswith("kernel 'pmokit' in ")
    monkeypatch.setattr(support, "NAME", "pmokit-none")
    assert support.describe() == "not installed; install pmokit again"
    monkeypatch.setattr(support, "entry_points", lambda **_: ["one"])
    assert support.describe() == "Jupyter finds no kernel 'pmokit-none'; install pmokit again"


def test_registering_by_hand(monkeypatch):
    """For an editable install that is older than the provisioner."""
    monkeypatch.setattr(KernelProvisionerFactory, "provisioners", {})
    support.register()
    assert KernelProvisionerFactory.provisioners["pmokit"].load() is WarmProvisioner


def test_the_project_declares_what_is_registered(surroundings, root):
    """Entry point and kernel spec in pyproject.toml are those that the code means; the spec asks for the provisioner."""
    (point,) = [
        point for point in support.entry_points(group=support.GROUP, name=support.NAME) if point.dist.version == "999"
    ]
    assert point.value == support.PROVISIONER
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    shared = project["tool"]["hatch"]["build"]["targets"]["wheel"]["shared-data"]
    (folder,) = [source for source, target in shared.items() if target == f"share/jupyter/kernels/{support.NAME}"]
    spec = json.loads((root / folder / "kernel.json").read_text(encoding="utf-8"))
    assert spec["metadata"]["kernel_provisioner"]["provisioner_name"] == support.NAME
