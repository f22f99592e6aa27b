"""The fingerprint of a planning problem: the same for two problems that have the same answers."""

import hashlib
import json

from pmokit.model.planning import Problem


def fingerprint(problem: Problem) -> str:
    """Return the SHA-256 of a problem in hexadecimal; seed and time limit are no part of it.

    Parameters
    ----------
    problem
        The problem.
    """
    text = json.dumps(problem.model_dump(mode="json", exclude={"seed", "time_limit"}), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()
