"""Files for people to save."""

import json
from pathlib import Path

import pytest

from pmokit.errors import StoreError
from pmokit.workshop.downloads import (
    DOWNLOADS,
    Download,
    download_link,
    export_folder,
    file_of,
    folder_for,
    signed_name,
)
from pmokit.workshop.guard import guarded


@pytest.fixture
def settings(monkeypatch):
    with export_folder() as made:
        monkeypatch.setenv(DOWNLOADS, made)
        yield made


@pytest.fixture
def file(settings):
    made = folder_for() / "report & more.html"
    made.write_text("hello", encoding="utf-8")
    return made


def test_a_signed_name_leads_back_to_its_file(file, settings):
    assert file_of(signed_name(file, settings), settings) == file.resolve()


def test_an_old_name_leads_nowhere(file, settings):
    assert file_of(signed_name(file, settings), settings, valid_seconds=-1) is None


@pytest.mark.parametrize(
    "spoil", [lambda s: s[:-1] + ("A" if s[-1] != "A" else "B"), lambda _: "x.y.z", lambda _: "", lambda s: "a" + s]
)
def test_a_forged_name_leads_nowhere(file, settings, spoil):
    assert file_of(spoil(signed_name(file, settings)), settings) is None


def test_a_name_of_another_run_leads_nowhere(file, settings):
    with export_folder() as other:
        foreign = json.dumps({**json.loads(settings), "secret": json.loads(other)["secret"]})
        assert file_of(signed_name(file, foreign), settings) is None


def test_a_file_outside_the_folder_gets_no_name(tmp_path, settings):
    with pytest.raises(StoreError, match="does not lie in the export folder"):
        signed_name(tmp_path / "secret.txt", settings)
    with pytest.raises(StoreError, match="does not lie in the export folder"):
        signed_name(folder_for() / ".." / ".." / "secret.txt", settings)


def test_a_link_inside_the_folder_does_not_lead_out(tmp_path, settings, file):
    secret = tmp_path / "secret.txt"
    secret.write_text("secret", encoding="utf-8")
    name = signed_name(file, settings)
    file.unlink()
    file.symlink_to(secret)
    assert file_of(name, settings) is None


def test_the_folder_goes_with_the_run():
    with export_folder() as made:
        folder = json.loads(made)["folder"]
    assert not Path(folder).exists()


def test_a_button_makes_the_file_and_offers_it(settings):
    def make(folder):
        made = folder / "a<b>.txt"
        made.write_text("x", encoding="utf-8")
        return made

    button = Download("Get it", make, lambda handler: handler)
    button.press.click()
    assert "/voila/download/" in button.link.value
    assert "a&lt;b&gt;.txt" in button.link.value


def test_a_file_that_cannot_be_made_leaves_no_link(settings):
    told = []
    button = Download("Get it", lambda _: 1 / 0, guarded(told.append))
    button.press.click()
    assert told[0].startswith("Something went wrong, code")
    assert button.link.value == ""
    assert not button.press.disabled


def test_without_a_workshop_the_file_is_named(monkeypatch, tmp_path):
    monkeypatch.delenv(DOWNLOADS, raising=False)
    assert str(tmp_path) in download_link("Report", tmp_path / "r.html")
