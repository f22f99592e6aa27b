"""A package that changed on disk after it was imported is noticed."""

import os
from types import ModuleType

import pytest

from pmokit.warm.stamp import take_stamp


@pytest.fixture
def module(tmp_path):
    file = tmp_path / "thing.py"
    file.write_text("a = 1", encoding="utf-8")
    module = ModuleType("thing")
    module.__file__ = str(file)
    return module


def touch(file):
    os.utime(file, ns=(1, 1))


def grow(file):
    before = os.stat(file)  # noqa: PTH116
    with open(file, "a", encoding="utf-8") as out:  # noqa: PTH123
        out.write("\n")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


@pytest.mark.parametrize("change", [touch, grow, os.unlink])
def test_change_of_time_size_or_existence(module, change):
    """Each alone is enough, and the file is named."""
    stamp = take_stamp([module])
    assert stamp.changed() is None
    change(module.__file__)
    assert stamp.changed() == module.__file__


def test_python_itself_and_modules_without_a_file_do_not_count():
    assert take_stamp([os, ModuleType("nowhere")]).marks == {}


def test_all_that_is_loaded_counts_by_default():
    assert {pytest.__file__, __file__} & set(take_stamp().marks)
