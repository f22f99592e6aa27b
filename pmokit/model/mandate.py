"""The mandate of a PMO: the part of the organisation it serves, and the services it is asked to give."""

from collections.abc import Iterator

from pydantic import Field

from pmokit.errors import Fault, did_you_mean
from pmokit.model.base import Frozen, Slug
from pmokit.model.checks import double_words
from pmokit.model.maturity import MaturityModel, QuestionId


class Mandate(Frozen):
    """Which services a PMO is asked to give, as agreed with those who may ask; the body of a step document.

    Only mandated services count: all others leave the score and the coverage; they are neither open nor a weakness.
    A mandate may name a service that is unusual in its scope: the agreement counts, not the custom.
    """

    scope: Slug = Field(description="an organisational scope of the maturity model, such as departmental")
    services: tuple[QuestionId, ...] = Field(min_length=1, description="The questions of the mandated services")
    source: str = Field(min_length=3, description="who gave the mandate, and in which paper")


def find_mandate_faults(mandate: Mandate, model: MaturityModel) -> Iterator[Fault]:
    """Yield an unknown scope, and services that are unknown, retired or named twice; each with its path.

    Parameters
    ----------
    mandate
        The mandate or a draft of it, in which a word that could not be read is empty.
    model
        The maturity model whose questions are the services.
    """
    known = [scope.id for scope in model.meta.scopes]
    if not known:
        able = "a model that declares scopes, such as pmo_services"
        yield Fault(what=f"model {model.id} declares no organisational scopes", expected=able, path=("scope",))
    elif mandate.scope and mandate.scope not in known:
        yield Fault(
            what=f"unknown scope '{mandate.scope}'",
            expected=f"a scope of model {model.id}",
            hint=did_you_mean(mandate.scope, known),
            path=("scope",),
        )
    retired = {q.id for domain in model.domains for q in domain.questions if q.retired}
    for position, service in enumerate(mandate.services):
        if service and service not in model.question_by_id:
            yield Fault(
                what=f"service '{service}' is retired" if service in retired else f"unknown service '{service}'",
                expected=f"a question of model {model.id}",
                hint=did_you_mean(service, model.question_by_id),
                path=("services", position),
            )
    yield from double_words(mandate.services, ("services",), "services")
