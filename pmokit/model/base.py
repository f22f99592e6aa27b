"""What all types of the kit share: frozen, strict about unknown keys, texts as maps by language."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

FALLBACK_LANGUAGE = "en"


class Frozen(BaseModel):
    """A value that never changes; unknown keys are faults."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


def _has_english(texts: dict[str, str]) -> dict[str, str]:
    if FALLBACK_LANGUAGE not in texts:
        msg = f"the English text is missing; languages given: {', '.join(sorted(texts)) or 'none'}"
        raise ValueError(msg)
    return texts


Language = Annotated[str, Field(pattern=r"^[a-z]{2}(-[A-Z]{2})?$", description="a language such as en, de or pt-BR")]
Text = Annotated[
    dict[Language, Annotated[str, Field(min_length=1)]],
    AfterValidator(_has_english),
    Field(
        description="the text by language, English first: {en: ...}",
        json_schema_extra={"required": [FALLBACK_LANGUAGE]},
    ),
]
Version = Annotated[str, Field(pattern=r"^\d+\.\d+\.\d+$", description="three numbers, such as 1.4.0")]
Slug = Annotated[
    str,
    Field(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=48, description="lower-case words joined by dashes"),
]
Name = Annotated[
    str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=48, description="lower-case letters, digits and underscores")
]


def say(text: Mapping[str, str], language: str = FALLBACK_LANGUAGE) -> str:
    """Return the text in ``language``, or in English marked with "[en]" when it is not translated."""
    if language in text:
        return text[language]
    base = language.split("-", maxsplit=1)[0]
    if base in text:
        return text[base]
    return text[FALLBACK_LANGUAGE] if base == FALLBACK_LANGUAGE else f"{text[FALLBACK_LANGUAGE]} [en]"
