"""What a check of step 6 finds: a rule, the place that breaks it, and what to do."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """One thing that somebody should see to.

    Parameters
    ----------
    rule
        Stable name of the rule, such as ``act-without-check``.
    where
        Id of the entry, theme, lesson or review.
    what
        What is wrong.
    todo
        What to do.
    """

    rule: str
    where: str
    what: str
    todo: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}. {self.todo}."
