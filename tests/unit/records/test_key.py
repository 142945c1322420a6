"""The key of a vault, and its recovery code."""

from __future__ import annotations

import secrets

import pytest

from posture_cv.codecs.keys import LOG2_COST, KeyDerivation
from posture_cv.domain.errors import RecordDamaged, RecordError
from posture_cv.records.key import VaultKey, new_salt

SALT = bytes([10]) + b"fifteen letters"


def test_the_key_is_made_as_that_of_a_visit_file() -> None:
    key = VaultKey.of("four words apart", SALT)
    assert key.secret == KeyDerivation(salt=SALT, log2_cost=10).key("four words apart")


def test_a_new_vault_makes_every_guess_as_slow_as_a_visit_file_does() -> None:
    salt = new_salt(secrets.token_bytes)
    assert (len(salt), salt[0]) == (16, LOG2_COST)
    assert salt != new_salt(secrets.token_bytes)


@pytest.mark.parametrize("salt", [b"", b"SQLite format 3\0", b"\xff\xd8\xff\xe0 a photo..."[:16], bytes(16)])
def test_a_file_that_begins_otherwise_is_none_of_ours(salt: bytes) -> None:
    with pytest.raises(RecordDamaged, match="no vault"):
        VaultKey.of("four words apart", salt)


def test_the_code_gives_the_key_back_however_it_is_typed() -> None:
    key = VaultKey(secrets.token_bytes(32), SALT)
    code = key.code()
    assert [len(group) for group in code.split()] == [4] * 14
    misread = code.lower().replace("o", "0").replace("i", "1").replace("b", "8")
    for typed in (code, code.replace(" ", "-"), code.replace(" ", ""), f"  {misread}\n"):
        assert VaultKey.recovered(typed, SALT).secret == key.secret


@pytest.mark.parametrize("place", range(0, 56, 5))
def test_a_letter_typed_wrong_is_noticed(place: int) -> None:
    letters = VaultKey(bytes(range(32)), SALT).code().replace(" ", "")
    wrong = letters[:place] + ("A" if letters[place] != "A" else "C") + letters[place + 1 :]
    with pytest.raises(RecordError, match="not the code"):
        VaultKey.recovered(wrong, SALT)


@pytest.mark.parametrize("typed", ["", "AAAA", "9" * 56, "ñ" * 56, "A" * 57, "A" * 100_000])
def test_anything_else_is_no_code(typed: str) -> None:
    with pytest.raises(RecordError, match="not the code"):
        VaultKey.recovered(typed, SALT)


def test_the_key_does_not_print() -> None:
    assert "secret" not in repr(VaultKey(bytes(32), SALT))
