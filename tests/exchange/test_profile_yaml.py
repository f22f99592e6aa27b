"""Answers and weights from YAML files: every fault at once, at file, line and column."""

import pytest

from pmokit.errors import InputError
from pmokit.exchange.profile_yaml import read_answers, read_weights
from tests.strategy.profiles import small_profile

SMALL = small_profile()
ORDER = "[sharing, teams, sponsor, size]"


@pytest.fixture
def written(tmp_path, monkeypatch):
    """Write a text to a file and return it; messages name it shortly from here."""
    monkeypatch.chdir(tmp_path)

    def write(text):
        file = tmp_path / "p.yaml"
        file.write_text(text, encoding="utf-8")
        return file

    return write


def answer_faults(file):
    with pytest.raises(InputError, match=r"\w") as told:
        read_answers(file, SMALL)
    return str(told.value).splitlines()


def weight_faults(file):
    with pytest.raises(InputError, match=r"\w") as told:
        read_weights(file, SMALL)
    return str(told.value).splitlines()


def test_answers_are_read(written):
    """null, and a criterion without a line, are unknown; quotes and comments change nothing."""
    assert read_answers(written('sharing: "high"  # as of May\nteams: null\n'), SMALL) == {
        "sharing": "high",
        "teams": None,
    }
    assert read_answers(written("{}"), SMALL) == {}


def test_all_faults_of_answers_are_told_in_their_order(written):
    told = answer_faults(written("sharing: hihg\nsharing: high\nteam: low\nsponsor: 3\nsize: [low]\nteams: #low\n"))
    assert told == [
        "p.yaml:1:1: sharing: 'hihg' is no option of this criterion. Expected: one of low, middle, high, or null where nobody can tell. Did you mean 'high'?",
        "p.yaml:2:1: the key 'sharing' stands twice in one block. Expected: each key once. It stands first in line 1.",
        "p.yaml:3:1: unknown criterion 'team'. Expected: a criterion of the organisation profile. Did you mean 'teams'?",
        "p.yaml:4:1: sponsor: 3 is no option of this criterion. Expected: one of low, middle, high, or null where nobody can tell.",
        "p.yaml:5:1: size: a list is no option of this criterion. Expected: one of low, middle, high, or null where nobody can tell.",
        'p.yaml:6:8: teams is empty: YAML reads #low as a comment. Expected: "#low" in quotes.',
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "p.yaml:1:1: the file is empty"),
        ("# nothing yet\n", "p.yaml:1:1: the file is empty"),
        ("- sharing\n", "p.yaml:1:1: the file holds no keys. Expected: a line 'criterion: option'"),
        ("high\n", "p.yaml:1:1: the file holds no keys"),
        ("sharing: high: low\n", "p.yaml:1:14: this is not valid YAML"),
        ("sharing: yes\n", "p.yaml:1:1: sharing: 'yes' is no option"),
        ("sharing: true\n", "p.yaml:1:1: sharing: true is no option"),
        ("sharing: {a: 1}\n", "p.yaml:1:1: sharing: a block of keys is no option"),
    ],
)
def test_what_is_no_profile_is_refused(written, text, told):
    (line,) = answer_faults(written(text))
    assert line.startswith(told)


def test_a_file_that_is_not_there(tmp_path):
    (line,) = answer_faults(tmp_path / "none.yaml")
    assert line.endswith(
        "none.yaml: there is no such file. Expected: a YAML file with a line 'criterion: option' for each criterion."
    )
    (line,) = weight_faults(tmp_path / "none.yaml")
    assert "there is no such file" in line


def test_weights_are_read(written):
    by_order = read_weights(written(f"order: {ORDER}\n"), SMALL)
    assert by_order == pytest.approx({"sharing": 0.5208, "teams": 0.2708, "sponsor": 0.1458, "size": 0.0625}, abs=1e-4)
    by_points = read_weights(written("swing: {sharing: 100, teams: 50, sponsor: 30, size: 20}\n"), SMALL)
    assert by_points == pytest.approx({"sharing": 0.5, "teams": 0.25, "sponsor": 0.15, "size": 0.1})
    pairs = "{sharing: {teams: 2, sponsor: 4, size: 8}, size: {teams: 1/4, sponsor: 1/2}, teams: {sponsor: 2}}"
    by_pairs = read_weights(written(f"ahp: {pairs}\n"), SMALL)
    assert by_pairs == pytest.approx({"sharing": 8 / 15, "teams": 4 / 15, "sponsor": 2 / 15, "size": 1 / 15})


def test_contradictory_weights_are_refused_at_their_place(written):
    told = weight_faults(written(f"order: {ORDER}\nswing: {{sharing: 1, teams: 2, sponsor: 1, size: 0}}\n"))
    assert told == [
        "p.yaml:1:18: order puts sharing before teams, but swing gives it the smaller weight (0.250 against 0.500). Expected: the same order in both."
    ]
    circle = (
        "ahp:\n  sharing: {teams: 5, sponsor: 1/5, size: 1}\n  teams: {sponsor: 5, size: 1}\n  sponsor: {size: 1}\n"
    )
    (told,) = weight_faults(written(circle))
    assert told.startswith("p.yaml:2:3: ahp: the comparisons contradict each other")
    assert "sharing is 5 times as important as teams, teams 5 times as sponsor, but sharing 1/5 as sponsor" in told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", ["p.yaml:1:1: the file is empty"]),
        ("{}", ["p.yaml:1:1: no weights are given"]),
        ("[1]", ["p.yaml:1:1: the file is a list"]),
        ("ordre: [sharing]", ["p.yaml:1:1: unknown key 'ordre'"]),
        (
            "order: [sharing, team, 5]\nswing: {sharing: -1, teams: x}",
            ["p.yaml:1:24: order[2] is 5", "p.yaml:2:9: swing.sharing is -1", "p.yaml:2:22: swing.teams is 'x'"],
        ),
        (
            "ahp: {sharing: {teams: 12, size: 2/3}}",
            ["p.yaml:1:17: ahp.sharing.teams is 12", "p.yaml:1:28: ahp.sharing.size is '2/3'"],
        ),
        (
            "order: [sharing, team]",
            ["p.yaml:1:1: order: teams, sponsor, size missing", "p.yaml:1:18: order: unknown criterion 'team'"],
        ),
    ],
)
def test_what_is_no_weights_is_refused(written, text, told):
    found = weight_faults(written(text))
    assert len(found) == len(told)
    for line, start in zip(found, told, strict=True):
        assert line.startswith(start)
