"""Content is found under any folder; what belongs to systems, tools and tests is not."""

from pmokit.content.tree import find_content


def make(root, *names):
    for name in names:
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("a: 1\n")


def names(root, path=None):
    return [file.relative_to(root).as_posix() for file in find_content(path or root)]


def test_yaml_files_are_found_at_any_depth_in_order(tmp_path):
    make(tmp_path, "b.yaml", "a/z.yaml", "a/b/c.yaml", "a/notes.txt", "a/other.yml")
    assert names(tmp_path) == ["a/b/c.yaml", "a/z.yaml", "b.yaml"]


def test_a_file_is_found_by_its_own_name_whatever_its_ending(tmp_path):
    make(tmp_path, "notes.txt")
    assert names(tmp_path, tmp_path / "notes.txt") == ["notes.txt"]
    assert names(tmp_path, tmp_path / "missing.yaml") == ["missing.yaml"]


def test_hidden_files_and_environments_are_passed_over(tmp_path):
    make(tmp_path, ".git/a.yaml", ".pre-commit-config.yaml", "._a.yaml", "env/lib/a.yaml", "env/pyvenv.cfg", "a.yaml")
    assert names(tmp_path) == ["a.yaml"]


def test_of_a_checkout_only_the_content_is_looked_at(tmp_path):
    make(tmp_path, "kit/questionnaires/a.yaml", "kit/templates/b.yaml", "kit/tests/broken.yaml", "other/c.yaml")
    assert names(tmp_path) == ["kit/questionnaires/a.yaml", "kit/templates/b.yaml", "other/c.yaml"]


def test_dots_in_a_path_are_no_other_file(tmp_path):
    make(tmp_path, "a/b.yaml")
    assert find_content(tmp_path / "a" / ".." / "a") == [tmp_path / "a" / "b.yaml"]
