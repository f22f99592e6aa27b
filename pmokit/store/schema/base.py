"""What all tables share."""

from typing import Any

from sqlalchemy import JSON
from sqlalchemy.orm import DeclarativeBase

SCHEMA_VERSION = 4
APPLICATION_ID = 0x504D4F4B  # "PMOK", written into the file's header


class Base(DeclarativeBase):
    """Base of all tables."""

    type_annotation_map = {dict[str, Any]: JSON, list[str]: JSON, list[int]: JSON}  # noqa: RUF012


def revision(version: int) -> str:
    """Return the name that the migrations give to a schema version: "0002" for 2."""
    return f"{version:04d}"
