"""What a maturity model holds, as plain text for a terminal; without pandas, so that it is there at once."""

from pmokit.assess.sittings import cut_sittings
from pmokit.exchange.text_table import table
from pmokit.model.base import say
from pmokit.model.maturity import MaturityModel


def model_text(model: MaturityModel) -> str:
    """Return what a maturity model holds: questions, quick set, minutes by domain and by role, services by scope."""
    rows = [
        [
            domain.id,
            say(domain.name),
            str(len(domain.asked)),
            str(sum(q.quick for q in domain.asked)),
            f"{sum(q.minutes for q in domain.asked):g}",
        ]
        for domain in model.domains
    ]
    rows.append(["", "all", *(f"{sum(float(row[at]) for row in rows):g}" for at in (2, 3, 4))])
    minutes = [
        [
            role.id,
            str(sum(role.id in q.judges for q in model.questions)),
            f"{sum(q.minutes for q in model.questions if role.id in q.judges):g}",
            str(len(cut_sittings(model, role.id))),
        ]
        for role in model.meta.roles
    ]
    head = f"{model.id} {model.version}: {say(model.meta.name)}, rule {model.meta.rule}"
    domains = table(["id", "domain", "questions", "quick", "minutes"], rows)
    tables = [f"{head}\n{domains}", table(["role", "can judge", "minutes", "sittings"], minutes)]
    return "\n\n".join([*tables, _scope_table(model)] if model.meta.scopes else tables)


def _scope_table(model: MaturityModel) -> str:
    rows = []
    for scope in model.meta.scopes:
        asked = [model.question_by_id[name] for name in model.scope(scope.id)]
        by_approach = [str(sum(q.approach == approach.id for q in asked)) for approach in model.meta.approaches]
        rows.append([scope.id, str(len(asked)), *by_approach, f"{sum(q.minutes for q in asked):g}"])
    return table(["scope", "questions", *(approach.id for approach in model.meta.approaches), "minutes"], rows)
