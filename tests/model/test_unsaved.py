"""Versions of a document about which nobody has decided yet."""

import datetime as dt

from pmokit.model.unsaved import UnsavedVersion, UnsavedVersions, unsaved_kind

AT = dt.datetime(2027, 1, 4, 10, tzinfo=dt.UTC)


def version(page, author, mission):
    return UnsavedVersion(id=page, author=author, at=AT, fields=("mission",), body={"mission": mission})


def test_a_page_has_one_version_and_the_latest_of_a_person_counts():
    kept = UnsavedVersions().with_version(version("a", "Ben", "one")).with_version(version("b", "Ben", "two"))
    kept = kept.with_version(version("a", "Ben", "three"))
    assert [one.body["mission"] for one in kept.versions] == ["two", "three"]
    assert kept.of("Ben").id == "a"
    assert kept.of("Ana") is None
    assert kept.without("a").of("Ben").id == "b"


def test_it_lives_beside_the_document_that_it_is_about():
    assert unsaved_kind("vision") == "unsaved:vision"
