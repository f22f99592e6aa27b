"""A maturity model is read from its folder; what can be read of a broken one is kept, to check the rest with."""

import shutil

import pytest

from pmokit.content import places
from pmokit.content.library import load_model
from pmokit.content.model_folder import answer_set_file, content_files, draft_model, read_model
from pmokit.errors import ContentError

DOMAINS = load_model("ppm_maturity").meta.domains


@pytest.fixture
def folder(tmp_path):
    shutil.copytree(places.questionnaires() / "ppm_maturity", tmp_path / "questionnaires" / "ppm_maturity")
    return tmp_path / "questionnaires" / "ppm_maturity"


def test_our_model_is_read_in_the_order_of_its_list(folder):
    model = read_model(folder).unwrap()
    assert tuple(domain.id for domain in model.domains) == model.meta.domains == DOMAINS
    assert model == read_model(places.questionnaires() / "ppm_maturity").unwrap()


def test_answer_sets_are_those_of_the_folder_then_of_the_folder_above_then_of_the_kit(folder):
    kit = places.questionnaires() / "answer_sets.yaml"
    assert answer_set_file(folder) == kit
    above = shutil.copyfile(kit, folder.parent / "answer_sets.yaml")
    assert answer_set_file(folder) == above
    own = shutil.copyfile(kit, folder / "answer_sets.yaml")
    assert answer_set_file(folder) == own


def test_a_model_with_faults_has_no_value_and_says_all_of_them(folder):
    for name in ("POR", "RES"):
        file = folder / f"{name}.yaml"
        file.write_text(file.read_text(encoding="utf-8").replace("quick: true", "quick: maybe", 1), encoding="utf-8")
    loaded = read_model(folder)
    assert loaded.value is None
    with pytest.raises(ContentError, match=r"(?s)POR-\d\d\.quick is 'maybe'.*RES-\d\d\.quick is 'maybe'"):
        loaded.unwrap()


def test_a_draft_keeps_what_could_be_read(folder):
    (folder / "POR.yaml").write_text("id: [", encoding="utf-8")
    meta = folder / "_meta.yaml"
    meta.write_text(meta.read_text(encoding="utf-8").replace("- number: 5", "- number: five"), encoding="utf-8")
    draft = draft_model(folder)
    assert len(draft.faults) == 2
    assert draft.domain_ids == DOMAINS
    assert draft.level_range is None
    assert "executive" in draft.role_ids
    assert [domain.id for domain in draft.model.domains if not domain.questions] == ["POR"]


def test_without_a_readable_list_every_domain_file_belongs_to_the_model(folder):
    (folder / "_meta.yaml").write_text("- nothing\n", encoding="utf-8")
    draft = draft_model(folder)
    assert [fault.what for fault in draft.faults] == ["the file is a list"]
    assert sorted(draft.domain_ids) == sorted(DOMAINS)


def test_one_unreadable_entry_of_the_list_accuses_no_file(folder):
    meta = folder / "_meta.yaml"
    meta.write_text(meta.read_text(encoding="utf-8").replace("[POR, ", "[por, "), encoding="utf-8")
    draft = draft_model(folder)
    assert [fault.what for fault in draft.faults] == ["domains[0] is 'por'"]
    assert draft.domain_ids == ()


def test_another_kind_of_file_in_the_folder_is_no_domain(folder):
    shutil.copyfile(places.questionnaires() / "lexicon.yaml", folder / "lexicon.yaml")
    draft = draft_model(folder)
    assert draft.faults == ()
    assert folder / "lexicon.yaml" not in draft.files


def test_hidden_files_and_folders_with_a_yaml_name_are_no_content(folder):
    (folder / ".hidden.yaml").write_text("a: 1")
    (folder / "folder.yaml").mkdir()
    assert [file.stem for file in content_files(folder)] == [*sorted(DOMAINS), "_meta"]


def test_a_departure_from_the_content_standard_is_kept_apart_and_the_model_is_read_all_the_same(folder):
    file = folder / "POR.yaml"
    text = file.read_text(encoding="utf-8").replace("quick: true", "quick: false")
    text = text.replace("      l1:\n        en:", "      l1:\n        en: Nothing.\n        de:", 1)
    file.write_text(text, encoding="utf-8")
    draft = draft_model(folder)
    assert draft.faults == ()
    assert [fault.what for fault in draft.standard] == [
        "no question of domain POR is in the quick set",
        "POR-01: the scene for 'l1' has 1 word",
    ]
    assert all(fault.where.rsplit(":", 2)[0].endswith("POR.yaml") for fault in draft.standard)
    assert read_model(folder).unwrap().domains[0].questions[0].anchors["l1"]["en"] == "Nothing."
