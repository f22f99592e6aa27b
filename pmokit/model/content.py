"""The smaller content files: answer sets, lexicon, column mappings, themes."""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from pmokit.errors import Fault, did_you_mean
from pmokit.model.base import Frozen, Language, Name, Slug, Text, Version
from pmokit.model.checks import double_ids
from pmokit.model.maturity import AnswerSet
from pmokit.model.printing import DateForms, NumberForm
from pmokit.model.projects import PROJECT_FIELDS, RatingName, StatusName

Colour = Annotated[str, Field(pattern=r"^#[0-9A-Fa-f]{6}$", description="#RRGGBB in quotes")]


class AnswerSets(Frozen):
    """The file ``answer_sets.yaml``."""

    version: Version
    answer_sets: tuple[AnswerSet, ...] = Field(min_length=1)


class Term(Frozen):
    """One word of the lexicon."""

    id: Slug
    term: Text
    meaning: Text
    not_: tuple[str, ...] = Field(default=(), alias="not", description="Words that are not used for it")


class Lexicon(Frozen):
    """The file ``lexicon.yaml``."""

    version: Version
    terms: tuple[Term, ...] = Field(min_length=1)


class MappedColumn(Frozen):
    """Where one of our project fields comes from.

    Headers are compared without case, spaces and punctuation; a header may end in ``*`` to match any ending.
    Several headers are tried in order: the first with a usable value in the row wins.
    """

    headers: tuple[str, ...] = Field(min_length=1)
    required: bool = False


class Mapping(Frozen):
    """How a client's project list maps to our projects; a file of ``templates/mappings/``."""

    id: Name
    name: Text
    source: str = Field(min_length=3)
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$", description="three capitals, such as EUR")] | None = Field(
        default=None, description="Without one the amounts are in the engagement's currency"
    )
    money_unit: float = Field(gt=0, description="One unit in the file, in units of the currency: 1000000 for millions")
    decimal: Literal[".", ","] = Field(default=".", description="The decimal sign of amounts that are text")
    percent: Literal["percent", "share"] = Field(
        default="percent", description="What a plain 0.5 in a percent column is: half a percent, or a half"
    )
    dates: Literal["day-first", "month-first", "iso"] = Field(
        description="Order of 03/04/2026; with iso such a date is missing, as nobody can tell"
    )
    fallback_encoding: Literal["cp1252", "latin-1"] | None = Field(
        default=None, description="Tried where a file is not UTF-8"
    )
    status_date: (
        Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$", description="a date such as 2026-09-30")] | None
    ) = None
    sheet: str | None = Field(default=None, description="The sheet of a workbook, where several would do")
    default_unit: str | None = Field(
        default=None, min_length=1, max_length=200, description="Business unit of projects that name none"
    )
    recognised_by: tuple[str, ...] = Field(
        default=(), description="Headers that show this layout; a file with all of them needs no --map"
    )
    repeated_columns: Literal["fault", "join"] = Field(
        default="fault", description="Columns of one name: a fault, or one column with all their values"
    )
    project_rows: Literal["file", "top-tasks", "tasks"] = Field(
        default="file",
        description="What a project of an MS Project file is: the file, a task of outline level 1, or each task",
    )
    withheld: tuple[str, ...] = Field(
        default=(), description="Beginnings of sentences that stand for a withheld figure"
    )
    statuses: dict[str, StatusName] = Field(default_factory=dict)
    ratings: dict[str, RatingName] = Field(default_factory=dict)
    columns: dict[Name, MappedColumn]


class Theme(Frozen):
    """Colours, fonts, language, numbers and dates for pages, charts and files."""

    id: Name
    name: Text
    brand: Colour
    accent: Colour
    ink: Colour
    muted: Colour
    line: Colour
    surface: Colour
    levels: tuple[Colour, ...] = Field(min_length=5, max_length=5, description="From the lowest to the highest level")
    ratings: dict[RatingName, Colour] = Field(min_length=5)
    font: str = Field(min_length=1)
    language: Language = Field(default="en", description="Of reports, where their texts are translated")
    numbers: NumberForm = NumberForm()
    dates: DateForms = DateForms()
    logo: str = Field(
        default="",
        max_length=400_000,
        pattern=r"^(data:image/(png|jpeg|gif|svg\+xml);base64,[A-Za-z0-9+/]+=*)?$",
        description="The client's logo inside the file, as data:image/png;base64,...; empty: none",
    )
    logo_file: str = Field(
        default="",
        pattern=r"^([A-Za-z0-9_-]+\.(png|jpg|jpeg|gif|svg))?$",
        description="The client's logo as a file beside this one, instead of logo; empty: none",
    )


def find_lexicon_faults(lexicon: Lexicon) -> Iterator[Fault]:
    """Yield the ids that name two terms."""
    yield from double_ids([term.id for term in lexicon.terms], ("terms",), "term")


def find_mapping_faults(mapping: Mapping) -> Iterator[Fault]:
    """Yield the fields that no project has."""
    for name in mapping.columns:
        if name not in PROJECT_FIELDS:
            yield Fault(
                what=f"unknown field '{name}'",
                expected="a field of a project",
                hint=did_you_mean(name, PROJECT_FIELDS),
                path=("columns", name),
            )
