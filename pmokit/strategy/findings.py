"""What a check of a structure finds: a rule, the cell or place that breaks it, and what to do."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """One thing in a structure that somebody should mend.

    Parameters
    ----------
    rule
        Stable name of the rule, such as ``no-accountable``.
    what
        What is wrong, with the names.
    todo
        What to do.
    service, role
        Row and column of the cell; empty where a whole column, row or structure is meant.
    """

    rule: str
    what: str
    todo: str
    service: str = ""
    role: str = ""

    @property
    def cell(self) -> str:
        """Where it is, for people."""
        return " / ".join(part for part in (self.service, self.role) if part) or "structure"

    def __str__(self) -> str:
        return f"{self.cell}: {self.what}. {self.todo}."
