"""A round keeps the content that explains it."""

import pandas as pd
import pytest

from pmokit.content.library import load_catalogue, load_model
from pmokit.errors import InputError, StoreError
from pmokit.exchange.rounds import close_round, deepen_round, open_round
from pmokit.model.initiatives import InitiativeCatalogue
from pmokit.model.maturity import MaturityModel
from pmokit.model.steps import Settings
from pmokit.model.units import Unit
from pmokit.store.engagement import RESPONSE_COLUMNS, create_engagement
from pmokit.study.assessed import UnitAssessment


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


NUMBERS = ["score", "low", "high", "coverage", "raters"]


def answers_of(person, questions, level):
    rows = [("A", person, "executive", name, "answered", f"l{level}", float(level), "", "", "") for name in questions]
    return pd.DataFrame(rows, columns=list(RESPONSE_COLUMNS))


def test_a_quick_round_deepens_where_it_is_wanted(tmp_path, model):
    """All questions of the chosen domains are asked; answers carry over, and the figures of the other domains stay."""
    with create_engagement(tmp_path / "acme.pmokit", Settings(client="Acme"), [Unit(code="A", name="A")]) as engagement:
        opened = open_round(engagement, model, scope="quick")
        quick = model.scope("quick")
        engagement.add_responses(opened.id, answers_of("r", quick[:-1], 2))
        before = UnitAssessment(engagement, "A").scores
        deeper = deepen_round(engagement, model, ["POR"], author="Ada")
        assert deeper.id == opened.id
        por = [question.id for domain in model.domains if domain.id == "POR" for question in domain.asked]
        assert set(deeper.scope) == {*quick, *por}
        assert len(deeper.scope) == len(set(deeper.scope))
        study = UnitAssessment(engagement, "A")
        given = study.responses["question"].tolist()
        assert sorted(set(deeper.scope) - set(given)) == sorted({*por, quick[-1]} - set(quick[:-1]))
        others = [domain.id for domain in model.domains if domain.id != "POR"]
        was, now = (scores.domains.set_index("domain").loc[others, NUMBERS] for scores in (before, study.scores))
        pd.testing.assert_frame_equal(was, now)
        assert study.scores.domains.set_index("domain").loc["POR", "coverage"] < 1


def test_going_into_every_domain_asks_everything(tmp_path, model):
    with create_engagement(tmp_path / "acme.pmokit", Settings(client="Acme"), [Unit(code="A", name="A")]) as engagement:
        open_round(engagement, model, scope="quick")
        deeper = deepen_round(engagement, model, [domain.id for domain in model.domains], author="Ada")
        assert deeper.scope == ("all",)


def test_going_deeper_needs_known_domains_and_an_open_round(tmp_path, model):
    with create_engagement(tmp_path / "acme.pmokit", Settings(client="Acme"), [Unit(code="A", name="A")]) as engagement:
        with pytest.raises(StoreError, match="No assessment is open"):
            deepen_round(engagement, model, ["POR"], author="Ada")
        open_round(engagement, model, scope="quick")
        with pytest.raises(InputError, match=r"no domain 'PORT'.*POR"):
            deepen_round(engagement, model, ["PORT"], author="Ada")
        with pytest.raises(InputError, match="no domain was named"):
            deepen_round(engagement, model, [], author="Ada")
        close_round(engagement, author="Ada")
        with pytest.raises(StoreError, match="Open a new round"):
            deepen_round(engagement, model, ["POR"], author="Ada")
