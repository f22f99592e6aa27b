"""A round keeps the content that explains it."""

import pandas as pd
import pytest

from pmokit.content.library import load_catalogue, load_model
from pmokit.errors import StoreError
from pmokit.exchange.rounds import close_round, open_round
from pmokit.model.initiatives import InitiativeCatalogue
from pmokit.model.maturity import MaturityModel
from pmokit.model.steps import Settings
from pmokit.model.units import Unit
from pmokit.store.engagement import RESPONSE_COLUMNS, create_engagement


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


def test_a_closed_round_keeps_its_results(tmp_path, model):
    """Closing freezes the scores as JSON; nothing more is taken, and the next round is number 2."""
    with create_engagement(tmp_path / "acme.pmokit", Settings(client="Acme"), [Unit(code="A", name="A")]) as engagement:
        opened = open_round(engagement, model)
        row = ("A", "r", "executive", "POR-01", "answered", "l3", 3.0, "", "", "")
        engagement.add_responses(opened.id, pd.DataFrame([row], columns=list(RESPONSE_COLUMNS)))
        assert close_round(engagement, author="Ada").closed is not None
        frozen = engagement.frozen_results(opened.id)
        assert frozen["units"]["A"]["questions"]["POR-01"]["score"] == 3
        with pytest.raises(StoreError, match="closed"):
            engagement.add_responses(opened.id, pd.DataFrame([row], columns=list(RESPONSE_COLUMNS)))
        assert close_round(engagement, author="Ada") is None
        assert open_round(engagement, model, scope="quick").round == 2
        assert engagement.assessment().scope == ("quick",)
