"""Make a draft of what could be read of a faulty value, so that its links and orders can be checked all the same."""

import types
from collections.abc import Collection
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel

from pmokit.errors import Path

T = TypeVar("T", bound=BaseModel)
UNREAD_NUMBER = float("nan")


def make_draft(kind: type[T], raw: Any, unread: Collection[Path], path: Path = ()) -> T:
    """Build a value without validation; what cannot be read becomes NaN, an empty text, tuple or mapping; None for true or false.

    Parameters
    ----------
    kind
        The type.
    raw
        Plain values as the file has them.
    unread
        Paths at which validation found a fault.
    path
        Of ``raw`` in the file.
    """
    if kind.__pydantic_root_model__:
        return kind.model_construct(root=_draft(kind.model_fields["root"].annotation, raw, unread, path))
    given = raw if isinstance(raw, dict) else {}
    fields: dict[str, Any] = {}
    for name, field in kind.model_fields.items():
        key = field.alias or name
        if key in given:
            fields[name] = _draft(field.annotation, given[key], unread, (*path, key))
        elif field.is_required():
            fields[name] = _draft(field.annotation, None, unread, (*path, key))
        else:
            fields[name] = field.get_default(call_default_factory=True)
    return kind.model_construct(**fields)


def _draft(annotation: Any, raw: Any, unread: Collection[Path], path: Path) -> Any:
    origin, arguments = get_origin(annotation), get_args(annotation)
    optional = origin in {Union, types.UnionType}
    if optional and raw is None:
        return None
    if optional or origin is Annotated:
        return _draft(arguments[0], raw, unread, path)
    if origin is tuple:
        listed = raw if isinstance(raw, list) else []
        return tuple(_draft(arguments[0], one, unread, (*path, at)) for at, one in enumerate(listed))
    if origin is dict:
        mapped = raw if isinstance(raw, dict) else {}
        return {key: _draft(arguments[1], one, unread, (*path, key)) for key, one in mapped.items()}
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return make_draft(annotation, raw, unread, path)
    return _blank(annotation) if raw is None or path in unread else raw


def _blank(annotation: Any) -> Any:
    if annotation in {int, float}:
        return UNREAD_NUMBER
    if annotation is str or get_origin(annotation) is Literal:
        return ""
    return None
