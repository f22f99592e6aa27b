"""The questions a command scores: by the name of a scope, or by the services of a mandate file."""

import re

import pytest

from pmokit.content.library import load_model
from pmokit.errors import ContentError, InputError
from pmokit.exchange.scope import read_scope

SERVICES = load_model("pmo_services")


def write(folder, text):
    file = folder / "mandate.yaml"
    file.write_text(text, encoding="utf-8")
    return file


@pytest.mark.parametrize("scope", ["all", "quick", "enterprise", "departmental", "programme-project"])
def test_a_scope_that_the_model_knows_is_taken_by_its_name(scope):
    assert read_scope(SERVICES, scope) == scope


def test_an_unknown_scope_is_refused_with_those_that_are_known(model):
    with pytest.raises(InputError, match=r"--scope depart: .*Expected: one of all, quick\.$"):
        read_scope(model, "depart")
    known = "one of all, quick, enterprise, departmental, programme-project. Did you mean 'departmental'?"
    with pytest.raises(InputError, match=re.escape(known)):
        read_scope(SERVICES, "department")


def test_a_mandate_names_its_services(tmp_path):
    file = write(tmp_path, "scope: departmental\nservices: [STR-01, MON-01]\nsource: Head of IT, letter of 2 May\n")
    assert read_scope(SERVICES, "all", file) == ("MON-01", "STR-01")


def test_a_scope_beside_a_mandate_is_one_too_many(tmp_path):
    with pytest.raises(InputError, match=r"--scope quick and --mandate .* both say which questions count"):
        read_scope(SERVICES, "quick", tmp_path / "mandate.yaml")


def test_a_missing_mandate_is_named(tmp_path):
    with pytest.raises(ContentError, match=r"mandate\.yaml: there is no such file"):
        read_scope(SERVICES, "all", tmp_path / "mandate.yaml")


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        (
            "scope: departmentl\nservices: [MON-01, MON-1, MON-99, MON-01]\n",
            [
                ":1:1: the key 'source' is missing. Expected: who gave the mandate, and in which paper.",
                ":1:1: unknown scope 'departmentl'. Expected: a scope of model pmo_services. Did you mean 'departmental'?",
                ":2:20: services[1] is 'MON-1'. Expected: the domain id, a dash and two or three digits, such as POR-02.",
                ":2:27: unknown service 'MON-99'. Expected: a question of model pmo_services. Did you mean 'MON-04'?",
                ":2:35: services: 'MON-01' is listed twice. Expected: each once.",
            ],
        ),
        (
            "scope: enterprise\nservices: []\nsource: Board\n",
            [
                ":2:1: services has 0 entries. Expected: at least 1 entry (the questions of the mandated services).",
            ],
        ),
        (
            "scope: enterprise\nservices: MON-01\nsource: Board\nsize: 3\n",
            [
                ":2:1: services is 'MON-01'. Expected: a list (the questions of the mandated services).",
                ":4:1: unknown key 'size'. Expected: a key of this block. Known: scope, services, source.",
            ],
        ),
        ("scope: [\n", [":1:1: this is not valid YAML"]),
        ("", [":1:1: the file is empty"]),
    ],
)
def test_all_faults_of_a_mandate_are_told_at_their_places(tmp_path, text, faults):
    with pytest.raises(ContentError, match="mandate") as caught:
        read_scope(SERVICES, "all", write(tmp_path, text))
    lines = sorted(str(fault).rsplit("mandate.yaml", 1)[1] for fault in caught.value.faults)
    assert len(lines) == len(faults)
    assert all(line.startswith(start) for line, start in zip(lines, faults, strict=True)), lines
