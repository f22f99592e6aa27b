"""``pmokit lint`` on copies of our own content with one thing broken: the right place, every fault, and nothing else."""

import os
import re
import shutil

import pytest

from pmokit.content import places
from pmokit.content.library import load_catalogue, load_model
from pmokit.content.lint import lint
from tests.conftest import THOROUGH

POR = "questionnaires/ppm_maturity/POR.yaml"
META = "questionnaires/ppm_maturity/_meta.yaml"
SETS = "questionnaires/answer_sets.yaml"
LEXICON = "questionnaires/lexicon.yaml"
INITIATIVES = "templates/catalogues/initiatives.yaml"
THEME = "templates/themes/default.yaml"
MAPPING = "templates/mappings/gmpp.yaml"
SAMPLE = "templates/sample/engagement.yaml"
ALONE = {POR, INITIATIVES, THEME, SETS}
LINE = re.compile(r"(?P<file>.+?):(?P<line>\d+):(?P<column>\d+): (?P<text>.+)\Z")

# What is replaced in which file, and what the one fault says; the fault stands in the line of the replacement. Each breaks a rule of
# its own; tests/cases/invalid has further faults in files of their own, each in its exact words.
BREAKS = [
    (POR, "    answers: practice\n", "    answers: practise\n", "unknown answer set 'practise'. Expected:"),
    (POR, "    weight: 3\n", "    weight: heavy\n", "weight is 'heavy'. Expected: a number"),
    (POR, "    weight: 3\n", "    weight: -3\n", " is -3. Expected: 0 or more"),
    (POR, "    weight: 3\n", "    weight: .nan\n", "weight is '.nan'. Expected: a number"),
    (POR, "    weight: 3\n", '    weight: "3"\n', "weight is '3'. Expected: a number"),
    (
        POR,
        "    weight: 3\n",
        "    wieght: 3\n",
        "unknown key 'wieght'. Expected: a key of this block. Did you mean 'weight'?",
    ),
    (POR, "    weight: 3\n", "\tweight: 3\n", "a tab indents this line"),
    (POR, "id: POR-02", "id: POR-01", "question id 'POR-01' is used twice"),
    (POR, "id: POR-02", "id: POR2", "'POR2'. Expected: the domain id, a dash and two or three digits"),
    (POR, "id: POR-02", "id: DEM-02", "question id 'DEM-02' is used twice"),
    (POR, "id: POR-02", "id: DEM-92", "question DEM-92 stands in domain POR"),
    (POR, "judges: [executive,", "judges: [exekutive,", "unknown role 'exekutive'"),
    (POR, "field: strategic-portfolio", "field: portfolio", "unknown value 'portfolio'"),
    (POR, "      l3:\n", "      l33:\n", "anchor for unknown option 'l33'"),
    (META, "domains: [POR, RES,", "domains: [POR, RES, XYZ,", "domain XYZ has no file"),
    (META, "  - number: 3", "  - number: 4", "level 4 follows level 2"),
    (META, "default_target: 3", "default_target: 7", "default_target 7 is outside the levels"),
    (META, "rule: weighted-mean", "rule: weighted", "unknown value 'weighted'"),
    (SETS, "id: l3, value: 3", "id: l3, value: 1", "option 'l3' has value 1 after 2"),
    (SETS, "label: {en: Agreed way}", "label: {}", "the English text is missing"),
    (LEXICON, "- id: assessment\n", "- id: anchor\n", "term id 'anchor' is used twice"),
    (INITIATIVES, "model: ppm_maturity", "model: ppm_maturit", "unknown maturity model 'ppm_maturit'"),
    (INITIATIVES, "domain: POR", "domain: PROJ", "unknown domain 'PROJ'"),
    (INITIATIVES, "owner: unit-head", "owner: boss", "unknown role 'boss'"),
    (INITIATIVES, "requires: [one-page-case]", "requires: [two-page-case]", "unknown prerequisite 'two-page-case'"),
    (INITIATIVES, "fte: {analyst: 0.3, data", "fte: {analyst: 0, data", "0 FTE of analyst"),
    (
        INITIATIVES,
        "duration_quarters: 1",
        "duration_quarters: 1.5",
        "duration_quarters is 1.5. Expected: a whole number",
    ),
    (INITIATIVES, "cost_k: {low: 1,", "cost_k: {low: 9,", "are not in ascending order"),
    (THEME, 'brand: "#0B4F6C"', "brand: #0B4F6C", "YAML reads #0B4F6C as a comment"),
    (THEME, 'accent: "#01697A"', "accent: green", "accent is 'green'"),
    (MAPPING, "  category:", "  kategory:", "unknown field 'kategory'"),
    (MAPPING, "currency: GBP", "currency: pounds", "currency is 'pounds'"),
    (SAMPLE, "model: ppm_maturity", "model: other", "unknown maturity model 'other'"),
    (SAMPLE, "first_quarter: 2027-Q1", "first_quarter: 2027-Q7", "'2027-Q7' is no quarter"),
]
# The same rules on other values; the quick run checks one of each.
BREAKS += [
    (POR, "    weight: 3\n", "    weight: .inf\n", "weight is '.inf'. Expected: a number"),
    (POR, "    weight: 3\n", "    weight: nan\n", "weight is 'nan'. Expected: a number"),
    (POR, "    weight: 3\n", "    weight: 3\n    minuts: 2\n", "unknown key 'minuts'"),
] * THOROUGH


@pytest.fixture
def tree(tmp_path, monkeypatch):
    """A copy of questionnaires/ and templates/, with the test standing in it."""
    for folder in (places.questionnaires(), places.templates()):
        shutil.copytree(folder, tmp_path / folder.name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def change(file, old, new):
    """Replace the first ``old`` and return the first line that is another one now."""
    text = file.read_text(encoding="utf-8")
    assert old in text, f"{old!r} is gone from {file}"
    changed = text.replace(old, new, 1)
    file.write_text(changed, encoding="utf-8", newline="\n")
    pairs = zip(text.splitlines(), changed.splitlines(), strict=False)
    return next(number for number, (before, after) in enumerate(pairs, start=1) if before != after)


def line_of(file, start):
    lines = file.read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, start=1) if line.startswith(start))


def found(*paths):
    return [LINE.match(str(fault).replace("\\", "/")).groupdict() for fault in lint(paths).findings]


def test_our_own_content_has_no_fault_and_no_warning():
    """A warning is a guess; in our own texts it is met by another wording."""
    report = lint([])
    assert [str(fault) for fault in report.findings] == []
    assert len(report.files) >= 14


def test_a_copy_of_the_whole_checkout_has_no_fault(tree):
    shutil.copytree(places.kit_folder() / "tests" / "cases", tree / "tests" / "cases")
    (tree / ".venv").mkdir()
    (tree / ".venv" / "foreign.yaml").write_text("a: 1")
    assert found(tree) == []


@pytest.mark.parametrize(
    "path", ["questionnaires", "questionnaires/ppm_maturity", "templates", "templates/catalogues/initiatives.yaml", "."]
)
def test_a_part_copied_alone_has_no_fault(tree, tmp_path_factory, path):
    alone = tmp_path_factory.mktemp("alone")
    target = alone / "copy.yaml" if path.endswith(".yaml") else alone / "copy"
    (shutil.copyfile if path.endswith(".yaml") else shutil.copytree)(tree / path, target)
    assert found(target) == []


@pytest.mark.parametrize("name", ["_meta.yaml", "POR.yaml", "COM.yaml"])
def test_a_file_of_a_model_copied_alone_has_no_fault(tree, tmp_path_factory, name):
    alone = tmp_path_factory.mktemp("alone") / name
    shutil.copyfile(tree / "questionnaires" / "ppm_maturity" / name, alone)
    assert found(alone) == []


@pytest.mark.parametrize(
    ("name", "old", "new", "what"), BREAKS, ids=[f"{n.rsplit('/', 1)[1]} {w}" for n, _, _, w in BREAKS]
)
def test_one_broken_thing_gives_one_fault_at_its_line(tree, name, old, new, what):
    line = change(tree / name, old, new)
    faults = found(tree)
    assert [(fault["file"], int(fault["line"])) for fault in faults] == [(name, line)]
    assert what in faults[0]["text"]


@pytest.mark.parametrize(("name", "old", "new", "what"), [b for b in BREAKS if b[0] in ALONE and "twice" not in b[3]])
def test_the_same_fault_is_found_in_the_file_alone(tree, tmp_path_factory, name, old, new, what):
    line = change(tree / name, old, new)
    alone = tmp_path_factory.mktemp("alone") / name.rsplit("/", 1)[1]
    shutil.copyfile(tree / name, alone)
    faults = found(alone)
    assert [int(fault["line"]) for fault in faults] == [line]
    assert what in faults[0]["text"]


def test_a_text_without_english_is_a_fault_at_its_key(tree):
    line = change(tree / POR, "    text:\n      en: How", "    text:\n      de: Wie")
    faults = found(tree)
    assert [(fault["file"], int(fault["line"])) for fault in faults] == [(POR, line - 1)]
    assert "the English text is missing; languages given: de" in faults[0]["text"]


def test_faults_in_several_files_are_all_reported_in_the_order_of_their_places(tree):
    change(tree / POR, "    weight: 3\n", "    weight: heavy\n")
    change(tree / POR, "id: POR-04", "id: POR-03")
    change(tree / POR, "judges: [executive,", "judges: [exekutive,")
    change(tree / META, "default_target: 3", "default_target: 7")
    change(tree / INITIATIVES, "domain: POR", "domain: PROJ")
    change(tree / THEME, 'brand: "#0B4F6C"', "brand: #0B4F6C")
    (tree / LEXICON).write_text("terms: [", encoding="utf-8")
    places_found = [(fault["file"], int(fault["line"])) for fault in found(tree)]
    assert [name for name, _ in places_found] == [LEXICON, POR, POR, POR, META, INITIATIVES, THEME]
    assert places_found == sorted(places_found)


def test_a_fault_is_said_once_however_often_its_file_is_named(tree):
    change(tree / SETS, "id: l3, value: 3", "id: l3, value: 1")
    assert len(found(tree, tree / "questionnaires", tree / SETS, tree / "questionnaires" / "ppm_maturity")) == 1


def test_a_domain_that_cannot_be_read_has_no_consequences(tree):
    (tree / POR).write_text("id: [", encoding="utf-8")
    assert [(fault["file"], fault["line"]) for fault in found(tree)] == [(POR, "1")]


@pytest.mark.parametrize("name", [META, SETS, LEXICON, INITIATIVES, THEME, MAPPING, SAMPLE, POR])
def test_a_file_that_is_no_text_has_no_consequences(tree, name):
    (tree / name).write_bytes(bytes(range(256)))
    assert [fault["file"] for fault in found(tree)] == [name]


@pytest.mark.parametrize("name", [META, SETS, LEXICON, INITIATIVES, THEME, MAPPING, POR])
def test_an_empty_file_has_no_consequences(tree, name):
    (tree / name).write_text("", encoding="utf-8")
    assert [(fault["file"], fault["text"]) for fault in found(tree)] == [
        (name, "the file is empty. Expected: keys and values in YAML.")
    ]


def test_a_domain_off_the_list_is_one_fault_and_its_initiatives_stay_right(tree):
    change(tree / META, "[POR, ", "[")
    assert [(fault["file"], fault["text"].split(".")[0]) for fault in found(tree)] == [
        (POR, "domain POR is not listed in _meta")
    ]


def test_a_domain_without_its_file_is_one_fault_where_it_is_listed(tree):
    (tree / POR).unlink()
    faults = found(tree)
    assert [(fault["file"], int(fault["line"])) for fault in faults] == [(META, line_of(tree / META, "domains:"))]
    assert "domain POR has no file" in faults[0]["text"]


@pytest.mark.parametrize("name", ["PORTFOLIO.yaml", "por.yaml", "PÖR.yaml"])
def test_a_renamed_domain_is_one_fault(tree, name):
    (tree / POR).rename((tree / POR).with_name(name))
    faults = found(tree)
    assert [(fault["file"].rsplit("/", 1)[1], fault["text"]) for fault in faults] == [
        (name, f"the file holds domain POR. Expected: the name POR.yaml. Rename {name}.")
    ]


def test_a_domain_with_another_ending_is_told_what_to_rename(tree):
    (tree / POR).rename((tree / POR).with_suffix(".yml"))
    assert "Rename POR.yml to POR.yaml" in found(tree)[0]["text"]


def test_a_copy_of_a_domain_under_another_name_is_one_fault(tree):
    shutil.copyfile(tree / POR, (tree / POR).with_name("NEW.yaml"))
    assert [fault["text"].split(".")[0] for fault in found(tree)] == ["domain NEW is not listed in _meta"]


def test_a_misspelt_domain_in_the_list_is_one_fault(tree):
    line = change(tree / META, "[POR, ", "[PRO, ")
    faults = found(tree)
    assert [(fault["file"], int(fault["line"])) for fault in faults] == [(META, line)]
    assert "Did you mean 'POR'?" in faults[0]["text"]


def test_a_question_id_of_another_domain_is_one_fault_in_the_second_file(tree):
    change(tree / "questionnaires/ppm_maturity/DEM.yaml", "id: DEM-01", "id: POR-01")
    faults = found(tree)
    assert [fault["file"] for fault in faults] == ["questionnaires/ppm_maturity/DEM.yaml"]
    assert "question id 'POR-01' is used twice" in faults[0]["text"]
    assert "in domain POR already" in faults[0]["text"]


def test_an_initiative_id_that_is_used_twice_stands_at_the_second_one(tree):
    file = tree / INITIATIVES
    text = file.read_text(encoding="utf-8")
    file.write_text(
        text + text[text.index("  - id: project-register") : text.index("  - id: one-page-case")], newline="\n"
    )
    faults = found(tree)
    assert [int(fault["line"]) for fault in faults] == [text.count("\n") + 1]
    assert "initiative id 'project-register' is used twice" in faults[0]["text"]


def test_every_separate_circle_of_prerequisites_is_a_fault(tree):
    first = change(tree / INITIATIVES, "requires: []", "requires: [project-register]")
    second = change(tree / INITIATIVES, "requires: []", "requires: [clash-meeting]")
    faults = found(tree)
    assert [int(fault["line"]) for fault in faults] == [first, second]
    assert "project-register > project-register" in faults[0]["text"]


def test_a_domain_in_which_nothing_counts_is_a_fault(tree):
    file = tree / POR
    file.write_text(re.sub(r"    weight: \d", "    weight: 0", file.read_text(encoding="utf-8")), newline="\n")
    faults = found(tree)
    assert [fault["text"].split(".")[0] for fault in faults] == ["no question of domain POR has a weight above 0"]


# What is right in any language stays in another one, so that these tests depend on no wording of ours.
FIRST_SCENE = "      l1:\n        en:"
FIRST_TEXT = "    text:\n      en:"


def reworded(file, start, words):
    """Give the first text of a kind these English words, and return the line of the text's own key."""
    return change(file, start, f"{start} {words}\n{start.rsplit(chr(10), 1)[1].replace('en:', 'de:')}") - 1


@pytest.mark.parametrize(
    ("words", "what"),
    [
        (" ".join(["Nobody"] * 14), "the scene for 'l1' has 14 words. Expected: 15 to 35"),
        (" ".join(["Nobody"] * 15), None),
        (" ".join(["Nobody"] * 35), None),
        (" ".join(["Nobody"] * 36), "the scene for 'l1' has 36 words. Expected: 15 to 35"),
        (" ".join(["Nobody"] * 15) + " Mostly. Rarely", "the scene for 'l1' says 'mostly', 'rarely'."),
        (" ".join(["Nobody"] * 15) + " careful-fully unoften", None),
    ],
)
def test_an_anchor_is_a_scene_of_15_to_35_words_without_adverbs(tree, words, what):
    words = words.replace("careful-fully", "carefully")
    line = reworded(tree / POR, FIRST_SCENE, words)
    faults = found(tree)
    assert [(fault["file"], int(fault["line"])) for fault in faults] == ([(POR, line)] if what else [])
    assert not what or what in faults[0]["text"]


def test_an_answer_set_without_scenes_leaves_the_anchors_free(tree):
    reworded(tree / POR, FIRST_SCENE, "Mostly.")
    change(tree / SETS, "    scenes: true", "    scenes: false")
    assert found(tree) == []


@pytest.mark.parametrize(
    ("words", "what"),
    [
        (" ".join(["How"] * 21) + "?", "the question has 21 words. Expected: at most 20"),
        (" ".join(["How"] * 20) + "?", None),
        ("How are risks identified and managed?", "'identified and managed' may ask for a second practice"),
    ],
)
def test_a_doubtful_question_is_a_warning_at_its_text_and_no_fault(tree, words, what):
    line = reworded(tree / POR, FIRST_TEXT, words)
    report = lint([tree])
    assert report.faults == ()
    where = [str(warning).replace("\\", "/").split(": warning: ")[0] for warning in report.warnings]
    assert where == ([f"{POR}:{line}:5"] if what else [])
    assert not what or what in report.warnings[0].what + f". Expected: {report.warnings[0].expected}"


def test_faults_and_warnings_are_told_apart_and_stand_in_the_order_of_their_places(tree):
    reworded(tree / POR, FIRST_TEXT, "How are risks identified and managed?")
    change(tree / POR, "    weight: 3\n", "    weight: heavy\n")
    report = lint([tree])
    assert [len(report.faults), len(report.warnings)] == [1, 1]
    assert set(report.findings) == {*report.faults, *report.warnings}
    assert [str(finding).count(": warning: ") for finding in report.findings] == [1, 0]


def test_a_domain_without_a_question_in_the_quick_set_is_one_fault_at_its_questions(tree):
    file = tree / POR
    file.write_text(file.read_text(encoding="utf-8").replace("quick: true", "quick: false"), newline="\n")
    faults = found(tree)
    assert [(fault["file"], int(fault["line"])) for fault in faults] == [(POR, line_of(file, "questions:"))]
    assert "no question of domain POR is in the quick set" in faults[0]["text"]
    # One that could not be read may be the one that was meant.
    change(file, "quick: false", "quick: maybe")
    assert ["quick is 'maybe'" in fault["text"] for fault in found(tree)] == [True]


def test_a_step_that_no_initiative_lifts_is_a_fault_at_the_initiatives(tree):
    file = tree / INITIATIVES
    text = file.read_text(encoding="utf-8")
    assert "domain: FIN, from: 4, to: 5" in text
    file.write_text(text.replace("domain: FIN, from: 4, to: 5", "domain: FIN, from: 3, to: 4"), newline="\n")
    faults = found(tree)
    assert [(fault["file"], int(fault["line"])) for fault in faults] == [(INITIATIVES, line_of(file, "initiatives:"))]
    assert "no initiative lifts domain FIN from level 4 to 5" in faults[0]["text"]


def test_a_new_domain_asks_for_initiatives_and_is_scored_without_them(tree):
    text = (tree / POR).read_text(encoding="utf-8").replace("POR", "NEW")
    (tree / POR).with_name("NEW.yaml").write_text(text, newline="\n")
    change(tree / META, "domains: [", "domains: [NEW, ")
    (fault,) = found(tree)
    low, high = load_model("ppm_maturity").level_range
    steps = ", ".join(f"{n} to {n + 1}" for n in range(low, high))
    assert fault["file"] == INITIATIVES
    assert f"no initiative lifts domain NEW from level {steps}." in fault["text"]
    folder = str((tree / META).parent)
    assert load_model(folder).domains[0].id == "NEW"
    assert load_catalogue(folder).model == "ppm_maturity"


def test_one_file_named_alone_reports_only_itself(tree):
    change(tree / POR, "    weight: 3\n", "    weight: heavy\n")
    change(tree / "questionnaires/ppm_maturity/DEM.yaml", "    weight: ", "    weihgt: ")
    assert [fault["file"] for fault in found(tree / POR)] == [POR]


def test_one_file_named_alone_is_still_checked_with_its_model(tree):
    change(tree / META, "  - id: finance", "  - id: controller")
    faults = found(tree / "questionnaires/ppm_maturity/FIN.yaml")
    assert {fault["text"].split(".")[0].split(": ")[1] for fault in faults} == {"unknown role 'finance'"}


def test_a_catalogue_is_checked_with_the_model_of_its_own_tree(tree):
    change(tree / INITIATIVES, "model: ppm_maturity", "model: client_model")
    (tree / "questionnaires" / "ppm_maturity").rename(tree / "questionnaires" / "client_model")
    change(tree / "questionnaires/client_model/_meta.yaml", "id: ppm_maturity", "id: client_model")
    change(tree / "questionnaires/client_model/_meta.yaml", "  - id: finance", "  - id: accounting")
    assert "unknown role 'finance'" in found(tree / INITIATIVES)[0]["text"]


def test_a_question_whose_id_cannot_be_read_is_named_by_its_position(tree):
    services = "questionnaires/pmo_services/LRN.yaml"
    change(tree / services, "  - id: LRN-01", '  - id: ""')
    change(tree / services, "    approach: strategic\n    evidence", "    evidence")
    lacking = [fault["text"] for fault in found(tree / services) if "no approach" in fault["text"]]
    assert [text.split(".")[0].split(": ")[-1] for text in lacking] == [
        "questions[0] names no approach, other questions do"
    ]


def test_the_windows_way_to_end_a_line_is_no_fault(tree):
    for file in tree.rglob("*.yaml"):
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert found(tree) == []


def test_a_path_that_leads_nowhere_is_a_fault_beside_the_others(tree):
    change(tree / THEME, 'brand: "#0B4F6C"', "brand: #0B4F6C")
    faults = found(tree / "template", tree / "templates")
    assert [(fault["file"], fault["text"].split(".")[0]) for fault in faults] == [
        ("template", "there is no such file or folder"),
        (THEME, "brand is empty: YAML reads #0B4F6C as a comment"),
    ]
    assert "Did you mean 'templates'?" in faults[0]["text"]


def test_a_folder_without_content_is_a_fault(tree):
    (tree / "empty").mkdir()
    (tree / "empty" / "notes.txt").write_text("hello")
    assert [(f["file"], f["text"].split(".")[0]) for f in found(tree / "empty")] == [
        ("empty", "no content file is in this folder")
    ]


def test_a_file_of_another_kind_is_a_fault(tree):
    (tree / "templates" / "shopping.yaml").write_text("milk: 2\n")
    assert [fault["text"].split(".")[0] for fault in found(tree)] == ["this is no content file of the kit"]


def test_domains_without_a_meta_file_are_one_fault(tree):
    (tree / META).unlink()
    faults = found(tree / "questionnaires")
    assert [fault["text"].split(".")[0] for fault in faults] == ["no _meta"]


def test_copies_that_systems_leave_behind_are_passed_over(tree):
    (tree / "questionnaires" / "ppm_maturity" / "._POR.yaml").write_bytes(b"\0\5\x16\7")
    (tree / "questionnaires" / "ppm_maturity" / "POR.yaml~").write_text("[")
    assert found(tree) == []


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="no symbolic links here")
def test_links_in_a_circle_are_followed_once(tree):
    try:
        (tree / "questionnaires" / "again").symlink_to(tree / "questionnaires", target_is_directory=True)
    except OSError:
        pytest.skip("symbolic links are not allowed here")
    assert found(tree) == []
    (tree / "templates" / "loop.yaml").symlink_to("loop.yaml")
    (tree / "templates" / "broken.yaml").symlink_to("nowhere")
    assert [fault["file"] for fault in found(tree)] == ["templates/broken.yaml", "templates/loop.yaml"]
    assert [fault["file"] for fault in found(tree / "templates" / "loop.yaml")] == ["templates/loop.yaml"]


def test_a_name_that_is_no_text_does_not_break_the_report(tree):
    name = os.fsdecode(b"questionnaires/ppm_maturity/\xff\n.yaml")
    try:
        (tree / name).write_text("a: 1")
    except OSError:
        pytest.skip("this file system takes no such name")
    faults = lint([tree]).faults
    assert len(faults) == 1
    str(faults[0]).encode("utf-8")
    assert "\n" not in str(faults[0])
