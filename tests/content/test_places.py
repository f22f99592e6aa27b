"""The kit's content lies in the checkout, else in the wheel's copy."""

from pmokit.content import places


def test_the_checkout_comes_first(root):
    assert places.kit_folder() == root
    assert places.questionnaires() == root / "questionnaires"
    assert places.templates() == root / "templates"
    assert places.notebooks() == root / "notebooks"


def test_without_a_checkout_the_wheels_copy_is_taken(tmp_path, monkeypatch):
    monkeypatch.setattr(places, "_PACKAGE", tmp_path / "site-packages" / "pmokit")
    assert places.kit_folder() == tmp_path / "site-packages" / "pmokit" / "_kit"
