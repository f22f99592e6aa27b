"""Content is loaded by id, or from a client's own folder or file; what is missing is named with what there is."""

import shutil

import pytest

from pmokit.content import places
from pmokit.content.library import (
    load_catalogue,
    load_lexicon,
    load_mapping,
    load_model,
    load_profile,
    load_theme,
    model_ids,
    read_catalogue,
    read_file,
    read_profile,
)
from pmokit.content.model_folder import draft_model
from pmokit.errors import ContentError
from pmokit.model.content import Theme


def test_models_are_the_folders_with_a_meta_file():
    assert "ppm_maturity" in model_ids()
    assert load_model("ppm_maturity").id == "ppm_maturity"


def test_a_model_is_read_once():
    assert load_model("ppm_maturity") is load_model("ppm_maturity")


def test_a_clients_own_model_is_loaded_from_its_folder(tmp_path):
    shutil.copytree(places.questionnaires() / "ppm_maturity", tmp_path / "own")
    assert load_model(str(tmp_path / "own")) == load_model("ppm_maturity")
    assert load_catalogue(str(tmp_path / "own")).model == "ppm_maturity"


@pytest.mark.parametrize("name", ["ppm_maturty", "", "nowhere/at/all", "a\0b", "_meta.yaml"])
def test_an_unknown_model_is_named_with_the_known_ones(name):
    with pytest.raises(ContentError, match=r"there is no maturity model .*ppm_maturity"):
        load_model(name)


def test_a_model_with_faults_is_refused_with_all_of_them(tmp_path):
    shutil.copytree(places.questionnaires() / "ppm_maturity", tmp_path / "own")
    (tmp_path / "own" / "POR.yaml").unlink()
    (tmp_path / "own" / "RES.yaml").write_text("", encoding="utf-8")
    with pytest.raises(ContentError, match=r"(?s)RES\.yaml:1:1: the file is empty") as caught:
        load_model(str(tmp_path / "own"))
    assert len(caught.value.faults) == 2


def test_a_catalogue_serves_the_model_it_names():
    catalogue = load_catalogue("ppm_maturity")
    assert catalogue.model == "ppm_maturity"
    assert catalogue.by_id[catalogue.initiatives[0].id] is catalogue.initiatives[0]


def test_a_catalogue_with_strange_links_is_refused(tmp_path):
    file = tmp_path / "initiatives.yaml"
    text = (places.templates() / "catalogues" / "initiatives.yaml").read_text(encoding="utf-8")
    file.write_text(text.replace("domain: POR", "domain: PRO", 1), encoding="utf-8")
    loaded = read_catalogue(file, draft_model(places.questionnaires() / "ppm_maturity"))
    with pytest.raises(ContentError, match="unknown domain 'PRO'"):
        loaded.unwrap()


def test_the_organisation_profile_is_read_once():
    assert load_profile() is load_profile()
    assert "cross-unit-projects" in load_profile().by_id


def test_an_organisation_profile_with_strange_links_is_refused(tmp_path):
    file = tmp_path / "profile.yaml"
    text = (places.questionnaires() / "pmo_type" / "profile.yaml").read_text(encoding="utf-8")
    file.write_text(text.replace("from_domain: POR", "from_domain: PRO"), encoding="utf-8")
    with pytest.raises(ContentError, match="portfolio-practice: unknown domain 'PRO'"):
        read_profile(file, draft_model(places.questionnaires() / "ppm_maturity")).unwrap()
    assert read_profile(file, None).unwrap().model == "ppm_maturity"


def test_mappings_are_loaded_by_id_or_from_a_file(tmp_path):
    shutil.copyfile(places.templates() / "mappings" / "gmpp.yaml", tmp_path / "own.yaml")
    assert load_mapping(str(tmp_path / "own.yaml")) == load_mapping("gmpp")


def test_an_unknown_mapping_is_named_with_the_one_that_was_meant():
    with pytest.raises(ContentError, match=r"there is no mapping .gmp.: .*Did you mean .gmpp.\?"):
        load_mapping("gmp")


def test_a_mapping_of_unknown_fields_is_refused(tmp_path):
    text = (places.templates() / "mappings" / "pmokit.yaml").read_text(encoding="utf-8")
    (tmp_path / "own.yaml").write_text(text.replace("  category:", "  kategory:"), encoding="utf-8")
    with pytest.raises(ContentError, match="unknown field 'kategory'"):
        load_mapping(str(tmp_path / "own.yaml"))


@pytest.mark.parametrize("folder", ["mappings", "themes"])
def test_the_name_of_a_mapping_or_theme_file_is_its_id(folder):
    load = load_mapping if folder == "mappings" else load_theme
    files = sorted((places.templates() / folder).glob("*.yaml"))
    assert files
    assert [load(file.stem).id for file in files] == [file.stem for file in files]


def test_theme_and_lexicon_are_there():
    assert load_theme().brand.startswith("#")
    assert any(term.id == "gate" for term in load_lexicon().terms)


def test_an_unknown_theme_is_a_fault_with_its_file():
    with pytest.raises(ContentError, match="there is no theme 'nowhere': no such id, and no such file"):
        load_theme("nowhere")


def test_a_file_is_read_with_its_source_and_its_faults(tmp_path):
    file = tmp_path / "theme.yaml"
    shutil.copyfile(places.templates() / "themes" / "default.yaml", file)
    value, source, faults = read_file(file, Theme)
    assert value == load_theme()
    assert source.where(("brand",)).endswith(":5:1")
    assert faults == []
    file.write_bytes(b"\0")
    value, source, faults = read_file(file, Theme)
    assert (value, source, len(faults)) == (None, None, 1)
