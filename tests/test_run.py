"""The starter: what it refuses, and that every check it names really checks."""

import importlib.util
import subprocess
import sys

import pytest


@pytest.fixture(scope="module")
def run(root):
    spec = importlib.util.spec_from_file_location("run", root / "run.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_import_check_really_runs(run, root):
    """A checker that prints nothing has looked at nothing: the import contracts are named and kept."""
    command = next(c for c in run.CHECKS if "importlinter" in c[-1])
    done = subprocess.run([sys.executable, *command], cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert " 0 broken" in done.stdout


def test_only_the_standard_library(root):
    """It runs before anything is installed."""
    import_lines = [
        line
        for line in (root / "run.py").read_text(encoding="utf-8").splitlines()
        if line.startswith(("import ", "from "))
    ]
    names = {line.split()[1].split(".")[0] for line in import_lines}
    assert names <= set(sys.stdlib_module_names)


def test_old_python_is_told_what_to_do(run, monkeypatch, capsys):
    """A clear sentence instead of a syntax error."""
    monkeypatch.setattr(run.sys, "version_info", (3, 10, 4))
    assert run.main(["demo"]) == 2
    assert "needs Python 3.11 or newer" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "Usage: python run.py"),
        (["demo", "--offline"], "folder of wheels"),
        (["demo", "--offline", "none"], "folder of wheels"),
    ],
)
def test_usage(run, capsys, arguments, words):
    assert run.main(arguments) == 2
    assert words in capsys.readouterr().err


def test_sets_up_only_when_lock_or_project_changed(run, monkeypatch, tmp_path):
    """The stamp is the hash of lock and pyproject; equal means nothing to do, changed means install again."""
    (tmp_path / "requirements.lock").write_text("a==1", encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text("[project]", encoding="utf-8")
    python = tmp_path / ".venv" / "python"
    python.parent.mkdir()
    python.touch()
    calls = []
    monkeypatch.setattr(run, "ROOT", tmp_path)
    monkeypatch.setattr(run, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(run, "PYTHON", python)
    monkeypatch.setattr(run.subprocess, "call", lambda command, **_: calls.append(command) or 0)
    run.install("requirements.lock", None)
    assert len(calls) == 2
    run.install("requirements.lock", None)
    assert len(calls) == 2
    (tmp_path / "requirements.lock").write_text("a==2", encoding="utf-8")
    run.install("requirements.lock", "wheels")
    assert len(calls) == 4
    assert "--no-index" in calls[-1]


def test_failed_installation_says_what_to_do(run, monkeypatch, tmp_path):
    """Without an index: how to bring the wheels."""
    for name in ("requirements.lock", "pyproject.toml"):
        (tmp_path / name).write_text("", encoding="utf-8")
    python = tmp_path / "python"
    python.touch()
    monkeypatch.setattr(run, "ROOT", tmp_path)
    monkeypatch.setattr(run, "VENV", tmp_path)
    monkeypatch.setattr(run, "PYTHON", python)
    monkeypatch.setattr(run.subprocess, "call", lambda *_, **__: 1)
    with pytest.raises(SystemExit, match=r"pip download -r requirements\.lock"):
        run.install("requirements.lock", None)


def test_every_check_runs_whatever_fails_and_the_end_names_what_did(run, monkeypatch, capfd):
    """Types are checked beside the tests; what was found is told after them."""
    programs = {
        name: ["-c", f"import sys; print('{name} ran'); sys.exit({code})"]
        for name, code in (("a", 1), ("b", 0), ("t", 2))
    }
    monkeypatch.setattr(run, "PYTHON", sys.executable)
    monkeypatch.setattr(run, "CHECKS", (programs["a"], programs["b"]))
    monkeypatch.setattr(run, "TYPES", programs["t"])
    seen = []
    monkeypatch.setattr(
        run.subprocess, "call", lambda command, **_: seen.append(command[1:]) or command[1:] == programs["a"]
    )
    assert run.run_checks([]) == 1
    assert seen[:2] == [programs["a"], programs["b"]]
    assert seen[2][:2] == ["-m", "pytest"]
    said = capfd.readouterr().out
    assert "t ran" in said
    assert said.count("failed:") == 2


def test_with_arguments_the_tests_run_alone(run, monkeypatch):
    seen = []
    monkeypatch.setattr(run.subprocess, "call", lambda command, **_: seen.append(command[1:]) or 0)
    assert run.run_checks(["tests/assess", "-k", "inherited"]) == 0
    assert seen == [["-m", "pytest", "tests/assess", "-k", "inherited"]]
