"""The lists of packages say the same in every file, and carry names and versions only."""

import re
import tomllib

import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

# conda-forge calls these packages otherwise.
CONDA_NAMES = {"ortools-python": "ortools"}


def project(root):
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))


def required(lines):
    return {canonicalize_name(r.name): r.specifier for r in map(Requirement, lines)}


def locked(root, name):
    """Return the versions by package; a package may be pinned twice for different Pythons."""
    pins = {}
    for line in (root / name).read_text(encoding="utf-8").splitlines():
        requirement = Requirement(line)
        assert len(requirement.specifier) == 1, line
        assert line.split(";")[0].count("==") == 1, line
        version = next(iter(requirement.specifier)).version
        pins.setdefault(canonicalize_name(requirement.name), set()).add(version)
    return pins


def test_environment_lists_the_same_packages_as_pyproject(root):
    """environment.yml: conda-forge names, the same bounds, pip part exactly the checkout itself."""
    environment = yaml.safe_load((root / "environment.yml").read_text(encoding="utf-8"))
    *listed, pip = environment["dependencies"]
    assert pip == {"pip": ["-e ."]}
    conda = required(re.sub(r"^[a-z0-9-]+", lambda name: CONDA_NAMES.get(name[0], name[0]), line) for line in listed)
    python = conda.pop("python")
    conda.pop("pip")
    assert python == required([f"python{project(root)['project']['requires-python']}"])["python"]
    assert conda == required(project(root)["project"]["dependencies"])


def test_lock_satisfies_pyproject(root):
    """Every dependency, and the build's own, is pinned within its bounds."""
    pins = locked(root, "requirements.lock")
    wanted = required([*project(root)["project"]["dependencies"], *project(root)["build-system"]["requires"]])
    for name, specifier in wanted.items():
        assert name in pins, name
        assert all(specifier.contains(version) for version in pins[name]), name


def test_development_lock_contains_the_lock(root):
    """Tests run on the very versions that users get."""
    pins, development = locked(root, "requirements.lock"), locked(root, "requirements-dev.lock")
    assert {name: development.get(name) for name in pins} == pins
    for name, specifier in required(project(root)["dependency-groups"]["dev"]).items():
        assert all(specifier.contains(version) for version in development[name]), name


def test_locks_carry_names_and_versions_only(root):
    """No address, no path, no hash."""
    for name in ("requirements.lock", "requirements-dev.lock", "environment.yml"):
        text = (root / name).read_text(encoding="utf-8")
        assert "://" not in text
        assert "--" not in text
        assert " @ " not in text
    assert not (root / "uv.lock").exists()


def test_top_level_is_fixed(root):
    """The seven names of the design are there."""
    for name in ("notebooks", "pmokit", "questionnaires", "templates", "tests", "environment.yml", "README.md"):
        assert (root / name).exists(), name
