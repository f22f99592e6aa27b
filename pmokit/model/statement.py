"""The sentence patterns from which a strategy statement is put together: the file ``templates/documents/statement.yaml``."""

from collections.abc import Iterator
from string import Formatter
from typing import Literal, get_args

from pydantic import Field

from pmokit.errors import Fault, Path, did_you_mean
from pmokit.model.base import Frozen, Text, Version

PatternName = Literal[
    "mission",
    "vision",
    "mandate",
    "objectives",
    "objective",
    "objective_without_baseline",
    "objective_without_measure",
    "contribution",
    "benefit",
    "dis_benefit",
]
SectionName = Literal["purpose", "objectives", "pmo", "benefits"]
SECTION_NAMES: tuple[SectionName, ...] = get_args(SectionName)
PATTERN_NAMES: tuple[PatternName, ...] = get_args(PatternName)
_MEASURED = ("number", "name", "measure", "target", "horizon", "owner")
FIELDS_OF: dict[PatternName, tuple[str, ...]] = {
    "mission": ("owner", "mission"),
    "vision": ("owner", "vision"),
    "mandate": ("owner", "mandate"),
    "objectives": ("owner", "count"),
    "objective": (*_MEASURED, "baseline"),
    "objective_without_baseline": _MEASURED,
    "objective_without_measure": ("number", "name", "horizon", "owner"),
    "contribution": ("name", "contribution", "fields", "services"),
    "benefit": ("objective", "measure", "baseline", "target", "due", "owner"),
    "dis_benefit": ("dis_benefit",),
}


class StatementTexts(Frozen):
    """The file ``statement.yaml``: a heading for each section, a pattern for each sentence."""

    version: Version
    source: str = Field(min_length=3)
    headings: dict[SectionName, Text]
    nobody: Text = Field(description="Stands where an owner is missing")
    no_horizon: Text = Field(description="Stands where a horizon is missing")
    not_measured: Text = Field(description="Stands where a baseline is missing")
    patterns: dict[PatternName, Text] = Field(description="Sentences with fields in braces, such as {owner}")


def find_statement_faults(texts: StatementTexts) -> Iterator[Fault]:
    """Yield headings and patterns that are missing, unknown fields and stray braces, each with its path.

    Parameters
    ----------
    texts
        The patterns, or a draft (see :mod:`pmokit.model.checks`).
    """
    for key, given, wanted in (
        ("headings", set(texts.headings), SECTION_NAMES),
        ("patterns", set(texts.patterns), PATTERN_NAMES),
    ):
        for missing in wanted:
            if missing not in given:
                yield Fault(what=f"{key}: '{missing}' is missing", expected="a text for each", path=(key,))
    for name, by_language in texts.patterns.items():
        if name not in FIELDS_OF:
            continue
        for language, pattern in by_language.items():
            path: Path = ("patterns", name, language)
            try:
                fields = [field for _, field, *_ in Formatter().parse(pattern) if field is not None]
            except ValueError:
                yield Fault(what=f"{name}: a brace without its partner", expected="fields such as {owner}", path=path)
                continue
            for field in fields:
                if field not in FIELDS_OF[name]:
                    yield Fault(
                        what=f"{name}: unknown field '{{{field}}}'",
                        expected="a field of this sentence",
                        hint=did_you_mean(field, FIELDS_OF[name]),
                        path=path,
                    )
