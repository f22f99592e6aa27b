"""What a plan leaves out, and how good it is known to be."""

from collections.abc import Mapping, Sequence

import pandas as pd

from pmokit.model.base import say
from pmokit.model.initiatives import InitiativeCatalogue
from pmokit.model.plan_findings import WhyNot
from pmokit.model.planning import Plan
from pmokit.model.printing import print_number
from pmokit.views.exhibit import Column, Exhibit


def left_out(
    plan: Plan,
    reasons: Mapping[str, str],
    catalogue: InitiativeCatalogue,
    language: str = "en",
    found: Sequence[WhyNot] = (),
) -> Exhibit:
    """List the candidates that the plan leaves out, with the first limit they meet.

    Parameters
    ----------
    plan
        A checked plan.
    reasons
        Why, by initiative.
    catalogue
        Texts of the initiatives.
    language
        Language of the texts.
    found
        What each would cost if it were forced in, where that has been asked.
    """
    forced = {one.initiative: sentence(one.text) for one in found}
    frame = pd.DataFrame(
        [
            {
                "name": say(catalogue.by_id[name].name, language),
                "reason": sentence(reasons.get(name, "")),
                "forced": forced.get(name),
            }
            for name, start in plan.schedule.items()
            if start is None
        ],
        columns=["name", "reason", "forced"],
    )
    return Exhibit(
        id="left-out",
        title="What was left out, and why",
        description="Initiatives that would close a gap but do not fit the capacity, the money or the horizon.",
        frame=frame,
        columns=(
            Column("name", "Initiative"),
            Column("reason", "Why"),
            *((Column("forced", "If it were forced in"),) if forced else ()),
        ),
    )


def sentence(words: str) -> str:
    """Return words that start with a capital."""
    return words[:1].upper() + words[1:]


def confidence(plan: Plan) -> str:
    """Return one sentence on how good the plan is known to be."""
    if plan.status == "optimal":
        return "No better plan exists under these limits (proven)."
    if plan.status == "feasible" and plan.value and plan.bound:
        return f"At most {print_number(100 * (plan.bound - plan.value) / plan.value, '.0f')} % from the best possible plan."
    if plan.status == "infeasible":
        return "No plan meets all wishes at once."
    return "How close this plan is to the best one is not known."
