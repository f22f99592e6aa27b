"""A round keeps the content that explains it."""

from pmokit.content.library import load_catalogue, load_model
from pmokit.exchange.rounds import open_round
from pmokit.model.initiatives import InitiativeCatalogue
from pmokit.model.maturity import MaturityModel
from pmokit.model.steps import Settings
from pmokit.model.units import Unit
from pmokit.store.engagement import create_engagement


def test_round_explains_itself(tmp_path, model):
    """Model and initiatives come out of the file as they were, whole."""
    with create_engagement(tmp_path / "acme.pmokit", Settings(client="Acme"), [Unit(code="A", name="A")]) as engagement:
        opened = open_round(engagement, model, anonymous=True, author="Ada")
        assert (opened.model, opened.rule, opened.anonymous) == (model.id, model.meta.rule, True)
        kept = engagement.snapshot("model", model.id, model.version, sha256=opened.model_sha256)
        assert MaturityModel.model_validate(kept) == model
        catalogue = load_catalogue(model.id)
        kept = engagement.snapshot("catalogue", "initiatives", catalogue.version)
        assert InitiativeCatalogue.model_validate(kept) == catalogue
        assert open_round(engagement, load_model("agile_pmo")).round == 1
