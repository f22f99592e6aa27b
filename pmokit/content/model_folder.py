"""Read a maturity model from its folder: ``_meta.yaml``, one file per domain, shared answer sets."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from pmokit.content import places
from pmokit.content.places import ANSWER_SETS, META
from pmokit.content.reading import Loaded, Reading, read
from pmokit.content.text_file import show_path
from pmokit.content.words import closest, shown
from pmokit.content.yaml_source import read_source
from pmokit.errors import Fault
from pmokit.model.checks import find_faults, find_profile_faults
from pmokit.model.content import AnswerSets
from pmokit.model.maturity import Domain, MaturityModel, ModelMeta
from pmokit.model.standard import find_standard_faults

Sources = Mapping[str | int, Reading[ModelMeta] | Reading[AnswerSets] | Reading[Domain]]


@dataclass(frozen=True)
class ModelDraft:
    """What could be read of a maturity model.

    Parameters
    ----------
    model
        The model; where there are faults, a draft: see :func:`pmokit.content.salvage.make_draft`.
    faults
        All that is wrong with its files.
    standard
        Where it departs from the content standard: reported by lint, and no reason to refuse the model.
    files
        The files that belong to it, but for shared answer sets.
    domain_ids
        Domains listed or present; empty if the list could not be read.
    """

    model: MaturityModel
    faults: tuple[Fault, ...]
    standard: tuple[Fault, ...]
    files: tuple[Path, ...]
    domain_ids: tuple[str, ...]

    @property
    def level_range(self) -> tuple[int, int] | None:
        """Lowest and highest level; None where a level could not be read."""
        numbers = [level.number for level in self.model.meta.levels]
        return self.model.level_range if numbers and all(number == number for number in numbers) else None  # noqa: PLR0124 - NaN differs from itself

    @property
    def read_ids(self) -> tuple[str, ...]:
        """Domains that are listed and have a file."""
        return tuple(domain.id for domain in self.model.domains)

    @property
    def profile_ids(self) -> tuple[str, ...]:
        """Target profiles."""
        return tuple(profile.id for profile in self.model.meta.target_profiles)

    @property
    def options(self) -> dict[str, tuple[str, ...]] | None:
        """Option ids by question; None where a fault leaves them in doubt."""
        if self.faults:
            return None
        return {q.id: tuple(o.id for o in self.model.answer_set(q.id).options) for q in self.model.questions}

    @property
    def role_ids(self) -> tuple[str, ...]:
        """Roles; an empty id could not be read."""
        return tuple(role.id for role in self.model.meta.roles)


def read_model(folder: Path) -> Loaded[MaturityModel]:
    """Read a maturity model from its folder.

    Parameters
    ----------
    folder
        Holds ``_meta.yaml``; answer sets of its own, of the folder above or of the kit are used, in this order.
    """
    draft = draft_model(folder)
    return Loaded(None if draft.faults else draft.model, draft.faults)


def draft_model(folder: Path, *, whole: bool = True) -> ModelDraft:
    """Read what can be read of a maturity model, and find every fault of its files.

    Parameters
    ----------
    folder
        As for :func:`read_model`.
    whole
        False: a ``_meta.yaml`` without any domain file beside it is looked at by itself.
    """
    meta, sets = read(folder / META, ModelMeta), read(answer_set_file(folder), AnswerSets)
    files = {file.stem: file for file in content_files(folder) if file.name not in {META, ANSWER_SETS}}
    listed = [name for name in dict.fromkeys(meta.draft.domains) if name]
    others = [name for name, file in files.items() if name not in listed and _is_domain(file)]
    if not listed or "" in meta.draft.domains:
        # The list could not be read as a whole; any file may be on it.
        listed, others = [*listed, *others], []
    readings = {name: read(files[name], Domain) for name in listed if name in files}
    strangers = {name: read(files[name], Domain) for name in others}
    faults = [*meta.faults, *sets.faults]
    faults += _list_faults(meta, readings, strangers, files) if whole or files else ()
    faults += [fault for reading in (*strangers.values(), *readings.values()) for fault in reading.faults]
    faults += [fault for name, reading in readings.items() for fault in _strange_id(name, reading)]
    # The file's name says which domain it is; an id that differs is one fault, not one for each question.
    domains = tuple(reading.draft.model_copy(update={"id": name}) for name, reading in readings.items())
    model = MaturityModel.model_construct(meta=meta.draft, domains=domains, answer_sets=sets.draft.answer_sets)
    sources: Sources = {"meta": meta, "answer_sets": sets, **dict(enumerate(readings.values()))}
    standard = _placed(find_standard_faults(model), sources)
    members = (folder / META, *(files[name] for name in (*readings, *strangers)))
    domain_ids = tuple(dict.fromkeys([*listed, *others])) if "" not in meta.draft.domains else ()
    faults += _placed([*find_faults(model), *find_profile_faults(meta.draft, domain_ids)], sources)
    return ModelDraft(model, tuple(dict.fromkeys(faults)), tuple(standard), members, domain_ids)


def answer_set_file(folder: Path) -> Path:
    """Return the answer sets that hold for a folder: its own, those of the folder above, or the kit's."""
    candidates = (folder / ANSWER_SETS, folder.absolute().parent / ANSWER_SETS)
    return next((file for file in candidates if file.is_file()), places.questionnaires() / ANSWER_SETS)


def content_files(folder: Path) -> list[Path]:
    """Return the YAML files of a folder in order; hidden ones (copies that systems leave behind) are passed over."""
    return sorted(file for file in folder.glob("*.yaml") if not file.name.startswith(".") and not file.is_dir())


def _placed(found: Iterable[Fault], sources: Sources) -> list[Fault]:
    """Give the faults of a whole model their place in the file that each belongs to."""
    placed: list[Fault] = []
    for fault in found:
        first, *inside = fault.path
        head = inside.pop(0) if first == "domains" else first
        path = fault.path if head == "answer_sets" else tuple(inside)
        placed += sources[head].place([replace(fault, path=path)])
    return placed


def _is_domain(file: Path) -> bool:
    # All kinds of content file are many types; whoever only loads a model needs none of them.
    from pmokit.content.kinds import DOMAIN, kind_of  # noqa: PLC0415

    source, _ = read_source(file)
    return source is not None and kind_of(source) == DOMAIN


def _list_faults(
    meta: Reading[ModelMeta],
    readings: dict[str, Reading[Domain]],
    strangers: dict[str, Reading[Domain]],
    files: dict[str, Path],
) -> Iterator[Fault]:
    """Yield domains without a file and files without a place in the list; a pair of them is one fault."""
    left = list(strangers)
    own = {reading.draft.id: name for name, reading in strangers.items()}
    for position, name in enumerate(meta.draft.domains):
        if not name or name in readings or meta.parsed is None:
            continue
        if name in own:
            left.remove(own[name])
            file = files[own[name]]
            hint = f"Rename {shown(file.name)}"
            yield Fault(f"{show_path(file)}:1:1", f"the file holds domain {name}", f"the name {name}.yaml", hint)
            continue
        source = meta.parsed.source
        near = closest(name, left)
        if near:
            left.remove(near)
        other = next((f.name for f in sorted(source.file.parent.glob("*")) if f.stem.lower() == name.lower()), None)
        hint = f"Rename {other} to {name}.yaml" if other else f"Did you mean '{near}'?" if near else ""
        yield Fault(source.where(("domains", position)), f"domain {name} has no file", f"{name}.yaml", hint)
    for name in left:
        where = f"{show_path(files[name])}:1:1"
        hint = f"Add {shown(name)} to domains there, or move the file away"
        yield Fault(where, f"domain {shown(name)} is not listed in {META}", "one entry for each domain file", hint)


def _strange_id(name: str, reading: Reading[Domain]) -> Iterator[Fault]:
    if reading.parsed and reading.draft.id and reading.draft.id != name:
        where = reading.parsed.source.where(("id",))
        yield Fault(where, f"domain id '{reading.draft.id}' in the file {name}.yaml", f"id: {name}")
