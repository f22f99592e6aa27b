"""Small maturity models for tests, made in code."""

from pmokit.model.maturity import MaturityModel


def text(words):
    return {"en": words}


def small_model(
    weights,
    *,
    roll_up="by-question-weight",
    domain_weights=None,
    quick=(),
    values=(1, 2, 3, 4, 5),
    rule="weighted-mean",
    settings=None,
    scale=(1, 5),
    places=None,
    groups=None,
):
    """Build a model: weights maps domain id to the weights of its questions, numbered from 01.

    ``places`` maps a question id to its level and stream, ``groups`` a domain id to its group.
    """
    options = [{"id": f"l{n}", "value": value, "label": text(f"option {n}")} for n, value in enumerate(values, 1)]
    domains = [
        {
            "id": domain,
            "name": text(domain),
            "group": (groups or {}).get(domain),
            "weight": (domain_weights or {}).get(domain, 1),
            "purpose": text("for tests"),
            "source": "test",
            "questions": [
                {
                    "id": f"{domain}-{n:02d}",
                    "text": text("How?"),
                    "weight": weight,
                    "quick": f"{domain}-{n:02d}" in quick,
                    "answers": "five",
                    "judges": ["executive"],
                    "minutes": 1,
                    "evidence": [text("this"), text("that")],
                    "anchors": {option["id"]: text("scene") for option in options},
                    "source": "test",
                    **dict(zip(("level", "stream"), (places or {}).get(f"{domain}-{n:02d}", ()), strict=False)),
                }
                for n, weight in enumerate(of_domain, 1)
            ],
        }
        for domain, of_domain in weights.items()
    ]
    return MaturityModel.model_validate(
        {
            "meta": {
                "id": "small",
                "version": "1.0.0",
                "name": text("Small"),
                "description": text("A model for tests"),
                "language": "en",
                "rule": rule,
                "rule_settings": settings or {},
                "roll_up": roll_up,
                "domains": list(weights),
                "coverage_threshold": 0.8,
                "default_target": 3,
                "source": "test",
                "levels": [
                    {"number": n, "name": text(f"level {n}"), "meaning": text("x"), "source": "test"}
                    for n in range(scale[0], scale[1] + 1)
                ],
                "roles": [{"id": "executive", "name": text("Executive"), "meaning": text("x")}],
            },
            "domains": domains,
            "answer_sets": [{"id": "five", "name": text("Five"), "meaning": text("x"), "options": options}],
        }
    )


def service_model(weights, services, *, quick=()):
    """Build a model of services: maps question id to its scopes and its approach, both declared in order of use."""
    document = small_model(weights, quick=quick).model_dump()

    def declare(ids):
        return [{"id": i, "name": text(i), "meaning": text("x"), "source": "test"} for i in dict.fromkeys(ids)]

    document["meta"]["scopes"] = declare(scope for scopes, _ in services.values() for scope in scopes)
    document["meta"]["approaches"] = declare(approach for _, approach in services.values())
    for domain in document["domains"]:
        for question in domain["questions"]:
            question["scopes"], question["approach"] = services[question["id"]]
    return MaturityModel.model_validate(document)
