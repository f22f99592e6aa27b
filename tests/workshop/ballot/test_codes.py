"""Join codes: read from a wall, typed on a phone."""

from pmokit.workshop.ballot.codes import ALPHABET, LENGTH, new_code, read_code


def test_a_code_has_six_signs_that_cannot_be_mistaken():
    codes = {new_code() for _ in range(200)}
    assert len(codes) > 190
    assert {len(code) for code in codes} == {LENGTH}
    assert not set("0O1IL2Z5S8B") & set(ALPHABET)
    assert set("".join(codes)) <= set(ALPHABET)


def test_however_it_is_typed_it_is_one_code():
    assert {read_code(typed) for typed in ("K7QF3M", " k7q-f3m ", "K7Q F3M", "k7qf3m\n")} == {"K7QF3M"}
    assert read_code("\u0661../") == ""
