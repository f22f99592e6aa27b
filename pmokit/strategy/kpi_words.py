"""Words that reasons about KPIs are put together from."""

from collections.abc import Sequence

from pmokit.model.pmo import PmoType


def listed(words: Sequence[str]) -> str:
    """Return "a", "a and b" or "a, b and c"; one word or more."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def with_article(pmo_type: PmoType) -> str:
    """Return "an enterprise PMO", "a departmental PMO" or "an agile PMO"."""
    return f"{'a' if pmo_type == 'departmental' else 'an'} {pmo_type} PMO"
