"""Columns of text for a terminal."""

from collections.abc import Sequence


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return aligned columns, two spaces apart.

    Parameters
    ----------
    head, rows
        Headings, and cells of the same number.
    """
    widths = [max(len(str(row[at])) for row in (head, *rows)) for at in range(len(head))]
    return "\n".join(
        "  ".join(str(c).ljust(w) for c, w in zip(row, widths, strict=True)).rstrip() for row in (head, *rows)
    )
