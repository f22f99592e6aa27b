"""A file that stands alone is checked with what it names, and against the kit where it names nothing."""

import shutil

import pytest

from pmokit.content import places
from pmokit.content.file_checks import FileChecks
from pmokit.content.model_folder import draft_model


@pytest.fixture
def checks():
    return FileChecks({})


def changed(tmp_path, name, old, new):
    file = tmp_path / name.rsplit("/", 1)[1]
    text = (places.kit_folder() / name).read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return file


def test_a_lone_domain_is_checked_with_the_kits_roles_and_answer_sets(tmp_path, checks):
    file = changed(tmp_path, "questionnaires/ppm_maturity/POR.yaml", "judges: [executive", "judges: [boss")
    assert [fault.what for fault in checks.check(file)] == ["POR-01: unknown role 'boss'"]
    assert checks.lone_domains == [file]


def test_a_domain_the_kit_does_not_know_may_have_roles_of_its_own(tmp_path, checks):
    file = changed(tmp_path, "questionnaires/ppm_maturity/POR.yaml", "judges: [executive", "judges: [boss")
    file.write_text(file.read_text(encoding="utf-8").replace("POR", "XYZ"), encoding="utf-8")
    assert list(checks.check(file)) == []


def test_a_catalogue_is_checked_with_the_model_that_is_looked_at(tmp_path):
    shutil.copytree(places.questionnaires() / "ppm_maturity", tmp_path / "client")
    meta = tmp_path / "client" / "_meta.yaml"
    meta.write_text(meta.read_text(encoding="utf-8").replace("id: executive", "id: board"), encoding="utf-8")
    file = changed(tmp_path, "templates/catalogues/initiatives.yaml", "model: ppm_maturity", "model: client")
    found = list(FileChecks({tmp_path / "client": draft_model(tmp_path / "client")}).check(file))
    assert found
    assert {fault.what.split(": ")[1] for fault in found} == {"unknown role 'executive'"}


@pytest.mark.parametrize("value", ["PPM", "[ppm_maturity]", "", "../ppm_maturity"])
def test_a_model_that_has_no_name_is_one_fault(tmp_path, checks, value):
    file = changed(tmp_path, "templates/catalogues/initiatives.yaml", "model: ppm_maturity", f"model: {value}")
    found = list(checks.check(file))
    assert len(found) == 1
    assert found[0].what.startswith("model ")


def test_every_kind_of_file_is_checked(tmp_path, checks):
    for folder in (places.questionnaires(), places.templates()):
        for file in sorted(folder.rglob("*.yaml")):
            copy = tmp_path / file.name
            shutil.copyfile(file, copy)
            for logo in file.parent.glob("*.svg"):
                shutil.copyfile(logo, tmp_path / logo.name)
            assert list(checks.check(copy)) == []
            copy.write_text(file.read_text(encoding="utf-8") + "strange: 1\n", encoding="utf-8")
            assert len(list(checks.check(copy))) == 1
