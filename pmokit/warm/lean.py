"""Leave out what is slow to import, optional to whoever imports it, and of no use here."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

# jsonschema (of Altair and of the Jupyter server) takes it to check the format "iri", which none of their schemas has; it builds a grammar
# for 2.4 s of processor at import, which is four times what Altair itself takes.
UNUSED = "rfc3987_syntax"


@contextmanager
def lean_imports() -> Iterator[None]:
    """Import within the block as if what is slow and of no use were not installed; afterwards it can be imported as ever."""
    if UNUSED in sys.modules:
        yield
        return
    # That is how Python notes that a module is not there.
    sys.modules[UNUSED] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        sys.modules.pop(UNUSED, None)
