"""The ``pmokit`` command: thin; every line of work is done in a room below."""

# The order of the imports is the order of the commands in --help.
from pmokit.cli import engagement, analysis, produce, compare  # noqa: I001
from pmokit.cli.app import app, main

__all__ = ["analysis", "app", "compare", "engagement", "main", "produce"]
