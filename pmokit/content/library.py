"""Load maturity models, catalogues, mappings and themes by id or folder.

A type is imported where its files are read: the participants' server reads a model and a theme, and has to start quickly.
"""

import os
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from pydantic import BaseModel

from pmokit.content import places
from pmokit.content.logo import with_logo
from pmokit.content.model_folder import ModelDraft, draft_model, read_model
from pmokit.content.places import META, ORGANISATION_PROFILE
from pmokit.content.reading import Loaded, read
from pmokit.content.yaml_source import Source
from pmokit.errors import ContentError, Fault, did_you_mean
from pmokit.model.content import Lexicon, Mapping, Theme, find_lexicon_faults, find_mapping_faults
from pmokit.model.maturity import MaturityModel
from pmokit.model.printing import follow
from pmokit.model.theme_checks import find_theme_faults

if TYPE_CHECKING:
    from pmokit.model.guide import PmoTypeGuides
    from pmokit.model.initiatives import InitiativeCatalogue
    from pmokit.model.mandate import Mandate
    from pmokit.model.profile import OrganisationProfile

T = TypeVar("T", bound=BaseModel)
THEME_VARIABLE = "PMOKIT_THEME"
"""Names the theme for this process and the kernels that it starts."""


DEFAULT_THEME = "default"
BESIDE = "theme.yaml"
"""Name of the file beside an engagement that gives its look."""


def read_file(file: Path, kind: type[T]) -> tuple[T | None, Source | None, list[Fault]]:
    """Read one content file into a type.

    Parameters
    ----------
    file
        The YAML file.
    kind
        The type that it holds.

    Returns
    -------
    tuple
        Value, source and faults.
    """
    reading = read(file, kind)
    return reading.value, reading.parsed.source if reading.parsed else None, list(reading.faults)


def read_catalogue(file: Path, model: ModelDraft | None) -> "Loaded[InitiativeCatalogue]":
    """Read a catalogue of initiatives and check it against the model that it serves.

    Parameters
    ----------
    file
        ``initiatives.yaml``.
    model
        The maturity model that it names; None = not known, its links into the model are not checked.
    """
    from pmokit.model.initiatives import InitiativeCatalogue, find_initiative_faults  # noqa: PLC0415

    reading = read(file, InitiativeCatalogue)
    if model is None:
        return reading.checked(find_initiative_faults(reading.draft))
    return reading.checked(find_initiative_faults(reading.draft, model.domain_ids, model.level_range, model.role_ids))


def read_profile(file: Path, model: ModelDraft | None) -> "Loaded[OrganisationProfile]":
    """Read an organisation profile and check it against the model whose domains it names.

    Parameters
    ----------
    file
        ``profile.yaml``.
    model
        The maturity model that it names; None = not known, its links into the model are not checked.
    """
    from pmokit.model.profile import OrganisationProfile  # noqa: PLC0415
    from pmokit.model.profile_checks import find_organisation_faults  # noqa: PLC0415

    reading = read(file, OrganisationProfile)
    known = (model.domain_ids, model.level_range) if model else ()
    return reading.checked(find_organisation_faults(reading.draft, *known))


def read_guides(file: Path) -> "Loaded[PmoTypeGuides]":
    """Read what the types of PMO mean and ask for."""
    from pmokit.model.guide import PmoTypeGuides, find_guide_faults  # noqa: PLC0415

    reading = read(file, PmoTypeGuides)
    return reading.checked(list(find_guide_faults(reading.draft)))


def read_lexicon(file: Path) -> Loaded[Lexicon]:
    """Read a lexicon."""
    reading = read(file, Lexicon)
    return reading.checked(list(find_lexicon_faults(reading.draft)))


def read_mapping(file: Path) -> Loaded[Mapping]:
    """Read a column mapping."""
    reading = read(file, Mapping)
    return reading.checked(list(find_mapping_faults(reading.draft)))


def load_mandate(file: Path, model: MaturityModel) -> "Mandate":
    """Return the mandate in a file.

    Parameters
    ----------
    file
        YAML with the keys scope, services and source.
    model
        The maturity model whose questions are the services.

    Raises
    ------
    ContentError
        If there is no such file, it cannot be read or it has faults; all of them, each at file, line and column.
    """
    from pmokit.model.mandate import Mandate, find_mandate_faults  # noqa: PLC0415

    if not file.is_file():
        raise ContentError(f"{file}: there is no such file. Expected: a YAML file with scope, services and source.")
    reading = read(file, Mandate)
    return reading.checked(find_mandate_faults(reading.draft, model)).unwrap()


def model_ids() -> list[str]:
    """Return the ids of the kit's maturity models: the folders of questionnaires/ that hold a ``_meta.yaml``."""
    return sorted(meta.parent.name for meta in places.questionnaires().glob(f"*/{META}"))


@cache
def load_model(name: str) -> MaturityModel:
    """Return a maturity model by id, or from a folder.

    Parameters
    ----------
    name
        Model id, or path of a folder.

    Raises
    ------
    ContentError
        If there is no such model or its files have faults.
    """
    return read_model(_model_folder(name)).unwrap()


@cache
def load_catalogue(model: str) -> "InitiativeCatalogue | None":
    """Return the kit's catalogue of initiatives for a model id, or None where there is none for this model.

    Raises
    ------
    ContentError
        If the model or the catalogue has faults.
    """
    from pmokit.model.initiatives import InitiativeCatalogue  # noqa: PLC0415

    served = load_model(model).id
    file = places.templates() / "catalogues" / "initiatives.yaml"
    if read(file, InitiativeCatalogue).draft.model != served:
        return None
    return read_catalogue(file, draft_model(_model_folder(model))).unwrap()


@cache
def load_profile() -> "OrganisationProfile":
    """Return the kit's organisation profile: the criteria of step 4 with their options and values.

    Raises
    ------
    ContentError
        If it has faults, or names a maturity model that is not there.
    """
    from pmokit.model.profile import OrganisationProfile  # noqa: PLC0415

    file = places.questionnaires() / ORGANISATION_PROFILE
    name = read(file, OrganisationProfile).draft.model
    return read_profile(file, draft_model(_model_folder(name)) if name else None).unwrap()


def theme_ids() -> list[str]:
    """Return the ids of the kit's themes: the files of ``templates/themes/``."""
    return sorted(file.stem for file in (places.templates() / "themes").glob("*.yaml"))


def read_theme(file: Path) -> Loaded[Theme]:
    """Read a theme, check that everybody can read it, and put its logo's file into it.

    Parameters
    ----------
    file
        The YAML file; ``logo_file`` lies beside it.
    """
    reading = read(file, Theme)
    theme, faults = with_logo(reading.draft, file.parent)
    loaded = reading.checked([*find_theme_faults(reading.draft), *faults])
    return loaded if reading.value is None else replace(loaded, value=theme)


def load_theme(name: str = "") -> Theme:
    """Return a theme by id, or from a file.

    Parameters
    ----------
    name
        Id of a file in ``templates/themes/``, or a path; empty = what the environment variable ``PMOKIT_THEME`` names, else the kit's
        default.

    Raises
    ------
    ContentError
        If there is no such theme or it has faults.
    """
    return _theme(name or os.environ.get(THEME_VARIABLE, "") or DEFAULT_THEME)


@cache
def _theme(name: str) -> Theme:
    known = theme_ids()
    file = places.templates() / "themes" / f"{name}.yaml" if name in known else Path(name)
    if not file.is_file():
        raise ContentError(f"there is no theme '{name}': no such id, and no such file. {did_you_mean(name, known)}")
    return read_theme(file).unwrap()


follow(load_theme)


@cache
def load_guides() -> "PmoTypeGuides":
    """Return what the kit knows on types of PMO and levels of control: meaning, first year, review.

    Raises
    ------
    ContentError
        If the file has faults.
    """
    return read_guides(places.templates() / "catalogues" / "pmo_types.yaml").unwrap()


def load_lexicon() -> Lexicon:
    """Return the kit's lexicon."""
    return read_lexicon(places.questionnaires() / "lexicon.yaml").unwrap()


def mapping_ids() -> list[str]:
    """Return the ids of the kit's column mappings: the files of ``templates/mappings/``."""
    return sorted(file.stem for file in (places.templates() / "mappings").glob("*.yaml"))


def load_mapping(name: str) -> Mapping:
    """Return a column mapping by id, or from a file.

    Parameters
    ----------
    name
        Id of a file in ``templates/mappings/``, or a path.

    Raises
    ------
    ContentError
        If there is no such mapping or it has faults.
    """
    known = mapping_ids()
    file = places.templates() / "mappings" / f"{name}.yaml" if name in known else Path(name)
    if not file.is_file():
        raise ContentError(f"there is no mapping '{name}': no such id, and no such file. {did_you_mean(name, known)}")
    return read_mapping(file).unwrap()


def _model_folder(name: str) -> Path:
    if name in model_ids():
        return places.questionnaires() / name
    folder = Path(name)
    if not (folder / META).is_file():
        known = did_you_mean(name, model_ids())
        raise ContentError(f"there is no maturity model '{name}': no such id, and no folder with a {META}. {known}")
    return folder
