"""``pmokit lint``: every fault and warning of every content file under the given paths, at once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pmokit.content import places
from pmokit.content.file_checks import FileChecks
from pmokit.content.model_folder import draft_model
from pmokit.content.places import META
from pmokit.content.text_file import show_path
from pmokit.content.tree import find_content
from pmokit.content.words import closest
from pmokit.errors import ContentError, Fault


@dataclass(frozen=True)
class LintReport:
    """What was looked at and what was found.

    Parameters
    ----------
    files
        Content files that were read.
    findings
        Faults and warnings in the order of their places; each ``where`` is ``file:line:column``.
    """

    files: tuple[Path, ...]
    findings: tuple[Fault, ...]

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What has to be mended."""
        return tuple(found for found in self.findings if found.severity == "fault")

    @property
    def warnings(self) -> tuple[Fault, ...]:
        """What a person should look at."""
        return tuple(found for found in self.findings if found.severity == "warning")


def lint(paths: Sequence[Path]) -> LintReport:
    """Check content files and folders; without a path, all content of the kit.

    A file is checked with what it belongs to: a domain with its model, a catalogue with the model it names, which is
    looked for under the given paths, in the same tree, and in the kit. A domain file that stands alone is checked
    against the kit's model that has the same domain. A path that leads nowhere is a fault like any other. Beside the
    faults for which a file is refused everywhere, those against the content standard are reported, and warnings.

    Parameters
    ----------
    paths
        Files and folders; folders are searched for ``*.yaml``.

    Raises
    ------
    ContentError
        If the system refuses to look into a folder.
    """
    try:
        return _lint(paths)
    except OSError as error:
        where = f"{show_path(Path(str(error.filename)))}:1:1"
        what = f"this cannot be looked at: {error.strerror or error}"
        raise ContentError(Fault(where, what, "a folder you may read")) from error


def _lint(paths: Sequence[Path]) -> LintReport:
    faults: list[Fault] = []
    searched: set[Path] = set()
    named: set[Path] = set()
    for path in paths or (places.questionnaires(), places.templates()):
        found = find_content(path)
        faults += _path_faults(path, found)
        (searched if path.is_dir() else named).update(found)
    wanted = [file for file in sorted(searched | named) if file.exists() or file.is_symlink()]
    folders = sorted({file.parent for file in wanted if (file.parent / META).is_file()})
    models = {folder: draft_model(folder, whole=folder / META in searched) for folder in folders}
    members = {file for model in models.values() for file in model.files}
    unwanted = {show_path(file) for file in members.difference(wanted)}
    of_models = [fault for model in models.values() for fault in (*model.faults, *model.standard)]
    faults += [fault for fault in of_models if _place(fault)[0] not in unwanted]
    checks = FileChecks(models)
    faults += [fault for file in wanted if file not in members for fault in checks.check(file)]
    faults += _headless(checks.lone_domains, searched)
    return LintReport(tuple(wanted), tuple(sorted(dict.fromkeys(faults), key=_place)))


def _path_faults(path: Path, found: list[Path]) -> Iterator[Fault]:
    where = f"{show_path(path)}:1:1"
    if not found:
        yield Fault(where, "no content file is in this folder", "a YAML file", "Name another file or folder")
    elif not path.exists() and not path.is_symlink():
        beside = sorted(entry.name for entry in path.parent.iterdir()) if path.parent.is_dir() else []
        near = closest(path.name, beside)
        yield Fault(
            where,
            "there is no such file or folder",
            "a YAML file or a folder",
            f"Did you mean '{near}'?" if near else "",
        )


def _headless(domains: Sequence[Path], searched: set[Path]) -> Iterator[Fault]:
    """Yield a fault for each folder of domain files without a ``_meta.yaml``."""
    first = {file.parent: file for file in sorted(domains, reverse=True) if file in searched}
    for file in first.values():
        what = f"no {META} stands beside this domain"
        yield Fault(f"{show_path(file)}:1:1", what, "one with version, levels, roles and the list of domains")


def _place(fault: Fault) -> tuple[str, int, int]:
    file, line, column = fault.where.rsplit(":", 2)
    return file, int(line), int(column)
