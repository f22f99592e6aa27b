"""The client's logo beside its theme."""

import pytest

from pmokit.content.library import THEME_VARIABLE, load_theme, read_theme
from pmokit.content.places import templates
from pmokit.errors import ContentError


@pytest.fixture
def own(tmp_path):
    text = (templates() / "themes" / "ember.yaml").read_text(encoding="utf-8").replace("id: ember", "id: acme")
    (tmp_path / "acme.yaml").write_text(text.replace("ember.svg", "acme.png"), encoding="utf-8")
    (tmp_path / "acme.png").write_bytes(b"\x89PNG")
    return tmp_path / "acme.yaml"


def test_a_theme_of_ones_own_carries_its_logo_inside(own, monkeypatch):
    assert load_theme(str(own)).logo == "data:image/png;base64,iVBORw=="
    monkeypatch.setenv(THEME_VARIABLE, str(own))
    assert load_theme().id == "acme"


def test_a_logo_that_is_missing_or_too_large_is_told_at_its_line(own):
    (own.parent / "acme.png").write_bytes(b"x" * 300_000)
    (large,) = read_theme(own).faults
    assert "acme.yaml:20:1: the logo acme.png has 300 kB. Expected: 250 kB at most" in str(large)
    (own.parent / "acme.png").unlink()
    (missing,) = read_theme(own).faults
    assert "acme.yaml:20:1: the logo acme.png cannot be read" in str(missing)


def test_an_unknown_theme_names_the_known_ones():
    with pytest.raises(
        ContentError, match=r"there is no theme 'embr': no such id, and no such file\. Did you mean 'ember'"
    ):
        load_theme("embr")
