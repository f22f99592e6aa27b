"""What an import changes: new, changed, same, gone."""

from pmokit.content.library import load_mapping
from pmokit.exchange.changes import Changes, changed_rows, project_changes
from pmokit.exchange.projects import read_projects


def test_counts_as_words():
    """What is new is always told, the rest where there is any."""
    assert str(Changes()) == "0 new"
    assert str(Changes(1, 2, 3, 4)) == "1 new, 2 changed, 3 same, 4 gone"


def test_the_last_row_of_a_key_counts():
    """Rows that say what is known are not written again."""
    known = {("A", "1"): "x", ("A", "2"): "x"}
    rows = [((unit, name), said, {"said": said}) for unit, name, said in ("A1y", "A1x", "A2y", "B1x")]
    written, changes = changed_rows(known, rows)
    assert written == [{"said": "y"}, {"said": "x"}]
    assert changes == Changes(new=1, changed=1, same=1)


def test_projects(tmp_path):
    """A figure that is missing on both sides is the same, another reason for it is a change; ids regardless of case."""

    def listed(text):
        (tmp_path / "p.csv").write_text(f"id,name,unit,bac,finish_planned\n{text}", encoding="utf-8")
        return read_projects(tmp_path / "p.csv", load_mapping("pmokit"))

    old = listed("a,A,X,,2026-01-31\nb,B,X,withheld,\nc,C,X,5,\nd,D,Y,5,\n")
    before = (old.frame, old.withheld)
    assert project_changes(before, old) == Changes(same=4)
    assert project_changes(before, listed("a,A,X,,2026-01-31\nB,B,X,secret,\ne,E,X,5,\n")) == Changes(
        new=1, changed=1, same=1, gone=1
    )
