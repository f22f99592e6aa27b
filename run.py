"""Set pmokit up and run it: ``python run.py demo``, ``python run.py test``, or any other pmokit command.

Needs nothing but Python 3.11 or newer. Makes ``.venv`` beside this file from the lock files, again only when they
change. ``--offline DIR`` installs from a folder of wheels (``pip download -r requirements-dev.lock -d DIR``).
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
CHECKS = (
    ["-m", "ruff", "check", "."],
    ["-m", "ruff", "format", "--check", "."],
    # import-linter has no __main__, and the script shims are what application control blocks first.
    ["-c", "from importlinter.cli import lint_imports_command as lint_imports; lint_imports()"],
)
TYPES = ["-m", "mypy"]


def install(lock: str, wheels: str | None) -> None:
    """Bring ``.venv`` in step with ``lock``; do nothing when the stamp says that it is."""
    stamp = VENV / f"{lock}.stamp"
    seen = hashlib.sha256(b"".join((ROOT / f).read_bytes() for f in (lock, "pyproject.toml"))).hexdigest()
    if PYTHON.exists() and stamp.exists() and stamp.read_text() == seen:
        return
    uv = shutil.which("uv")
    print(f"Setting up {VENV} (once, about 1 GB) ...", flush=True)
    if not PYTHON.exists():
        venv.EnvBuilder(with_pip=uv is None, clear=True).create(VENV)
    tool = [uv, "pip", "install", "--python", str(PYTHON)] if uv else [str(PYTHON), "-m", "pip", "install"]
    # uv leaves compiling to the first import, which makes the first use slow.
    tool += ["--compile-bytecode"] if uv else []
    tool += ["--quiet"] + (["--no-index", "--find-links", wheels] if wheels else [])
    for what in (["-r", str(ROOT / lock)], ["--no-deps", "--no-build-isolation", "-e", str(ROOT)]):
        if subprocess.call(tool + what):
            sys.exit(
                "\nThe packages could not be installed; the lines above say why. Without a package index, fetch the wheels"
                f" on another machine (pip download -r {lock} -d wheels) and add: --offline wheels"
            )
    for old in VENV.glob("*.stamp"):
        old.unlink()
    stamp.write_text(seen)


def run_checks(arguments: list[str]) -> int:
    """Run every check and the tests; with arguments, the tests only. Returns 1 if one has failed, else 0."""
    if arguments:
        return 1 if _run(["-m", "pytest", *arguments]) else 0
    failed = [command for command in CHECKS if _run(command)]
    # mypy looks at everything anew in a fresh checkout, which takes a minute: the tests go on beside it.
    with tempfile.TemporaryFile() as told, subprocess.Popen([str(PYTHON), *TYPES], cwd=ROOT, stdout=told) as types:
        # All tests at once use every core; what one file shares stays in one process. In the order in which tests/conftest.py
        # puts them the few long ones come early: sorted by count they would come last, when the other processes have nothing
        # left to do.
        tests = ["-m", "pytest", "-n", "auto", "--dist", "loadscope", "--no-loadscope-reorder"]
        failed += [tests] if _run(tests) else []
        failed += [TYPES] if types.wait() else []
        print("$ python", *TYPES)
        told.seek(0)
        print(told.read().decode(errors="replace"), end="", flush=True)
    for command in failed:
        print("failed:", *command)
    return 1 if failed else 0


def _run(command: list[str]) -> int:
    print("$ python", *command, flush=True)
    return subprocess.call([str(PYTHON), *command], cwd=ROOT)


def main(arguments: list[str]) -> int:
    """Set up, then run the tests or the pmokit command that ``arguments`` name."""
    if sys.version_info < (3, 11):
        return _say(f"pmokit needs Python 3.11 or newer; this is {sys.version.split()[0]}. Get one from python.org.")
    wheels = None
    if "--offline" in arguments:
        at = arguments.index("--offline")
        if at + 1 == len(arguments) or not Path(arguments[at + 1]).is_dir():
            return _say("--offline needs a folder of wheels: python run.py demo --offline wheels")
        wheels = str(Path(arguments[at + 1]).resolve())
        del arguments[at : at + 2]
    if not arguments:
        return _say("Usage: python run.py demo | test | any pmokit command  [--offline DIR]")
    if arguments[0] == "test":
        install("requirements-dev.lock", wheels)
        # The tests start hundreds of processes; where nothing compiled may be kept, each would compile the whole package anew.
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        return run_checks(arguments[1:])
    dev = VENV / "requirements-dev.lock.stamp"
    install("requirements-dev.lock" if dev.exists() else "requirements.lock", wheels)
    return subprocess.call([str(PYTHON), "-m", "pmokit", *arguments])


def _say(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 2


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
