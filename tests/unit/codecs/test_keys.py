"""A passphrase makes the key that its standard says."""

from __future__ import annotations

import pytest

from posture_cv.codecs.keys import KeyDerivation, require_passphrase
from posture_cv.domain.errors import RecordError


def test_the_key_is_that_of_the_standard() -> None:
    """RFC 7914, section 12: the test vector of N = 16384, r = 8, p = 1."""
    key = KeyDerivation(salt=b"SodiumChloride", log2_cost=14).key("pleaseletmein", 64)
    assert key.hex() == (
        "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887"
    )


def test_letters_typed_in_parts_give_the_same_key() -> None:
    derivation = KeyDerivation(salt=b"0123456789abcdef", log2_cost=10)
    assert derivation.key("contraseñ\u0061 más larga") == derivation.key("contrasen\u0303a ma\u0301s larga")


def test_another_salt_gives_another_key() -> None:
    one, other = (KeyDerivation(salt=salt * 16, log2_cost=10).key("four words apart") for salt in (b"a", b"b"))
    assert one != other


@pytest.mark.parametrize("costs", [{"log2_cost": 9}, {"log2_cost": 21}, {"block_size": 0}, {"block_size": 17}, {"parallel": 5}])
def test_costs_too_cheap_or_too_dear_are_refused(costs: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="costs within bounds"):
        KeyDerivation(salt=b"0123456789abcdef", **costs)


def test_a_short_passphrase_protects_nothing() -> None:
    with pytest.raises(RecordError, match="fewer than 8 letters"):
        require_passphrase("seven77")
    require_passphrase("eight888")
